/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For each row of the table of findings that needs the DNS: a domain that has
 * this finding and no other, where it is, and one near it that has none.
 */
#include <string.h>

#include <spfeval/report.h>
#include <spfeval/status.h>

#include "policy/lint.h"
#include "support/lint_dns_cases.h"
#include "support/lint_zone.h"
#include "support/tap.h"

enum { ROOM = 4096 };

static const struct lint_dns_table *const tables[] = {
    &lint_dns_domain, &lint_dns_includes, &lint_dns_hosts, &lint_dns_cost};

static spfeval_lint *
lint(const char *lines)
{
    struct lint_zone fixture;
    spfeval_lint *found;

    lint_zone_set_up(&fixture, lines);
    lint_zone_run(&fixture);
    found = fixture.lint;
    fixture.lint = NULL;
    lint_zone_tear_down(&fixture);
    return found;
}

static spfeval_finding
get(const spfeval_lint *found, uint32_t index)
{
    spfeval_finding finding = {.struct_size = sizeof(finding)};

    CHECK_INT(spfeval_lint_get_finding(found, index, &finding), SPFEVAL_OK);
    return finding;
}

static void
print(const spfeval_lint *found, uint32_t index, int language, char *room)
{
    CHECK_INT(
        spfeval_lint_print_finding(found, index, language, room, ROOM, NULL),
        SPFEVAL_OK);
}

static void
check_sentences(const spfeval_lint *found, const struct lint_dns_case *row)
{
    char english[ROOM];
    char dutch[ROOM];
    size_t i;

    print(found, 0, SPFEVAL_LANGUAGE_EN, english);
    print(found, 0, SPFEVAL_LANGUAGE_NL, dutch);
    if (!CHECK(strstr(english, row->says) != NULL)) {
        CHECK_STR(english, strlen(english), row->says);
    }
    CHECK(strcmp(english, dutch) != 0);
    CHECK(strchr(dutch, '%') == NULL || strstr(row->zone, "%{") != NULL);
    for (i = 0; english[i] != '\0'; i++) {
        CHECK(english[i] >= 0x20 && english[i] <= 0x7e);
    }
}

static void
check_fix(const spfeval_lint *found, const struct lint_dns_case *row)
{
    char fixed[ROOM];
    size_t needed = 0;

    CHECK_INT(get(found, 0).fix != NULL, row->fixed != NULL);
    CHECK_INT(spfeval_lint_print_fixed(found, fixed, sizeof(fixed), &needed),
              get(found, 0).record == NULL ||
                      strcmp(get(found, 0).code, "SPF-E029") == 0
                  ? SPFEVAL_ERR_NOT_FOUND
                  : SPFEVAL_OK);
    if (row->fixed != NULL) {
        CHECK_STR(fixed, needed - 1, row->fixed);
    }
}

static void
show_all(const spfeval_lint *found)
{
    char text[ROOM];
    uint32_t i;

    for (i = 0; i < spfeval_lint_get_count(found); i++) {
        print(found, i, SPFEVAL_LANGUAGE_EN, text);
        CHECK_STR(text, strlen(text), get(found, i).code);
    }
}

static void
try_case(const struct lint_dns_case *row)
{
    const char *owner = row->owner == NULL ? "example.com" : row->owner;
    spfeval_lint *found = lint(row->zone);
    spfeval_finding finding;

    if (CHECK_INT(spfeval_lint_get_count(found), 1)) {
        finding = get(found, 0);
        CHECK(found->findings[0]->row == spfe_lint_row(row->row));
        CHECK_INT(finding.offset, row->offset);
        CHECK_INT(finding.length, row->length);
        CHECK_STR(finding.owner, finding.owner_len, owner);
        CHECK(finding.offset + finding.length <= finding.record_len);
        check_sentences(found, row);
        check_fix(found, row);
    } else {
        show_all(found);
    }
    spfeval_lint_free(found);
}

static void
test_each_row_has_a_domain_with_it_alone(void)
{
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(tables); i++) {
        for (j = 0; j < tables[i]->count; j++) {
            tap_row(tables[i]->cases[j].zone);
            try_case(&tables[i]->cases[j]);
        }
    }
}

static void
test_a_domain_near_it_has_no_finding(void)
{
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(tables); i++) {
        for (j = 0; j < tables[i]->count; j++) {
            spfeval_lint *found;

            if (tables[i]->cases[j].near == NULL) {
                continue;
            }
            tap_row(tables[i]->cases[j].near);
            found = lint(tables[i]->cases[j].near);
            if (!CHECK_INT(spfeval_lint_get_count(found), 0)) {
                show_all(found);
            }
            spfeval_lint_free(found);
        }
    }
}

static bool
has_case(int row)
{
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(tables); i++) {
        for (j = 0; j < tables[i]->count; j++) {
            if (tables[i]->cases[j].row == row) {
                return true;
            }
        }
    }
    return false;
}

/* They come with others: see test_policy_lint_domain.c. */
static bool
is_elsewhere(int row)
{
    return row == SPFE_LINT_W133_MEANT || row == SPFE_LINT_W141;
}

/* Those that the text shows are in test_policy_lint.c. */
static void
test_no_row_is_without_a_case(void)
{
    int row;

    for (row = 0; row < SPFE_LINT_ROWS; row++) {
        if (CHECK(spfe_lint_row(row)->code != NULL) &&
            spfe_lint_text_rows[row].code == NULL) {
            tap_row(spfe_lint_row(row)->english);
            CHECK(has_case(row) != is_elsewhere(row));
        }
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each row has a domain with it alone",
         test_each_row_has_a_domain_with_it_alone},
        {"a domain near it has no finding",
         test_a_domain_near_it_has_no_finding},
        {"no row is without a case", test_no_row_is_without_a_case},
    };

    return tap_run("policy/lint_dns", tests, TAP_COUNT(tests));
}
