/* SPDX-License-Identifier: BSD-2-Clause */
/* The cost on one line, in both languages. */
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/report.h>
#include <spfeval/status.h>

#include "policy/walk.h"

#include "support/tap.h"
#include "support/walk_case.h"

#define TXT SPFEVAL_RRTYPE_TXT
#define A SPFEVAL_RRTYPE_A

enum { EN = SPFEVAL_LANGUAGE_EN, NL = SPFEVAL_LANGUAGE_NL, ROOM = 2048 };

static const struct zone_row rows[] = {
    {"a.example", TXT, "v=spf1 a:x.test a:x.test a:x.test ?all", 0, 0},
    {"x.test", A, "192.0.2.1", 0, 0},
};

static void
check_cost(const char *record, uint32_t max_voids, int language,
           const char *expected)
{
    spfeval_options *options = NULL;
    struct walk_case test;
    char text[ROOM];
    size_t needed = 0;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    CHECK_INT(
        spfeval_options_set_u32(options, SPFEVAL_OPTION_MAX_VOIDS, max_voids),
        SPFEVAL_OK);
    walk_case_init_with(&test, rows, TAP_COUNT(rows), options);
    walk_case_walk(&test, "own.test", record);
    CHECK_INT(spfeval_policy_print_cost(test.policy, 4, language, text, ROOM,
                                        &needed),
              SPFEVAL_OK);
    CHECK_STR(text, needed - 1, expected);
    walk_case_clear(&test);
}

static void
test_print_shares_in_order(void)
{
    check_cost("v=spf1 include:a.example -mx a:x.test -all", 2, EN,
               "lookups 6/10 (include:a.example 4, -mx 1, a:x.test 1), void "
               "lookups 1/2");
    check_cost("v=spf1 include:a.example -mx a:x.test -all", 2, NL,
               "lookups 6/10 (include:a.example 4, -mx 1, a:x.test 1), void "
               "lookups 1/2");
}

static void
test_print_without_shares(void)
{
    check_cost("v=spf1 -all", 2, EN, "lookups 0/10, void lookups 0/2");
    check_cost("v=spf1", 2, NL, "lookups 0/10, void lookups 0/2");
}

static void
test_print_without_a_limit(void)
{
    check_cost("v=spf1 a mx a -all", SPFEVAL_UNLIMITED, EN,
               "lookups 3/10 (a 1, mx 1, a 1), void lookups 3, no limit");
    check_cost("v=spf1 a mx a -all", SPFEVAL_UNLIMITED, NL,
               "lookups 3/10 (a 1, mx 1, a 1), void lookups 3, geen limiet");
}

static void
test_print_tells_of_what_is_unknown(void)
{
    check_cost("v=spf1 include:%{i}.x.test -all", 2, EN,
               "lookups 1/10 (include:%{i}.x.test 1), void lookups 0/2, 1 "
               "term may cost more");
    check_cost("v=spf1 include:%{i}.x.test -all", 2, NL,
               "lookups 1/10 (include:%{i}.x.test 1), void lookups 0/2, 1 "
               "term kost mogelijk meer");
    check_cost("v=spf1 include:%{i}.x redirect=%{l}.x", 2, EN,
               "lookups 2/10 (include:%{i}.x 1, redirect=%{l}.x 1), void "
               "lookups 0/2, 2 terms may cost more");
    check_cost("v=spf1 include:%{i}.x redirect=%{l}.x", 2, NL,
               "lookups 2/10 (include:%{i}.x 1, redirect=%{l}.x 1), void "
               "lookups 0/2, 2 termen kosten mogelijk meer");
}

/*
 * The message decides whether they match, but not what they cost; for some
 * clients all of them are void.
 */
static void
test_print_knows_the_cost_of_other_terms(void)
{
    check_cost("v=spf1 ptr exists:%{i}.x.test a:%{l}.x -all", 2, EN,
               "lookups 3/10 (ptr 1, exists:%{i}.x.test 1, a:%{l}.x 1), void "
               "lookups 3/2");
    /* None of these is: they ask for records, or for nothing. */
    check_cost("v=spf1 ptr:a..b include:%{i}.x.test -all", 2, EN,
               "lookups 2/10 (ptr:a..b 1, include:%{i}.x.test 1), void "
               "lookups 0/2, 1 term may cost more");
}

static void
test_print_cuts_long_lists(void)
{
    check_cost("v=spf1 a:x.test mx mx mx mx mx mx mx mx mx mx mx mx", 100, EN,
               "lookups 13/10 (a:x.test 1, mx 1, mx 1, mx 1, mx 1, mx 1, mx "
               "1, mx 1, mx 1, mx 1, mx 1, mx 1, mx 1), void lookups 12/100");
    check_cost("v=spf1 a:x.test mx mx mx mx mx mx mx mx mx mx mx mx mx", 100,
               EN,
               "lookups 14/10 (a:x.test 1, mx 1, mx 1, mx 1, mx 1, mx 1, mx "
               "1, mx 1, mx 1, mx 1, mx 1, mx 1, and 2 more), void lookups "
               "13/100");
    check_cost("v=spf1 a:x.test mx mx mx mx mx mx mx mx mx mx mx mx mx", 100,
               NL,
               "lookups 14/10 (a:x.test 1, mx 1, mx 1, mx 1, mx 1, mx 1, mx "
               "1, mx 1, mx 1, mx 1, mx 1, mx 1, en nog 2), void lookups "
               "13/100");
}

static void
test_print_cuts_long_terms(void)
{
    check_cost("v=spf1 a:aaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbb."
               "ccccccccccccc.test -all",
               2, EN,
               "lookups 1/10 (a:aaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbb."
               "ccccccccccccc.test 1), void lookups 1/2");
    check_cost("v=spf1 a:aaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbb."
               "cccccccccccccc.test -all",
               2, EN,
               "lookups 1/10 (a:aaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbb."
               "cccccccccccccc.tes... 1), void lookups 1/2");
}

/* It cannot come from a record that is valid, so it is put there. */
static void
test_print_escapes_what_is_not_printable(void)
{
    static const char record[] = "v=spf1 a:x.test -all";
    struct walk_case test;
    char text[ROOM];
    char *term;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    walk_case_walk(&test, NULL, record);
    term = strstr(
        (char *)(uintptr_t)test.policy->root->found->record->text.ptr, "a:x");
    if (CHECK(term != NULL)) {
        term[2] = '\x1b';
        term[3] = '\xff';
        CHECK_INT(
            spfeval_policy_print_cost(test.policy, 4, EN, text, ROOM, NULL),
            SPFEVAL_OK);
        CHECK_STR(text, strlen(text),
                  "lookups 1/10 (a:\\x1B\\xFFtest 1), void lookups 0/2");
    }
    walk_case_clear(&test);
}

static void
test_print_says_how_much_room_it_takes(void)
{
    static const char expected[] = "lookups 0/10, void lookups 0/2";
    struct walk_case test;
    char text[sizeof(expected)];
    size_t needed = 0;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    walk_case_walk(&test, NULL, "v=spf1 -all");
    CHECK_INT(spfeval_policy_print_cost(test.policy, 4, EN, NULL, 0, &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, sizeof(expected));
    CHECK_INT(spfeval_policy_print_cost(test.policy, 4, EN, text,
                                        sizeof(text) - 1, NULL),
              SPFEVAL_ERR_BUFFER);
    CHECK_STR(text, strlen(text), "");
    CHECK_INT(spfeval_policy_print_cost(test.policy, 6, EN, text, sizeof(text),
                                        NULL),
              SPFEVAL_OK);
    CHECK_STR(text, strlen(text), expected);
    walk_case_clear(&test);
}

static void
test_print_refuses_wrong_arguments(void)
{
    struct walk_case test;
    char text[ROOM];

    walk_case_init(&test, rows, TAP_COUNT(rows));
    CHECK_INT(spfeval_policy_print_cost(test.policy, 4, EN, text, ROOM, NULL),
              SPFEVAL_ERR_STATE);
    walk_case_walk(&test, "none.test", NULL);
    CHECK_INT(spfeval_policy_print_cost(test.policy, 4, EN, text, ROOM, NULL),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_policy_print_cost(NULL, 4, EN, text, ROOM, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_print_cost(test.policy, 7, EN, text, ROOM, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_print_cost(test.policy, 4, 99, text, ROOM, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_print_cost(test.policy, 4, EN, NULL, ROOM, NULL),
              SPFEVAL_ERR_ARGUMENT);
    walk_case_clear(&test);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"shares in order", test_print_shares_in_order},
        {"without shares", test_print_without_shares},
        {"without a limit", test_print_without_a_limit},
        {"it tells of what is unknown", test_print_tells_of_what_is_unknown},
        {"it knows what other terms cost",
         test_print_knows_the_cost_of_other_terms},
        {"long lists are cut", test_print_cuts_long_lists},
        {"long terms are cut", test_print_cuts_long_terms},
        {"what is not printable is escaped",
         test_print_escapes_what_is_not_printable},
        {"it says how much room it takes",
         test_print_says_how_much_room_it_takes},
        {"wrong arguments are refused", test_print_refuses_wrong_arguments},
    };

    return tap_run("policy/cost_print", tests, TAP_COUNT(tests));
}
