/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <string.h>

#include "support/report_case.h"
#include "support/tap.h"

struct syntax_case {
    const char *record;
    const char *key; /* behind "permerror.syntax." */
    const char *quote;
    const char *pointer;
};

static void
check_text(const spfeval_outcome *outcome, const char *key,
           const char *expected)
{
    const char *found = report_find(outcome, SPFEVAL_LANGUAGE_EN, key);

    if (CHECK(found != NULL)) {
        CHECK_STR(found, strlen(found), expected);
    }
}

static void
check_cases(const struct syntax_case *cases, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        struct try_check try;
        const spfeval_outcome *outcome;
        char key[64];

        tap_row(cases[i].record);
        outcome = report_record_run(cases[i].record, strlen(cases[i].record),
                                    NULL, &try);
        CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_SYNTAX);
        (void)snprintf(key, sizeof(key), "permerror.syntax.%s", cases[i].key);
        CHECK_INT(report_count(outcome, key), 1);
        check_text(outcome, "permerror.syntax.quote", cases[i].quote);
        check_text(outcome, "permerror.syntax.pointer", cases[i].pointer);
        try_check_clear(&try);
    }
}

static void
test_each_error_is_named_and_marked(void)
{
    static const struct syntax_case cases[] = {
        {"v=spf1 \tmx", "octet", "v=spf1 \\x09mx", "       ^^^^"},
        {"v=spf1 foo", "unknown-mechanism", "v=spf1 foo", "       ^^^"},
        {"v=spf1 -exp=a.b", "qualified-modifier", "v=spf1 -exp=a.b",
         "       ^^^^^^^^"},
        {"v=spf1 all:a.b", "argument", "v=spf1 all:a.b", "          ^^^^"},
        {"v=spf1 include", "argument-missing", "v=spf1 include",
         "              ^"},
        {"v=spf1 a:foo", "domain-end", "v=spf1 a:foo", "         ^^^"},
        {"v=spf1 a:%a.b", "macro", "v=spf1 a:%a.b", "         ^^"},
        {"v=spf1 a:%{z}.b", "macro-letter", "v=spf1 a:%{z}.b", "         ^^^"},
        {"v=spf1 a:%{d0}.b", "macro-digits", "v=spf1 a:%{d0}.b",
         "         ^^^^^"},
        {"v=spf1 a/33", "prefix-length", "v=spf1 a/33", "        ^^^"},
        {"v=spf1 ip4:1.2.3", "ip4-network", "v=spf1 ip4:1.2.3",
         "           ^^^^^"},
        {"v=spf1 ip6:zz", "ip6-network", "v=spf1 ip6:zz", "           ^^"},
        {"v=spf1 exp=a.b exp=a.b", "duplicate-modifier",
         "v=spf1 exp=a.b exp=a.b", "               ^^^^^^^"},
    };

    check_cases(cases, TAP_COUNT(cases));
}

#define TEN "a.example "
#define FIFTY "a:" TEN "a:" TEN "a:" TEN "a:" TEN "a "

static void
test_long_records_are_shown_in_part(void)
{
    static const struct syntax_case cases[] = {
        {"v=spf1 " FIFTY FIFTY "foo " FIFTY FIFTY, "unknown-mechanism",
         "...e a:a.example a:a.example a:a.example a foo a:a.example "
         "a:a.exam...",
         "                                           ^^^"},
        {"v=spf1 foo " FIFTY FIFTY, "unknown-mechanism",
         "v=spf1 foo a:a.example a:a.example a:a.example a:a.example a a:a...",
         "       ^^^"},
        {"v=spf1 " FIFTY FIFTY "include:", "argument-missing",
         "...ample a:a.example a:a.example a include:",
         "                                           ^"},
    };

    check_cases(cases, TAP_COUNT(cases));
}

static void
test_the_mark_covers_what_is_shown_of_a_long_part(void)
{
    char record[400] = "v=spf1 ";
    struct try_check try;
    const spfeval_outcome *outcome;
    const char *pointer;

    memset(record + 7, 'x', 300);
    outcome = report_record_run(record, 307, NULL, &try);
    pointer =
        report_find(outcome, SPFEVAL_LANGUAGE_EN, "permerror.syntax.pointer");
    if (CHECK(pointer != NULL)) {
        CHECK_INT(strlen(pointer), 64);
        CHECK_INT(strspn(pointer, " "), 7);
    }
    try_check_clear(&try);
}

static void
check_hints(const char *record, unsigned dash, unsigned copied)
{
    struct try_check try;
    const spfeval_outcome *outcome;

    tap_row(record);
    outcome = report_record_run(record, strlen(record), NULL, &try);
    CHECK_INT(report_count(outcome, "permerror.syntax.dash"), dash);
    CHECK_INT(report_count(outcome, "permerror.syntax.copied"), copied);
    try_check_clear(&try);
}

static void
test_copied_characters_are_recognized(void)
{
    check_hints("v=spf1 mx \xe2\x80\x93"
                "all",
                1, 1);
    check_hints("v=spf1 mx \xe2\x88\x92"
                "all",
                1, 1);
    check_hints("v=spf1 mx \xe2\x80\x9c"
                "a\xe2\x80\x9d",
                0, 1);
    check_hints("v=spf1 mx\xc2\xa0-all", 0, 1);
    check_hints("v=spf1 mx \xe2\x80", 0, 1);
    check_hints("v=spf1 mx \xe2", 0, 1);
    /* U+2010 to U+2015 are dashes, and their neighbours are none. */
    check_hints("v=spf1 mx \xe2\x80\x8f", 0, 1);
    check_hints("v=spf1 mx \xe2\x80\x90", 1, 1);
    check_hints("v=spf1 mx \xe2\x80\x95", 1, 1);
    check_hints("v=spf1 mx \xe2\x80\x96", 0, 1);
    check_hints("v=spf1 mx \xe2\x88\x91", 0, 1);
    check_hints("v=spf1 mx \xe2\x89\x92", 0, 1);
    check_hints("v=spf1\x20\x01", 0, 0);
    check_hints("v=spf1 mx --all", 0, 0);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each error is named and marked",
         test_each_error_is_named_and_marked},
        {"a long record is shown in part",
         test_long_records_are_shown_in_part},
        {"the mark covers what is shown of a long part",
         test_the_mark_covers_what_is_shown_of_a_long_part},
        {"copied characters are recognized",
         test_copied_characters_are_recognized},
    };

    return tap_run("report/explain_syntax", tests, TAP_COUNT(tests));
}
