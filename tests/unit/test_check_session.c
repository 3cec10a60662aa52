/* SPDX-License-Identifier: BSD-2-Clause */
/* Both identities of one SMTP session (RFC 7208 sections 2.3 and 2.4). */
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/try_check.h"

/* A zone in which HELO fails and MAIL FROM passes for 192.0.2.1. */
static const char zone_lines[] =
    "mail.example.net TXT v=spf1 a a:v.example.net -all\n"
    "mail.example.net A 192.0.2.99\n"
    "example.com TXT v=spf1 mx ip4:192.0.2.1 -all\n"
    "example.com MX 10 mx.example.com\n"
    "mx.example.com A 192.0.2.98";

struct place {
    struct try_check try;
    spfeval_session *session;
};

static void
set_up(struct place *place, int key, uint32_t value)
{
    place->session = NULL;
    try_check_init(&place->try, NULL);
    try_check_zone(&place->try, zone_lines);
    if (key != 0) {
        CHECK_INT(spfeval_options_set_u32(place->try.options, key, value),
                  SPFEVAL_OK);
    }
    CHECK_INT(spfeval_session_new(place->try.options, &place->session),
              SPFEVAL_OK);
}

static void
tear_down(struct place *place)
{
    spfeval_session_free(place->session);
    try_check_clear(&place->try);
}

static void
set_mail(struct place *place, const char *helo, const char *mailfrom)
{
    spfeval_session_reset(place->session);
    CHECK_INT(spfeval_session_set_client_text(place->session, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_helo(place->session, helo, strlen(helo)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_mailfrom(place->session, mailfrom,
                                           strlen(mailfrom)),
              SPFEVAL_OK);
}

/* Step by step; the queries as text. */
static void
run(struct place *place, char *queries, size_t capacity)
{
    const spfeval_query *query;
    size_t used = 0;

    queries[0] = '\0';
    while (spfeval_session_step(place->session) == SPFEVAL_STEP_QUERY) {
        while (spfeval_session_next_query(place->session, &query) ==
               SPFEVAL_OK) {
            size_t len = 0;
            const char *name = spfeval_query_get_name(query, &len);

            CHECK(used + len + 2 < capacity);
            queries[used] = used > 0 ? ' ' : '=';
            used++;
            memcpy(queries + used, name, len + 1);
            used += len;
            CHECK_INT(spfeval_zone_lookup(place->try.zone,
                                          spfeval_query_get_type(query), name,
                                          len, place->try.answer),
                      SPFEVAL_OK);
            CHECK_INT(spfeval_session_answer(place->session,
                                             spfeval_query_get_id(query),
                                             place->try.answer),
                      SPFEVAL_OK);
        }
    }
}

static const spfeval_outcome *outcome(const struct place *place, int identity);

/* The client chooses HELO, but whose MAIL FROM it is is another's matter. */
static void
test_a_helo_that_takes_too_much_spares_no_mail_from(void)
{
    enum { MOST = 4096, LONG = 9000 };
    static char record[LONG];
    struct place place;
    char queries[256];
    int pass;

    memset(record, ' ', sizeof(record));
    memcpy(record, "v=spf1", 6);
    memcpy(record + LONG - 4, "-all", 4);
    set_up(&place, SPFEVAL_OPTION_MAX_BYTES, MOST);
    CHECK_INT(spfeval_zone_add_text(place.try.zone, "evil.test", 9, 60, record,
                                    LONG),
              SPFEVAL_OK);
    for (pass = 0; pass < 2; pass++) {
        set_mail(&place, "evil.test", "user@example.com");
        if (pass == 0) {
            run(&place, queries, sizeof(queries));
        } else {
            CHECK_INT(
                spfeval_session_run(place.session,
                                    spfeval_zone_get_resolver(place.try.zone)),
                SPFEVAL_OK);
        }
        CHECK_INT(spfeval_session_step(place.session), SPFEVAL_STEP_DONE);
        CHECK(outcome(&place, SPFEVAL_IDENTITY_HELO) == NULL);
        CHECK_INT(spfeval_outcome_get_result(
                      outcome(&place, SPFEVAL_IDENTITY_MAILFROM)),
                  SPFEVAL_RESULT_PASS);
    }
    tear_down(&place);
}

static const spfeval_outcome *
outcome(const struct place *place, int identity)
{
    return spfeval_session_get_outcome(place->session, identity);
}

static void
check_result(const struct place *place, int identity, int result)
{
    const spfeval_outcome *found = outcome(place, identity);

    if (CHECK(found != NULL)) {
        CHECK_INT(spfeval_outcome_get_result(found), result);
        CHECK_INT(spfeval_outcome_get_identity(found), identity);
    }
}

static void
test_mailfrom_is_checked_whatever_helo_gave(void)
{
    struct place place;
    char queries[512];

    set_up(&place, 0, 0);
    set_mail(&place, "mail.example.net", "user@example.com");
    CHECK(outcome(&place, SPFEVAL_IDENTITY_HELO) == NULL);
    run(&place, queries, sizeof(queries));
    CHECK_STR(queries, strlen(queries),
              "=mail.example.net mail.example.net v.example.net example.com "
              "example.com mx.example.com");
    check_result(&place, SPFEVAL_IDENTITY_HELO, SPFEVAL_RESULT_FAIL);
    check_result(&place, SPFEVAL_IDENTITY_MAILFROM, SPFEVAL_RESULT_PASS);
    CHECK_INT(
        spfeval_outcome_get_counter(outcome(&place, SPFEVAL_IDENTITY_MAILFROM),
                                    SPFEVAL_COUNTER_TERMS),
        1);
    tear_down(&place);
}

static void
test_a_final_fail_of_helo_is_the_end(void)
{
    struct place place;
    char queries[512];

    set_up(&place, SPFEVAL_OPTION_HELO_FAIL_IS_FINAL, 1);
    set_mail(&place, "mail.example.net", "user@example.com");
    run(&place, queries, sizeof(queries));
    check_result(&place, SPFEVAL_IDENTITY_HELO, SPFEVAL_RESULT_FAIL);
    CHECK(outcome(&place, SPFEVAL_IDENTITY_MAILFROM) == NULL);
    /* Any other result is not. */
    set_mail(&place, "nothing.example.net", "user@example.com");
    run(&place, queries, sizeof(queries));
    check_result(&place, SPFEVAL_IDENTITY_HELO, SPFEVAL_RESULT_NONE);
    check_result(&place, SPFEVAL_IDENTITY_MAILFROM, SPFEVAL_RESULT_PASS);
    tear_down(&place);
}

static void
test_a_null_sender_is_one_question_with_two_outcomes(void)
{
    static const char *const null_paths[] = {"", "<>"};
    struct place place;
    char queries[512];
    size_t i;

    set_up(&place, 0, 0);
    for (i = 0; i < TAP_COUNT(null_paths); i++) {
        tap_row(null_paths[i]);
        set_mail(&place, "mail.example.net", null_paths[i]);
        run(&place, queries, sizeof(queries));
        CHECK_STR(queries, strlen(queries),
                  "=mail.example.net mail.example.net v.example.net");
        check_result(&place, SPFEVAL_IDENTITY_HELO, SPFEVAL_RESULT_FAIL);
        check_result(&place, SPFEVAL_IDENTITY_MAILFROM, SPFEVAL_RESULT_FAIL);
        CHECK_INT(spfeval_outcome_get_null_sender(
                      outcome(&place, SPFEVAL_IDENTITY_HELO)),
                  0);
        CHECK_INT(spfeval_outcome_get_null_sender(
                      outcome(&place, SPFEVAL_IDENTITY_MAILFROM)),
                  1);
    }
    tear_down(&place);
}

static void
test_helo_can_be_left_out(void)
{
    struct place place;
    char queries[512];

    set_up(&place, SPFEVAL_OPTION_CHECK_HELO, 0);
    set_mail(&place, "mail.example.net", "user@example.com");
    run(&place, queries, sizeof(queries));
    CHECK_STR(queries, strlen(queries),
              "=example.com example.com mx.example.com");
    CHECK(outcome(&place, SPFEVAL_IDENTITY_HELO) == NULL);
    check_result(&place, SPFEVAL_IDENTITY_MAILFROM, SPFEVAL_RESULT_PASS);
    tear_down(&place);
}

static void
test_a_helo_that_is_no_name_asks_nothing(void)
{
    struct place place;
    char queries[512];

    set_up(&place, 0, 0);
    set_mail(&place, "[192.0.2.1]", "user@example.com");
    run(&place, queries, sizeof(queries));
    CHECK_STR(queries, strlen(queries),
              "=example.com example.com mx.example.com");
    check_result(&place, SPFEVAL_IDENTITY_HELO, SPFEVAL_RESULT_NONE);
    check_result(&place, SPFEVAL_IDENTITY_MAILFROM, SPFEVAL_RESULT_PASS);
    tear_down(&place);
}

static void
test_a_shared_budget_holds_for_both(void)
{
    struct place place;
    char queries[512];

    set_up(&place, SPFEVAL_OPTION_SHARED_BUDGET, 1);
    set_mail(&place, "mail.example.net", "user@example.com");
    run(&place, queries, sizeof(queries));
    CHECK_INT(
        spfeval_outcome_get_counter(outcome(&place, SPFEVAL_IDENTITY_MAILFROM),
                                    SPFEVAL_COUNTER_TERMS),
        3);
    CHECK_INT(
        spfeval_outcome_get_counter(outcome(&place, SPFEVAL_IDENTITY_MAILFROM),
                                    SPFEVAL_COUNTER_VOIDS),
        1);
    tear_down(&place);
}

/* RFC 7208 section 4.6.4: alone, the same mail could give another result. */
static void
test_what_helo_spent_is_not_kept(void)
{
    static const struct {
        const char *claim;
        uint32_t shared;
        const char *helo;
        int cacheable;
    } cases[] = {
        {"HELO spent of the budget", 1, "mail.example.net", 0},
        {"HELO spent nothing", 1, "nothing.example.net", 1},
        {"each has its own budget", 0, "mail.example.net", 1},
    };
    struct place place;
    char queries[512];
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        tap_row(cases[i].claim);
        set_up(&place, SPFEVAL_OPTION_SHARED_BUDGET, cases[i].shared);
        set_mail(&place, cases[i].helo, "user@example.com");
        run(&place, queries, sizeof(queries));
        CHECK_INT(spfeval_outcome_get_cacheable(
                      outcome(&place, SPFEVAL_IDENTITY_MAILFROM)),
                  cases[i].cacheable);
        CHECK_INT(spfeval_outcome_get_cacheable(
                      outcome(&place, SPFEVAL_IDENTITY_HELO)),
                  1);
        /* It is of that session only. */
        set_mail(&place, "nothing.example.net", "user@example.com");
        run(&place, queries, sizeof(queries));
        CHECK_INT(spfeval_outcome_get_cacheable(
                      outcome(&place, SPFEVAL_IDENTITY_MAILFROM)),
                  1);
        tear_down(&place);
    }
}

static void
test_run_gives_what_steps_give(void)
{
    struct place place;

    set_up(&place, 0, 0);
    CHECK_INT(spfeval_session_run(place.session,
                                  spfeval_zone_get_resolver(place.try.zone)),
              SPFEVAL_ERR_STATE);
    set_mail(&place, "mail.example.net", "user@example.com");
    CHECK_INT(spfeval_session_run(place.session,
                                  spfeval_zone_get_resolver(place.try.zone)),
              SPFEVAL_OK);
    check_result(&place, SPFEVAL_IDENTITY_HELO, SPFEVAL_RESULT_FAIL);
    check_result(&place, SPFEVAL_IDENTITY_MAILFROM, SPFEVAL_RESULT_PASS);
    CHECK(outcome(&place, 0) == NULL);
    CHECK_INT(spfeval_session_set_helo(place.session, "x", 1),
              SPFEVAL_ERR_STATE);
    tear_down(&place);
}

static void
test_no_identifier_belongs_to_both(void)
{
    struct place place;
    const spfeval_query *query;
    uint32_t helo_id;

    set_up(&place, 0, 0);
    set_mail(&place, "nothing.example.net", "user@example.com");
    CHECK_INT(spfeval_session_step(place.session), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_session_next_query(place.session, &query), SPFEVAL_OK);
    helo_id = spfeval_query_get_id(query);
    CHECK_INT(spfeval_answer_set_rcode(place.try.answer, 3), SPFEVAL_OK);
    CHECK_INT(spfeval_session_answer(place.session, helo_id, place.try.answer),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_step(place.session), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_session_answer(place.session, helo_id, place.try.answer),
              SPFEVAL_ERR_NOT_FOUND);
    tear_down(&place);
}

static void
test_time_ends_both(void)
{
    struct place place;
    int64_t left = -1;

    set_up(&place, SPFEVAL_OPTION_TIMEOUT_MS, 1000);
    CHECK_INT(spfeval_session_tick(place.session, 0, &left),
              SPFEVAL_ERR_STATE);
    CHECK_INT(left, -1);
    set_mail(&place, "mail.example.net", "user@example.com");
    CHECK_INT(spfeval_session_step(place.session), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_session_tick(place.session, 5000, &left), SPFEVAL_OK);
    CHECK_INT(left, 1000);
    /* HELO is over; the time of MAIL FROM begins. */
    CHECK_INT(spfeval_session_tick(place.session, 6000, &left), SPFEVAL_OK);
    CHECK_INT(left, 1000);
    CHECK_INT(spfeval_session_step(place.session), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_session_tick(place.session, 7000, &left), SPFEVAL_OK);
    CHECK_INT(left, 0);
    CHECK_INT(spfeval_session_step(place.session), SPFEVAL_STEP_DONE);
    check_result(&place, SPFEVAL_IDENTITY_HELO, SPFEVAL_RESULT_TEMPERROR);
    check_result(&place, SPFEVAL_IDENTITY_MAILFROM, SPFEVAL_RESULT_TEMPERROR);

    set_mail(&place, "mail.example.net", "user@example.com");
    CHECK_INT(spfeval_session_step(place.session), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_session_expire(place.session), SPFEVAL_OK);
    CHECK_INT(spfeval_session_step(place.session), SPFEVAL_STEP_DONE);
    check_result(&place, SPFEVAL_IDENTITY_MAILFROM, SPFEVAL_RESULT_TEMPERROR);
    tear_down(&place);
}

static void
test_time_may_be_told_before_the_inputs(void)
{
    struct place place;
    int64_t left = -1;

    set_up(&place, SPFEVAL_OPTION_TIMEOUT_MS, 1000);
    CHECK_INT(spfeval_session_set_client_text(place.session, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_tick(place.session, 0, &left), SPFEVAL_OK);
    CHECK_INT(left, 1000);
    CHECK_INT(spfeval_session_set_helo(place.session, "mail.example.net", 16),
              SPFEVAL_OK);
    CHECK_INT(
        spfeval_session_set_mailfrom(place.session, "user@example.com", 16),
        SPFEVAL_OK);
    CHECK_INT(spfeval_session_step(place.session), SPFEVAL_STEP_QUERY);
    /* Two identities: the reverse-path is not taken for the null one. */
    CHECK_INT(spfeval_session_expire(place.session), SPFEVAL_OK);
    check_result(&place, SPFEVAL_IDENTITY_HELO, SPFEVAL_RESULT_TEMPERROR);
    check_result(&place, SPFEVAL_IDENTITY_MAILFROM, SPFEVAL_RESULT_TEMPERROR);
    CHECK_STR(spfeval_outcome_get_sender(
                  spfeval_session_get_outcome(place.session,
                                              SPFEVAL_IDENTITY_MAILFROM),
                  NULL),
              16, "user@example.com");
    tear_down(&place);
}

static void
check_client(const struct place *place, int identity, const uint8_t *client,
             size_t client_len)
{
    const spfeval_outcome *found = outcome(place, identity);
    size_t len = 0;

    if (CHECK(found != NULL)) {
        const uint8_t *octets = spfeval_outcome_get_client(found, &len);

        CHECK_BYTES((const char *)octets, len, (const char *)client,
                    client_len);
    }
}

static void
test_the_client_as_octets_is_that_of_both(void)
{
    static const uint8_t client[16] = {192, 0, 2, 1};
    struct place place;
    char queries[512];

    set_up(&place, 0, 0);
    set_mail(&place, "mail.example.net", "user@example.com");
    CHECK_INT(spfeval_session_set_client_text(place.session, "192.0.2.99", 10),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_client(place.session, client, 4),
              SPFEVAL_OK);
    CHECK_INT(spfeval_session_set_client(place.session, client, 5),
              SPFEVAL_ERR_ARGUMENT); /* and that changes nothing */
    run(&place, queries, sizeof(queries));
    check_result(&place, SPFEVAL_IDENTITY_HELO, SPFEVAL_RESULT_FAIL);
    check_result(&place, SPFEVAL_IDENTITY_MAILFROM, SPFEVAL_RESULT_PASS);
    check_client(&place, SPFEVAL_IDENTITY_HELO, client, 4);
    check_client(&place, SPFEVAL_IDENTITY_MAILFROM, client, 4);
    tear_down(&place);
}

static void
test_inputs_are_refused_once_it_runs(void)
{
    static const uint8_t client[4] = {203, 0, 113, 1};
    struct place place;
    char queries[512];

    set_up(&place, 0, 0);
    set_mail(&place, "mail.example.net", "user@example.com");
    CHECK_INT(spfeval_session_step(place.session), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_session_set_client(place.session, client, 4),
              SPFEVAL_ERR_STATE);
    CHECK_INT(
        spfeval_session_set_client_text(place.session, "203.0.113.1", 11),
        SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_session_set_helo(place.session, "x.example", 9),
              SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_session_set_mailfrom(place.session, "x@x.example", 11),
              SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_session_set_time(place.session, 1), SPFEVAL_ERR_STATE);
    run(&place, queries, sizeof(queries));
    check_result(&place, SPFEVAL_IDENTITY_HELO, SPFEVAL_RESULT_FAIL);
    check_result(&place, SPFEVAL_IDENTITY_MAILFROM, SPFEVAL_RESULT_PASS);
    tear_down(&place);
}

static void
test_two_octets_are_the_null_path_only_as_brackets(void)
{
    static const char *const paths[] = {"<x", "x>", "><"};
    struct place place;
    char queries[512];
    size_t i;

    set_up(&place, 0, 0);
    for (i = 0; i < TAP_COUNT(paths); i++) {
        tap_row(paths[i]);
        set_mail(&place, "mail.example.net", paths[i]);
        run(&place, queries, sizeof(queries));
        check_result(&place, SPFEVAL_IDENTITY_HELO, SPFEVAL_RESULT_FAIL);
        check_result(&place, SPFEVAL_IDENTITY_MAILFROM, SPFEVAL_RESULT_NONE);
        CHECK_INT(spfeval_outcome_get_reason(
                      outcome(&place, SPFEVAL_IDENTITY_MAILFROM)),
                  SPFEVAL_REASON_BAD_DOMAIN);
    }
    tear_down(&place);
}

static void
test_without_memory_there_is_no_session(void)
{
    struct count_alloc memory;
    uint64_t number;

    for (number = 1; number <= 4; number++) {
        spfeval_options *options = NULL;
        spfeval_session *session = NULL;
        int status;

        count_alloc_init(&memory);
        CHECK_INT(spfeval_options_new(&memory.table, &options), SPFEVAL_OK);
        count_alloc_fail_at(&memory, number);
        status = spfeval_session_new(options, &session);
        CHECK_INT(status, number < 4 ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK);
        CHECK_INT(session == NULL, number < 4);
        spfeval_session_free(session);
        spfeval_options_free(options);
        CHECK(count_alloc_is_clean(&memory));
    }
}

static void
test_null_arguments_are_refused(void)
{
    struct place place;
    spfeval_session *session = NULL;
    const spfeval_query *query;

    set_up(&place, 0, 0);
    CHECK_INT(spfeval_session_new(NULL, &session), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_session_new(place.try.options, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_session_step(NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_session_step(place.session), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_session_next_query(place.session, &query),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_session_next_query(NULL, &query), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_session_next_query(place.session, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_session_answer(NULL, 1, place.try.answer),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_session_tick(NULL, 0, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_session_tick(place.session, 0, NULL), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_session_answer(place.session, 1, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_session_answer(place.session, 1, place.try.answer),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_INT(spfeval_session_set_client(place.session, NULL, 4),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_session_set_client_text(place.session, "x", 1),
              SPFEVAL_ERR_SYNTAX);
    CHECK_INT(spfeval_session_set_time(NULL, 0), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_session_set_time(place.session, 7), SPFEVAL_OK);
    CHECK_INT(spfeval_session_run(NULL, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_session_run(place.session, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_session_expire(place.session), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_session_expire(NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK(spfeval_session_get_outcome(NULL, SPFEVAL_IDENTITY_HELO) == NULL);
    spfeval_session_reset(NULL);
    spfeval_session_free(NULL);
    tear_down(&place);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"MAIL FROM is checked whatever HELO gave",
         test_mailfrom_is_checked_whatever_helo_gave},
        {"a final fail of HELO is the end",
         test_a_final_fail_of_helo_is_the_end},
        {"a null sender is one question with two outcomes",
         test_a_null_sender_is_one_question_with_two_outcomes},
        {"HELO can be left out", test_helo_can_be_left_out},
        {"a HELO that is no name asks nothing",
         test_a_helo_that_is_no_name_asks_nothing},
        {"a shared budget holds for both",
         test_a_shared_budget_holds_for_both},
        {"what HELO spent is not kept", test_what_helo_spent_is_not_kept},
        {"run gives what steps give", test_run_gives_what_steps_give},
        {"no identifier belongs to both", test_no_identifier_belongs_to_both},
        {"time ends both", test_time_ends_both},
        {"time may be told before the inputs",
         test_time_may_be_told_before_the_inputs},
        {"the client as octets is that of both",
         test_the_client_as_octets_is_that_of_both},
        {"inputs are refused once it runs",
         test_inputs_are_refused_once_it_runs},
        {"two octets are the null path only as brackets",
         test_two_octets_are_the_null_path_only_as_brackets},
        {"without memory there is no session",
         test_without_memory_there_is_no_session},
        {"a HELO that takes too much spares no MAIL FROM",
         test_a_helo_that_takes_too_much_spares_no_mail_from},
        {"NULL arguments are refused", test_null_arguments_are_refused},
    };

    return tap_run("check/session", tests, TAP_COUNT(tests));
}
