/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/catalogue.h"

#include <string.h>

#include <spfeval/report.h>

#include "support/tap.h"

static void
test_key_names_are_different_and_well_formed(void)
{
    int i;
    int j;

    for (i = 0; i < SPFE_KEY_COUNT; i++) {
        const struct spfe_key_info *info = spfe_key_get((enum spfe_key)i);

        if (!CHECK(info->name != NULL)) {
            continue;
        }
        tap_row(info->name);
        CHECK_INT(strspn(info->name, "abcdefghijklmnopqrstuvwxyz0123456789.-"),
                  strlen(info->name));
        CHECK(info->part >= SPFEVAL_EXPLAIN_WHO &&
              info->part <= SPFEVAL_EXPLAIN_NEXT);
        CHECK(info->style >= SPFEVAL_EXPLAIN_SENTENCE &&
              info->style <= SPFEVAL_EXPLAIN_POINTER);
        CHECK_INT(info->role != SPFEVAL_EXPLAIN_ANYONE,
                  info->part == SPFEVAL_EXPLAIN_NEXT);
        for (j = 0; j < i; j++) {
            CHECK(strcmp(info->name, spfe_key_get((enum spfe_key)j)->name) !=
                  0);
        }
    }
}

/* A bit for each placeholder; -1 for a malformed template. */
static int
placeholders(const char *template)
{
    int found = 0;

    for (; *template != '\0'; template ++) {
        if (*template != '%') {
            continue;
        }
        template ++;
        if (*template >= '1' && *template <= '5') {
            found |= 1 << (*template - '1');
        } else if (*template != '%') {
            return -1;
        }
    }
    return found;
}

static void
check_template(const char *template)
{
    size_t len = strlen(template);
    size_t i;

    CHECK(len > 0 && template[0] != ' ' && template[len - 1] != ' ');
    for (i = 0; i < len; i++) {
        CHECK(template[i] >= 0x20 && template[i] <= 0x7e);
    }
}

static void
test_catalogues_are_complete_and_use_the_same_placeholders(void)
{
    int i;

    for (i = 0; i < SPFE_KEY_COUNT; i++) {
        const char *en = spfe_catalogue_en[i];
        const char *nl = spfe_catalogue_nl[i];

        tap_row(spfe_key_get((enum spfe_key)i)->name);
        if (!CHECK(en != NULL && nl != NULL)) {
            continue;
        }
        check_template(en);
        check_template(nl);
        CHECK(placeholders(en) >= 0);
        CHECK_INT(placeholders(nl), placeholders(en));
        CHECK(spfe_catalogue_get(SPFEVAL_LANGUAGE_EN, (enum spfe_key)i) == en);
        CHECK(spfe_catalogue_get(SPFEVAL_LANGUAGE_NL, (enum spfe_key)i) == nl);
    }
}

static void
test_headings_exist_in_each_language(void)
{
    int part;
    int role;

    for (part = SPFEVAL_EXPLAIN_WHO; part <= SPFEVAL_EXPLAIN_NEXT; part++) {
        const char *en = spfeval_explain_part_name(part, SPFEVAL_LANGUAGE_EN);
        const char *nl = spfeval_explain_part_name(part, SPFEVAL_LANGUAGE_NL);

        CHECK(strcmp(en, "unknown") != 0 && strcmp(nl, "unknown") != 0);
        CHECK(strcmp(en, nl) != 0);
    }
    for (role = SPFEVAL_EXPLAIN_SENDER; role <= SPFEVAL_EXPLAIN_RECEIVER;
         role++) {
        CHECK(strcmp(spfeval_explain_role_name(role, SPFEVAL_LANGUAGE_EN),
                     spfeval_explain_role_name(role, SPFEVAL_LANGUAGE_NL)) !=
              0);
    }
    CHECK_STR(
        spfeval_explain_role_name(SPFEVAL_EXPLAIN_ANYONE, SPFEVAL_LANGUAGE_NL),
        0, "");
}

static void
test_other_numbers_are_unknown(void)
{
    CHECK_STR(spfeval_explain_part_name(0, SPFEVAL_LANGUAGE_EN), 7, "unknown");
    CHECK_STR(spfeval_explain_part_name(6, SPFEVAL_LANGUAGE_EN), 7, "unknown");
    CHECK_STR(spfeval_explain_part_name(-1, SPFEVAL_LANGUAGE_EN), 7,
              "unknown");
    CHECK_STR(spfeval_explain_part_name(SPFEVAL_EXPLAIN_WHO, 3), 7, "unknown");
    CHECK_STR(spfeval_explain_role_name(4, SPFEVAL_LANGUAGE_EN), 7, "unknown");
    CHECK_STR(spfeval_explain_role_name(-1, SPFEVAL_LANGUAGE_EN), 7,
              "unknown");
    CHECK(!spfe_catalogue_has(0) && !spfe_catalogue_has(3));
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the names of keys are different and well-formed",
         test_key_names_are_different_and_well_formed},
        {"both catalogues are complete and use the same placeholders",
         test_catalogues_are_complete_and_use_the_same_placeholders},
        {"headings exist in each language",
         test_headings_exist_in_each_language},
        {"other numbers are unknown", test_other_numbers_are_unknown},
    };

    return tap_run("report/catalogue", tests, TAP_COUNT(tests));
}
