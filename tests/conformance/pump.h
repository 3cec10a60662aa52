/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Drives one check to its end by hand, with the answers of a zone.
 */
#ifndef CONFORMANCE_PUMP_H
#define CONFORMANCE_PUMP_H

#include <spfeval/check.h>
#include <spfeval/zone.h>

#include "text.h"

/* In which order open queries are answered. */
enum pump_order {
    PUMP_FIRST = 1,  /* the oldest one, then a step */
    PUMP_REVERSE = 2 /* all of them, the newest first, then a step */
};

/*
 * A made-up clock: 0 at first, then what is said of each answer when it
 * arrives. After the last one it stands still.
 */
struct clock {
    const int64_t *arrivals;
    size_t count;
};

struct pump {
    spfeval_check *check;
    const spfeval_zone *zone;
    spfeval_answer *answer;
    enum pump_order order;
    uint64_t expire_at;        /* 0 for never */
    const struct clock *clock; /* NULL for none */

    int64_t now;
    uint64_t answered;
    uint32_t old_id;            /* of a query from before a reset, or 0 */
    const spfeval_query **open; /* taken and not answered */
    size_t open_count;
    size_t open_capacity;
    struct buf queries;    /* one line for each, in the order taken */
    struct buf complaints; /* one line for each misbehaviour */
};

/* Returns SPFEVAL_OK with an outcome, or the status that ended the check. */
int pump_run(struct pump *pump);

/* The time after so many answers, on a clock that did not begin at 0. */
int64_t clock_after(const struct clock *clock, uint64_t answers);

/*
 * Begins the check, takes its queries, and resets it. The queries are kept for
 * pump_try_old().
 */
void pump_abandon(struct pump *pump);

/* Complains when the check still knows a query from before the reset. */
void pump_try_old(struct pump *pump);

void pump_free(struct pump *pump);

#endif
