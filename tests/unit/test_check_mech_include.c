/* SPDX-License-Identifier: BSD-2-Clause */
/* Mechanism include and modifier redirect (RFC 7208 sections 5.2 and 6.1). */
#include <string.h>

#include "support/tap.h"
#include "support/try_check.h"

#define INCLUDED "inc.example.com TXT "

static void
test_include_matches_on_pass_alone(void)
{
    static const struct try_case cases[] = {
        {.claim = "pass is a match",
         .record = "v=spf1 include:inc.example.com -all",
         .zone = INCLUDED "v=spf1 ip4:192.0.2.1 -all",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "the qualifier of the include decides",
         .record = "v=spf1 ~include:inc.example.com -all",
         .zone = INCLUDED "v=spf1 ip4:192.0.2.1 -all",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "fail is no match",
         .record = "v=spf1 include:inc.example.com ?all",
         .zone = INCLUDED "v=spf1 -all",
         .result = SPFEVAL_RESULT_NEUTRAL,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "softfail is no match",
         .record = "v=spf1 include:inc.example.com -all",
         .zone = INCLUDED "v=spf1 ~all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "neutral is no match",
         .record = "v=spf1 include:inc.example.com -all",
         .zone = INCLUDED "v=spf1 ?all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "no match inside is no match",
         .record = "v=spf1 include:inc.example.com -all",
         .zone = INCLUDED "v=spf1 ip4:192.0.2.2",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "evaluation goes on in the record above, with its domain",
         .record = "v=spf1 include:inc.example.com a -all",
         .zone = INCLUDED "v=spf1 a -all\ninc.example.com A 192.0.2.2\n"
                          "example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "TXT inc.example.com; A inc.example.com; A example.com",
         .terms = 3},
        {.claim = "a pass two deep passes both",
         .record = "v=spf1 ?include:inc.example.com -all",
         .zone = INCLUDED "v=spf1 include:deep.example.com -all\n"
                          "deep.example.com TXT v=spf1 +all",
         .result = SPFEVAL_RESULT_NEUTRAL,
         .queries = "TXT inc.example.com; TXT deep.example.com",
         .terms = 2},
        {.claim = "a match two deep that is no pass above is no match",
         .record = "v=spf1 include:inc.example.com -all",
         .zone = INCLUDED "v=spf1 ?include:deep.example.com +all\n"
                          "deep.example.com TXT v=spf1 +all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "TXT inc.example.com; TXT deep.example.com",
         .terms = 2},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_errors_of_an_included_record_end_the_check(void)
{
    static const struct try_case cases[] = {
        {.claim = "no such name",
         .record = "v=spf1 include:gone.example.com +all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_INCLUDE_NO_RECORD,
         .queries = "TXT gone.example.com",
         .terms = 1},
        {.claim = "no record",
         .record = "v=spf1 include:inc.example.com +all",
         .zone = INCLUDED "v=spf10 +all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_INCLUDE_NO_RECORD,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "two records",
         .record = "v=spf1 include:inc.example.com +all",
         .zone = INCLUDED "v=spf1 +all\n" INCLUDED "v=spf1 -all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_MULTIPLE_RECORDS,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "a syntax error",
         .record = "v=spf1 include:inc.example.com +all",
         .zone = INCLUDED "v=spf1 +all moo",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_SYNTAX,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "a failed query, though a later term would match",
         .record = "v=spf1 include:inc.example.com +all",
         .zone = "inc.example.com TIMEOUT TXT",
         .result = SPFEVAL_RESULT_TEMPERROR,
         .reason = SPFEVAL_REASON_DNS_FAILED,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "a failed query of a term in it",
         .record = "v=spf1 include:inc.example.com +all",
         .zone = INCLUDED "v=spf1 mx +all\ninc.example.com TIMEOUT MX",
         .result = SPFEVAL_RESULT_TEMPERROR,
         .reason = SPFEVAL_REASON_DNS_FAILED,
         .queries = "TXT inc.example.com; MX inc.example.com",
         .terms = 2},
        {.claim = "a third void term in it",
         .record = "v=spf1 a:gone.example.com include:inc.example.com +all",
         .zone = INCLUDED "v=spf1 a a:gone.example.org +all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_VOID_LIMIT,
         .queries = "A gone.example.com; TXT inc.example.com; "
                    "A inc.example.com; A gone.example.org",
         .terms = 4,
         .voids = 3},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_redirect_replaces_the_record(void)
{
    static const struct try_case cases[] = {
        {.claim = "its result is the result",
         .record = "v=spf1 redirect=inc.example.com",
         .zone = INCLUDED "v=spf1 ~all",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "its domain is the target, the sender's stays",
         .record = "v=spf1 redirect=inc.example.com",
         .zone = INCLUDED "v=spf1 exists:%{o}.%{d} -all\n"
                          "example.com.inc.example.com A 127.0.0.2",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "TXT inc.example.com; A example.com.inc.example.com",
         .terms = 2},
        {.claim = "it may stand before the terms that come first",
         .record = "v=spf1 redirect=inc.example.com a",
         .zone = INCLUDED "v=spf1 +all\nexample.com A 192.0.2.2",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A example.com; TXT inc.example.com",
         .terms = 2},
        {.claim = "a default there is the default",
         .record = "v=spf1 redirect=inc.example.com",
         .zone = INCLUDED "v=spf1",
         .result = SPFEVAL_RESULT_NEUTRAL,
         .reason = SPFEVAL_REASON_DEFAULT,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "no record there is an error",
         .record = "v=spf1 redirect=inc.example.com",
         .zone = "inc.example.com NAME",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_REDIRECT_NO_RECORD,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "a failed query there is an error of its own kind",
         .record = "v=spf1 redirect=inc.example.com",
         .zone = "inc.example.com RCODE 2",
         .result = SPFEVAL_RESULT_TEMPERROR,
         .reason = SPFEVAL_REASON_DNS_FAILED,
         .queries = "TXT inc.example.com",
         .terms = 1},
        {.claim = "one in an included record stays inside it",
         .record = "v=spf1 include:inc.example.com ~all",
         .zone = INCLUDED "v=spf1 redirect=deep.example.com\n"
                          "deep.example.com TXT v=spf1 -all",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "TXT inc.example.com; TXT deep.example.com",
         .terms = 2},
        {.claim = "and its pass is the include's",
         .record = "v=spf1 include:inc.example.com ~all",
         .zone = INCLUDED "v=spf1 redirect=deep.example.com\n"
                          "deep.example.com TXT v=spf1 +all",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "TXT inc.example.com; TXT deep.example.com",
         .terms = 2},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_loops_end_by_the_term_limit(void)
{
    static const struct try_case cases[] = {
        {.claim = "a record that includes itself",
         .record = "v=spf1 include:example.com -all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_TERM_LIMIT,
         .terms = 10},
        {.claim = "two that redirect to each other",
         .record = "v=spf1 redirect=inc.example.com",
         .zone = INCLUDED "v=spf1 redirect=EXAMPLE.com",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_TERM_LIMIT,
         .queries = "TXT inc.example.com",
         .terms = 10},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_records_visited_again_are_counted_again(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 include:inc.example.com "
                         "include:INC.example.com ~all\n" INCLUDED
                         "v=spf1 a -all\ninc.example.com A 192.0.2.2");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_SOFTFAIL);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_RECORDS),
              3);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS), 4);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_QUERIES),
              3);
    try_check_expect_queries(
        &try, "TXT example.com; TXT inc.example.com; A inc.example.com");
    try_check_clear(&try);
}

static void
test_following_is_an_event_with_the_target(void)
{
    static const struct {
        const char *record;
        const char *target;
        uint32_t depth; /* of the record it leads to */
    } cases[] = {
        {"v=spf1 include:%{o2}.i.example", "example.com.i.example", 1},
        {"v=spf1 redirect=%{o2}.i.example", "example.com.i.example", 0},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        spfeval_event event = {.struct_size = sizeof(event)};
        const spfeval_outcome *outcome;
        struct try_check try;
        uint32_t at = 0;

        tap_row(cases[i].record);
        try_check_init(&try, NULL);
        try_check_zone(&try, "example.com.i.example TXT v=spf1 +all");
        spfeval_zone_add_text(try.zone, "example.com", 11, 300,
                              cases[i].record, strlen(cases[i].record));
        outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
        while (spfeval_outcome_get_event(outcome, at, &event) == SPFEVAL_OK &&
               event.verdict != SPFEVAL_VERDICT_FOLLOWED) {
            at++;
        }
        CHECK_INT(event.verdict, SPFEVAL_VERDICT_FOLLOWED);
        CHECK_STR(event.target, event.target_len, cases[i].target);
        CHECK_INT(event.terms, 1);
        CHECK_INT(event.depth, 0);
        CHECK_INT(spfeval_outcome_get_event(outcome, at + 1, &event),
                  SPFEVAL_OK);
        CHECK_INT(event.kind, SPFEVAL_EVENT_RECORD);
        CHECK_STR(event.owner, event.owner_len, cases[i].target);
        CHECK_INT(event.depth, cases[i].depth);
        try_check_clear(&try);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"include matches on pass alone", test_include_matches_on_pass_alone},
        {"errors of an included record end the check",
         test_errors_of_an_included_record_end_the_check},
        {"redirect replaces the record", test_redirect_replaces_the_record},
        {"loops end by the term limit", test_loops_end_by_the_term_limit},
        {"following is an event with the target",
         test_following_is_an_event_with_the_target},
        {"records visited again are counted again",
         test_records_visited_again_are_counted_again},
    };

    return tap_run("check/mech_include", tests, TAP_COUNT(tests));
}
