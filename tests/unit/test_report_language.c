/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include <spfeval/report.h>

#include "support/tap.h"

struct language_case {
    const char *text;
    int language;
};

static void
check_cases(const struct language_case *cases, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        tap_row(cases[i].text);
        CHECK_INT(spfeval_language_find(cases[i].text, strlen(cases[i].text)),
                  cases[i].language);
    }
}

enum { EN = SPFEVAL_LANGUAGE_EN, NL = SPFEVAL_LANGUAGE_NL };

static void
test_tags_choose_by_their_first_part(void)
{
    static const struct language_case cases[] = {
        {"nl", NL},       {"NL", NL},          {"nl-BE", NL},
        {"nl_NL", NL},    {"nl_BE.UTF-8", NL}, {"en", EN},
        {"en-GB", EN},    {"de", EN},          {"", EN},
        {"nld", EN},      {"n", EN},           {"C", EN},
        {"nl-", NL},      {" nl", NL},         {"x-nl", EN},
        {"\xff\xfe", EN},
    };

    check_cases(cases, TAP_COUNT(cases));
}

static void
test_lists_choose_by_weight_then_order(void)
{
    static const struct language_case cases[] = {
        {"nl-BE;q=0.8,en", EN},
        {"nl,en;q=0.9", NL},
        {"nl, en", NL},
        {"en, nl", EN},
        {"fr, de;q=0.9, nl;q=0.1", NL},
        {"en;q=0.3, nl;q=0.301", NL},
        {"en;q=0.3 , nl ; q=0.299", EN},
        {"nl;q=0", EN},
        {"nl;q=0.000, en;q=0", EN},
        {"*, nl;q=0.5", EN},
        {"*;q=0.1, nl;q=0.5", NL},
        {"nl;q=0.5, *;q=0.5", NL},
        {"*;q=0.5, nl;q=0.5", EN},
        {"en;q=0.2, *, nl;q=0.5", NL},
        {"nl;q=0.2, nl-BE;q=0.9, en;q=0.5", NL},
        {"nl;level=1;q=0.4, en;q=0.3", NL},
        {"nl;Q=1.000", NL},
    };

    check_cases(cases, TAP_COUNT(cases));
}

static void
test_malformed_lists_do_no_harm(void)
{
    static const struct language_case cases[] = {
        {",,,nl,,", NL},     {";;;", EN},          {"nl;q=", EN},
        {"nl;q=x", EN},      {"nl;q=9", NL},       {"nl;q=0.99999999999", NL},
        {"nl;q=1.9,en", NL}, {"nl;q", NL},         {"nl;", NL},
        {"\r\nnl", EN},      {"nl;q=0.5;q=0", EN},
    };

    check_cases(cases, TAP_COUNT(cases));
    CHECK_INT(spfeval_language_find(NULL, 0), EN);
    CHECK_INT(spfeval_language_find(NULL, 7), EN);
    CHECK_INT(spfeval_language_find("nl\0en", 5), NL);
    CHECK_INT(spfeval_language_find("nl", 1), EN);
}

static void
test_languages_have_tags(void)
{
    CHECK_STR(spfeval_language_name(EN), 2, "en");
    CHECK_STR(spfeval_language_name(NL), 2, "nl");
    CHECK_STR(spfeval_language_name(0), 7, "unknown");
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a tag chooses by its first part",
         test_tags_choose_by_their_first_part},
        {"a list chooses by weight, then by order",
         test_lists_choose_by_weight_then_order},
        {"a malformed list does no harm", test_malformed_lists_do_no_harm},
        {"languages have tags", test_languages_have_tags},
    };

    return tap_run("report/language", tests, TAP_COUNT(tests));
}
