/* SPDX-License-Identifier: BSD-2-Clause */
/* The explanation of a fail (RFC 7208 section 6.2). */
#include <string.h>

#include "support/tap.h"
#include "support/try_check.h"

#define REVERSE "1.2.0.192.in-addr.arpa"
#define FAIL_WITH_EXP "example.com TXT v=spf1 -all exp=exp.example.com"

struct exp_case {
    const char *claim;
    const char *zone;
    const char *fallback; /* SPFEVAL_OPTION_DEFAULT_EXPLANATION; may be NULL */
    const char *text;     /* NULL: no explanation */
    const char *domain;  /* of the explanation; NULL unless it is a domain's */
    const char *queries; /* after "TXT example.com" */
};

static void
expect_explanation(const spfeval_outcome *outcome, const char *text,
                   const char *domain)
{
    size_t len = 0;
    const char *is = spfeval_outcome_get_explanation(outcome, &len);
    int source = SPFEVAL_EXPLANATION_NONE;

    CHECK_STR(is, len, text);
    if (is != NULL) {
        CHECK_INT(is[len], '\0');
    }
    len = 0;
    is = spfeval_outcome_get_explanation_domain(outcome, &len);
    CHECK_STR(is, len, domain);
    if (text != NULL) {
        source = domain == NULL ? SPFEVAL_EXPLANATION_DEFAULT
                                : SPFEVAL_EXPLANATION_DOMAIN;
    }
    CHECK_INT(spfeval_outcome_get_explanation_source(outcome), source);
}

static void
set_fallback(struct try_check *try, const char *text)
{
    if (text != NULL) {
        CHECK_INT(spfeval_options_set_text(try->options,
                                           SPFEVAL_OPTION_DEFAULT_EXPLANATION,
                                           text, strlen(text)),
                  SPFEVAL_OK);
    }
}

static void
run_table(const struct exp_case *cases, size_t count, int result)
{
    size_t i;

    for (i = 0; i < count; i++) {
        const spfeval_outcome *outcome;
        struct try_check try;

        tap_row(cases[i].claim);
        try_check_init(&try, NULL);
        set_fallback(&try, cases[i].fallback);
        try_check_zone(&try, cases[i].zone);
        outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_outcome_get_result(outcome), result);
        expect_explanation(outcome, cases[i].text, cases[i].domain);
        CHECK_STR(try.queries, 15, "TXT example.com");
        CHECK_STR(try.queries + 15, try.queries_len - 15, cases[i].queries);
        try_check_clear(&try);
    }
}

static void
test_fail_gets_the_domains_text(void)
{
    static const struct exp_case cases[] = {
        {"all macros of an explanation are expanded",
         FAIL_WITH_EXP "\nexp.example.com TXT %{s} %{d} %{i} %{c} %{h}%_%{r}"
                       "%% %{t}",
         NULL,
         "user@example.com example.com 192.0.2.1 192.0.2.1 "
         "mail.example.com unknown% 0",
         "example.com", "; TXT exp.example.com"},
        {"the target is expanded as well",
         "example.com TXT v=spf1 -all exp=%{l}.%{d2}\n"
         "user.example.com TXT no",
         NULL, "no", "example.com", "; TXT user.example.com"},
        {"it is about the failing term, wherever exp stands",
         "example.com TXT v=spf1 exp=exp.example.com -a\n"
         "example.com A 192.0.2.1\nexp.example.com TXT no",
         NULL, "no", "example.com", "; A example.com; TXT exp.example.com"},
        {"after redirects the last record's exp counts, with its domain",
         "example.com TXT v=spf1 redirect=r.example exp=no.example\n"
         "r.example TXT v=spf1 redirect=q.example exp=no.example\n"
         "q.example TXT v=spf1 -all exp=exp.example\n"
         "exp.example TXT %{d} says no to %{o}",
         NULL, "q.example says no to example.com", "q.example",
         "; TXT r.example; TXT q.example; TXT exp.example"},
        {"the first record's is not used after a redirect",
         "example.com TXT v=spf1 redirect=r.example exp=no.example\n"
         "r.example TXT v=spf1 -all\nno.example TXT wrong",
         "default", "default", NULL, "; TXT r.example"},
        {"an include that fails uses the exp of the record above",
         "example.com TXT v=spf1 -include:i.example exp=exp.example.com\n"
         "i.example TXT v=spf1 +all exp=no.example\n"
         "exp.example.com TXT %{d}\nno.example TXT wrong",
         NULL, "example.com", "example.com",
         "; TXT i.example; TXT exp.example.com"},
        {"that of an included fail is not used",
         "example.com TXT v=spf1 include:i.example -all\n"
         "i.example TXT v=spf1 -all exp=no.example\n"
         "no.example TXT wrong",
         NULL, NULL, NULL, "; TXT i.example"},
        {"its spaces and its final dot stay",
         FAIL_WITH_EXP "\nexp.example.com TXT  See  http://%{d}. ", NULL,
         " See  http://example.com. ", "example.com", "; TXT exp.example.com"},
    };

    run_table(cases, TAP_COUNT(cases), SPFEVAL_RESULT_FAIL);
}

static void
test_other_results_have_none(void)
{
    static const struct exp_case softfail = {
        "softfail", "example.com TXT v=spf1 ~all exp=exp.example.com",
        "default",  NULL,
        NULL,       ""};
    static const struct exp_case pass = {
        "pass",    "example.com TXT v=spf1 +all exp=exp.example.com",
        "default", NULL,
        NULL,      ""};
    static const struct exp_case permerror = {
        "permerror",
        "example.com TXT v=spf1 include:x.example exp=exp.example.com",
        "default",
        NULL,
        NULL,
        "; TXT x.example"};

    run_table(&softfail, 1, SPFEVAL_RESULT_SOFTFAIL);
    run_table(&pass, 1, SPFEVAL_RESULT_PASS);
    run_table(&permerror, 1, SPFEVAL_RESULT_PERMERROR);
}

static void
test_unusable_text_gives_the_default(void)
{
    static const struct exp_case cases[] = {
        {"no exp", "example.com TXT v=spf1 -all", "%{d} says no",
         "example.com says no", NULL, ""},
        {"no such name", FAIL_WITH_EXP, "no", "no", NULL,
         "; TXT exp.example.com"},
        {"no such name and a short default", FAIL_WITH_EXP, "x", "x", NULL,
         "; TXT exp.example.com"},
        {"no such name and no default", FAIL_WITH_EXP, NULL, NULL, NULL,
         "; TXT exp.example.com"},
        {"the query fails", FAIL_WITH_EXP "\nexp.example.com TIMEOUT TXT",
         "no", "no", NULL, "; TXT exp.example.com"},
        {"two records",
         FAIL_WITH_EXP "\nexp.example.com TXT a"
                       "\nexp.example.com TXT v=spf1 -all",
         "no", "no", NULL, "; TXT exp.example.com"},
        {"an empty text", FAIL_WITH_EXP "\nexp.example.com TXT ", "no", "no",
         NULL, "; TXT exp.example.com"},
        {"a macro error", FAIL_WITH_EXP "\nexp.example.com TXT 100% wrong",
         "no", "no", NULL, "; TXT exp.example.com"},
        {"an octet above 126", FAIL_WITH_EXP "\nexp.example.com TXT a\x7f",
         "no", "no", NULL, "; TXT exp.example.com"},
        {"a tab", FAIL_WITH_EXP "\nexp.example.com TXT a\tb", "no", "no", NULL,
         "; TXT exp.example.com"},
        {"a malformed target is not asked for",
         "example.com TXT v=spf1 -all exp=a..example.com", "no", "no", NULL,
         ""},
    };

    run_table(cases, TAP_COUNT(cases), SPFEVAL_RESULT_FAIL);
}

static void
test_octets_of_the_client_do_not_get_into_a_reply(void)
{
    static const struct {
        const char *claim;
        const char *mailfrom;
        const char *zone;
        const char *text;
        const char *domain;
    } cases[] = {
        {"a line break in the local-part", "a\r\n550 b@example.com",
         FAIL_WITH_EXP "\nexp.example.com TXT %{l} no", "default", NULL},
        {"escaped it is harmless", "a\r\n550 b@example.com",
         FAIL_WITH_EXP "\nexp.example.com TXT %{L} no", "a%0D%0A550%20b no",
         "example.com"},
        {"a letter outside ASCII", "\xc3\xa9@example.com",
         FAIL_WITH_EXP "\nexp.example.com TXT %{s} no", "default", NULL},
        {"escaped, without the sign of a char", "\xc3\xa9@example.com",
         FAIL_WITH_EXP "\nexp.example.com TXT %{S} no",
         "%C3%A9%40example.com no", "example.com"},
        {"in the target it is malformed", "\xc3\xa9@example.com",
         "example.com TXT v=spf1 -all exp=%{l}.example.com", "default", NULL},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        struct try_check try;

        tap_row(cases[i].claim);
        try_check_init(&try, NULL);
        set_fallback(&try, "default");
        try_check_zone(&try, cases[i].zone);
        expect_explanation(
            try_check_outcome(&try, "192.0.2.1", cases[i].mailfrom),
            cases[i].text, cases[i].domain);
        try_check_clear(&try);
    }
}

static void
test_text_that_expands_to_nothing_is_not_used(void)
{
    struct try_check try;

    try_check_init(&try, NULL);
    set_fallback(&try, "default");
    try_check_zone(&try, FAIL_WITH_EXP "\nexp.example.com TXT %{h}");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_set_helo(try.check, NULL, 0), SPFEVAL_OK);
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    expect_explanation(spfeval_check_get_outcome(try.check), "default", NULL);
    try_check_clear(&try);
}

static void
test_text_over_the_bound_is_not_used_at_all(void)
{
    static const struct {
        const char *claim;
        uint32_t max;
        const char *fallback;
        const char *text;
        const char *domain;
    } cases[] = {
        {"as long as allowed", 16, NULL, "user@example.com", "example.com"},
        {"one octet longer", 15, NULL, NULL, NULL},
        {"then the default is used", 15, "no", "no", NULL},
        {"which has the same bound", 1, "no", NULL, NULL},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        const spfeval_outcome *outcome;
        struct try_check try;

        tap_row(cases[i].claim);
        try_check_init(&try, NULL);
        CHECK_INT(spfeval_options_set_u32(try.options,
                                          SPFEVAL_OPTION_MAX_EXPLANATION,
                                          cases[i].max),
                  SPFEVAL_OK);
        set_fallback(&try, cases[i].fallback);
        try_check_zone(&try, FAIL_WITH_EXP "\nexp.example.com TXT %{s}");
        outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_FAIL);
        expect_explanation(outcome, cases[i].text, cases[i].domain);
        try_check_clear(&try);
    }
}

static void
test_client_name_is_found_for_it_free_of_charge(void)
{
    static const struct exp_case cases[] = {
        {"in the text",
         FAIL_WITH_EXP "\nexp.example.com TXT %{p} may not\n" REVERSE
                       " PTR a.example.com\na.example.com A 192.0.2.1",
         NULL, "a.example.com may not", "example.com",
         "; TXT exp.example.com; PTR " REVERSE "; A a.example.com"},
        {"in the target",
         "example.com TXT v=spf1 -all exp=%{p}.%{d}\n"
         "unknown.example.com TXT no",
         NULL, "no", "example.com",
         "; PTR " REVERSE "; TXT unknown.example.com"},
        {"in the default", "example.com TXT v=spf1 -all", "%{p} may not",
         "unknown may not", NULL, "; PTR " REVERSE},
    };
    struct try_check try;
    const spfeval_outcome *outcome;

    run_table(cases, TAP_COUNT(cases), SPFEVAL_RESULT_FAIL);

    tap_row("with all terms and voids spent");
    try_check_init(&try, NULL);
    try_check_zone(&try,
                   "example.com TXT v=spf1 a a mx:m.example mx:m.example "
                   "mx:m.example mx:m.example mx:m.example "
                   "mx:m.example mx:m.example mx:m.example "
                   "-all exp=%{p}.example\n"
                   "m.example MX 0 .\nunknown.example TXT %{p}");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_FAIL);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS), 10);
    CHECK_INT(spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS), 2);
    expect_explanation(outcome, "unknown", "example.com");
    try_check_clear(&try);
}

static void
test_it_is_not_fetched_when_that_is_switched_off(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    CHECK_INT(spfeval_options_set_u32(try.options,
                                      SPFEVAL_OPTION_FETCH_EXPLANATION, 0),
              SPFEVAL_OK);
    set_fallback(&try, "default of %{r}");
    CHECK_INT(spfeval_options_set_text(try.options, SPFEVAL_OPTION_RECEIVER,
                                       "mx.example", 10),
              SPFEVAL_OK);
    try_check_zone(&try, FAIL_WITH_EXP "\nexp.example.com TXT no");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    expect_explanation(outcome, "default of mx.example", NULL);
    try_check_expect_queries(&try, "TXT example.com");
    try_check_clear(&try);
}

static void
test_expired_explanation_leaves_the_fail(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    const spfeval_query *query;

    try_check_init(&try, NULL);
    set_fallback(&try, "default for %{p}");
    try_check_zone(&try, FAIL_WITH_EXP "\nexp.example.com TXT no");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    try_check_reply(&try, try_check_take(&try));
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    query = try_check_take(&try);
    CHECK_INT(spfeval_check_expire(try.check), SPFEVAL_OK);
    outcome = spfeval_check_get_outcome(try.check);
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_FAIL);
    CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_MATCH);
    expect_explanation(outcome, "default for unknown", NULL);
    CHECK_INT(try_check_reply(&try, query), SPFEVAL_ERR_NOT_FOUND);
    try_check_expect_queries(&try, "TXT example.com; TXT exp.example.com");
    try_check_clear(&try);
}

static void
test_fetching_is_an_event_and_changes_no_more(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    spfeval_event event = {.struct_size = sizeof(event)};
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 ip4:192.0.2.2 -a "
                         "exp=exp.%{d}\nexp.example.com RCODE 2\n"
                         "example.com A 192.0.2.1");
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_FAIL);
    CHECK_INT(spfeval_outcome_get_event_count(outcome), 5);
    CHECK_INT(spfeval_outcome_get_event(outcome, 4, &event), SPFEVAL_OK);
    CHECK_INT(event.kind, SPFEVAL_EVENT_EXPLANATION);
    CHECK_INT(event.term_count, 0);
    CHECK_INT(event.dns_class, SPFEVAL_DNS_FAILED);
    CHECK_INT(event.rcode, 2);
    CHECK_STR(event.target, event.target_len, "exp.example.com");
    CHECK_INT(spfeval_outcome_get_path(outcome, 0, &entry), SPFEVAL_OK);
    CHECK_INT(entry.term, 1);
    CHECK_STR(spfeval_outcome_get_target(outcome, NULL), 11, "example.com");
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a fail gets the domain's text", test_fail_gets_the_domains_text},
        {"other results have none", test_other_results_have_none},
        {"an unusable text gives the default",
         test_unusable_text_gives_the_default},
        {"octets of the client do not get into a reply",
         test_octets_of_the_client_do_not_get_into_a_reply},
        {"a text that expands to nothing is not used",
         test_text_that_expands_to_nothing_is_not_used},
        {"a text over the bound is not used at all",
         test_text_over_the_bound_is_not_used_at_all},
        {"the client's name is found for it, free of charge",
         test_client_name_is_found_for_it_free_of_charge},
        {"it is not fetched when that is switched off",
         test_it_is_not_fetched_when_that_is_switched_off},
        {"an explanation that expired leaves the fail",
         test_expired_explanation_leaves_the_fail},
        {"fetching is an event and changes no more",
         test_fetching_is_an_event_and_changes_no_more},
    };

    return tap_run("check/explanation", tests, TAP_COUNT(tests));
}
