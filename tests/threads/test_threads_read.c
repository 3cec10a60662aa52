/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Threads that read the records of one answer, and those of one outcome, each
 * in an order of its own. What reading remembers must not mislead the others.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/tap.h"

enum {
    THREADS = 8,
    RECORDS = 300,
    ROUNDS = 5,
    /* Where the TXT records of the domain are. */
    RECORD_EVENT = 0
};

#define POLICY "v=spf1 -all"

struct shared {
    const spfeval_answer *answer;   /* NULL to read the outcome */
    const spfeval_outcome *outcome; /* its first record is the policy */
    atomic_bool go;
};

struct worker {
    pthread_t thread;
    struct shared *shared;
    unsigned number;
    unsigned right; /* records */
};

static size_t
make_text(unsigned number, char out[32])
{
    return number == 0 ? (size_t)snprintf(out, 32, POLICY)
                       : (size_t)snprintf(out, 32, "%0*u",
                                          (int)(3 + number % 9), number);
}

static bool
is_right(const struct shared *shared, unsigned index)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    char text[32];
    size_t len = make_text(index, text);
    int status =
        shared->answer != NULL
            ? spfeval_answer_get_record(shared->answer, index, &record)
            : spfeval_outcome_get_event_record(shared->outcome, RECORD_EVENT,
                                               index, &record);

    return status == SPFEVAL_OK && record.data_len == len &&
           memcmp(record.data, text, len) == 0;
}

/* Some go forwards, some backwards, some leap. */
static void *
work(void *data)
{
    static const unsigned strides[] = {1, RECORDS - 1, 7, 101};
    struct worker *worker = data;
    unsigned stride = strides[worker->number % TAP_COUNT(strides)];
    unsigned index = worker->number;
    unsigned i;

    while (!atomic_load(&worker->shared->go)) {
        sched_yield();
    }
    for (i = 0; i < ROUNDS * RECORDS; i++) {
        worker->right += is_right(worker->shared, index) ? 1 : 0;
        index = (index + stride) % RECORDS;
    }
    return NULL;
}

static void
try_threads(struct shared *shared)
{
    struct worker workers[THREADS];
    unsigned started = 0;
    unsigned i;

    atomic_init(&shared->go, false);
    for (i = 0; i < THREADS; i++) {
        workers[i].shared = shared;
        workers[i].number = i;
        workers[i].right = 0;
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
        CHECK_INT(workers[i].right, ROUNDS * RECORDS);
    }
    CHECK_INT(started, THREADS);
}

static void
test_threads_read_one_answer(void)
{
    struct shared shared = {.answer = NULL};
    spfeval_answer *answer = NULL;
    unsigned i;

    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    for (i = 0; i < RECORDS; i++) {
        char text[32];
        size_t len = make_text(i, text);

        CHECK_INT(spfeval_answer_add_text(answer, text, len), SPFEVAL_OK);
    }
    shared.answer = answer;
    try_threads(&shared);
    spfeval_answer_free(answer);
}

static void
run_check(spfeval_check *check, spfeval_zone *zone)
{
    unsigned i;

    for (i = 0; i < RECORDS; i++) {
        char text[32];
        size_t len = make_text(i, text);

        CHECK_INT(spfeval_zone_add_text(zone, "d.test", 6, 60, text, len),
                  SPFEVAL_OK);
    }
    CHECK_INT(spfeval_check_set_client_text(check, "192.0.2.1", 9),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(check, "u@d.test", 8), SPFEVAL_OK);
    CHECK_INT(spfeval_check_run(check, spfeval_zone_get_resolver(zone)),
              SPFEVAL_OK);
}

static void
test_threads_read_one_outcome(void)
{
    struct shared shared = {.answer = NULL};
    spfeval_options *options = NULL;
    spfeval_zone *zone = NULL;
    spfeval_check *check = NULL;

    if (CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK) &&
        CHECK_INT(spfeval_zone_new(NULL, &zone), SPFEVAL_OK) &&
        CHECK_INT(spfeval_check_new(options, &check), SPFEVAL_OK)) {
        run_check(check, zone);
        shared.outcome = spfeval_check_get_outcome(check);
        CHECK_INT(spfeval_outcome_get_result(shared.outcome),
                  SPFEVAL_RESULT_FAIL);
        try_threads(&shared);
    }
    spfeval_check_free(check);
    spfeval_zone_free(zone);
    spfeval_options_free(options);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"threads read one answer", test_threads_read_one_answer},
        {"threads read one outcome", test_threads_read_one_outcome},
    };

    return tap_run("threads that read", tests, TAP_COUNT(tests));
}
