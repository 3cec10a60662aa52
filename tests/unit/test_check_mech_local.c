/* SPDX-License-Identifier: BSD-2-Clause */
/* What needs no DNS: all, ip4, ip6, and modifiers among them. */
#include <string.h>

#include "support/tap.h"
#include "support/try_check.h"

static void
test_networks_match_addresses_of_their_own_family(void)
{
    static const struct try_case cases[] = {
        {.claim = "an ip4 network holds the client",
         .record = "v=spf1 ip4:192.0.2.0/24 -all",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "the first address of the next network is outside",
         .record = "v=spf1 ip4:192.0.2.0/24 -all",
         .client = "192.0.3.0",
         .result = SPFEVAL_RESULT_FAIL},
        {.claim = "host bits of the record do not matter",
         .record = "v=spf1 ip4:192.0.2.255/24 -all",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "without a length ip4 is one host",
         .record = "v=spf1 ip4:192.0.2.0 -all",
         .result = SPFEVAL_RESULT_FAIL},
        {.claim = "/0 holds every IPv4 address",
         .record = "v=spf1 ip4:198.51.100.1/0 -all",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "ip4 with /0 holds no IPv6 address",
         .record = "v=spf1 ip4:0.0.0.0/0 -all",
         .client = "2001:db8::1",
         .result = SPFEVAL_RESULT_FAIL},
        {.claim = "ip6 with /0 holds no IPv4 address",
         .record = "v=spf1 ip6:::/0 -all",
         .result = SPFEVAL_RESULT_FAIL},
        {.claim = "an ip6 network holds the client",
         .record = "v=spf1 ip6:2001:db8::/32 -all",
         .client = "2001:db8:ffff::1",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "a prefix may end inside an octet",
         .record = "v=spf1 ip6:2001:db8:8000::/33 -all",
         .client = "2001:db8:7fff::1",
         .result = SPFEVAL_RESULT_FAIL},
        {.claim = "an IPv4-mapped client is an IPv4 client",
         .record = "v=spf1 ip4:192.0.2.1 -all",
         .client = "::ffff:192.0.2.1",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "an IPv4-mapped network never matches",
         .record = "v=spf1 ip6:::ffff:192.0.2.1 -all",
         .client = "::ffff:192.0.2.1",
         .result = SPFEVAL_RESULT_FAIL},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_first_match_from_the_left_decides(void)
{
    static const struct try_case cases[] = {
        {.claim = "all matches always",
         .record = "v=spf1 ?all",
         .result = SPFEVAL_RESULT_NEUTRAL},
        {.claim = "what follows all is not evaluated",
         .record = "v=spf1 ~all ip4:192.0.2.1 a mx -all",
         .result = SPFEVAL_RESULT_SOFTFAIL},
        {.claim = "an earlier network wins over a better one",
         .record = "v=spf1 -ip4:192.0.2.0/24 +ip4:192.0.2.1 all",
         .result = SPFEVAL_RESULT_FAIL},
        {.claim = "a network before a term that asks DNS spares the query",
         .record = "v=spf1 ip4:192.0.2.1 a -all",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "a network after one does not",
         .record = "v=spf1 a ip4:192.0.2.1 -all",
         .zone = "example.com A 192.0.2.2",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_modifiers_among_the_terms_do_nothing_there(void)
{
    static const struct try_case cases[] = {
        {.claim = "redirect before a match is not followed",
         .record = "v=spf1 redirect=other.example.com ip4:192.0.2.1",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "redirect before all is not followed",
         .record = "v=spf1 redirect=other.example.com ?all",
         .result = SPFEVAL_RESULT_NEUTRAL},
        {.claim = "exp before a match that is no fail is not fetched",
         .record = "v=spf1 exp=exp.example.com ip4:192.0.2.1 -all",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "unknown modifiers are skipped",
         .record = "v=spf1 a=b ip4=192.0.2.1 x=%{h} v=spf1 ~all",
         .result = SPFEVAL_RESULT_SOFTFAIL},
        {.claim = "a record of modifiers says nothing",
         .record = "v=spf1 ip4=192.0.2.1 all=yes",
         .result = SPFEVAL_RESULT_NEUTRAL,
         .reason = SPFEVAL_REASON_DEFAULT},
        {.claim = "an empty record says nothing",
         .record = "v=spf1",
         .result = SPFEVAL_RESULT_NEUTRAL,
         .reason = SPFEVAL_REASON_DEFAULT},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
check_event(const spfeval_outcome *outcome, uint32_t index, uint32_t term,
            uint32_t term_count, uint32_t verdict)
{
    spfeval_event event = {.struct_size = sizeof(event)};

    CHECK_INT(spfeval_outcome_get_event(outcome, index, &event), SPFEVAL_OK);
    CHECK_INT(event.kind, SPFEVAL_EVENT_TERM);
    CHECK_INT(event.term, term);
    CHECK_INT(event.term_count, term_count);
    CHECK_INT(event.verdict, verdict);
    CHECK_INT(event.target_len, 0);
    CHECK_INT(event.query_type, 0);
}

static void
test_a_run_without_match_is_one_event(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    try_check_zone(&try,
                   "example.com TXT v=spf1 ip4:192.0.2.2 ip4:192.0.2.3 x=y "
                   "ip6:2001:db8::1 -ip4:192.0.2.1 all");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_event_count(outcome), 3);
    check_event(outcome, 1, 0, 4, SPFEVAL_VERDICT_NO_MATCH);
    check_event(outcome, 2, 4, 1, SPFEVAL_VERDICT_MATCH);
    try_check_clear(&try);
}

static void
test_a_run_goes_on_after_a_term_that_asked(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 ip4:192.0.2.2 a "
                         "ip4:192.0.2.3 ip4:192.0.2.4\n"
                         "example.com A 192.0.2.5");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    /* The record; term 0; the answer and the end of term 1; 2 and 3. */
    CHECK_INT(spfeval_outcome_get_event_count(outcome), 5);
    check_event(outcome, 1, 0, 1, SPFEVAL_VERDICT_NO_MATCH);
    check_event(outcome, 4, 2, 2, SPFEVAL_VERDICT_NO_MATCH);
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_NEUTRAL);
    try_check_clear(&try);
}

static void
test_a_run_of_no_terms_is_no_event(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 a -all\n"
                         "example.com A 192.0.2.2");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    /* The record; the answer and the end of a; all. */
    CHECK_INT(spfeval_outcome_get_event_count(outcome), 4);
    check_event(outcome, 3, 1, 1, SPFEVAL_VERDICT_MATCH);
    try_check_clear(&try);
}

static void
test_hundreds_of_networks_cost_nothing(void)
{
    char line[4000] = "example.com TXT v=spf1";
    struct try_check try;
    const spfeval_outcome *outcome;
    int i;

    for (i = 0; i < 200; i++) {
        strcat(line, " ip4:192.0.2.2");
    }
    strcat(line, " ip4:192.0.2.1 -all");
    try_check_init(&try, NULL);
    try_check_zone(&try, line);
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PASS);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS), 0);
    check_event(outcome, 1, 0, 200, SPFEVAL_VERDICT_NO_MATCH);
    check_event(outcome, 2, 200, 1, SPFEVAL_VERDICT_MATCH);
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"networks match addresses of their own family",
         test_networks_match_addresses_of_their_own_family},
        {"the first match from the left decides",
         test_first_match_from_the_left_decides},
        {"modifiers among the terms do nothing there",
         test_modifiers_among_the_terms_do_nothing_there},
        {"a run of terms without match is one event",
         test_a_run_without_match_is_one_event},
        {"a run goes on after a term that asked",
         test_a_run_goes_on_after_a_term_that_asked},
        {"a run of no terms is no event", test_a_run_of_no_terms_is_no_event},
        {"hundreds of networks cost nothing",
         test_hundreds_of_networks_cost_nothing},
    };

    return tap_run("check/mech_local", tests, TAP_COUNT(tests));
}
