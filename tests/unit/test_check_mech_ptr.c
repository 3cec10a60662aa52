/* SPDX-License-Identifier: BSD-2-Clause */
/* Mechanism ptr (RFC 7208 section 5.5). */
#include <stdio.h>

#include "support/tap.h"
#include "support/try_check.h"

#define REVERSE "1.2.0.192.in-addr.arpa"

static void
test_names_within_the_target_are_validated(void)
{
    static const struct try_case cases[] = {
        {.claim = "the target itself",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR example.com\nexample.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR " REVERSE "; A example.com",
         .terms = 1},
        {.claim = "a name below it, in other case",
         .record = "v=spf1 ptr:example.ORG -all",
         .zone = REVERSE " PTR MX.example.org\nmx.example.org A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR " REVERSE "; A MX.example.org",
         .terms = 1},
        {.claim = "a name that only ends alike is not asked for",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR badexample.com\n"
                         "badexample.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "PTR " REVERSE,
         .terms = 1},
        {.claim = "nor is the parent of the target",
         .record = "v=spf1 ptr:mail.example.com -all",
         .zone = REVERSE " PTR example.com\nexample.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "PTR " REVERSE,
         .terms = 1},
        {.claim = "a name with another address does not match",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR a.example.com\na.example.com A 192.0.2.2",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "PTR " REVERSE "; A a.example.com",
         .terms = 1},
        {.claim = "the client may be any of the addresses",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR a.example.com\na.example.com A 192.0.2.2\n"
                         "a.example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR " REVERSE "; A a.example.com",
         .terms = 1},
        {.claim = "one final dot is not part of the name",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR a.example.com.\na.example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR " REVERSE "; A a.example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_names_are_tried_as_they_came(void)
{
    static const struct try_case cases[] = {
        {.claim = "until one is valid",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR z.example.com\n" REVERSE
                         " PTR other.example.org\n" REVERSE
                         " PTR y.example.com\n" REVERSE " PTR x.example.com\n"
                         "z.example.com A 192.0.2.2\n"
                         "y.example.com A 192.0.2.1\n"
                         "x.example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR " REVERSE "; A z.example.com; A y.example.com",
         .terms = 1},
        {.claim = "a failure, no name and no address skip a name",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE
         " PTR slow.example.com\n" REVERSE " PTR gone.example.com\n" REVERSE
         " PTR empty.example.com\n" REVERSE " PTR good.example.com\n"
         "slow.example.com TIMEOUT A\n"
         "empty.example.com NAME\n"
         "good.example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR " REVERSE "; A slow.example.com; "
                    "A gone.example.com; A empty.example.com; "
                    "A good.example.com",
         .terms = 1},
        {.claim = "a malformed name is skipped",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR a..example.com\n" REVERSE
                         " PTR \xff.example.com\n" REVERSE
                         " PTR good.example.com\n"
                         "good.example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR " REVERSE "; A good.example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_ipv6_clients_use_their_own_tree_and_family(void)
{
    static const struct try_case cases[] = {
        {.claim = "nibbles below ip6.arpa, then AAAA",
         .record = "v=spf1 ptr -all",
         .zone = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0."
                 "1.0.0.2.ip6.arpa PTR a.example.com\n"
                 "a.example.com AAAA 2001:db8::1",
         .client = "2001:db8::1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8."
                    "B.D.0.1.0.0.2.ip6.arpa; AAAA a.example.com",
         .terms = 1},
        {.claim = "an IPv4-mapped client is looked for below in-addr.arpa",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR a.example.com\na.example.com A 192.0.2.1",
         .client = "::ffff:192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR " REVERSE "; A a.example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_failure_is_no_match_and_absence_is_void(void)
{
    static const struct try_case cases[] = {
        {.claim = "a timeout is no match, and not void",
         .record = "v=spf1 ptr ~all",
         .zone = REVERSE " TIMEOUT PTR",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "PTR " REVERSE,
         .terms = 1},
        {.claim = "so is SERVFAIL",
         .record = "v=spf1 ptr ~all",
         .zone = REVERSE " RCODE 2",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "PTR " REVERSE,
         .terms = 1},
        {.claim = "no such name is void",
         .record = "v=spf1 ptr ~all",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "PTR " REVERSE,
         .terms = 1,
         .voids = 1},
        {.claim = "no such record is void",
         .record = "v=spf1 ptr ~all",
         .zone = REVERSE " NAME",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "PTR " REVERSE,
         .terms = 1,
         .voids = 1},
        {.claim = "names without an address are not void",
         .record = "v=spf1 ptr ~all",
         .zone = REVERSE " PTR gone.example.com",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "PTR " REVERSE "; A gone.example.com",
         .terms = 1},
        {.claim = "each ptr term counts, asked once",
         .record = "v=spf1 ptr ptr:example.org ptr:example.net ~all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_VOID_LIMIT,
         .queries = "PTR " REVERSE,
         .terms = 3,
         .voids = 3},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_names_beyond_the_limit_are_ignored(void)
{
    static const struct {
        const char *claim;
        uint32_t limit;
        int before; /* names outside the target before the good one */
        int result;
        uint32_t asked;
    } cases[] = {
        {"the tenth is looked at", 10, 9, SPFEVAL_RESULT_PASS, 1},
        {"the eleventh is not, though ten were not asked for", 10, 10,
         SPFEVAL_RESULT_FAIL, 0},
        {"another limit", 1, 0, SPFEVAL_RESULT_PASS, 1},
        {"none are looked at", 0, 0, SPFEVAL_RESULT_FAIL, 0},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        const spfeval_outcome *outcome;
        struct try_check try;
        int j;

        tap_row(cases[i].claim);
        try_check_init(&try, NULL);
        CHECK_INT(spfeval_options_set_u32(try.options,
                                          SPFEVAL_OPTION_MAX_PTR_NAMES,
                                          cases[i].limit),
                  SPFEVAL_OK);
        try_check_zone(&try, "example.com TXT v=spf1 ptr -all");
        for (j = 0; j < cases[i].before; j++) {
            char line[80];

            (void)snprintf(line, sizeof(line), REVERSE " PTR n%d.example.org",
                           j);
            try_check_zone(&try, line);
        }
        try_check_zone(&try, REVERSE " PTR a.example.com\n"
                                     "a.example.com A 192.0.2.1");
        outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_outcome_get_result(outcome), cases[i].result);
        CHECK_INT(
            spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_PTR_NAMES),
            cases[i].asked);
        CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS),
                  0);
        try_check_clear(&try);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"names within the target are validated",
         test_names_within_the_target_are_validated},
        {"names are tried as they came", test_names_are_tried_as_they_came},
        {"IPv6 clients use their own tree and family",
         test_ipv6_clients_use_their_own_tree_and_family},
        {"a failure is no match, and absence is void",
         test_failure_is_no_match_and_absence_is_void},
        {"names beyond the limit are ignored",
         test_names_beyond_the_limit_are_ignored},
    };

    return tap_run("check/mech_ptr", tests, TAP_COUNT(tests));
}
