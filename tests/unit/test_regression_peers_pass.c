/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Defects of other SPF software that let a client pass, or that turned an
 * ordinary policy into another result, each under its name.
 */
#include "support/tap.h"
#include "support/try_check.h"

#define REVERSE "1.2.0.192.in-addr.arpa"

/* blitiri go/spf before 1.6, rspamd 110: only the end of the name counted. */
static void
test_wrong_pass_ptr_suffix_without_boundary(void)
{
    static const struct try_case cases[] = {
        {.claim = "a name that ends alike is another domain",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR notexample.com\nnotexample.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "PTR " REVERSE,
         .terms = 1},
        {.claim = "so is one that goes on behind the target",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR example.com.evil.example\n"
                         "example.com.evil.example A 192.0.2.1",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "PTR " REVERSE,
         .terms = 1},
        {.claim = "a name within the target passes",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR a.example.com\na.example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR " REVERSE "; A a.example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/* blitiri go/spf before 1.6: whoever owns the address may write any PTR. */
static void
test_wrong_pass_ptr_without_forward_address(void)
{
    static const struct try_case cases[] = {
        {.claim = "the name has another address",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR a.example.com\na.example.com A 192.0.2.99",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "PTR " REVERSE "; A a.example.com",
         .terms = 1},
        {.claim = "the name has no address",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR a.example.com",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "PTR " REVERSE "; A a.example.com",
         .terms = 1},
        {.claim = "the lookup of its address fails",
         .record = "v=spf1 ptr -all",
         .zone = REVERSE " PTR a.example.com\na.example.com TIMEOUT A",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "PTR " REVERSE "; A a.example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/*
 * mail-auth: %{p} was the first PTR; mailauth: the sender's own domain. It
 * counts as a lookup of its own (RFC 7208 section 4.6.4).
 */
static void
test_wrong_pass_p_macro_not_validated(void)
{
    static const struct try_case cases[] = {
        {.claim = "a name with another address is \"unknown\"",
         .record = "v=spf1 exists:%{p}.ok.example -all",
         .zone = REVERSE " PTR good.example.com\n"
                         "good.example.com A 192.0.2.99\n"
                         "good.example.com.ok.example A 127.0.0.2\n"
                         "example.com.ok.example A 127.0.0.2",
         .result = SPFEVAL_RESULT_FAIL,
         .queries =
             "PTR " REVERSE "; A good.example.com; A unknown.ok.example",
         .terms = 2,
         .voids = 1},
        {.claim = "a validated name is used",
         .record = "v=spf1 exists:%{p}.ok.example -all",
         .zone = REVERSE " PTR good.example.com\n"
                         "good.example.com A 192.0.2.1\n"
                         "good.example.com.ok.example A 127.0.0.2",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR " REVERSE "; A good.example.com; "
                    "A good.example.com.ok.example",
         .terms = 2},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/* libspf2: a local client passed, which behind a proxy is every client. */
static void
test_wrong_pass_localhost(void)
{
    static const struct try_case cases[] = {
        {.claim = "127.0.0.1 is an address as any other",
         .record = "v=spf1 -all",
         .client = "127.0.0.1",
         .result = SPFEVAL_RESULT_FAIL},
        {.claim = "so is ::1",
         .record = "v=spf1 ip4:127.0.0.1 -all",
         .client = "::1",
         .result = SPFEVAL_RESULT_FAIL},
        {.claim = "a domain without a record is none for it as well",
         .client = "127.0.0.1",
         .result = SPFEVAL_RESULT_NONE,
         .reason = SPFEVAL_REASON_NXDOMAIN},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/* libspf2, OpenDMARC 304, vSMTP 1032: a mapped address matched nothing. */
static void
test_mapped_client_is_an_ipv4_client(void)
{
    static const struct try_case cases[] = {
        {.claim = "it matches ip4",
         .record = "v=spf1 ip4:192.0.2.0/24 -all",
         .client = "::ffff:192.0.2.1",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "and A records are looked up",
         .record = "v=spf1 a -all",
         .zone = "example.com A 192.0.2.1",
         .client = "::ffff:c000:201",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A example.com",
         .terms = 1},
        {.claim = "it is not within ip6",
         .record = "v=spf1 ip6:::ffff:192.0.2.1 -all",
         .client = "::ffff:192.0.2.1",
         .result = SPFEVAL_RESULT_FAIL},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/* libspf2: a length of 0 meant "not given". */
static void
test_libspf2_prefix_of_zero(void)
{
    static const struct try_case cases[] = {
        {.claim = "ip4",
         .record = "v=spf1 ?ip4:203.0.113.1/0 -all",
         .result = SPFEVAL_RESULT_NEUTRAL},
        {.claim = "ip6",
         .record = "v=spf1 ?ip6:2001:db8::/0 -all",
         .client = "fe80::1",
         .result = SPFEVAL_RESULT_NEUTRAL},
        {.claim = "a",
         .record = "v=spf1 ?a/0//0 -all",
         .zone = "example.com A 203.0.113.1",
         .result = SPFEVAL_RESULT_NEUTRAL,
         .queries = "A example.com",
         .terms = 1},
        {.claim = "of the other family only",
         .record = "v=spf1 ?a//0 -all",
         .zone = "example.com A 203.0.113.1",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/* mailauth 13, rspamd 5951: the family of the client is asked for, alone. */
static void
test_one_family_is_asked_for(void)
{
    static const struct try_case cases[] = {
        {.claim = "AAAA for a client with an IPv6 address",
         .record = "v=spf1 a mx -all",
         .zone = "example.com A 192.0.2.1\n"
                 "example.com AAAA 2001:db8::1\n"
                 "example.com MX 10 mx.example.com\n"
                 "mx.example.com AAAA 2001:db8::2",
         .client = "2001:db8::2",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "AAAA example.com; MX example.com; AAAA mx.example.com",
         .terms = 2},
        {.claim = "exists asks for A whatever the client is",
         .record = "v=spf1 exists:ok.example.com -all",
         .zone = "ok.example.com A 127.0.0.2",
         .client = "2001:db8::2",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A ok.example.com",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/* go/spf, mailauth: what matched first hid the error behind it. */
static void
test_error_behind_a_match_is_found(void)
{
    static const struct try_case cases[] = {
        {.claim = "an unknown mechanism at the end",
         .record = "v=spf1 ip4:192.0.2.1 -all moo",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_SYNTAX},
        {.claim = "a second redirect",
         .record = "v=spf1 +all redirect=a.example redirect=b.example",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_SYNTAX},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/* pyspf: octets that are no text ended the whole receiver. */
static void
test_pyspf_15_octets_that_are_no_text(void)
{
    static const struct try_case cases[] = {
        {.claim = "in a term: permerror",
         .record = "v=spf1 a:\xff\xfe.example.com -all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_SYNTAX},
        {.claim = "in another text at the domain: nothing",
         .record = "v=spf1 ip4:192.0.2.1 -all",
         .zone = "example.com TXT \xff\xfe\x80 not ours",
         .result = SPFEVAL_RESULT_PASS},
        {.claim = "in the local-part: asked for as it is encoded",
         .record = "v=spf1 exists:%{L}.example.com -all",
         .mailfrom = "a\x01|@example.com",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A a%01%7C.example.com",
         .terms = 1,
         .voids = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_pyspf_17_domain_that_is_no_text(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    outcome =
        try_check_outcome(&try, "192.0.2.1", "user@\xc3\x28.example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_NONE);
    CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_IDNA);
    try_check_expect_queries(&try, "");
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"go/spf, rspamd 110: ptr compares whole labels",
         test_wrong_pass_ptr_suffix_without_boundary},
        {"go/spf: ptr compares the address of the name",
         test_wrong_pass_ptr_without_forward_address},
        {"mail-auth, mailauth: %{p} is a validated name or \"unknown\"",
         test_wrong_pass_p_macro_not_validated},
        {"libspf2: a local client does not pass by itself",
         test_wrong_pass_localhost},
        {"libspf2, OpenDMARC 304: a mapped client is an IPv4 client",
         test_mapped_client_is_an_ipv4_client},
        {"libspf2: a prefix length of 0 is a length",
         test_libspf2_prefix_of_zero},
        {"mailauth 13, rspamd 5951: the client's family is asked for, alone",
         test_one_family_is_asked_for},
        {"go/spf, mailauth: an error behind a match is found",
         test_error_behind_a_match_is_found},
        {"pyspf 15: octets that are no text have a result",
         test_pyspf_15_octets_that_are_no_text},
        {"pyspf 17: so has a sender's domain that is no text",
         test_pyspf_17_domain_that_is_no_text},
    };

    return tap_run("regression/peers/pass", tests, TAP_COUNT(tests));
}
