/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Options, zone and cache shared by threads that run checks of their own. The
 * outcomes are as in one thread; the sanitizers see to the rest. CUnit is not
 * for threads, so each notes what was wrong and the test reports it.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/policies.h"
#include "support/tap.h"

enum {
    THREADS = 8,
    CHECKS = 60,         /* of each thread */
    FEW_ENTRIES = 12,    /* much less than the policies need */
    MANY_ENTRIES = 2048, /* in several parts with locks of their own */
    READINGS = 1,        /* of the clock, in one of its milliseconds */
    CLOCK_END = 5000,    /* what an explanation may take (check.h) */
    MAX_TTL = 1,         /* seconds */
    MOST_CASES = 64,
    NUMBERS = 10,
    NOTE_ROOM = 200
};

/* What all threads use. */
struct shared {
    spfeval_options *options;
    spfeval_zone *zone;
    spfeval_cache *cache;
    atomic_llong readings; /* of the clock */
    atomic_bool go;
};

struct worker {
    pthread_t thread;
    struct shared *shared;
    unsigned number;
    unsigned finished;    /* checks */
    char note[NOTE_ROOM]; /* the first thing that was wrong */
};

/* What each case comes to, in one thread and without a cache. */
static uint32_t expected_numbers[MOST_CASES][NUMBERS];

/* --- the resolver of a thread -------------------------------------------- */

static int
inner_lookup(void *user_data, const spfeval_query *query,
             spfeval_answer *answer)
{
    const struct shared *shared = user_data;
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);

    return spfeval_zone_lookup(shared->zone, spfeval_query_get_type(query),
                               name, len, answer);
}

/* One clock for all; it goes on whenever somebody looks at it. */
static int64_t
inner_now(void *user_data)
{
    struct shared *shared = user_data;

    return atomic_fetch_add(&shared->readings, 1) / READINGS;
}

/* --- outcomes ------------------------------------------------------------ */

static void
read_numbers(const spfeval_outcome *outcome, uint32_t numbers[NUMBERS])
{
    size_t n = 0;
    int counter;

    numbers[n++] = (uint32_t)spfeval_outcome_get_result(outcome);
    numbers[n++] = (uint32_t)spfeval_outcome_get_reason(outcome);
    numbers[n++] = spfeval_outcome_get_path_count(outcome);
    numbers[n++] = spfeval_outcome_get_event_count(outcome);
    for (counter = SPFEVAL_COUNTER_TERMS; counter <= SPFEVAL_COUNTER_PTR_NAMES;
         counter++) {
        numbers[n++] = spfeval_outcome_get_counter(outcome, counter);
    }
}

static bool
is_explained(const struct policy_case *row, const spfeval_outcome *outcome)
{
    const char *text = spfeval_outcome_get_explanation(outcome, NULL);

    if (text == NULL || row->explanation == NULL) {
        return text == row->explanation;
    }
    return strcmp(text, row->explanation) == 0;
}

static void
note(struct worker *worker, const struct policy_case *row, const char *what,
     int number)
{
    if (worker->note[0] == '\0') {
        (void)snprintf(worker->note, sizeof(worker->note),
                       "thread %u, check %u, %s: %s %d", worker->number,
                       worker->finished, row->name, what, number);
    }
}

static void
compare(struct worker *worker, size_t index, const spfeval_check *check)
{
    const struct policy_case *row = &policy_cases[index];
    const spfeval_outcome *outcome = spfeval_check_get_outcome(check);
    uint32_t numbers[NUMBERS];
    int i;

    if (outcome == NULL) {
        note(worker, row, "no outcome", 0);
        return;
    }
    read_numbers(outcome, numbers);
    for (i = 0; i < NUMBERS; i++) {
        if (numbers[i] != expected_numbers[index][i]) {
            note(worker, row, "other number", i);
        }
    }
    if (!is_explained(row, outcome)) {
        note(worker, row, "other explanation", 0);
    }
}

/* --- threads ------------------------------------------------------------- */

/* Now and then what other threads must not be disturbed by. */
static void
disturb(const struct worker *worker, unsigned round)
{
    spfeval_cache *cache = worker->shared->cache;

    if (worker->number == 0 && round % 16 == 15) {
        spfeval_cache_clear(cache);
    }
    if (worker->number == 1) {
        (void)spfeval_cache_get_counter(cache, SPFEVAL_CACHE_COUNTER_BYTES);
    }
}

static void
run_checks(struct worker *worker, spfeval_resolver *resolver)
{
    spfeval_check *check = NULL;
    unsigned round;

    for (round = 0; round < CHECKS; round++) {
        size_t index = (worker->number + round * 7) % policy_case_count;
        const struct policy_case *row = &policy_cases[index];
        int status = SPFEVAL_OK;

        if (check == NULL) {
            status = spfeval_check_new(worker->shared->options, &check);
        }
        if (status == SPFEVAL_OK) {
            status = policy_case_set_inputs(row, check);
        }
        if (status == SPFEVAL_OK) {
            status = spfeval_check_run(check, resolver);
        }
        if (status == SPFEVAL_OK) {
            compare(worker, index, check);
        } else {
            note(worker, row, "status", status);
        }
        worker->finished++;
        if (round % 8 == worker->number) { /* free and reset in turn */
            spfeval_check_free(check);
            check = NULL;
        } else {
            spfeval_check_reset(check);
        }
        disturb(worker, round);
    }
    spfeval_check_free(check);
}

static void *
work(void *user_data)
{
    const spfeval_resolver_ops ops = {sizeof(ops), inner_lookup, NULL,
                                      inner_now};
    struct worker *worker = user_data;
    struct shared *shared = worker->shared;
    spfeval_resolver *inner = NULL;
    spfeval_resolver *cached = NULL;

    while (!atomic_load(&shared->go)) { /* all begin at the same time */
        (void)sched_yield();
    }
    if (spfeval_resolver_new(NULL, &ops, shared, &inner) == SPFEVAL_OK &&
        spfeval_cache_resolver_new(NULL, shared->cache, inner, &cached) ==
            SPFEVAL_OK) {
        run_checks(worker, cached);
    }
    spfeval_resolver_free(cached);
    spfeval_resolver_free(inner);
    return NULL;
}

static void
run_threads(struct shared *shared)
{
    struct worker workers[THREADS];
    unsigned started = 0;
    unsigned i;

    memset(workers, 0, sizeof(workers));
    for (i = 0; i < THREADS; i++) {
        workers[i].shared = shared;
        workers[i].number = i;
        if (!CHECK_INT(
                pthread_create(&workers[i].thread, NULL, work, &workers[i]),
                0)) {
            break;
        }
        started++;
    }
    atomic_store(&shared->go, true);
    for (i = 0; i < started; i++) {
        CHECK_INT(pthread_join(workers[i].thread, NULL), 0);
        CHECK_INT(workers[i].finished, CHECKS);
        CHECK_STR(workers[i].note, strlen(workers[i].note), "");
    }
}

/* --- set up -------------------------------------------------------------- */

static bool
find_expected(struct shared *shared)
{
    spfeval_check *check;
    size_t i;

    if (!CHECK(policy_case_count <= MOST_CASES) ||
        !CHECK_INT(spfeval_check_new(shared->options, &check), SPFEVAL_OK)) {
        return false;
    }
    for (i = 0; i < policy_case_count; i++) {
        const struct policy_case *row = &policy_cases[i];

        tap_row(row->name);
        CHECK_INT(policy_case_set_inputs(row, check), SPFEVAL_OK);
        CHECK_INT(
            spfeval_check_run(check, spfeval_zone_get_resolver(shared->zone)),
            SPFEVAL_OK);
        read_numbers(spfeval_check_get_outcome(check), expected_numbers[i]);
        CHECK_INT(expected_numbers[i][0], row->result);
        CHECK_INT(expected_numbers[i][1], row->reason);
        spfeval_check_reset(check);
    }
    tap_row(NULL);
    spfeval_check_free(check);
    return true;
}

static bool
set_up(struct shared *shared, uint32_t prefetch, uint32_t max_entries)
{
    memset(shared, 0, sizeof(*shared));
    atomic_init(&shared->readings, 0);
    atomic_init(&shared->go, false);
    shared->zone = policies_make_zone(NULL, "");
    shared->options = policies_make_options(NULL);
    return CHECK(shared->zone != NULL) && CHECK(shared->options != NULL) &&
           CHECK_INT(spfeval_options_set_u32(
                         shared->options, SPFEVAL_OPTION_PREFETCH, prefetch),
                     SPFEVAL_OK) &&
           CHECK_INT(spfeval_cache_new(NULL, &shared->cache), SPFEVAL_OK) &&
           CHECK_INT(spfeval_cache_set_u32(shared->cache,
                                           SPFEVAL_CACHE_OPTION_MAX_ENTRIES,
                                           max_entries),
                     SPFEVAL_OK) &&
           CHECK_INT(spfeval_cache_set_u32(
                         shared->cache, SPFEVAL_CACHE_OPTION_MAX_TTL, MAX_TTL),
                     SPFEVAL_OK) &&
           find_expected(shared);
}

static uint64_t
counter(const struct shared *shared, int which)
{
    return spfeval_cache_get_counter(shared->cache, which);
}

static void
try_threads(uint32_t prefetch, uint32_t max_entries)
{
    struct shared shared;
    int64_t time;

    if (set_up(&shared, prefetch, max_entries)) {
        run_threads(&shared);
        CHECK(counter(&shared, SPFEVAL_CACHE_COUNTER_HITS) > 0);
        CHECK(counter(&shared, SPFEVAL_CACHE_COUNTER_MISSES) > 0);
        CHECK(counter(&shared, SPFEVAL_CACHE_COUNTER_ENTRIES) <= max_entries);
        CHECK_INT(counter(&shared, SPFEVAL_CACHE_COUNTER_EVICTIONS) > 0,
                  max_entries == FEW_ENTRIES);
        /* Answers went out of date, and no check ran out of time. */
        time = atomic_load(&shared.readings) / READINGS;
        CHECK(time > 1000 * MAX_TTL && time < CLOCK_END);
    }
    spfeval_cache_free(shared.cache);
    spfeval_options_free(shared.options);
    spfeval_zone_free(shared.zone);
}

static void
test_threads_with_a_crowded_cache(void)
{
    try_threads(SPFEVAL_PREFETCH_GRAPH, FEW_ENTRIES);
}

static void
test_threads_with_a_large_cache(void)
{
    try_threads(SPFEVAL_PREFETCH_GRAPH, MANY_ENTRIES);
}

static void
test_threads_that_ask_one_by_one(void)
{
    try_threads(SPFEVAL_PREFETCH_SERIAL, FEW_ENTRIES);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"threads share options, zone and a crowded cache",
         test_threads_with_a_crowded_cache},
        {"threads share a large cache", test_threads_with_a_large_cache},
        {"threads that ask one by one share a cache",
         test_threads_that_ask_one_by_one},
    };

    return tap_run("threads", tests, TAP_COUNT(tests));
}
