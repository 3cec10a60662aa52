/* SPDX-License-Identifier: BSD-2-Clause */
/* Objects that ask questions and take answers, all in one form. */
#ifndef TESTS_UNIT_ASKER_H
#define TESTS_UNIT_ASKER_H

#include <stdint.h>

#include <spfeval/spfeval.h>

/*
 * An object that asks, whatever it is: about u@example.com from 192.0.2.1, and
 * the HELO name helo.example.com.
 */
struct asker {
    const char *name;
    void *(*make)(spfeval_options *options);
    int (*step)(void *object);
    int (*next)(void *object, const spfeval_query **out);
    int (*answer)(void *object, uint32_t id, const spfeval_answer *answer);
    int (*expire)(void *object);
    /* NULL where there is none. */
    void (*reset)(void *object);
    void (*end)(void *object);
    /* What it found, as a number; 0 when it is not done. */
    uint32_t (*found)(void *object);
    /* The same for the zone below, and when the time is over at once. */
    uint32_t expected;
    uint32_t expired;
};

/* A check, a session and the policy of a domain. */
enum { ASKER_COUNT = 3 };
extern const struct asker askers[ASKER_COUNT];

/* Lines for try_check_zone(): each of them has several questions, in turn. */
extern const char asker_zone[];

#endif
