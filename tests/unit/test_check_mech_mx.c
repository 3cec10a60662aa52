/* SPDX-License-Identifier: BSD-2-Clause */
/* Mechanism mx (RFC 7208 section 5.4). */
#include <stdio.h>
#include <string.h>

#include "support/tap.h"
#include "support/try_check.h"

static void
test_hosts_are_asked_by_preference_then_name(void)
{
    static const struct try_case cases[] = {
        {.claim = "the lowest preference comes first",
         .record = "v=spf1 mx -all",
         .zone = "example.com MX 30 a.example.com\n"
                 "example.com MX 5 c.example.com\n"
                 "example.com MX 20 b.example.com\n"
                 "a.example.com A 192.0.2.1\nb.example.com A 192.0.2.2\n"
                 "c.example.com A 192.0.2.3",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "MX example.com; A c.example.com; A b.example.com; "
                    "A a.example.com",
         .terms = 1},
        {.claim = "preferences are 16-bit numbers",
         .record = "v=spf1 mx -all",
         .zone = "example.com MX 65535 a.example.com\n"
                 "example.com MX 0 b.example.com\n"
                 "a.example.com A 192.0.2.1\nb.example.com A 192.0.2.2",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "MX example.com; A b.example.com; A a.example.com",
         .terms = 1},
        {.claim = "equal preferences go by name, without case",
         .record = "v=spf1 mx -all",
         .zone = "example.com MX 10 c.example.com\n"
                 "example.com MX 10 B.example.com\n"
                 "example.com MX 10 a.example.com\n"
                 "a.example.com A 192.0.2.2\nb.example.com A 192.0.2.3\n"
                 "c.example.com A 192.0.2.4",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "MX example.com; A a.example.com; A B.example.com; "
                    "A c.example.com",
         .terms = 1},
        {.claim = "a match spares the hosts after it",
         .record = "v=spf1 mx -all",
         .zone = "example.com MX 10 a.example.com\n"
                 "example.com MX 20 slow.example.com\n"
                 "a.example.com A 192.0.2.1\nslow.example.com TIMEOUT A",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "MX example.com; A a.example.com",
         .terms = 1},
        {.claim = "a failure ends the check before the host that matches",
         .record = "v=spf1 mx -all",
         .zone = "example.com MX 20 a.example.com\n"
                 "example.com MX 10 slow.example.com\n"
                 "a.example.com A 192.0.2.1\nslow.example.com TIMEOUT A",
         .result = SPFEVAL_RESULT_TEMPERROR,
         .reason = SPFEVAL_REASON_DNS_FAILED,
         .queries = "MX example.com; A slow.example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_target_family_and_prefix_apply_to_the_hosts(void)
{
    static const struct try_case cases[] = {
        {.claim = "MX is asked for the target",
         .record = "v=spf1 mx:other.example -all",
         .zone = "other.example MX 10 mail.other.example\n"
                 "mail.other.example A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "MX other.example; A mail.other.example",
         .terms = 1},
        {.claim = "an IPv6 client asks AAAA of the hosts",
         .record = "v=spf1 mx -all",
         .zone = "example.com MX 10 a.example.com\n"
                 "a.example.com AAAA 2001:db8::1",
         .client = "2001:db8::1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "MX example.com; AAAA a.example.com",
         .terms = 1},
        {.claim = "the prefix applies to the hosts' addresses",
         .record = "v=spf1 mx/24//64 -all",
         .zone = "example.com MX 10 a.example.com\n"
                 "a.example.com AAAA 2001:db8::2",
         .client = "2001:db8::1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "MX example.com; AAAA a.example.com",
         .terms = 1},
        {.claim = "without MX records there is no implicit one",
         .record = "v=spf1 mx -all",
         .zone = "example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "MX example.com",
         .terms = 1,
         .voids = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_hosts_that_cannot_be_asked_for_are_skipped(void)
{
    static const struct try_case cases[] = {
        {.claim = "a null MX names no host and is not void",
         .record = "v=spf1 mx -all",
         .zone = "example.com MX 0 .",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "MX example.com",
         .terms = 1},
        {.claim = "so does an empty name",
         .record = "v=spf1 mx -all",
         .zone = "example.com MX 0 ",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "MX example.com",
         .terms = 1},
        {.claim = "a single label, an empty label, an octet above 126",
         .record = "v=spf1 mx -all",
         .zone = "example.com MX 10 localhost\nexample.com MX 10 a..example\n"
                 "example.com MX 10 \xc3\xa9.example\n"
                 "example.com MX 20 a.example.com\n"
                 "a.example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "MX example.com; A a.example.com",
         .terms = 1},
        {.claim = "one final dot is not part of the name",
         .record = "v=spf1 mx -all",
         .zone = "example.com MX 10 a.example.com.\n"
                 "a.example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "MX example.com; A a.example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_only_the_mx_query_can_be_void(void)
{
    static const struct try_case cases[] = {
        {.claim = "no such name is void",
         .record = "v=spf1 mx:gone.example -all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "MX gone.example",
         .terms = 1,
         .voids = 1},
        {.claim = "a failure of it is an error",
         .record = "v=spf1 mx all",
         .zone = "example.com RCODE 2",
         .result = SPFEVAL_RESULT_TEMPERROR,
         .reason = SPFEVAL_REASON_DNS_FAILED,
         .queries = "MX example.com",
         .terms = 1},
        {.claim = "hosts without an address are not void",
         .record = "v=spf1 mx -all",
         .zone = "example.com MX 1 a.example.com\n"
                 "example.com MX 2 b.example.com\n"
                 "example.com MX 3 c.example.com\n"
                 "example.com MX 4 gone.example.com\n"
                 "a.example.com A 192.0.2.1\nb.example.com A 192.0.2.1\n"
                 "c.example.com A 192.0.2.1",
         .client = "2001:db8::1",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "MX example.com; AAAA a.example.com; AAAA b.example.com; "
                    "AAAA c.example.com; AAAA gone.example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/* As many records, of which only the last matches. */
static void
add_hosts(struct try_check *try, int count)
{
    char line[100];
    int i;

    for (i = 1; i <= count; i++) {
        (void)snprintf(line, sizeof(line),
                       "example.com MX %d h%d.example.com\n"
                       "h%d.example.com A 192.0.2.%d",
                       i, i, i, i == count ? 1 : 100);
        try_check_zone(try, line);
    }
}

static void
test_more_records_than_allowed_are_an_error(void)
{
    static const struct {
        const char *claim;
        uint32_t limit;
        int records;
        int result;
        uint32_t asked;
    } cases[] = {
        {"ten of ten", 10, 10, SPFEVAL_RESULT_PASS, 10},
        {"eleven of ten, no host is asked for", 10, 11,
         SPFEVAL_RESULT_PERMERROR, 0},
        {"one of none", 0, 1, SPFEVAL_RESULT_PERMERROR, 0},
        {"eleven of eleven", 11, 11, SPFEVAL_RESULT_PASS, 11},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        const spfeval_outcome *outcome;
        struct try_check try;

        tap_row(cases[i].claim);
        try_check_init(&try, NULL);
        CHECK_INT(spfeval_options_set_u32(try.options,
                                          SPFEVAL_OPTION_MAX_MX_NAMES,
                                          cases[i].limit),
                  SPFEVAL_OK);
        try_check_zone(&try, "example.com TXT v=spf1 mx -all");
        add_hosts(&try, cases[i].records);
        outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_outcome_get_result(outcome), cases[i].result);
        CHECK_INT(
            spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_MX_NAMES),
            cases[i].asked);
        CHECK_INT(
            spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_QUERIES),
            2 + cases[i].asked);
        CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS),
                  0);
        if (cases[i].result == SPFEVAL_RESULT_PERMERROR) {
            CHECK_INT(spfeval_outcome_get_reason(outcome),
                      SPFEVAL_REASON_MX_LIMIT);
        }
        try_check_clear(&try);
    }
}

static void
test_records_count_not_names(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    int i;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 mx -all\n"
                         "a.example.com A 192.0.2.1");
    for (i = 0; i < 11; i++) {
        /* The same host, and hosts that would be skipped. */
        try_check_zone(&try, i % 2 == 0 ? "example.com MX 10 a.example.com"
                                        : "example.com MX 10 .");
    }
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PERMERROR);
    CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_MX_LIMIT);
    try_check_expect_queries(&try, "TXT example.com; MX example.com");
    try_check_clear(&try);
}

static void
test_repeated_host_is_asked_once_and_counted_twice(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 mx a:A.example.com ~all\n"
                         "example.com MX 10 a.example.com\n"
                         "example.com MX 20 A.EXAMPLE.com\n"
                         "a.example.com A 192.0.2.2");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_SOFTFAIL);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_MX_NAMES),
              2);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS), 2);
    try_check_expect_queries(
        &try, "TXT example.com; MX example.com; A a.example.com");
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"hosts are asked by preference, then name",
         test_hosts_are_asked_by_preference_then_name},
        {"target, family and prefix apply to the hosts",
         test_target_family_and_prefix_apply_to_the_hosts},
        {"hosts that cannot be asked for are skipped",
         test_hosts_that_cannot_be_asked_for_are_skipped},
        {"only the MX query can be void", test_only_the_mx_query_can_be_void},
        {"more records than allowed are an error",
         test_more_records_than_allowed_are_an_error},
        {"records count, not names", test_records_count_not_names},
        {"a repeated host is asked once and counted twice",
         test_repeated_host_is_asked_once_and_counted_twice},
    };

    return tap_run("check/mech_mx", tests, TAP_COUNT(tests));
}
