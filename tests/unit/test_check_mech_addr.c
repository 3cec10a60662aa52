/* SPDX-License-Identifier: BSD-2-Clause */
/* Mechanisms a and exists (RFC 7208 sections 5.3 and 5.7). */
#include "support/tap.h"
#include "support/try_check.h"

static void
test_a_asks_for_the_family_of_the_client(void)
{
    static const struct try_case cases[] = {
        {.claim = "without a target it asks for the domain",
         .record = "v=spf1 a -all",
         .zone = "example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A example.com",
         .terms = 1},
        {.claim = "with a target it asks for that",
         .record = "v=spf1 a:Mail.Example.ORG -all",
         .zone = "mail.example.org A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A Mail.Example.ORG",
         .terms = 1},
        {.claim = "an IPv6 client asks AAAA only",
         .record = "v=spf1 a -all",
         .zone = "example.com A 192.0.2.1\nexample.com AAAA 2001:db8::1",
         .client = "2001:db8::1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "AAAA example.com",
         .terms = 1},
        {.claim = "an IPv4-mapped client asks A",
         .record = "v=spf1 a -all",
         .zone = "example.com A 192.0.2.1",
         .client = "::ffff:192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_a_matches_when_any_address_is_in_the_prefix(void)
{
    static const struct try_case cases[] = {
        {.claim = "the last of many addresses matches",
         .record = "v=spf1 a -all",
         .zone = "example.com A 192.0.2.2\nexample.com A 192.0.2.3\n"
                 "example.com A 192.0.2.4\nexample.com A 192.0.2.5\n"
                 "example.com A 192.0.2.6\nexample.com A 192.0.2.7\n"
                 "example.com A 192.0.2.8\nexample.com A 192.0.2.9\n"
                 "example.com A 192.0.2.10\nexample.com A 192.0.2.11\n"
                 "example.com A 192.0.2.12\nexample.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A example.com",
         .terms = 1},
        {.claim = "the prefix widens the address",
         .record = "v=spf1 a/24 -all",
         .zone = "example.com A 192.0.2.254",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A example.com",
         .terms = 1},
        {.claim = "the IPv4 prefix does not count for IPv6",
         .record = "v=spf1 a/24 -all",
         .zone = "example.com AAAA 2001:db8::2",
         .client = "2001:db8::1",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "AAAA example.com",
         .terms = 1},
        {.claim = "the IPv6 prefix counts for IPv6",
         .record = "v=spf1 a:example.com/32//64 -all",
         .zone = "example.com AAAA 2001:db8::2",
         .client = "2001:db8::ffff:1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "AAAA example.com",
         .terms = 1},
        {.claim = "/0 matches whatever the address is",
         .record = "v=spf1 a/0 -all",
         .zone = "example.com A 203.0.113.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A example.com",
         .terms = 1},
        {.claim = "/0 still needs an address",
         .record = "v=spf1 a/0//0 -all",
         .zone = "example.com A 203.0.113.1",
         .client = "2001:db8::1",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "AAAA example.com",
         .terms = 1,
         .voids = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_a_and_exists_read_failures_alike(void)
{
    static const struct try_case cases[] = {
        {.claim = "a: another address is no match and not void",
         .record = "v=spf1 a -all",
         .zone = "example.com A 192.0.2.2",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A example.com",
         .terms = 1},
        {.claim = "a: no such record is void",
         .record = "v=spf1 a -all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A example.com",
         .terms = 1,
         .voids = 1},
        {.claim = "a: no such name is void",
         .record = "v=spf1 a:gone.example.com -all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A gone.example.com",
         .terms = 1,
         .voids = 1},
        {.claim = "a: a failure ends the check before a later match",
         .record = "v=spf1 a:slow.example.com all",
         .zone = "slow.example.com TIMEOUT A",
         .result = SPFEVAL_RESULT_TEMPERROR,
         .reason = SPFEVAL_REASON_DNS_FAILED,
         .queries = "A slow.example.com",
         .terms = 1},
        {.claim = "exists: no such record is void",
         .record = "v=spf1 exists:empty.example.com -all",
         .zone = "empty.example.com NAME",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A empty.example.com",
         .terms = 1,
         .voids = 1},
        {.claim = "exists: no such name is void",
         .record = "v=spf1 exists:gone.example.com -all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A gone.example.com",
         .terms = 1,
         .voids = 1},
        {.claim = "exists: a failure ends the check",
         .record = "v=spf1 exists:bad.example.com all",
         .zone = "bad.example.com RCODE 5",
         .result = SPFEVAL_RESULT_TEMPERROR,
         .reason = SPFEVAL_REASON_DNS_FAILED,
         .queries = "A bad.example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_exists_takes_any_ipv4_address(void)
{
    static const struct try_case cases[] = {
        {.claim = "an address that is not the client's matches",
         .record = "v=spf1 exists:list.example.com -all",
         .zone = "list.example.com A 127.0.0.2",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A list.example.com",
         .terms = 1},
        {.claim = "an IPv6 client asks A as well",
         .record = "v=spf1 exists:list.example.com -all",
         .zone = "list.example.com A 0.0.0.0",
         .client = "2001:db8::1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A list.example.com",
         .terms = 1},
        {.claim = "AAAA records alone do not exist",
         .record = "v=spf1 exists:list.example.com -all",
         .zone = "list.example.com AAAA 2001:db8::1",
         .client = "2001:db8::1",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A list.example.com",
         .terms = 1,
         .voids = 1},
        {.claim = "the name is built from the mail",
         .record = "v=spf1 exists:%{ir}.%{l}._spf.%{d} -all",
         .zone = "1.2.0.192.user._spf.example.com A 127.0.0.2",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A 1.2.0.192.user._spf.example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_third_void_term_is_an_error_at_once(void)
{
    static const struct try_case cases[] = {
        {.claim = "two are allowed",
         .record = "v=spf1 a:gone.example.com exists:gone.example.org ~all",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "A gone.example.com; A gone.example.org",
         .terms = 2,
         .voids = 2},
        {.claim = "the third is not, though it is the last term",
         .record = "v=spf1 a:gone.example.com exists:gone.example.org "
                   "a:gone.example.net",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_VOID_LIMIT,
         .queries = "A gone.example.com; A gone.example.org; "
                    "A gone.example.net",
         .terms = 3,
         .voids = 3},
        {.claim = "the same name counts each time, asked once",
         .record = "v=spf1 a:gone.example.com a:GONE.example.com "
                   "exists:gone.example.com all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_VOID_LIMIT,
         .queries = "A gone.example.com",
         .terms = 3,
         .voids = 3},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a asks for the family of the client",
         test_a_asks_for_the_family_of_the_client},
        {"a matches when any address is in the prefix",
         test_a_matches_when_any_address_is_in_the_prefix},
        {"a and exists read failures alike",
         test_a_and_exists_read_failures_alike},
        {"exists takes any IPv4 address", test_exists_takes_any_ipv4_address},
        {"the third void term is an error at once",
         test_third_void_term_is_an_error_at_once},
    };

    return tap_run("check/mech_addr", tests, TAP_COUNT(tests));
}
