/* SPDX-License-Identifier: BSD-2-Clause */
/* The macro %{p}: the validated name of the client (RFC 7208 section 7.3). */
#include <stdio.h>

#include "support/tap.h"
#include "support/try_check.h"

#define REVERSE "1.2.0.192.in-addr.arpa"
#define RECORD "v=spf1 exists:%{p}.test.example ~all"
#define ASKED(queries) "PTR " REVERSE "; " queries ".test.example"
#define UNKNOWN "A unknown"

/* Each row ends with a void exists, whose name shows the value of %{p}. */
static void
test_preferred_name_is_the_domain_then_below_then_first(void)
{
    static const struct try_case cases[] = {
        {.claim = "the domain itself is tried first, wherever it stands",
         .record = RECORD,
         .zone = REVERSE " PTR a.example.org\n" REVERSE
                         " PTR b.example.com\n" REVERSE " PTR EXAMPLE.com\n"
                         "a.example.org A 192.0.2.1\n"
                         "b.example.com A 192.0.2.1\n"
                         "example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = ASKED("A EXAMPLE.com; A EXAMPLE.com"),
         .terms = 2,
         .voids = 1},
        {.claim = "then a name below it",
         .record = RECORD,
         .zone = REVERSE " PTR a.example.org\n" REVERSE
                         " PTR b.example.com\n" REVERSE " PTR c.example.com\n"
                         "a.example.org A 192.0.2.1\n"
                         "b.example.com A 192.0.2.1\n"
                         "c.example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = ASKED("A b.example.com; A b.example.com"),
         .terms = 2,
         .voids = 1},
        {.claim = "a name that only ends alike is one of the others",
         .record = RECORD,
         .zone = REVERSE " PTR a.example.org\n" REVERSE " PTR badexample.com\n"
                         "a.example.org A 192.0.2.1\n"
                         "badexample.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = ASKED("A a.example.org; A a.example.org"),
         .terms = 2,
         .voids = 1},
        {.claim = "a preferred name with another address is passed over",
         .record = RECORD,
         .zone = REVERSE " PTR a.example.org\n" REVERSE
                         " PTR example.com\n" REVERSE " PTR gone.example.com\n"
                         "a.example.org A 192.0.2.1\n"
                         "example.com A 192.0.2.2",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = ASKED("A example.com; A gone.example.com; "
                          "A a.example.org; A a.example.org"),
         .terms = 2,
         .voids = 1},
        {.claim = "its final dot is removed",
         .record = RECORD,
         .zone = REVERSE " PTR a.example.org.\na.example.org A 192.0.2.1",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = ASKED("A a.example.org; A a.example.org"),
         .terms = 2,
         .voids = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_name_is_unknown_when_none_is_valid_or_dns_fails(void)
{
    static const struct try_case cases[] = {
        {.claim = "no such name, which is not void",
         .record = RECORD,
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = ASKED(UNKNOWN),
         .terms = 2,
         .voids = 1},
        {.claim = "the PTR query fails",
         .record = RECORD,
         .zone = REVERSE " TIMEOUT PTR",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = ASKED(UNKNOWN),
         .terms = 2,
         .voids = 1},
        {.claim = "no name leads back",
         .record = RECORD,
         .zone = REVERSE " PTR a.example.com\na.example.com A 192.0.2.2",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = ASKED("A a.example.com; " UNKNOWN),
         .terms = 2,
         .voids = 1},
        {.claim = "no name can be asked for",
         .record = RECORD,
         .zone = REVERSE " PTR localhost\n" REVERSE " PTR a\x80.example",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = ASKED(UNKNOWN),
         .terms = 2,
         .voids = 1},
        {.claim = "an address query fails before a good name",
         .record = RECORD,
         .zone = REVERSE " PTR slow.example.com\n" REVERSE
                         " PTR good.example.org\n"
                         "slow.example.com TIMEOUT A\n"
                         "good.example.org A 192.0.2.1",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = ASKED("A slow.example.com; " UNKNOWN),
         .terms = 2,
         .voids = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_name_is_found_again_for_each_record(void)
{
    static const struct try_case cases[] = {
        {.claim = "the preference is that of the record's own domain",
         .record = "v=spf1 exists:%{p}.test.example "
                   "include:sub.example.org ~all",
         .zone = REVERSE " PTR a.example.com\n" REVERSE " PTR b.example.org\n"
                         "a.example.com A 192.0.2.1\n"
                         "b.example.org A 192.0.2.1\n"
                         "sub.example.org TXT v=spf1 "
                         "redirect=example.org\n"
                         "example.org TXT v=spf1 exists:%{p}.test.example",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "PTR " REVERSE "; A a.example.com; "
                    "A a.example.com.test.example; TXT sub.example.org; "
                    "TXT example.org; A b.example.org; "
                    "A b.example.org.test.example",
         .terms = 6,
         .voids = 2},
        {.claim = "within one record it is found once",
         .record = "v=spf1 exists:%{p}.test.example "
                   "exists:%{p2}.test.example ~all",
         .zone = REVERSE " PTR a.example.com\na.example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "PTR " REVERSE "; A a.example.com; "
                    "A a.example.com.test.example; "
                    "A example.com.test.example",
         .terms = 4,
         .voids = 2},
        {.claim = "with ptr and mx around it nothing is mixed up",
         .record = "v=spf1 mx ptr:example.net mx:%{p} ~all",
         .zone = REVERSE " PTR a.example.com\na.example.com A 192.0.2.1\n"
                         "example.com MX 10 m.example.com\n"
                         "m.example.com A 192.0.2.2\n"
                         "a.example.com MX 10 a.example.com",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "MX example.com; A m.example.com; PTR " REVERSE "; "
                    "A a.example.com; MX a.example.com",
         .terms = 4},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_name_is_validated_once_for_each_record(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 exists:%{p}.test.example "
                         "exists:%{p}.test.example ~all\n" REVERSE
                         " PTR a.example.com\na.example.com A 192.0.2.1");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_PTR_NAMES),
              1);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS), 2);
    try_check_clear(&try);
}

static void
test_ipv6_clients_are_validated_by_aaaa(void)
{
    static const struct try_case cases[] = {
        {.claim = "AAAA, not A",
         .record = RECORD,
         .zone = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0."
                 "1.0.0.2.ip6.arpa PTR a.example.com\n"
                 "a.example.com AAAA 2001:db8::1\n"
                 "a.example.com A 192.0.2.1",
         .client = "2001:db8::1",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "PTR 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8."
                    "B.D.0.1.0.0.2.ip6.arpa; AAAA a.example.com; "
                    "A a.example.com.test.example",
         .terms = 2,
         .voids = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_only_the_first_ten_names_are_looked_at(void)
{
    static const struct {
        const char *claim;
        int before;
        uint32_t asked;
        const char *last;
    } cases[] = {
        {"a preferred name in the tenth place", 9, 1,
         "A example.com.test.example"},
        {"one in the eleventh", 10, 10, "A unknown.test.example"},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        const spfeval_outcome *outcome;
        struct try_check try;
        size_t at;
        int j;

        tap_row(cases[i].claim);
        try_check_init(&try, NULL);
        try_check_zone(&try, "example.com TXT " RECORD);
        for (j = 0; j < cases[i].before; j++) {
            char line[80];

            (void)snprintf(line, sizeof(line), REVERSE " PTR n%d.example.org",
                           j);
            try_check_zone(&try, line);
        }
        try_check_zone(&try, REVERSE " PTR example.com\n"
                                     "example.com A 192.0.2.1");
        outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(
            spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_PTR_NAMES),
            cases[i].asked);
        at = try.queries_len;
        while (at > 0 && try.queries[at - 1] != ';') {
            at--;
        }
        CHECK_STR(try.queries + at + 1, try.queries_len - at - 1,
                  cases[i].last);
        try_check_clear(&try);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the preferred name is the domain, then one below, then the first",
         test_preferred_name_is_the_domain_then_below_then_first},
        {"the name is unknown when none is valid or DNS fails",
         test_name_is_unknown_when_none_is_valid_or_dns_fails},
        {"the name is found again for each record",
         test_name_is_found_again_for_each_record},
        {"the name is validated once for each record",
         test_name_is_validated_once_for_each_record},
        {"IPv6 clients are validated by AAAA",
         test_ipv6_clients_are_validated_by_aaaa},
        {"only the first ten names are looked at",
         test_only_the_first_ten_names_are_looked_at},
    };

    return tap_run("check/client_name", tests, TAP_COUNT(tests));
}
