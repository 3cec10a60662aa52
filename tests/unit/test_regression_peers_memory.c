/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Defects of other SPF software in reading and expanding text, each under its
 * name: what broke them, and what we make of it. That no input can make the
 * library end its host, as libspf2's spf_log.c does, is seen in the symbols of
 * its objects: tests/arch/check-layers.sh.
 */
#include <string.h>

#include "support/tap.h"
#include "support/try_check.h"

enum { LONGEST_TEXT = 65535, DEFAULT_LIMIT = 480 };

#define EXPLAINED                                                             \
    "example.com TXT v=spf1 -all exp=why.example.com\n"                       \
    "why.example.com TXT "

/* The outcome of a check whose HELO is not the one of try_check_start(). */
static const spfeval_outcome *
check_with_helo(struct try_check *try, const char *helo, size_t helo_len)
{
    try_check_start(try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_set_helo(try->check, helo, helo_len), SPFEVAL_OK);
    CHECK_INT(try_check_run(try), SPFEVAL_STEP_DONE);
    return spfeval_check_get_outcome(try->check);
}

static void
expect_result(const spfeval_outcome *outcome, int result, int reason)
{
    CHECK_INT(spfeval_outcome_get_result(outcome), result);
    CHECK_INT(spfeval_outcome_get_reason(outcome), reason);
}

/* Run with the text of an explanation, and expect the default one instead. */
static void
expect_unused_explanation(const char *text, size_t text_len)
{
    static const char own[] = "our own words";
    struct try_check try;
    const spfeval_outcome *outcome;
    const char *explanation;
    size_t len = 0;

    try_check_init(&try, NULL);
    CHECK_INT(spfeval_options_set_text(try.options,
                                       SPFEVAL_OPTION_DEFAULT_EXPLANATION, own,
                                       strlen(own)),
              SPFEVAL_OK);
    try_check_zone(&try, "example.com TXT v=spf1 -all exp=why.example.com");
    CHECK_INT(spfeval_zone_add_text(try.zone, "why.example.com", 15, 300, text,
                                    text_len),
              SPFEVAL_OK);
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    expect_result(outcome, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
    explanation = spfeval_outcome_get_explanation(outcome, &len);
    CHECK_STR(explanation, len, own);
    CHECK_INT(spfeval_outcome_get_explanation_source(outcome),
              SPFEVAL_EXPLANATION_DEFAULT);
    try_check_expect_queries(&try, "TXT example.com; TXT why.example.com");
    try_check_clear(&try);
}

/*
 * libspf2: the room left on the stack was computed wrongly while a macro of an
 * explanation was compiled.
 */
static void
test_cve_2021_20314_macros_of_a_long_explanation(void)
{
    static char text[LONGEST_TEXT];
    size_t len;

    for (len = 0; len + 7 <= sizeof(text); len += 7) {
        memcpy(text + len, "%{S10r}", 7);
    }
    expect_unused_explanation(text, len);
    memset(text, 'x', sizeof(text));
    memcpy(text + sizeof(text) - 4, "%{s}", 4);
    expect_unused_explanation(text, sizeof(text));
}

static void
test_cve_2021_20314_explanation_up_to_the_bound(void)
{
    struct try_check try;
    char text[DEFAULT_LIMIT + 2];
    char expected[DEFAULT_LIMIT + 1];
    const char *explanation;
    size_t len = 0;

    memset(text, 'x', sizeof(text));
    memcpy(text, "%{i}", 4); /* 9 octets of 192.0.2.1 */
    memset(expected, 'x', sizeof(expected));
    memcpy(expected, "192.0.2.1", 9);
    expected[DEFAULT_LIMIT] = '\0';
    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 -all exp=why.example.com");
    CHECK_INT(spfeval_zone_add_text(try.zone, "why.example.com", 15, 300, text,
                                    DEFAULT_LIMIT - 5),
              SPFEVAL_OK);
    explanation = spfeval_outcome_get_explanation(
        try_check_outcome(&try, "192.0.2.1", "user@example.com"), &len);
    CHECK_STR(explanation, len, expected);
    try_check_clear(&try);
    expect_unused_explanation(text, DEFAULT_LIMIT - 4);
}

/* libspf2: an octet above 127 was written as "%ffffff80". */
static void
test_cve_2021_33912_signed_char_in_url_escape(void)
{
    static const char digits[] = "0123456789ABCDEF";
    char expected[3 * 128 + 1];
    char helo[128];
    struct try_check try;
    const char *explanation;
    size_t len = 0;
    unsigned i;

    for (i = 0; i < sizeof(helo); i++) {
        helo[i] = (char)(128 + i);
        expected[3 * i] = '%';
        expected[3 * i + 1] = digits[(128 + i) / 16];
        expected[3 * i + 2] = digits[i % 16];
    }
    expected[sizeof(expected) - 1] = '\0';
    try_check_init(&try, NULL);
    try_check_zone(&try, EXPLAINED "%{H}");
    explanation = spfeval_outcome_get_explanation(
        check_with_helo(&try, helo, sizeof(helo)), &len);
    CHECK_STR(explanation, len, expected);
    try_check_clear(&try);
}

/* The same in a name that is asked for: three octets each, in one label. */
static void
test_cve_2021_33912_signed_char_in_a_query(void)
{
    struct try_check try;

    try_check_init(&try, NULL);
    try_check_zone(&try,
                   "example.com TXT v=spf1 exists:%{H}.example.com -all");
    expect_result(check_with_helo(&try, "\x80\xc3\xff.a", 5),
                  SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
    try_check_expect_queries(&try,
                             "TXT example.com; A %80%C3%FF.a.example.com");
    try_check_clear(&try);
}

/*
 * libspf2: the length was computed first and written later, and both differed
 * when the parts were reversed.
 */
static void
test_cve_2021_33913_reversed_parts(void)
{
    static const struct try_case cases[] = {
        {.claim = "a long last part comes first",
         .record = "v=spf1 exists:%{lr-}.example.com -all",
         .mailfrom =
             "a-b-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
             "aaaaaaa@example.com",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                    "aaaaaa.b.a.example.com",
         .terms = 1,
         .voids = 1},
        {.claim = "a part longer than a label is no name to ask for",
         .record = "v=spf1 exists:%{lr-}.example.com -all",
         .mailfrom =
             "a-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
             "aaaaaaaaaaaaa@example.com",
         .result = SPFEVAL_RESULT_FAIL,
         .terms = 1},
        {.claim = "encoding makes the parts longer than they were read",
         .record = "v=spf1 exists:%{L2r+}.example.com -all",
         .mailfrom = "a+!#$+'*@example.com",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A %21%23%24.a.example.com",
         .terms = 1,
         .voids = 1},
        {.claim = "nothing but delimiters are empty parts",
         .record = "v=spf1 exists:%{lr-+}.example.com -all",
         .mailfrom = "-+-+@example.com",
         .result = SPFEVAL_RESULT_FAIL,
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/*
 * libspf2: a length that fell below zero in the macro parser. Nobody published
 * the input; these are all ways in which a macro can end too early.
 */
static void
test_cve_2023_42118_macros_that_end_too_early(void)
{
    static const char *const macros[] = {
        "%",     "%{",      "%{d",    "%{d1",  "%{d12",   "%{dr",
        "%{d1r", "%{d-",    "%{d1r-", "%{d}%", "%{d}%{",  "%{}",
        "%{1}",  "%{r}",    "%{-}",   "%}",    "%{d}}%{", "%{d1r-+,",
        "%{ d}", "%{d1r1}", "%{drr}", "%{d}-%"};
    size_t i;

    for (i = 0; i < TAP_COUNT(macros); i++) {
        char record[64] = "v=spf1 -exists:";
        struct try_check try;

        tap_row(macros[i]);
        strcat(record, macros[i]);
        try_check_init(&try, NULL);
        CHECK_INT(spfeval_zone_add_text(try.zone, "example.com", 11, 300,
                                        record, strlen(record)),
                  SPFEVAL_OK);
        expect_result(try_check_outcome(&try, "192.0.2.1", "u@example.com"),
                      SPFEVAL_RESULT_PERMERROR, SPFEVAL_REASON_SYNTAX);
        try_check_expect_queries(&try, "TXT example.com");
        try_check_clear(&try);
    }
    tap_row(NULL);
}

/* The same in an explanation, where it is as if there were none. */
static void
test_cve_2023_42118_explanations_that_end_too_early(void)
{
    static const char *const texts[] = {
        "%",   "see %{",  "%{d", "%{c", "%{d1r-", "%{d}%",
        "%{t", "%{d} %{", "%%%", "%{}", "%{i4r}%"};
    size_t i;

    for (i = 0; i < TAP_COUNT(texts); i++) {
        tap_row(texts[i]);
        expect_unused_explanation(texts[i], strlen(texts[i]));
    }
    tap_row(NULL);
}

/* libspf2, hMailServer: the number of parts overflowed. */
static void
test_digit_overflow_in_macro(void)
{
    static const struct try_case cases[] = {
        {.claim = "one more than an int holds means all parts",
         .record = "v=spf1 exists:%{d2147483648}.x.example -all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A example.com.x.example",
         .terms = 1,
         .voids = 1},
        {.claim = "2 to the power of 32, and one more",
         .record = "v=spf1 exists:%{d4294967297}.x.example -all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A example.com.x.example",
         .terms = 1,
         .voids = 1},
        {.claim = "2 to the power of 64, and one more",
         .record = "v=spf1 exists:%{d18446744073709551617}.x.example -all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A example.com.x.example",
         .terms = 1,
         .voids = 1},
        {.claim = "a number that begins with many zeros",
         .record = "v=spf1 exists:%{d00000000000000000001}.x.example -all",
         .result = SPFEVAL_RESULT_FAIL,
         .queries = "A com.x.example",
         .terms = 1,
         .voids = 1},
        {.claim = "nothing but zeros",
         .record = "v=spf1 exists:%{d0000000000000000000}.x.example -all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_SYNTAX},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/* OpenDMARC 275 and 276: a parser of IPv6 addresses made by hand. */
static void
test_opendmarc_275_null_dereference_in_ipv6_text(void)
{
    static const char *const addresses[] = {
        ":",       "1",          "::1::",     ":::",      "1:2:3:4:5:6:7:",
        ":1:2:3",  "1::2::3",    "12345::",   "::g",      "1:2:3:4:5:6:7:8:9",
        "::1.2.3", "::1.2.3.4.", "1.2.3.4::", "::1%eth0", "[::1]"};
    size_t i;

    for (i = 0; i < TAP_COUNT(addresses); i++) {
        char record[64] = "v=spf1 ip6:";
        struct try_check try;

        tap_row(addresses[i]);
        strcat(record, addresses[i]);
        strcat(record, " -all");
        try_check_init(&try, NULL);
        CHECK_INT(spfeval_zone_add_text(try.zone, "example.com", 11, 300,
                                        record, strlen(record)),
                  SPFEVAL_OK);
        try_check_start(&try, "2001:db8::1", "user@example.com");
        CHECK_INT(spfeval_check_set_client_text(try.check, addresses[i],
                                                strlen(addresses[i])),
                  SPFEVAL_ERR_SYNTAX);
        CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
        expect_result(spfeval_check_get_outcome(try.check),
                      SPFEVAL_RESULT_PERMERROR, SPFEVAL_REASON_SYNTAX);
        try_check_clear(&try);
    }
    tap_row(NULL);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"CVE-2021-20314: a long explanation full of macros is not used",
         test_cve_2021_20314_macros_of_a_long_explanation},
        {"CVE-2021-20314: an explanation up to the bound is used",
         test_cve_2021_20314_explanation_up_to_the_bound},
        {"CVE-2021-33912: octets above 127 are escaped as three",
         test_cve_2021_33912_signed_char_in_url_escape},
        {"CVE-2021-33912: and in names that are asked for",
         test_cve_2021_33912_signed_char_in_a_query},
        {"CVE-2021-33913: parts are reversed whatever their lengths",
         test_cve_2021_33913_reversed_parts},
        {"CVE-2023-42118: a macro that ends too early is a permerror",
         test_cve_2023_42118_macros_that_end_too_early},
        {"CVE-2023-42118: in an explanation it is as if there were none",
         test_cve_2023_42118_explanations_that_end_too_early},
        {"libspf2: numbers of parts do not overflow",
         test_digit_overflow_in_macro},
        {"OpenDMARC 275: malformed IPv6 addresses are syntax errors",
         test_opendmarc_275_null_dereference_in_ipv6_text},
    };

    return tap_run("regression/peers/memory", tests, TAP_COUNT(tests));
}
