/* SPDX-License-Identifier: BSD-2-Clause */
/* The check as a state machine: inputs, steps, answers, time, memory. */
#include <stdint.h>
#include <string.h>

#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/try_check.h"

static const uint8_t client4[4] = {192, 0, 2, 1};

/* A record whose evaluation takes four queries, then the explanation. */
#define LONG_WAY                                                              \
    "example.com TXT v=spf1 a mx -all exp=exp.example.com\n"                  \
    "example.com A 192.0.2.2\nexample.com MX 1 m.example.com\n"               \
    "m.example.com A 192.0.2.3\nexp.example.com TXT %{i} is not ours"
enum { LONG_WAY_QUERIES = 5, EXPLANATION_QUERY = 5 };

static void
start_long_way(struct try_check *try)
{
    try_check_init(try, NULL);
    try_check_zone(try, LONG_WAY);
    try_check_start(try, "192.0.2.1", "user@example.com");
}

/* Go on until this many queries were taken; the last one is unanswered. */
static const spfeval_query *
go_to_query(struct try_check *try, int count)
{
    const spfeval_query *query = NULL;

    for (; count > 0; count--) {
        if (query != NULL) {
            CHECK_INT(try_check_reply(try, query), SPFEVAL_OK);
        }
        CHECK_INT(spfeval_check_step(try->check), SPFEVAL_STEP_QUERY);
        query = try_check_take(try);
        if (!CHECK(query != NULL)) {
            return NULL;
        }
    }
    return query;
}

static void
expect_outcome(const struct try_check *try, int result, int reason)
{
    const spfeval_outcome *outcome = spfeval_check_get_outcome(try->check);

    CHECK(outcome != NULL);
    CHECK_INT(spfeval_outcome_get_result(outcome), result);
    CHECK_INT(spfeval_outcome_get_reason(outcome), reason);
}

/* Each setter, in a state in which it is not allowed. */
static void
expect_setters_refuse(spfeval_check *check)
{
    CHECK_INT(spfeval_check_set_client(check, client4, 4), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_check_set_client_text(check, "::1", 3),
              SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_check_set_identity(check, SPFEVAL_IDENTITY_HELO),
              SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_check_set_mailfrom(check, "a@b.c", 5),
              SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_check_set_helo(check, "b.c", 3), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_check_set_time(check, 1), SPFEVAL_ERR_STATE);
}

static void
test_inputs_are_refused_after_the_first_step(void)
{
    struct try_check try;

    start_long_way(&try);
    go_to_query(&try, 1);
    expect_setters_refuse(try.check);
    try_check_clear(&try);

    start_long_way(&try);
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    expect_setters_refuse(try.check);
    expect_outcome(&try, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
    CHECK_INT(
        spfeval_outcome_get_identity(spfeval_check_get_outcome(try.check)),
        SPFEVAL_IDENTITY_MAILFROM);
    spfeval_check_reset(try.check);
    CHECK_INT(spfeval_check_set_client(try.check, client4, 4), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_time(try.check, 1), SPFEVAL_OK);
    try_check_clear(&try);
}

static void
test_client_is_required_and_nothing_else(void)
{
    struct try_check try;
    int64_t left = 7;

    try_check_init(&try, NULL);
    CHECK_INT(spfeval_check_new(try.options, &try.check), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_check_expire(try.check), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_check_tick(try.check, 0, &left), SPFEVAL_ERR_STATE);
    CHECK_INT(left, 7);
    CHECK(spfeval_check_get_outcome(try.check) == NULL);
    CHECK(try_check_take(&try) == NULL);
    /* A wrong address is not set, and can be corrected. */
    CHECK_INT(spfeval_check_set_client_text(try.check, "192.0.2.01", 10),
              SPFEVAL_ERR_SYNTAX);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_check_set_client(try.check, client4, 4), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
    expect_outcome(&try, SPFEVAL_RESULT_NONE, SPFEVAL_REASON_BAD_DOMAIN);
    CHECK_INT(
        spfeval_outcome_get_null_sender(spfeval_check_get_outcome(try.check)),
        1);
    try_check_clear(&try);
}

static void
test_client_addresses_are_text_or_octets(void)
{
    static const struct {
        const char *text;
        int status;
    } cases[] = {
        {"192.0.2.1", SPFEVAL_OK},
        {"2001:DB8::1", SPFEVAL_OK},
        {"::ffff:192.0.2.1", SPFEVAL_OK},
        {"", SPFEVAL_ERR_SYNTAX},
        {"192.0.2.256", SPFEVAL_ERR_SYNTAX},
        {"192.0.2", SPFEVAL_ERR_SYNTAX},
        {"192.0.2.1 ", SPFEVAL_ERR_SYNTAX},
        {"192.0.2.1/32", SPFEVAL_ERR_SYNTAX},
        {"[192.0.2.1]", SPFEVAL_ERR_SYNTAX},
        {"fe80::1%eth0", SPFEVAL_ERR_SYNTAX},
        {"1:2:3:4:5:6:7:8:9", SPFEVAL_ERR_SYNTAX},
    };
    static const size_t lengths[] = {0, 1, 3, 5, 15, 17};
    static const uint8_t octets[17] = {0};
    struct try_check try;
    size_t i;

    try_check_init(&try, NULL);
    CHECK_INT(spfeval_check_new(try.options, &try.check), SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(cases); i++) {
        tap_row(cases[i].text);
        CHECK_INT(spfeval_check_set_client_text(try.check, cases[i].text,
                                                strlen(cases[i].text)),
                  cases[i].status);
    }
    for (i = 0; i < TAP_COUNT(lengths); i++) {
        CHECK_INT(spfeval_check_set_client(try.check, octets, lengths[i]),
                  SPFEVAL_ERR_ARGUMENT);
    }
    CHECK_INT(spfeval_check_set_client(try.check, octets, 16), SPFEVAL_OK);
    try_check_clear(&try);
}

static void
test_inputs_are_copied_and_the_last_one_counts(void)
{
    struct try_check try;
    char mailfrom[] = "user@example.com";
    char helo[] = "mail.example.com";
    uint8_t address[4] = {192, 0, 2, 1};

    try_check_init(&try, NULL);
    try_check_zone(&try, "example.com TXT v=spf1 -all exp=exp.example.com\n"
                         "exp.example.com TXT %{s} %{h} %{i} %{t}");
    CHECK_INT(spfeval_check_new(try.options, &try.check), SPFEVAL_OK);
    spfeval_check_set_mailfrom(try.check, "first@example.org", 17);
    spfeval_check_set_mailfrom(try.check, mailfrom, strlen(mailfrom));
    spfeval_check_set_helo(try.check, helo, strlen(helo));
    spfeval_check_set_client(try.check, address, 4);
    spfeval_check_set_time(try.check, -5);
    memset(mailfrom, 'x', sizeof(mailfrom));
    memset(helo, 'x', sizeof(helo));
    memset(address, 0, sizeof(address));
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    CHECK_STR(spfeval_outcome_get_explanation(
                  spfeval_check_get_outcome(try.check), NULL),
              46, "user@example.com mail.example.com 192.0.2.1 -5");
    try_check_clear(&try);
}

static void
test_step_without_an_answer_changes_nothing(void)
{
    struct try_check try;
    const spfeval_query *query;
    int i;

    start_long_way(&try);
    query = go_to_query(&try, 2);
    CHECK_STR(spfeval_query_get_name(query, NULL), 11, "example.com");
    CHECK_INT(spfeval_query_get_type(query), SPFEVAL_RRTYPE_A);
    for (i = 0; i < 3; i++) {
        const spfeval_query *other = NULL;

        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
        CHECK_INT(spfeval_check_next_query(try.check, &other),
                  SPFEVAL_ERR_NOT_FOUND);
        CHECK(other == NULL);
        CHECK(spfeval_check_get_outcome(try.check) == NULL);
    }
    CHECK_INT(try_check_reply(&try, query), SPFEVAL_OK);
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    try_check_expect_queries(&try, "TXT example.com; A example.com; "
                                   "MX example.com; A m.example.com; "
                                   "TXT exp.example.com");
    for (i = 0; i < 3; i++) {
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
        CHECK(try_check_take(&try) == NULL);
        expect_outcome(&try, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
    }
    try_check_clear(&try);
}

static void
test_answers_that_fit_no_open_query_are_refused(void)
{
    struct try_check try;
    const spfeval_query *first;
    const spfeval_query *second;
    uint32_t id;

    start_long_way(&try);
    first = go_to_query(&try, 1);
    id = spfeval_query_get_id(first);
    CHECK(id != 0);
    spfeval_answer_set_rcode(try.answer, 3);
    CHECK_INT(spfeval_check_answer(try.check, 0, try.answer),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_check_answer(try.check, id + 1, try.answer),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_check_answer(try.check, id ^ 0x80000000u, try.answer),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_check_answer(try.check, UINT32_MAX, try.answer),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(try_check_reply(&try, first), SPFEVAL_OK);
    /* Again, before and after the step that uses the first one. */
    spfeval_answer_clear(try.answer);
    spfeval_answer_set_failure(try.answer, SPFEVAL_FAILURE_TIMEOUT);
    CHECK_INT(spfeval_check_answer(try.check, id, try.answer),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_check_answer(try.check, id, try.answer),
              SPFEVAL_ERR_NOT_FOUND);
    second = try_check_take(&try);
    CHECK(spfeval_query_get_id(second) != id);
    CHECK_INT(try_check_reply(&try, second), SPFEVAL_OK);
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    /* After the end. */
    CHECK_INT(try_check_reply(&try, second), SPFEVAL_ERR_NOT_FOUND);
    expect_outcome(&try, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
    try_check_clear(&try);
}

static void
test_answers_of_the_wrong_kind_are_refused(void)
{
    struct try_check try;
    const spfeval_query *query;
    uint32_t id;

    start_long_way(&try);
    query = go_to_query(&try, 2); /* an A query */
    id = spfeval_query_get_id(query);
    spfeval_answer_clear(try.answer);
    CHECK_INT(spfeval_check_answer(try.check, id, try.answer),
              SPFEVAL_ERR_ARGUMENT);
    spfeval_answer_add_text(try.answer, "x", 1);
    CHECK_INT(spfeval_check_answer(try.check, id, try.answer),
              SPFEVAL_ERR_ARGUMENT);
    spfeval_answer_clear(try.answer);
    spfeval_answer_add_address(try.answer, (const uint8_t[16]){0x20, 0x01},
                               16);
    CHECK_INT(spfeval_check_answer(try.check, id, try.answer),
              SPFEVAL_ERR_ARGUMENT);
    spfeval_answer_clear(try.answer);
    spfeval_answer_add_ptr(try.answer, "a.example", 9);
    CHECK_INT(spfeval_check_answer(try.check, id, try.answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    /* It is still open. */
    spfeval_answer_clear(try.answer);
    spfeval_answer_add_address(try.answer, (const uint8_t[4]){192, 0, 2, 1},
                               4);
    CHECK_INT(spfeval_check_answer(try.check, id, try.answer), SPFEVAL_OK);
    spfeval_answer_clear(try.answer); /* it was copied */
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
    expect_outcome(&try, SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);
    try_check_clear(&try);
}

static void
test_ids_from_before_a_reset_fit_nothing(void)
{
    uint32_t old[LONG_WAY_QUERIES * 3];
    size_t count = 0;
    struct try_check try;
    int round;

    start_long_way(&try);
    for (round = 1; round <= 3; round++) {
        int step = spfeval_check_step(try.check);
        size_t known = count;

        while (step == SPFEVAL_STEP_QUERY) {
            const spfeval_query *query = try_check_take(&try);
            uint32_t id = spfeval_query_get_id(query);
            size_t i;

            spfeval_answer_clear(try.answer);
            spfeval_answer_set_rcode(try.answer, 2);
            for (i = 0; i < known; i++) {
                CHECK(old[i] != id);
                CHECK_INT(spfeval_check_answer(try.check, old[i], try.answer),
                          SPFEVAL_ERR_NOT_FOUND);
            }
            if (CHECK(count < TAP_COUNT(old))) {
                old[count++] = id;
            }
            CHECK_INT(try_check_reply(&try, query), SPFEVAL_OK);
            step = spfeval_check_step(try.check);
        }
        CHECK_INT(step, SPFEVAL_STEP_DONE);
        expect_outcome(&try, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
        try_check_start(&try, "192.0.2.1", "user@example.com");
    }
    CHECK_INT(count, TAP_COUNT(old));
    try_check_clear(&try);
}

static void
test_reset_works_in_any_state_and_forgets_everything(void)
{
    struct try_check try;
    int queries;

    /* Before the first step, at each query, and after the end. */
    start_long_way(&try);
    for (queries = 0; queries <= LONG_WAY_QUERIES + 1; queries++) {
        try_check_start(&try, "192.0.2.3", "<>");
        CHECK_INT(spfeval_check_set_identity(try.check, SPFEVAL_IDENTITY_HELO),
                  SPFEVAL_OK);
        try_check_start(&try, "192.0.2.1", "user@example.com");
        if (queries <= LONG_WAY_QUERIES) {
            go_to_query(&try, queries);
        } else {
            CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
        }
        spfeval_check_reset(try.check);
        CHECK(spfeval_check_get_outcome(try.check) == NULL);
        CHECK(try_check_take(&try) == NULL);
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_ERR_STATE);

        try_check_start(&try, "192.0.2.3", "user@example.com");
        CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
        expect_outcome(&try, SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);
        try_check_expect_queries(&try, "TXT example.com; A example.com; "
                                       "MX example.com; A m.example.com");
        CHECK_INT(
            spfeval_outcome_get_counter(spfeval_check_get_outcome(try.check),
                                        SPFEVAL_COUNTER_TERMS),
            2);
    }
    try_check_clear(&try);
}

static void
test_outcome_shows_nothing_of_the_mail_before(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;
    uint32_t ttl = 0;

    try_check_init(&try, NULL);
    /* As much as possible: null sender, macros, explanation, TTL 1. */
    try_check_zone(&try,
                   "mail.example.com 1 TXT v=spf1 a:%{h} -exists:%{l}.example "
                   "exp=exp.example\n"
                   "mail.example.com 1 A 192.0.2.9\n"
                   "postmaster.example 1 A 127.0.0.2\n"
                   "exp.example 1 TXT go away\n"
                   "other.example 60 TXT v=spf1 ip4:192.0.2.1\n");
    outcome = try_check_outcome(&try, "192.0.2.1", "<>");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_FAIL);
    CHECK_INT(spfeval_outcome_get_null_sender(outcome), 1);
    CHECK_INT(spfeval_outcome_get_cacheable(outcome), 0);
    CHECK_INT(spfeval_outcome_get_event_count(outcome), 6);
    CHECK_STR(spfeval_outcome_get_explanation(outcome, NULL), 7, "go away");

    outcome = try_check_outcome(&try, "192.0.2.1", "u@other.example");
    CHECK_INT(spfeval_outcome_get_result(outcome), SPFEVAL_RESULT_PASS);
    CHECK_INT(spfeval_outcome_get_null_sender(outcome), 0);
    CHECK_INT(spfeval_outcome_get_cacheable(outcome), 1);
    CHECK_INT(spfeval_outcome_get_event_count(outcome), 2);
    CHECK(spfeval_outcome_get_explanation(outcome, NULL) == NULL);
    CHECK(spfeval_outcome_get_explanation_domain(outcome, NULL) == NULL);
    CHECK_INT(spfeval_outcome_get_explanation_source(outcome),
              SPFEVAL_EXPLANATION_NONE);
    CHECK(spfeval_outcome_get_target(outcome, NULL) == NULL);
    CHECK_INT(spfeval_outcome_get_ttl(outcome, &ttl), SPFEVAL_OK);
    CHECK_INT(ttl, 60);

    /* The inputs are gone as well: no MAIL FROM, no HELO. */
    spfeval_check_reset(try.check);
    CHECK_INT(spfeval_check_set_client(try.check, client4, 4), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
    outcome = spfeval_check_get_outcome(try.check);
    CHECK_INT(spfeval_outcome_get_null_sender(outcome), 1);
    CHECK_STR(spfeval_outcome_get_sender(outcome, NULL), 11, "postmaster@");
    CHECK_INT(spfeval_outcome_get_ttl(outcome, &ttl), SPFEVAL_ERR_NOT_FOUND);
    try_check_clear(&try);
}

static void
test_expired_check_is_a_temporary_error(void)
{
    struct try_check try;
    const spfeval_query *query;
    int queries;

    start_long_way(&try);
    for (queries = 1; queries < EXPLANATION_QUERY; queries++) {
        try_check_start(&try, "192.0.2.1", "user@example.com");
        query = go_to_query(&try, queries);
        if (queries % 2 == 0) {
            try_check_reply(&try, query); /* too late to be used */
        }
        CHECK_INT(spfeval_check_expire(try.check), SPFEVAL_OK);
        CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
        expect_outcome(&try, SPFEVAL_RESULT_TEMPERROR, SPFEVAL_REASON_TIMEOUT);
        CHECK_INT(try_check_reply(&try, query), SPFEVAL_ERR_NOT_FOUND);
        CHECK(try_check_take(&try) == NULL);
        CHECK_INT(spfeval_check_expire(try.check), SPFEVAL_OK);
    }
    /* Without a step before. */
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_expire(try.check), SPFEVAL_OK);
    expect_outcome(&try, SPFEVAL_RESULT_TEMPERROR, SPFEVAL_REASON_TIMEOUT);
    CHECK(try_check_take(&try) == NULL);
    try_check_clear(&try);
}

static void
test_expiry_changes_no_result_that_is_there(void)
{
    struct try_check try;
    const spfeval_outcome *outcome;

    start_long_way(&try);
    go_to_query(&try, EXPLANATION_QUERY);
    CHECK_INT(spfeval_check_expire(try.check), SPFEVAL_OK);
    expect_outcome(&try, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
    outcome = spfeval_check_get_outcome(try.check);
    CHECK(spfeval_outcome_get_explanation(outcome, NULL) == NULL);

    try_check_start(&try, "192.0.2.2", "user@example.com");
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    CHECK_INT(spfeval_check_expire(try.check), SPFEVAL_OK);
    expect_outcome(&try, SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);

    /* A result that needs no DNS. */
    try_check_start(&try, "192.0.2.1", "user@localhost");
    CHECK_INT(spfeval_check_expire(try.check), SPFEVAL_OK);
    expect_outcome(&try, SPFEVAL_RESULT_NONE, SPFEVAL_REASON_BAD_DOMAIN);
    try_check_clear(&try);
}

static void
expect_tick(struct try_check *try, int64_t now, int64_t expected)
{
    int64_t left = -1;

    CHECK_INT(spfeval_check_tick(try->check, now, &left), SPFEVAL_OK);
    CHECK_INT(left, expected);
}

static void
test_clock_starts_at_the_first_tick_and_ends_the_check(void)
{
    struct try_check try;

    start_long_way(&try);
    expect_tick(&try, 1000000, 20000);
    go_to_query(&try, 1);
    expect_tick(&try, 1000001, 19999);
    expect_tick(&try, 999000, 19999); /* it never goes back */
    expect_tick(&try, 1019999, 1);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_check_tick(try.check, 1020000, NULL), SPFEVAL_OK);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
    expect_outcome(&try, SPFEVAL_RESULT_TEMPERROR, SPFEVAL_REASON_TIMEOUT);
    expect_tick(&try, 1020001, 0);

    /* A reset starts it anew, also at a time before or below zero. */
    try_check_start(&try, "192.0.2.1", "user@example.com");
    expect_tick(&try, -500, 20000);
    expect_tick(&try, 19500, 0);
    expect_outcome(&try, SPFEVAL_RESULT_TEMPERROR, SPFEVAL_REASON_TIMEOUT);
    try_check_clear(&try);
}

static void
test_deadline_is_an_option(void)
{
    struct try_check try;

    try_check_init(&try, NULL);
    CHECK_INT(
        spfeval_options_set_u32(try.options, SPFEVAL_OPTION_TIMEOUT_MS, 1000),
        SPFEVAL_OK);
    try_check_zone(&try, LONG_WAY);
    try_check_start(&try, "192.0.2.1", "user@example.com");
    expect_tick(&try, 0, 1000);
    go_to_query(&try, 1);
    expect_tick(&try, 999, 1);
    CHECK(spfeval_check_get_outcome(try.check) == NULL);
    expect_tick(&try, 5000, 0);
    expect_outcome(&try, SPFEVAL_RESULT_TEMPERROR, SPFEVAL_REASON_TIMEOUT);
    try_check_clear(&try);
}

static void
test_explanation_has_five_seconds_or_what_is_left(void)
{
    struct try_check try;

    start_long_way(&try);
    expect_tick(&try, 0, 20000);
    go_to_query(&try, EXPLANATION_QUERY);
    expect_tick(&try, 1000, 5000);
    expect_tick(&try, 5999, 1);
    CHECK(spfeval_check_get_outcome(try.check) == NULL);
    expect_tick(&try, 6000, 0);
    expect_outcome(&try, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);

    try_check_start(&try, "192.0.2.1", "user@example.com");
    expect_tick(&try, 0, 20000);
    go_to_query(&try, EXPLANATION_QUERY);
    expect_tick(&try, 17000, 3000);
    expect_tick(&try, 20000, 0);
    expect_outcome(&try, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);

    /* An answer in time is used. */
    try_check_start(&try, "192.0.2.1", "user@example.com");
    expect_tick(&try, 0, 20000);
    try_check_reply(&try, go_to_query(&try, EXPLANATION_QUERY));
    expect_tick(&try, 4000, 5000);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_DONE);
    CHECK_INT(spfeval_outcome_get_explanation_source(
                  spfeval_check_get_outcome(try.check)),
              SPFEVAL_EXPLANATION_DOMAIN);
    try_check_clear(&try);
}

/* A host may count from anywhere. */
static void
test_clock_may_show_any_time(void)
{
    struct try_check try;

    start_long_way(&try);
    expect_tick(&try, INT64_MIN, 20000);
    go_to_query(&try, 1);
    expect_tick(&try, INT64_MIN + 1, 19999);
    expect_tick(&try, INT64_MAX, 0);
    expect_outcome(&try, SPFEVAL_RESULT_TEMPERROR, SPFEVAL_REASON_TIMEOUT);

    try_check_start(&try, "192.0.2.1", "user@example.com");
    expect_tick(&try, INT64_MAX - 1, 20000);
    go_to_query(&try, 1);
    expect_tick(&try, INT64_MAX, 19999);
    CHECK(spfeval_check_get_outcome(try.check) == NULL);
    try_check_clear(&try);
}

static void
test_memory_bound_ends_the_check_with_a_status(void)
{
    struct try_check try;
    char record[3000] = "v=spf1";
    int i;

    for (i = 0; i < 150; i++) {
        strcat(record, " ip4:192.0.2.2");
    }
    try_check_init(&try, NULL);
    CHECK_INT(
        spfeval_options_set_u32(try.options, SPFEVAL_OPTION_MAX_BYTES, 4096),
        SPFEVAL_OK);
    spfeval_zone_add_text(try.zone, "example.com", 11, 1, record,
                          strlen(record));
    try_check_zone(&try, "small.example TXT v=spf1 +all");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(try_check_run(&try), SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_ERR_LIMIT);
    CHECK(spfeval_check_get_outcome(try.check) == NULL);
    CHECK(try_check_take(&try) == NULL);
    CHECK_INT(spfeval_check_expire(try.check), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_check_tick(try.check, 0, NULL), SPFEVAL_ERR_STATE);
    expect_setters_refuse(try.check);

    try_check_start(&try, "192.0.2.1", "user@small.example");
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    expect_outcome(&try, SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);
    try_check_clear(&try);
}

static void
test_answer_over_the_memory_bound_ends_the_check(void)
{
    static char text[5000];
    struct try_check try;
    const spfeval_query *query;

    memset(text, 'x', sizeof(text));
    try_check_init(&try, NULL);
    CHECK_INT(
        spfeval_options_set_u32(try.options, SPFEVAL_OPTION_MAX_BYTES, 4096),
        SPFEVAL_OK);
    try_check_zone(&try, "example.com TXT v=spf1 +all");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_set_mailfrom(try.check, text, sizeof(text)),
              SPFEVAL_ERR_LIMIT);
    query = go_to_query(&try, 1);
    spfeval_answer_add_text(try.answer, text, sizeof(text));
    CHECK_INT(spfeval_check_answer(try.check, spfeval_query_get_id(query),
                                   try.answer),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_ERR_LIMIT);
    CHECK_INT(try_check_reply(&try, query), SPFEVAL_ERR_NOT_FOUND);
    CHECK(spfeval_check_get_outcome(try.check) == NULL);
    try_check_clear(&try);
}

/* A few records of ordinary size. */
#define ORDINARY                                                              \
    "example.com TXT v=spf1 ip4:198.51.100.0/24 include:_spf.example.net a "  \
    "mx -all exp=exp.example.com\n"                                           \
    "_spf.example.net TXT v=spf1 ip4:203.0.113.0/24 ip6:2001:db8::/32 "       \
    "exists:%{ir}.list.example.net ~all\n"                                    \
    "example.com A 192.0.2.2\nexample.com MX 10 m.example.com\n"              \
    "example.com MX 20 n.example.com\nm.example.com A 192.0.2.3\n"            \
    "n.example.com A 192.0.2.4\nexp.example.com TXT %{c} is not ours, %{p}"

static void
test_check_that_is_used_again_allocates_nothing(void)
{
    struct count_alloc memory;
    struct try_check try;
    uint64_t calls;
    int round;

    count_alloc_init(&memory);
    try_check_init(&try, &memory.table);
    try_check_zone(&try, ORDINARY);
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    calls = memory.calls;
    for (round = 0; round < 5; round++) {
        try_check_start(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
        expect_outcome(&try, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
    }
    CHECK_INT(memory.calls, calls);
    try_check_clear(&try);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_simple_check_is_one_block(void)
{
    struct count_alloc memory;
    struct try_check try;
    uint64_t calls;

    count_alloc_init(&memory);
    try_check_init(&try, &memory.table);
    try_check_zone(&try, "example.com TXT v=spf1 ip4:192.0.2.1 -all");
    calls = memory.calls;
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    CHECK_INT(memory.calls, calls + 1);
    try_check_clear(&try);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_each_allocation_may_fail(void)
{
    struct count_alloc memory;
    struct try_check try;
    spfeval_check *check = NULL;
    uint64_t calls;
    uint64_t nth;
    int status;

    count_alloc_init(&memory);
    try_check_init(&try, &memory.table);
    try_check_zone(&try, ORDINARY);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_check_new(try.options, &check), SPFEVAL_ERR_NOMEM);
    CHECK(check == NULL);
    calls = memory.calls;
    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    calls = memory.calls - calls; /* the check, and its blocks */
    CHECK(calls >= 2);

    for (nth = 2; nth <= calls; nth++) {
        spfeval_check_free(try.check);
        try.check = NULL;
        try_check_start(&try, "192.0.2.1", "user@example.com");
        count_alloc_fail_at(&memory, nth - 1);
        status = try_check_run(&try);
        CHECK_INT(status, SPFEVAL_ERR_NOMEM);
        CHECK(spfeval_check_get_outcome(try.check) == NULL);
        /* Usable after a reset. */
        try_check_start(&try, "192.0.2.1", "user@example.com");
        CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
        expect_outcome(&try, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
    }
    try_check_clear(&try);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_large_check_gives_its_memory_back_at_reset(void)
{
    static char mailfrom[65536];
    struct count_alloc memory;
    struct try_check try;
    size_t before;

    memset(mailfrom, 'x', sizeof(mailfrom));
    count_alloc_init(&memory);
    try_check_init(&try, &memory.table);
    try_check_zone(&try, "example.com TXT v=spf1 +all");
    try_check_start(&try, "192.0.2.1", "user@example.com");
    before = memory.live_bytes;
    CHECK_INT(spfeval_check_set_mailfrom(try.check, mailfrom, 65536),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_set_mailfrom(try.check, mailfrom, 65535),
              SPFEVAL_OK);
    CHECK_INT(try_check_run(&try), SPFEVAL_STEP_DONE);
    expect_outcome(&try, SPFEVAL_RESULT_NONE, SPFEVAL_REASON_BAD_DOMAIN);
    CHECK(memory.live_bytes > before + 65535);
    spfeval_check_reset(try.check);
    CHECK(memory.live_bytes < before + 20000);
    try_check_clear(&try);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_null_arguments_are_refused(void)
{
    struct try_check try;
    spfeval_check *check = NULL;
    const spfeval_query *query = NULL;
    int64_t left = 7;

    try_check_init(&try, NULL);
    CHECK_INT(spfeval_check_new(NULL, &check), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_new(try.options, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK(check == NULL);
    spfeval_check_free(NULL);
    spfeval_check_reset(NULL);
    CHECK_INT(spfeval_check_set_client(NULL, client4, 4),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_set_client_text(NULL, "::1", 3),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_set_identity(NULL, SPFEVAL_IDENTITY_HELO),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_set_mailfrom(NULL, "x", 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_set_helo(NULL, "x", 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_set_time(NULL, 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_step(NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_next_query(NULL, &query), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_answer(NULL, 1, try.answer), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_expire(NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_tick(NULL, 1, &left), SPFEVAL_ERR_ARGUMENT);
    CHECK(spfeval_check_get_outcome(NULL) == NULL);
    CHECK(query == NULL);
    CHECK_INT(left, 7);

    try_check_start(&try, "192.0.2.1", "user@example.com");
    CHECK_INT(spfeval_check_set_client(try.check, NULL, 4),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_set_client_text(try.check, NULL, 0),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_set_mailfrom(try.check, NULL, 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_set_helo(try.check, NULL, 1),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_set_helo(try.check, NULL, 0), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_identity(try.check, 0), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_set_identity(try.check, 3), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_step(try.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_check_next_query(try.check, NULL), SPFEVAL_ERR_ARGUMENT);
    query = try_check_take(&try); /* it was not taken by that */
    if (CHECK(query != NULL)) {
        CHECK_INT(
            spfeval_check_answer(try.check, spfeval_query_get_id(query), NULL),
            SPFEVAL_ERR_ARGUMENT);
    }
    try_check_clear(&try);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"inputs are refused after the first step",
         test_inputs_are_refused_after_the_first_step},
        {"the client is required, and nothing else",
         test_client_is_required_and_nothing_else},
        {"client addresses are text or octets",
         test_client_addresses_are_text_or_octets},
        {"inputs are copied, and the last one counts",
         test_inputs_are_copied_and_the_last_one_counts},
        {"a step without an answer changes nothing",
         test_step_without_an_answer_changes_nothing},
        {"answers that fit no open query are refused",
         test_answers_that_fit_no_open_query_are_refused},
        {"answers of the wrong kind are refused",
         test_answers_of_the_wrong_kind_are_refused},
        {"ids from before a reset fit nothing",
         test_ids_from_before_a_reset_fit_nothing},
        {"reset works in any state and forgets everything",
         test_reset_works_in_any_state_and_forgets_everything},
        {"the outcome shows nothing of the mail before",
         test_outcome_shows_nothing_of_the_mail_before},
        {"an expired check is a temporary error",
         test_expired_check_is_a_temporary_error},
        {"expiry changes no result that is there",
         test_expiry_changes_no_result_that_is_there},
        {"the clock starts at the first tick and ends the check",
         test_clock_starts_at_the_first_tick_and_ends_the_check},
        {"the deadline is an option", test_deadline_is_an_option},
        {"the explanation has five seconds, or what is left",
         test_explanation_has_five_seconds_or_what_is_left},
        {"the memory bound ends the check with a status",
         test_memory_bound_ends_the_check_with_a_status},
        {"an answer over the memory bound ends the check",
         test_answer_over_the_memory_bound_ends_the_check},
        {"a check that is used again allocates nothing",
         test_check_that_is_used_again_allocates_nothing},
        {"a simple check is one block", test_simple_check_is_one_block},
        {"each allocation may fail", test_each_allocation_may_fail},
        {"a large check gives its memory back at reset",
         test_large_check_gives_its_memory_back_at_reset},
        {"NULL arguments are refused", test_null_arguments_are_refused},
        {"the clock may show any time", test_clock_may_show_any_time},
    };

    return tap_run("check/check", tests, TAP_COUNT(tests));
}
