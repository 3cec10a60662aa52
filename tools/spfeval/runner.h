/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any number of checks in progress on one thread: each is stepped as soon as
 * an answer for it is there.
 */
#ifndef SPFEVAL_TOOL_RUNNER_H
#define SPFEVAL_TOOL_RUNNER_H

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <stdint.h>

#include "asked.h"
#include "network.h"

/* A check that is run; it stays where it is until runner_next() gives it. */
struct run {
    /* Filled by whoever starts it. */
    spfeval_check *check;     /* with its inputs; or */
    spfeval_session *session; /* both identities, and check is NULL */
    spfeval_zone *zone;       /* where the answers are; NULL for the DNS */
    struct asked *asked;      /* notes the questions; may be NULL */
    void *owner;              /* for whoever started it */

    /* Filled by the runner. */
    int status;       /* when finished: SPFEVAL_OK if there is an outcome */
    uint32_t waiting; /* questions without an answer */
    struct run *previous;
    struct run *next;
};

struct run_list {
    struct run *first;
    struct run *last;
};

struct runner {
    struct network *network; /* NULL: there are zones only */
    spfeval_answer *answer;  /* from a zone */
    struct run_list open;    /* they wait for the DNS */
    struct run_list finished;
    uint32_t open_count;
    int64_t due; /* when some deadline may be reached; INT64_MAX for never */
};

/* Returns a status of the library. The network stays the caller's. */
int runner_init(struct runner *runner, struct network *network);

/*
 * Free what the runner holds. The questions of checks that are still open are
 * forgotten; the runs stay the caller's.
 */
void runner_clear(struct runner *runner);

/* Begin a check. It may be finished at once. */
void runner_start(struct runner *runner, struct run *run);

/* Take a finished check; NULL when there is none at present. */
struct run *runner_next(struct runner *runner);

/*
 * Run one check to its end, when no other is open. Returns a status of the
 * library: SPFEVAL_OK if there is an outcome.
 */
int runner_run(struct runner *runner, struct run *run);

/*
 * Wait until something happens, at most timeout_ms (-1: as long as it takes),
 * and deal with it. Input on another descriptor, if it is not -1, ends the
 * wait too and sets *is_ready. Returns a status of the library.
 */
int runner_turn(struct runner *runner, int input, int timeout_ms,
                bool *is_ready);

#endif
