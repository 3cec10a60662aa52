/* SPDX-License-Identifier: BSD-2-Clause */
/* What terms that ask DNS have in common: the charge, and their target. */
#include <stdio.h>
#include <string.h>

#include "support/tap.h"
#include "support/try_check.h"

#define REVERSE "1.2.0.192.in-addr.arpa"

static void
test_eleventh_term_is_refused_before_its_query(void)
{
    static const char *const elevenths[] = {
        "a:eleven.example",       "mx:eleven.example",
        "ptr:eleven.example",     "exists:eleven.example",
        "include:eleven.example", "redirect=eleven.example",
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(elevenths); i++) {
        const spfeval_outcome *outcome;
        struct try_check try;
        char line[300];

        tap_row(elevenths[i]);
        try_check_init(&try, NULL);
        (void)snprintf(line, sizeof(line),
                       "example.com A 192.0.2.2\n"
                       "example.com TXT v=spf1 a a a a a a a a a a %s",
                       elevenths[i]);
        try_check_zone(&try, line);
        outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_outcome_get_result(outcome),
                  SPFEVAL_RESULT_PERMERROR);
        CHECK_INT(spfeval_outcome_get_reason(outcome),
                  SPFEVAL_REASON_TERM_LIMIT);
        CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS),
                  10);
        try_check_expect_queries(&try, "TXT example.com; A example.com");
        try_check_clear(&try);
    }
}

static void
test_terms_count_when_they_are_evaluated(void)
{
    static const struct try_case cases[] = {
        {.claim = "ten are allowed",
         .record = "v=spf1 a a a a a a a a a a ~all",
         .zone = "example.com A 192.0.2.2",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "A example.com",
         .terms = 10},
        {.claim = "what follows a match is not evaluated",
         .record = "v=spf1 a a a a a a a a a a a a",
         .zone = "example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A example.com",
         .terms = 1},
        {.claim = "networks, all and modifiers do not count",
         .record = "v=spf1 ip4:192.0.2.2 x=%{d} ip6:::1 a ~all exp=x.y",
         .zone = "example.com A 192.0.2.2",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "A example.com",
         .terms = 1},
        {.claim = "terms of included records count in the same way",
         .record = "v=spf1 include:i.example.com a a a a ~all",
         .zone = "example.com A 192.0.2.2\n"
                 "i.example.com TXT v=spf1 a:example.com a:example.com "
                 "a:example.com a:example.com a:example.com -all",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "TXT i.example.com; A example.com",
         .terms = 10},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_client_name_macro_counts_on_its_own(void)
{
    static const struct try_case cases[] = {
        {.claim = "one for the term and one for the macro",
         .record = "v=spf1 a:%{p}.example ~all",
         .zone = REVERSE " RCODE 2\nunknown.example A 192.0.2.2",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "PTR " REVERSE "; A unknown.example",
         .terms = 2},
        {.claim = "twice in one term counts once",
         .record = "v=spf1 a:%{p}.%{P}.example ~all",
         .zone = REVERSE " RCODE 2\nunknown.unknown.example A 192.0.2.2",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "PTR " REVERSE "; A unknown.unknown.example",
         .terms = 2},
        {.claim = "in each term again, though the name is known",
         .record = "v=spf1 a:%{p}.example exists:%{p1}.example ~all",
         .zone = REVERSE " RCODE 2\nunknown.example A 192.0.2.2",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR " REVERSE "; A unknown.example",
         .terms = 4},
        {.claim = "as the eleventh it is refused before its query",
         .record = "v=spf1 a a a a a a a a a a:%{p}.example ~all",
         .zone = "example.com A 192.0.2.2",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_TERM_LIMIT,
         .queries = "A example.com",
         .terms = 10},
        {.claim = "a redirect counts in the same way",
         .record = "v=spf1 redirect=%{p}.example",
         .zone = REVERSE " RCODE 2\nunknown.example TXT v=spf1 ~all",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "PTR " REVERSE "; TXT unknown.example",
         .terms = 2},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_targets_are_expanded_in_all_terms(void)
{
    static const struct try_case cases[] = {
        {.claim = "a, mx, exists and include",
         .record = "v=spf1 a:a.%{d} mx:m.%{o} exists:%{l}.e.%{d2} "
                   "include:%{h2}.i.example ~all",
         .zone = "a.example.com A 192.0.2.2\n"
                 "m.example.com MX 0 .\nuser.e.example.com RCODE 0\n"
                 "example.com.i.example TXT v=spf1",
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .queries = "A a.example.com; MX m.example.com; "
                    "A user.e.example.com; TXT example.com.i.example",
         .terms = 4,
         .voids = 1},
        {.claim = "ptr",
         .record = "v=spf1 ptr:%{h} ~all",
         .zone = REVERSE " PTR x.mail.example.com\n"
                         "x.mail.example.com A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "PTR " REVERSE "; A x.mail.example.com",
         .terms = 1},
        {.claim = "one final dot is removed",
         .record = "v=spf1 a:a.example.org. ~all",
         .zone = "a.example.org A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A a.example.org",
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

#define LABEL63                                                               \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void
test_malformed_target_is_no_match_without_query(void)
{
    static const struct try_case cases[] = {
        {.claim = "an empty label",
         .record = "v=spf1 a:foo..example.com -all",
         .result = SPFEVAL_RESULT_FAIL,
         .terms = 1},
        {.claim = "a single label",
         .record = "v=spf1 mx:.com exists:%{l} -all",
         .result = SPFEVAL_RESULT_FAIL,
         .terms = 2},
        {.claim = "a label of 63 octets is asked for",
         .record = "v=spf1 a:" LABEL63 ".example -all",
         .zone = LABEL63 ".example A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A " LABEL63 ".example",
         .terms = 1},
        {.claim = "one of 64 is not",
         .record = "v=spf1 a:" LABEL63 "a.example -all",
         .result = SPFEVAL_RESULT_FAIL,
         .terms = 1},
        {.claim = "ptr without any name of the client",
         .record = "v=spf1 ptr:a..example.com -all",
         .result = SPFEVAL_RESULT_FAIL,
         .terms = 1},
        {.claim = "octets of the sender that no name can hold",
         .record = "v=spf1 exists:%{l}.example.com -all",
         .mailfrom = "a\x01"
                     "b@example.com",
         .result = SPFEVAL_RESULT_FAIL,
         .terms = 1},
        {.claim = "for include it is an error",
         .record = "v=spf1 include:foo..example.com +all",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_INCLUDE_BAD_DOMAIN,
         .terms = 1},
        {.claim = "and for redirect",
         .record = "v=spf1 redirect=foo..example.com",
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_REDIRECT_BAD_DOMAIN,
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

/* Labels of 62 octets; four of them make 251 with the dots. */
#define L62 "%{l}bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define U62 "userbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void
test_long_target_loses_labels_from_the_left(void)
{
    static const struct try_case cases[] = {
        {.claim = "253 octets stay",
         .record = "v=spf1 a:c." L62 "." L62 "." L62 "." U62 " -all",
         .zone = "c." U62 "." U62 "." U62 "." U62 " A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A c." U62 "." U62 "." U62 "." U62,
         .terms = 1},
        {.claim = "254 lose the first label",
         .record = "v=spf1 a:cc." L62 "." L62 "." L62 "." U62 " -all",
         .zone = U62 "." U62 "." U62 "." U62 " A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A " U62 "." U62 "." U62 "." U62,
         .terms = 1},
        {.claim = "as many as it takes",
         .record = "v=spf1 a:a.b.c.d." L62 "." L62 "." L62 "." U62 " -all",
         .zone = "d." U62 "." U62 "." U62 "." U62 " A 192.0.2.1",
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A d." U62 "." U62 "." U62 "." U62,
         .terms = 1},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_unicode_local_part_makes_its_terms_not_match(void)
{
    static const char *const sender = "us\xc3\xa9r@example.com";
    const struct try_case cases[] = {
        {.claim = "exists is counted, not asked, not void",
         .record = "v=spf1 exists:%{l}.example.com ~all",
         .mailfrom = sender,
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .terms = 1},
        {.claim = "the whole sender, escaped, as well",
         .record = "v=spf1 a:%{S}.example.com ~all",
         .mailfrom = sender,
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .terms = 1},
        {.claim = "include does not match, and is no error",
         .record = "v=spf1 include:%{L}.example.com ~all",
         .mailfrom = sender,
         .result = SPFEVAL_RESULT_SOFTFAIL,
         .terms = 1},
        {.claim = "redirect is as if absent",
         .record = "v=spf1 redirect=%{l}.example.com",
         .mailfrom = sender,
         .result = SPFEVAL_RESULT_NEUTRAL,
         .reason = SPFEVAL_REASON_DEFAULT},
        {.claim = "terms without it are evaluated",
         .record = "v=spf1 exists:%{l}.example.com a:a.%{o} ~all",
         .zone = "a.example.com A 192.0.2.1",
         .mailfrom = sender,
         .result = SPFEVAL_RESULT_PASS,
         .queries = "A a.example.com",
         .terms = 2},
        {.claim = "it still reaches the limit",
         .record = "v=spf1 a a a a a a a a a a exists:%{l}.example.com ~all",
         .zone = "example.com A 192.0.2.2",
         .mailfrom = sender,
         .result = SPFEVAL_RESULT_PERMERROR,
         .reason = SPFEVAL_REASON_TERM_LIMIT,
         .queries = "A example.com",
         .terms = 10},
    };

    try_check_table(cases, TAP_COUNT(cases));
}

static void
test_unicode_helo_is_only_a_malformed_target(void)
{
    static const struct {
        const char *record;
        int result;
    } cases[] = {
        {"v=spf1 exists:%{h}.example.com -all", SPFEVAL_RESULT_FAIL},
        {"v=spf1 include:%{h}.example.com -all", SPFEVAL_RESULT_PERMERROR},
        {"v=spf1 redirect=%{h}.example.com", SPFEVAL_RESULT_PERMERROR},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        struct try_check try;
        const spfeval_outcome *outcome;

        tap_row(cases[i].record);
        try_check_init(&try, NULL);
        spfeval_zone_add_text(try.zone, "example.com", 11, 300,
                              cases[i].record, strlen(cases[i].record));
        try_check_start(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_check_set_helo(try.check, "m\xc3\xa9l", 4),
                  SPFEVAL_OK);
        CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
        outcome = spfeval_check_get_outcome(try.check);
        CHECK_INT(spfeval_outcome_get_result(outcome), cases[i].result);
        try_check_expect_queries(&try, "TXT example.com");
        try_check_clear(&try);
    }
}

static void
test_refused_term_is_named_and_its_macros_are_noted(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};

    try_check_init(&try, NULL);
    CHECK_INT(
        spfeval_options_set_u32(try.options, SPFEVAL_OPTION_MAX_TERMS, 1),
        SPFEVAL_OK);
    try_check_zone(&try, "example.com TXT v=spf1 a mx:%{l}.example -all\n"
                         "example.com A 192.0.2.2");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_TERM_LIMIT);
    CHECK_INT(spfeval_outcome_get_path(outcome, 0, &entry), SPFEVAL_OK);
    CHECK_INT(entry.has_term, 1);
    CHECK_STR(entry.text + entry.term_offset, entry.term_length,
              "mx:%{l}.example");
    CHECK(spfeval_outcome_get_target(outcome, NULL) == NULL);
    CHECK_INT(spfeval_outcome_get_cacheable(outcome), 0);
    /* The client alone decides about a. */
    outcome = try_check_outcome(&try, "192.0.2.2", "user@example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PASS);
    CHECK_INT(spfeval_outcome_get_cacheable(outcome), 1);
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the eleventh term is refused before its query",
         test_eleventh_term_is_refused_before_its_query},
        {"terms count when they are evaluated",
         test_terms_count_when_they_are_evaluated},
        {"the client name macro counts on its own",
         test_client_name_macro_counts_on_its_own},
        {"targets are expanded in all terms",
         test_targets_are_expanded_in_all_terms},
        {"a malformed target is no match, without a query",
         test_malformed_target_is_no_match_without_query},
        {"a long target loses labels from the left",
         test_long_target_loses_labels_from_the_left},
        {"a local-part that is not ASCII makes its terms not match",
         test_unicode_local_part_makes_its_terms_not_match},
        {"a refused term is named, and its macros are noted",
         test_refused_term_is_named_and_its_macros_are_noted},
        {"a HELO name that is not ASCII is only a malformed target",
         test_unicode_helo_is_only_a_malformed_target},
    };

    return tap_run("check/mech", tests, TAP_COUNT(tests));
}
