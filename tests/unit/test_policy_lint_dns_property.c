/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Random small zones, some of them hostile: where evaluation of any address
 * ends in permerror, there is an error among the findings, and all findings
 * can be shown.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/check.h>
#include <spfeval/policy.h>
#include <spfeval/report.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "policy/compile.h"

#include "support/tap.h"
#include "support/zone_lines.h"

enum { ZONES = 20000, LINES = 6000, TEXT = 8192, ADDRESSES = 6 };

static uint64_t state;

static uint32_t
pick(uint32_t count)
{
    state ^= state << 13; /* xorshift */
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32) % count;
}

struct lines {
    char text[LINES];
    size_t len;
};

static void
add(struct lines *lines, const char *text)
{
    size_t len = strlen(text);

    if (lines->len + len < LINES) {
        memcpy(lines->text + lines->len, text, len + 1);
        lines->len += len;
    }
}

static void
add_name(struct lines *lines)
{
    static const char *const names[] = {
        "example.com",   "b.example.com", "c.example.com", "d.example.net",
        "e.example.net", "f.example.net", "g.example.org", "%{d}"};

    add(lines, names[pick(TAP_COUNT(names))]);
}

static void
add_term(struct lines *lines)
{
    static const char *const kinds[] = {
        " include:", " include:", " include:", " ?include:", " a:",
        " mx:",      " exists:",  " mx:",      " a:",        " -a:"};
    static const char *const others[] = {
        " ip4:8.8.8.0/24",
        " ip4:8.8.8.8",
        " ip4:8.0.0.0/6",
        " ip6:2a00::/16",
        " ip6:2a00::8",
        " a",
        " mx",
        " mx/24//64",
        " -ip4:8.8.8.9",
        " ip4:0.0.0.0/1",
        " ip4:128.0.0.0/1",
        " include:spf.google.com",
        (" a:01234567890123456789012345678901234567890123456789"
         "01234567890123.x"),
        " moo=x"};
    static const char *const hidden[] = {" ptr", " a:%{h}", " exists:%{i}.x"};
    static const char *const wrong[] = {" ipv4:8.8.8.8", " \xff", " a:b c",
                                        " include:", " %"};

    if (pick(40) == 0) {
        add(lines, hidden[pick(TAP_COUNT(hidden))]);
    } else if (pick(100) < 55) {
        add(lines, kinds[pick(TAP_COUNT(kinds))]);
        add_name(lines);
    } else if (pick(100) < 97) {
        add(lines, others[pick(TAP_COUNT(others))]);
    } else {
        add(lines, wrong[pick(TAP_COUNT(wrong))]);
    }
}

static void
add_record(struct lines *lines)
{
    static const char *const ends[] = {
        " -all", " ~all", " ?all", " +all", "", " -all exp=b.example.com"};
    uint32_t count = pick(7);

    add(lines, pick(30) == 0 ? "v=spf1," : "v=spf1");
    while (count-- > 0) {
        add_term(lines);
    }
    if (pick(5) == 0) {
        add(lines, " redirect=");
        add_name(lines);
    } else {
        add(lines, ends[pick(TAP_COUNT(ends))]);
    }
}

static void
add_line(struct lines *lines, const char *name)
{
    static const char *const data[] = {" A 8.8.8.8",
                                       " A 8.8.8.1",
                                       " AAAA 2a00::8",
                                       " AAAA ::1",
                                       " MX 10 b.example.com",
                                       " MX 20 d.example.net",
                                       " MX 0 .",
                                       " TXT some text",
                                       " TIMEOUT A",
                                       " TIMEOUT MX",
                                       " TIMEOUT TXT",
                                       " SPF v=spf1 -all",
                                       " 60 TXT spf2.0/pra",
                                       " CNAME e.example.net"};

    add(lines, name);
    add(lines, data[pick(pick(4) == 0 ? TAP_COUNT(data) : 8)]);
    add(lines, "\n");
}

static void
make_zone(struct lines *lines)
{
    static const char *const names[] = {"example.com",   "b.example.com",
                                        "c.example.com", "d.example.net",
                                        "e.example.net", "f.example.net"};
    size_t i;

    lines->len = 0;
    for (i = 0; i < TAP_COUNT(names); i++) {
        uint32_t count = pick(5);

        if (i == 0 || pick(12) > 0) {
            add(lines, names[i]);
            add(lines, " TXT ");
            add_record(lines);
            add(lines, "\n");
        }
        while (count-- > 0) {
            add_line(lines, names[i]);
        }
    }
}

/* --- What must hold ------------------------------------------------------ */

static void
check_printable(const spfeval_lint *found, uint32_t index, int language)
{
    char text[TEXT];
    size_t needed = 0;

    CHECK_INT(spfeval_lint_print_finding(found, index, language, text,
                                         sizeof(text), &needed),
              SPFEVAL_OK);
    while (--needed > 0) {
        if (text[needed - 1] < 0x20 || text[needed - 1] > 0x7e) {
            CHECK(text[needed - 1] == ' ');
        }
    }
}

static unsigned
count_code(const spfeval_lint *found, const char *code)
{
    unsigned count = 0;
    uint32_t i;

    for (i = 0; i < spfeval_lint_get_count(found); i++) {
        spfeval_finding finding = {.struct_size = sizeof(finding)};

        CHECK_INT(spfeval_lint_get_finding(found, i, &finding), SPFEVAL_OK);
        count += strcmp(finding.code, code) == 0;
    }
    return count;
}

/* How many errors there are. */
static unsigned
check_findings(const spfeval_lint *found, bool has_record)
{
    unsigned errors = 0;
    char text[TEXT];
    uint32_t i;
    int status;

    for (i = 0; i < spfeval_lint_get_count(found); i++) {
        spfeval_finding finding = {.struct_size = sizeof(finding)};

        CHECK_INT(spfeval_lint_get_finding(found, i, &finding), SPFEVAL_OK);
        CHECK(finding.offset + finding.length <= finding.record_len);
        CHECK(finding.fix == NULL ||
              finding.fix_offset + finding.fix_length <= finding.record_len);
        errors += finding.severity == SPFEVAL_SEVERITY_ERROR;
        check_printable(found, i, SPFEVAL_LANGUAGE_EN);
        check_printable(found, i, SPFEVAL_LANGUAGE_NL);
    }
    status = spfeval_lint_print_fixed(found, text, sizeof(text), NULL);
    /* Of what was meant as a record, there is a correction as well. */
    CHECK(status == SPFEVAL_OK ||
          (!has_record && status == SPFEVAL_ERR_NOT_FOUND));
    return errors;
}

static int
evaluate(spfeval_options *options, spfeval_zone *zone, const char *client)
{
    spfeval_check *check = NULL;
    int result;

    CHECK_INT(spfeval_check_new(options, &check), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_client_text(check, client, strlen(client)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_helo(check, "h.example.org", 13), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(check, "x@example.com", 13),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_run(check, spfeval_zone_get_resolver(zone)),
              SPFEVAL_OK);
    result = spfeval_outcome_get_result(spfeval_check_get_outcome(check));
    spfeval_check_free(check);
    return result;
}

static bool
is_permerror_anywhere(spfeval_options *options, spfeval_zone *zone)
{
    static const char *const clients[ADDRESSES] = {
        "8.8.8.8", "8.8.8.1", "203.0.113.1", "2a00::8", "2a00::9", "fe80::1"};
    size_t i = 0;

    while (i < ADDRESSES &&
           evaluate(options, zone, clients[i]) != SPFEVAL_RESULT_PERMERROR) {
        i++;
    }
    return i < ADDRESSES;
}

/* What the message decides, or the DNS did not say, is no error. */
static bool
is_all_known(spfeval_policy *policy)
{
    CHECK_INT(spfe_compile(policy, policy->root), SPFEVAL_OK);
    return !policy->root->unsure[SPFE_V4] && !policy->root->unsure[SPFE_V6];
}

/* The limits are passed where the cost says so, and nowhere else. */
static void
check_limits(spfeval_policy *policy, const spfeval_lint *found)
{
    spfeval_cost v4 = {.struct_size = sizeof(v4)};
    spfeval_cost v6 = {.struct_size = sizeof(v6)};
    bool is_over;

    if (spfeval_policy_get_cost(policy, 4, &v4) != SPFEVAL_OK ||
        spfeval_policy_get_cost(policy, 6, &v6) != SPFEVAL_OK) {
        CHECK_INT(count_code(found, "SPF-E022"), 0);
        return;
    }
    is_over = v4.lookups > v4.max_lookups || v6.lookups > v6.max_lookups;
    CHECK_INT(count_code(found, "SPF-E022") > 0, is_over);
    is_over = v4.voids > v4.max_voids || v6.voids > v6.max_voids;
    if (is_all_known(policy)) {
        CHECK_INT(count_code(found, "SPF-E027") > 0, is_over);
    } else if (is_over && count_code(found, "SPF-E027") == 0) {
        CHECK(count_code(found, "SPF-W123") > 0);
    }
}

static void
try_zone(const char *lines, unsigned *broken)
{
    spfeval_lint *found = NULL;
    spfeval_options *options = NULL;
    spfeval_policy *policy = NULL;
    spfeval_zone *zone = NULL;
    unsigned errors;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    CHECK_INT(spfeval_zone_new(NULL, &zone), SPFEVAL_OK);
    CHECK_INT(zone_lines_add(zone, lines), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_new(options, &policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_domain(policy, "example.com", 11),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_extras(policy, 1), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_run(policy, spfeval_zone_get_resolver(zone)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_lint(policy, &found), SPFEVAL_OK);
    errors = check_findings(
        found, spfeval_policy_get_record(policy, NULL) != NULL &&
                   policy->root->found->selection == SPFE_SELECT_ONE);
    check_limits(policy, found);
    if (is_all_known(policy) && is_permerror_anywhere(options, zone)) {
        (*broken)++;
        CHECK(errors > 0);
    }
    spfeval_lint_free(found);
    spfeval_policy_free(policy);
    spfeval_zone_free(zone);
    spfeval_options_free(options);
}

static void
test_a_permerror_has_an_error_that_explains_it(void)
{
    static struct lines lines;
    unsigned broken = 0;
    int i;

    for (i = 1; i <= ZONES; i++) {
        state = (uint64_t)i * 0x9e3779b97f4a7c15u;
        make_zone(&lines);
        tap_row(lines.text);
        try_zone(lines.text, &broken);
        tap_row(NULL);
    }
    /* Both kinds are among them. */
    CHECK(broken > ZONES / 10 && broken < ZONES * 9 / 10);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a permerror has an error that explains it, for 20000 zones",
         test_a_permerror_has_an_error_that_explains_it},
    };

    return tap_run("policy/lint_dns, any zone", tests, TAP_COUNT(tests));
}
