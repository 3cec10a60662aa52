/* SPDX-License-Identifier: BSD-2-Clause */
/* The lock: whoever has it keeps everybody else out. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>

#include "base/lock.h"
#include "support/tap.h"

enum { THREADS = 4, ROUNDS = 2000 };

/* pthread_mutex_trylock() tells whether somebody is inside. */
static bool
is_free(struct spfe_lock *lock)
{
    int status = pthread_mutex_trylock(&lock->mutex);

    if (status == 0) {
        CHECK_INT(pthread_mutex_unlock(&lock->mutex), 0);
        return true;
    }
    CHECK_INT(status, EBUSY);
    return false;
}

static void
test_lock_is_free_at_first(void)
{
    struct spfe_lock lock;

    if (CHECK(spfe_lock_init(&lock))) {
        CHECK(is_free(&lock));
        spfe_lock_destroy(&lock);
    }
}

static void
test_lock_is_taken_and_given_back(void)
{
    struct spfe_lock lock;
    int round;

    if (!CHECK(spfe_lock_init(&lock))) {
        return;
    }
    for (round = 0; round < 3; round++) {
        spfe_lock_enter(&lock);
        CHECK(!is_free(&lock));
        spfe_lock_leave(&lock);
        CHECK(is_free(&lock));
    }
    spfe_lock_destroy(&lock);
}

static void
test_locks_are_independent(void)
{
    struct spfe_lock first;
    struct spfe_lock second;

    if (!CHECK(spfe_lock_init(&first))) {
        return;
    }
    if (CHECK(spfe_lock_init(&second))) {
        spfe_lock_enter(&first);
        CHECK(is_free(&second));
        spfe_lock_enter(&second);
        spfe_lock_leave(&first);
        CHECK(is_free(&first));
        CHECK(!is_free(&second));
        spfe_lock_leave(&second);
        spfe_lock_destroy(&second);
    }
    spfe_lock_destroy(&first);
}

/* What the lock protects. */
struct shared {
    struct spfe_lock lock;
    uint64_t count;
    unsigned inside;
    bool met; /* two were inside at once */
};

static void *
count_up(void *user_data)
{
    struct shared *shared = user_data;
    int round;

    for (round = 0; round < ROUNDS; round++) {
        spfe_lock_enter(&shared->lock);
        shared->met |= shared->inside != 0;
        shared->inside++;
        shared->count++;
        shared->inside--;
        spfe_lock_leave(&shared->lock);
    }
    return NULL;
}

static void
test_threads_are_inside_one_at_a_time(void)
{
    struct shared shared = {.count = 0};
    pthread_t threads[THREADS];
    int started = 0;

    if (!CHECK(spfe_lock_init(&shared.lock))) {
        return;
    }
    while (
        started < THREADS &&
        CHECK_INT(pthread_create(&threads[started], NULL, count_up, &shared),
                  0)) {
        started++;
    }
    while (started > 0) {
        CHECK_INT(pthread_join(threads[--started], NULL), 0);
    }
    CHECK_INT(shared.count, THREADS * ROUNDS);
    CHECK(!shared.met);
    spfe_lock_destroy(&shared.lock);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a lock is free at first", test_lock_is_free_at_first},
        {"a lock is taken and given back", test_lock_is_taken_and_given_back},
        {"locks are independent of each other", test_locks_are_independent},
        {"threads are inside one at a time",
         test_threads_are_inside_one_at_a_time},
    };

    return tap_run("base/lock", tests, TAP_COUNT(tests));
}
