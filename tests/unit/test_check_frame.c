/* SPDX-License-Identifier: BSD-2-Clause */
/* The evaluation of one record: check_host() of RFC 7208 section 4. */
#include "support/tap.h"
#include "support/try_check.h"

static void
test_without_a_record_there_is_no_result(void)
{
    static const struct try_case cases[] = {
        {.claim = "no such name",
         .result = SPFEVAL_RESULT_NONE,
         .reason = SPFEVAL_REASON_NXDOMAIN},
        {.claim = "no TXT record",
         .zone = "example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_NONE,
         .reason = SPFEVAL_REASON_NO_RECORD},
        {.claim = "other TXT records, also with octets above 127",
         .zone = "example.com TXT hello \xff world\nexample.com TXT ",
         .result = SPFEVAL_RESULT_NONE,
         .reason = SPFEVAL_REASON_NO_RECORD},
        {.claim = "another version",
         .record = "v=spf10 +all",
         .result = SPFEVAL_RESULT_NONE,
         .reason = SPFEVAL_REASON_NO_RECORD},
        {.claim = "nothing of it is void",
         .zone = "example.com NAME",
         .result = SPFEVAL_RESULT_NONE,
         .reason = SPFEVAL_REASON_NO_RECORD},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_failed_query_is_a_temporary_error(void)
{
    static const struct try_case cases[] = {
        {.claim = "a timeout",
         .zone = "example.com TIMEOUT TXT",
         .result = SPFEVAL_RESULT_TEMPERROR,
         .reason = SPFEVAL_REASON_DNS_FAILED},
        {.claim = "format error",
         .zone = "example.com RCODE 1",
         .result = SPFEVAL_RESULT_TEMPERROR,
         .reason = SPFEVAL_REASON_DNS_FAILED},
        {.claim = "server failure",
         .zone = "example.com RCODE 2",
         .result = SPFEVAL_RESULT_TEMPERROR,
         .reason = SPFEVAL_REASON_DNS_FAILED},
        {.claim = "refused",
         .zone = "example.com RCODE 5",
         .result = SPFEVAL_RESULT_TEMPERROR,
         .reason = SPFEVAL_REASON_DNS_FAILED},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_record_must_be_the_only_one_and_valid(void)
{
    static const struct try_case cases[] = {
        {.claim = "two records",
         .record = "v=spf1 +all",
         .zone = "example.com TXT v=spf1 -all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_MULTIPLE_RECORDS},
        {.claim = "two equal ones",
         .record = "v=spf1 +all",
         .zone = "example.com TXT v=spf1 +all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_MULTIPLE_RECORDS},
        {.claim = "two of which one is not valid",
         .record = "v=spf1 +all",
         .zone = "example.com TXT v=spf1 moo",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_MULTIPLE_RECORDS},
        {.claim = "one among other texts",
         .record = "v=spf1 +all",
         .zone = "example.com TXT other",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "in any case",
         .record = "V=SpF1 +aLL",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "an error after the term that would match",
         .record = "v=spf1 ip4:192.0.2.1 all moo",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_SYNTAX},
        {.claim = "an error in an address of the other family",
         .record = "v=spf1 ip4:192.0.2.1 ip6:::g -all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_SYNTAX},
        {.claim = "an error before any query",
         .record = "v=spf1 a redirect= ",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_SYNTAX},
        {.claim = "an octet above 127",
         .record = "v=spf1 +all x=\xc3\xa9",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_SYNTAX},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_without_a_match_redirect_is_followed_or_the_default(void)
{
    static const struct try_case cases[] = {
        {.claim = "the default is neutral",
         .record = "v=spf1 a",
         .zone = "example.com A 192.0.2.2",
         .result = SPFEVAL_RESULT_NEUTRAL,
         .reason = SPFEVAL_REASON_DEFAULT,
         .queries = "A example.com",
         .terms = 1},
        {.claim = "redirect comes after all directives",
         .record = "v=spf1 redirect=r.example a",
         .zone = "example.com A 192.0.2.2\nr.example TXT v=spf1 -all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A example.com; TXT r.example",
         .terms = 2},
        {.claim = "all makes redirect void, wherever it stands",
         .record = "v=spf1 redirect=r.example ~all",
         .result = SPFEVAL_RESULT_SOFTFAIL},
        {.claim = "a match makes it void",
         .record = "v=spf1 a redirect=r.example",
         .zone = "example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_first_record_is_not_charged(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    CHECK_INT(
        spfeval_options_set_u32(try.options, SPFEVAL_OPTION_MAX_TERMS, 0),
        SPFEVAL_OK);
    try_check_zone(&try, "example.com TXT v=spf1 ip4:192.0.2.1 a\n"
                         "other.example TXT v=spf1 a");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PASS);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS), 0);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_RECORDS),
              1);
    outcome = try_check_outcome(&try, "192.0.2.1", "user@other.example");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PERMERROR);
    CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_TERM_LIMIT);
    try_check_expect_queries(&try, "TXT other.example");
    try_check_clear(&try);
}

static void
test_record_is_found_through_an_alias_and_in_pieces(void)
{
    struct try_check try;
    const spfeval_query *query;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    try_check_zone(&try, "alias.example CNAME example.com\n"
                         "example.com TXT v=spf1 a ~all\n"
                         "alias.example.com A 192.0.2.1");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@alias.example");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_SOFTFAIL);
    /* The domain stays the alias: its own A is asked for. */
    try_check_expect_queries(&try, "TXT alias.example; A alias.example");

    /* RFC 7208 section 3.3: strings are joined without a space. */
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    query = try_check_take(&try);
    spfeval_answer_clear(try.answer);
    spfeval_answer_add_text(try.answer, "v=spf1 ip4:192.", 15);
    spfeval_answer_extend_text(try.answer, "0.2.1 -all", 10);
    CHECK_INT(spfeval_check_answer(try.check, spfeval_query_get_id(query),
                                   try.answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
    outcome = spfeval_check_get_outcome(try.check);
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PASS);
    try_check_clear(&try);
}

static void
test_nul_in_a_record_is_a_syntax_error(void)
{
    static const char record[] = "v=spf1 +all\0";
    struct try_check try;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    CHECK_INT(spfeval_zone_add_text(try.zone, "example.com", 11, 1, record,
                                    sizeof(record) - 1),
              SPFEVAL_OK);
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PERMERROR);
    CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_SYNTAX);
    try_check_clear(&try);
}

static void
test_records_know_how_they_were_reached(void)
{
    static const struct {
        const char *owner;
        uint32_t depth;
        uint32_t term;
    } expected[] = {
        {"example.com", 0, 2},
        {"i.example", 1, 1},
        {"r.example", 1, 0},
        {"j.example", 2, 0},
    };
    struct try_check try;
    const spfeval_outcome *outcome;
    spfeval_event event = {.struct_size = sizeof(event)};
    uint32_t i;
    uint32_t at = 0;

    try_check_init(&try, NULL);
    try_check_zone(&try,
                   "example.com TXT v=spf1 x=y ip4:192.0.2.2 "
                   "~include:i.example -all\n"
                   "i.example TXT v=spf1 ip4:192.0.2.2 redirect=r.example\n"
                   "r.example TXT v=spf1 include:j.example -all\n"
                   "j.example TXT v=spf1 +all");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_SOFTFAIL);
    CHECK_INT(spfeval_outcome_get_path_count(outcome), TAP_COUNT(expected));
    for (i = 0; i < TAP_COUNT(expected); i++) {
        spfeval_path_entry entry = {.struct_size = sizeof(entry)};

        tap_row(expected[i].owner);
        CHECK_INT(spfeval_outcome_get_path(outcome, i, &entry), SPFEVAL_OK);
        CHECK_STR(entry.owner, entry.owner_len, expected[i].owner);
        CHECK_INT(entry.has_term, 1);
        CHECK_INT(entry.term, expected[i].term);
        while (spfeval_outcome_get_event(outcome, at, &event) == SPFEVAL_OK &&
               event.kind != SPFEVAL_EVENT_RECORD) {
            at++;
        }
        at++;
        CHECK_STR(event.owner, event.owner_len, expected[i].owner);
        CHECK_INT(event.depth, expected[i].depth);
    }
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"without a record there is no result",
         test_without_a_record_there_is_no_result},
        {"a failed query is a temporary error",
         test_failed_query_is_a_temporary_error},
        {"the record must be the only one, and valid",
         test_record_must_be_the_only_one_and_valid},
        {"without a match redirect is followed, or the default",
         test_without_a_match_redirect_is_followed_or_the_default},
        {"the first record is not charged", test_first_record_is_not_charged},
        {"the record is found through an alias and in pieces",
         test_record_is_found_through_an_alias_and_in_pieces},
        {"records know how they were reached",
         test_records_know_how_they_were_reached},
        {"a NUL in a record is a syntax error",
         test_nul_in_a_record_is_a_syntax_error},
    };

    return tap_run("check/frame", tests, TAP_COUNT(tests));
}
