/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <string.h>

#include "support/report_case.h"
#include "support/tap.h"

enum { EN = SPFEVAL_LANGUAGE_EN, MANY = 60 };

static const spfeval_outcome *
run_with_limits(struct try_check *try, uint32_t terms, uint32_t voids)
{
    char record[2048] = "v=spf1";
    size_t len = strlen(record);
    int i;

    for (i = 0; i < MANY; i++) {
        len += (size_t)snprintf(record + len, sizeof(record) - len,
                                " a:h%d.example", i);
    }
    try_check_init(try, NULL);
    CHECK_INT(
        spfeval_zone_add_text(try->zone, "example.com", 11, 300, record, len),
        SPFEVAL_OK);
    CHECK_INT(
        spfeval_options_set_u32(try->options, SPFEVAL_OPTION_MAX_TERMS, terms),
        SPFEVAL_OK);
    CHECK_INT(
        spfeval_options_set_u32(try->options, SPFEVAL_OPTION_MAX_VOIDS, voids),
        SPFEVAL_OK);
    return try_check_outcome(try, "192.0.2.1", "user@example.com");
}

static void
check_text(const spfeval_outcome *outcome, const char *key,
           const char *expected)
{
    const char *found = report_find(outcome, EN, key);

    if (CHECK(found != NULL)) {
        CHECK_STR(found, strlen(found), expected);
    }
}

static void
test_long_lists_of_terms_are_cut(void)
{
    struct try_check try;
    const spfeval_outcome *outcome = run_with_limits(&try, 50, 100);

    CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_TERM_LIMIT);
    CHECK_INT(report_count(outcome, "permerror.term-limit.list"), 32);
    check_text(outcome, "permerror.limit.more", "(and 19 more)");
    try_check_clear(&try);
}

static void
test_long_lists_of_voids_are_cut(void)
{
    struct try_check try;
    const spfeval_outcome *outcome = run_with_limits(&try, 100, 40);

    CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_VOID_LIMIT);
    CHECK_INT(report_count(outcome, "permerror.void-limit.list-nxdomain"), 32);
    check_text(outcome, "permerror.limit.more", "(and 9 more)");
    check_text(outcome, "permerror.void-limit",
               "The policy of example.com cannot be used: more than 40 terms "
               "look up a name for which DNS has nothing.");
    try_check_clear(&try);
}

static void
test_a_limit_of_zero_names_the_one_term(void)
{
    struct try_check try;
    const spfeval_outcome *outcome = run_with_limits(&try, 0, 0);

    CHECK_INT(report_count(outcome, "permerror.term-limit.list"), 1);
    check_text(outcome, "permerror.term-limit.list",
               "1. a:h0.example (in example.com)");
    try_check_clear(&try);
}

static void
check_loop(const char *zone, const char *loop, const char *correction)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    const char *found;

    tap_row(loop);
    try_check_init(&try, NULL);
    try_check_zone(&try, zone);
    outcome = try_check_outcome(&try, "192.0.2.1", "user@example.com");
    found = report_find(outcome, EN, "permerror.limit.loop");
    if (CHECK(found != NULL)) {
        CHECK(strstr(found, loop) != NULL);
    }
    found = report_find(outcome, EN, "next.loop.owner");
    if (CHECK(found != NULL)) {
        CHECK(strstr(found, correction) != NULL);
    }
    try_check_clear(&try);
}

static void
test_circles_are_named(void)
{
    check_loop("example.com TXT v=spf1 include:EXAMPLE.com -all",
               ": example.com -> include:EXAMPLE.com",
               "Remove include:EXAMPLE.com from the record of example.com");
    check_loop("example.com TXT v=spf1 redirect=a.example\n"
               "a.example TXT v=spf1 redirect=example.com",
               ": example.com -> redirect=a.example -> redirect=example.com",
               "Remove redirect=example.com from the record of a.example");
}

static void
test_a_shared_budget_goes_on_where_helo_ended(void)
{
    static const char zone[] =
        "mail.example.net TXT v=spf1 a:one.example a:two.example ?all\n"
        "one.example A 192.0.2.2\n"
        "two.example A 192.0.2.2\n"
        "example.com TXT v=spf1 a:one.example a:two.example -all";
    struct try_check try;
    spfeval_session *session = NULL;
    const spfeval_outcome *outcome;

    try_check_init(&try, NULL);
    try_check_zone(&try, zone);
    CHECK_INT(
        spfeval_options_set_u32(try.options, SPFEVAL_OPTION_SHARED_BUDGET, 1),
        SPFEVAL_OK);
    CHECK_INT(
        spfeval_options_set_u32(try.options, SPFEVAL_OPTION_MAX_TERMS, 3),
        SPFEVAL_OK);
    CHECK_INT(spfeval_session_new(try.options, &session), SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_client_text(session, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_helo(session, "mail.example.net", 16),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_mailfrom(session, "user@example.com", 16),
              SPFEVAL_OK);
    CHECK_INT(
        spfeval_session_run(session, spfeval_zone_get_resolver(try.zone)),
        SPFEVAL_OK);
    outcome = spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_MAILFROM);
    CHECK_INT(spfeval_outcome_get_reason(outcome), SPFEVAL_REASON_TERM_LIMIT);
    CHECK_INT(report_count(outcome, "permerror.term-limit.list"), 2);
    check_text(outcome, "permerror.term-limit.list",
               "3. a:one.example (in example.com)");
    CHECK_INT(report_count(outcome, "permerror.term-limit.list-macro"), 0);
    check_text(outcome, "permerror.limit.helo",
               "Those up to number 2 were counted for the HELO name, which "
               "shares the limit.");
    spfeval_session_free(session);
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a long list of terms is cut", test_long_lists_of_terms_are_cut},
        {"a long list of voids is cut", test_long_lists_of_voids_are_cut},
        {"a limit of zero names the one term",
         test_a_limit_of_zero_names_the_one_term},
        {"a circle is named", test_circles_are_named},
        {"a shared budget goes on where HELO ended",
         test_a_shared_budget_goes_on_where_helo_ended},
    };

    return tap_run("report/explain_limit", tests, TAP_COUNT(tests));
}
