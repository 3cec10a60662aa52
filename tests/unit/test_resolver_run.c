/* SPDX-License-Identifier: BSD-2-Clause */
/* Running a check to its end: resolvers that work, and all the others. */
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/tap.h"

/* What a resolver does instead of answering from its zone. */
enum way {
    WAY_ZONE,
    WAY_STATUS,     /* return a status */
    WAY_EMPTY,      /* leave the answer as it is */
    WAY_OTHER_TYPE, /* give records that were not asked for */
    WAY_FAILURE     /* say that the DNS failed */
};

/* A resolver before a zone, with a clock that stands still but for lookups. */
struct source {
    spfeval_zone *zone;
    enum way way;
    unsigned bad_lookup; /* the number of the lookup that goes its way */
    int status;
    int64_t clock;
    int64_t lookup_takes;  /* milliseconds */
    int64_t reading_takes; /* of reading the clock */
    unsigned lookups;
    unsigned readings;
    char queries[512]; /* "TXT a.test; A b.test; " */
};

static void
note(struct source *source, const spfeval_query *query)
{
    size_t used = strlen(source->queries);

    (void)snprintf(source->queries + used, sizeof(source->queries) - used,
                   "%s %s; ",
                   spfeval_rrtype_name(spfeval_query_get_type(query)),
                   spfeval_query_get_name(query, NULL));
}

static int
lookup(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    static const uint8_t address[16] = {0x20, 0x01, 0x0d, 0xb8};
    struct source *source = user_data;
    int type = spfeval_query_get_type(query);
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);

    note(source, query);
    source->clock += source->lookup_takes;
    if (++source->lookups == source->bad_lookup) {
        switch (source->way) {
        case WAY_STATUS:
            return source->status;
        case WAY_EMPTY:
            return SPFEVAL_OK;
        case WAY_OTHER_TYPE:
            return spfeval_answer_add_address(answer, address, 16);
        case WAY_FAILURE:
            return spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_NETWORK);
        default:
            break;
        }
    }
    return spfeval_zone_lookup(source->zone, type, name, len, answer);
}

static int64_t
now(void *user_data)
{
    struct source *source = user_data;
    int64_t at = source->clock;

    source->readings++;
    source->clock += source->reading_takes;
    return at;
}

struct fixture {
    struct count_alloc memory; /* of options and check */
    struct source source;
    spfeval_options *options;
    spfeval_check *check;
    spfeval_resolver *resolver;
};

static void
add_text(struct fixture *f, const char *name, const char *text)
{
    CHECK_INT(spfeval_zone_add_text(f->source.zone, name, strlen(name), 60,
                                    text, strlen(text)),
              SPFEVAL_OK);
}

static void
set_inputs(struct fixture *f)
{
    CHECK_INT(spfeval_check_set_client_text(f->check, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(f->check, "u@a.test", 8), SPFEVAL_OK);
}

/* A check of u@a.test that asks TXT a.test, then A b.test and A c.test. */
static void
set_up_with(struct fixture *f, bool has_clock, uint32_t max_bytes)
{
    static const uint8_t address[4] = {192, 0, 2, 1};
    spfeval_resolver_ops ops = {sizeof(ops), lookup, NULL, NULL};

    memset(f, 0, sizeof(*f));
    count_alloc_init(&f->memory);
    CHECK_INT(spfeval_zone_new(NULL, &f->source.zone), SPFEVAL_OK);
    add_text(f, "a.test", "v=spf1 a:b.test a:c.test -all exp=e.test");
    add_text(f, "b.test", "not an address");
    CHECK_INT(
        spfeval_zone_add_address(f->source.zone, "c.test", 6, 60, address, 4),
        SPFEVAL_OK);
    CHECK_INT(spfeval_options_new(&f->memory.table, &f->options), SPFEVAL_OK);
    CHECK_INT(spfeval_options_set_u32(f->options, SPFEVAL_OPTION_MAX_BYTES,
                                      max_bytes),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_new(f->options, &f->check), SPFEVAL_OK);
    ops.now = has_clock ? now : NULL;
    CHECK_INT(spfeval_resolver_new(NULL, &ops, &f->source, &f->resolver),
              SPFEVAL_OK);
    set_inputs(f);
}

static void
set_up(struct fixture *f)
{
    set_up_with(f, false, 1048576);
}

static void
tear_down(struct fixture *f)
{
    spfeval_resolver_free(f->resolver);
    spfeval_check_free(f->check);
    spfeval_options_free(f->options);
    spfeval_zone_free(f->source.zone);
    CHECK(count_alloc_is_clean(&f->memory));
    count_alloc_clear(&f->memory);
}

static void
check_outcome(const struct fixture *f, int result, int reason)
{
    const spfeval_outcome *outcome = spfeval_check_get_outcome(f->check);

    if (CHECK(outcome != NULL)) {
        CHECK_INT(spfeval_outcome_get_result(outcome), result);
        CHECK_INT(spfeval_outcome_get_reason(outcome), reason);
    }
}

static void
check_queries(const struct fixture *f, const char *expected)
{
    CHECK_STR(f->source.queries, strlen(f->source.queries), expected);
}

/* --- resolvers that work ------------------------------------------------- */

static void
test_run_asks_what_the_check_asks(void)
{
    struct fixture f;

    set_up(&f);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    check_outcome(&f, SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);
    check_queries(&f, "TXT a.test; A b.test; A c.test; ");
    tear_down(&f);
}

static void
test_run_of_a_finished_check_asks_nothing(void)
{
    struct fixture f;

    set_up(&f);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    CHECK_INT(f.source.lookups, 3);
    check_outcome(&f, SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);
    tear_down(&f);
}

static void
test_run_of_a_check_without_a_query(void)
{
    struct fixture f;

    set_up(&f);
    CHECK_INT(spfeval_check_set_mailfrom(f.check, "u@[192.0.2.1]", 13),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    check_outcome(&f, SPFEVAL_RESULT_NONE, SPFEVAL_REASON_BAD_DOMAIN);
    CHECK_INT(f.source.lookups, 0);
    tear_down(&f);
}

static void
test_run_works_with_the_resolver_of_a_zone(void)
{
    struct fixture f;

    set_up(&f);
    CHECK_INT(
        spfeval_check_run(f.check, spfeval_zone_get_resolver(f.source.zone)),
        SPFEVAL_OK);
    check_outcome(&f, SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);
    tear_down(&f);
}

static void
test_run_takes_a_dns_failure_for_an_answer(void)
{
    unsigned number;

    for (number = 1; number <= 3; number++) {
        struct fixture f;

        set_up(&f);
        f.source.way = WAY_FAILURE;
        f.source.bad_lookup = number;
        CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
        check_outcome(&f, SPFEVAL_RESULT_TEMPERROR, SPFEVAL_REASON_DNS_FAILED);
        CHECK_INT(f.source.lookups, number);
        tear_down(&f);
    }
}

/* --- misuse -------------------------------------------------------------- */

static void
test_run_refuses_missing_parameters(void)
{
    struct fixture f;

    set_up(&f);
    CHECK_INT(spfeval_check_run(NULL, f.resolver), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_check_run(f.check, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(f.source.lookups, 0);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    tear_down(&f);
}

static void
test_run_needs_a_client(void)
{
    struct fixture f;

    set_up_with(&f, true, 1048576);
    spfeval_check_reset(f.check);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_ERR_STATE);
    CHECK(spfeval_check_get_outcome(f.check) == NULL);
    CHECK_INT(f.source.lookups, 0);
    set_inputs(&f);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    tear_down(&f);
}

static void
test_run_does_not_wait_for_queries_that_others_took(void)
{
    const spfeval_query *query = NULL;
    spfeval_answer *answer = NULL;
    struct fixture f;

    set_up(&f);
    CHECK_INT(spfeval_check_step(f.check), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_check_next_query(f.check, &query), SPFEVAL_OK);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_ERR_STATE);
    CHECK_INT(f.source.lookups, 0);
    CHECK(spfeval_check_get_outcome(f.check) == NULL);

    /* Once the others answer, it can be run to its end. */
    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    CHECK_INT(spfeval_resolver_lookup(f.resolver, query, answer), SPFEVAL_OK);
    CHECK_INT(
        spfeval_check_answer(f.check, spfeval_query_get_id(query), answer),
        SPFEVAL_OK);
    spfeval_answer_free(answer);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    check_outcome(&f, SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);
    check_queries(&f, "TXT a.test; A b.test; A c.test; ");
    tear_down(&f);
}

/* --- resolvers that do not work ------------------------------------------ */

struct bad_case {
    const char *row;
    enum way way;
    int status;
    int expected;
};

static const struct bad_case bad_cases[] = {
    {"no memory", WAY_STATUS, SPFEVAL_ERR_NOMEM, SPFEVAL_ERR_NOMEM},
    {"argument", WAY_STATUS, SPFEVAL_ERR_ARGUMENT, SPFEVAL_ERR_ARGUMENT},
    {"state", WAY_STATUS, SPFEVAL_ERR_STATE, SPFEVAL_ERR_STATE},
    {"not found", WAY_STATUS, SPFEVAL_ERR_NOT_FOUND, SPFEVAL_ERR_NOT_FOUND},
    {"resolver", WAY_STATUS, SPFEVAL_ERR_RESOLVER, SPFEVAL_ERR_RESOLVER},
    {"unknown status", WAY_STATUS, -9, SPFEVAL_ERR_RESOLVER},
    {"an errno", WAY_STATUS, -110, SPFEVAL_ERR_RESOLVER},
    {"a positive number", WAY_STATUS, 1, SPFEVAL_ERR_RESOLVER},
    {"the number of a step", WAY_STATUS, 2, SPFEVAL_ERR_RESOLVER},
    {"an empty answer", WAY_EMPTY, 0, SPFEVAL_ERR_RESOLVER},
    {"another type", WAY_OTHER_TYPE, 0, SPFEVAL_ERR_RESOLVER},
};

static void
try_bad_resolver(const struct bad_case *c, unsigned number)
{
    struct fixture f;

    set_up(&f);
    f.source.way = c->way;
    f.source.status = c->status;
    f.source.bad_lookup = number;
    CHECK_INT(spfeval_check_run(f.check, f.resolver), c->expected);
    CHECK_INT(f.source.lookups, number);
    CHECK(spfeval_check_get_outcome(f.check) == NULL);

    /* The handle is good for the next mail. */
    spfeval_check_reset(f.check);
    set_inputs(&f);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    check_outcome(&f, SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);
    tear_down(&f);
}

static void
test_run_ends_with_what_the_resolver_says(void)
{
    size_t i;
    unsigned number;

    for (i = 0; i < TAP_COUNT(bad_cases); i++) {
        tap_row(bad_cases[i].row);
        for (number = 1; number <= 3; number++) {
            try_bad_resolver(&bad_cases[i], number);
        }
    }
}

/* --- time ---------------------------------------------------------------- */

struct clock_case {
    const char *row;
    bool has_clock;
    int64_t lookup_takes;
    int64_t reading_takes;
    unsigned lookups;
    int result;
};

/* Three lookups pass; the time is 20000 ms. */
static const struct clock_case clock_cases[] = {
    {"no time passes", true, 0, 0, 3, SPFEVAL_RESULT_PASS},
    {"19998 of 20000 ms", true, 6666, 0, 3, SPFEVAL_RESULT_PASS},
    {"20001 ms at the last", true, 6667, 0, 3, SPFEVAL_RESULT_TEMPERROR},
    {"20000 ms at the second", true, 10000, 0, 2, SPFEVAL_RESULT_TEMPERROR},
    {"19999 ms at the first", true, 19999, 0, 2, SPFEVAL_RESULT_TEMPERROR},
    {"20000 ms at the first", true, 20000, 0, 1, SPFEVAL_RESULT_TEMPERROR},
    {"for ever", true, INT64_C(1) << 60, 0, 1, SPFEVAL_RESULT_TEMPERROR},
    {"time passes elsewhere", true, 0, 10000, 2, SPFEVAL_RESULT_TEMPERROR},
    {"a clock that goes back", true, -50000, 0, 3, SPFEVAL_RESULT_PASS},
    {"no clock", false, INT64_C(1) << 60, 0, 3, SPFEVAL_RESULT_PASS},
};

static void
test_run_keeps_the_deadline_by_the_clock(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(clock_cases); i++) {
        const struct clock_case *c = &clock_cases[i];
        struct fixture f;

        tap_row(c->row);
        set_up_with(&f, c->has_clock, 1048576);
        f.source.clock = -7; /* any number may be the first */
        f.source.lookup_takes = c->lookup_takes;
        f.source.reading_takes = c->reading_takes;
        CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
        check_outcome(&f, c->result,
                      c->result == SPFEVAL_RESULT_PASS
                          ? SPFEVAL_REASON_MATCH
                          : SPFEVAL_REASON_TIMEOUT);
        CHECK_INT(f.source.lookups, c->lookups);
        CHECK_INT(f.source.readings > 0, c->has_clock);
        tear_down(&f);
    }
}

/* A clock may read any number, and its steps have any width. */
static void
test_run_takes_any_number_for_the_time(void)
{
    static const struct {
        int64_t clock;
        int64_t lookup_takes;
        unsigned lookups;
    } cases[] = {
        {INT64_MIN, 0, 3},
        {INT64_MAX, 0, 3},
        {INT64_MAX - 19998, 6666, 3},
        {INT64_MIN, INT64_MAX, 1},
        {-2, INT64_MAX, 1},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        struct fixture f;

        set_up_with(&f, true, 1048576);
        f.source.clock = cases[i].clock;
        f.source.lookup_takes = cases[i].lookup_takes;
        CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
        CHECK_INT(f.source.lookups, cases[i].lookups);
        check_outcome(&f,
                      cases[i].lookups == 3 ? SPFEVAL_RESULT_PASS
                                            : SPFEVAL_RESULT_TEMPERROR,
                      cases[i].lookups == 3 ? SPFEVAL_REASON_MATCH
                                            : SPFEVAL_REASON_TIMEOUT);
        tear_down(&f);
    }
}

/* The host told the time of the session before, and then it took too long. */
static void
test_run_of_a_check_whose_time_is_over_asks_nothing(void)
{
    struct fixture f;
    int64_t left = 0;

    set_up_with(&f, true, 1048576);
    f.source.clock = 20000;
    CHECK_INT(spfeval_check_tick(f.check, 0, &left), SPFEVAL_OK);
    CHECK_INT(left, 20000);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    check_outcome(&f, SPFEVAL_RESULT_TEMPERROR, SPFEVAL_REASON_TIMEOUT);
    CHECK_INT(f.source.lookups, 0);
    tear_down(&f);
}

/* RFC 7208 section 6.2: a missing explanation does not change the result. */
static void
test_run_gives_an_explanation_up_after_its_time(void)
{
    static const struct {
        int64_t takes;
        int source;
    } cases[] = {{4999, SPFEVAL_EXPLANATION_DOMAIN},
                 {5000, SPFEVAL_EXPLANATION_NONE}};
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        const spfeval_outcome *outcome;
        struct fixture f;

        set_up_with(&f, true, 1048576);
        add_text(&f, "f.test", "v=spf1 -all exp=e.test");
        add_text(&f, "e.test", "go away");
        CHECK_INT(spfeval_check_set_mailfrom(f.check, "u@f.test", 8),
                  SPFEVAL_OK);
        f.source.lookup_takes = cases[i].takes;
        CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
        check_outcome(&f, SPFEVAL_RESULT_FAIL, SPFEVAL_REASON_MATCH);
        check_queries(&f, "TXT f.test; TXT e.test; ");
        outcome = spfeval_check_get_outcome(f.check);
        CHECK_INT(spfeval_outcome_get_explanation_source(outcome),
                  cases[i].source);
        tear_down(&f);
    }
}

/* --- memory -------------------------------------------------------------- */

static void
test_run_tells_that_the_memory_bound_was_reached(void)
{
    static char text[5000];
    struct fixture f;

    set_up_with(&f, false, 4096);
    memset(text, 'x', sizeof(text) - 1);
    add_text(&f, "big.test", text);
    CHECK_INT(spfeval_check_set_mailfrom(f.check, "u@big.test", 10),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_ERR_LIMIT);
    CHECK(spfeval_check_get_outcome(f.check) == NULL);
    tear_down(&f);
}

static void
test_run_without_memory_for_the_answer_asks_nothing(void)
{
    struct fixture f;

    set_up(&f);
    count_alloc_fail_at(&f.memory, 1);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_ERR_NOMEM);
    CHECK_INT(f.source.lookups, 0);
    CHECK(spfeval_check_get_outcome(f.check) == NULL);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    check_outcome(&f, SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);
    tear_down(&f);
}

static void
test_run_of_the_next_mail_allocates_nothing(void)
{
    struct fixture f;
    uint64_t calls;

    set_up(&f);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    spfeval_check_reset(f.check);
    set_inputs(&f);
    calls = f.memory.calls;
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    CHECK_INT(f.memory.calls, calls);
    check_outcome(&f, SPFEVAL_RESULT_PASS, SPFEVAL_REASON_MATCH);
    tear_down(&f);
}

/* What the check learns is kept in its own memory. */
static void
test_run_tells_that_the_check_has_no_memory(void)
{
    static char text[3000];
    struct fixture f;

    set_up(&f);
    memset(text, ' ', sizeof(text) - 1);
    memcpy(text, "v=spf1", 6);
    add_text(&f, "big.test", text);
    CHECK_INT(spfeval_check_set_mailfrom(f.check, "u@big.test", 10),
              SPFEVAL_OK);
    count_alloc_fail_from(&f.memory, 1);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_ERR_NOMEM);
    CHECK(spfeval_check_get_outcome(f.check) == NULL);
    CHECK(f.memory.failures > 0);
    count_alloc_fail_from(&f.memory, 0);
    spfeval_check_reset(f.check);
    set_inputs(&f);
    CHECK_INT(spfeval_check_run(f.check, f.resolver), SPFEVAL_OK);
    tear_down(&f);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the resolver is asked what the check asks",
         test_run_asks_what_the_check_asks},
        {"a finished check asks nothing more",
         test_run_of_a_finished_check_asks_nothing},
        {"a check without a query finishes at once",
         test_run_of_a_check_without_a_query},
        {"the resolver of a zone answers",
         test_run_works_with_the_resolver_of_a_zone},
        {"a DNS failure is an answer, the run succeeds",
         test_run_takes_a_dns_failure_for_an_answer},
        {"missing parameters are refused",
         test_run_refuses_missing_parameters},
        {"a check without client is not run", test_run_needs_a_client},
        {"queries that somebody else took are not waited for",
         test_run_does_not_wait_for_queries_that_others_took},
        {"the run ends with what a broken resolver says, or its fault",
         test_run_ends_with_what_the_resolver_says},
        {"the deadline is kept by the resolver's clock",
         test_run_keeps_the_deadline_by_the_clock},
        {"a check whose time is over before it runs asks nothing",
         test_run_of_a_check_whose_time_is_over_asks_nothing},
        {"an explanation is given up after 5 seconds, the result stays",
         test_run_gives_an_explanation_up_after_its_time},
        {"the memory bound of the check ends the run",
         test_run_tells_that_the_memory_bound_was_reached},
        {"no memory for the answer ends the run",
         test_run_without_memory_for_the_answer_asks_nothing},
        {"the next mail of the same check allocates nothing",
         test_run_of_the_next_mail_allocates_nothing},
        {"no memory for the check ends the run",
         test_run_tells_that_the_check_has_no_memory},
        {"the clock may read any number",
         test_run_takes_any_number_for_the_time},
    };

    return tap_run("resolver/run", tests, TAP_COUNT(tests));
}
