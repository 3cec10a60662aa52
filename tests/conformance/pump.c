/* SPDX-License-Identifier: BSD-2-Clause */
#include "pump.h"

#include <stdlib.h>
#include <string.h>

#include <spfeval/status.h>

/* Far above what the limits of RFC 7208 section 4.6.4 allow. */
#define MAX_ANSWERS 10000

/* Far from the clock of an abandoned check, which begins at 0. */
#define CLOCK_START 100000000

static void
complain(struct pump *pump, const char *what)
{
    buf_add_string(&pump->complaints, what);
    buf_add_string(&pump->complaints, "\n");
}

static void
record_query(struct pump *pump, const spfeval_query *query)
{
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);

    if (pump->queries.len > 0) {
        buf_add_string(&pump->queries, "\n");
    }
    buf_add_string(&pump->queries,
                   spfeval_rrtype_name(spfeval_query_get_type(query)));
    buf_add_string(&pump->queries, " ");
    buf_add_lower(&pump->queries, name, len);
    if (spfeval_query_get_id(query) == 0) {
        complain(pump, "a query has no number");
    }
    if (name[len] != '\0') {
        complain(pump, "the name of a query does not end in a NUL");
    }
}

static void
take_queries(struct pump *pump)
{
    const spfeval_query *query;

    while (spfeval_check_next_query(pump->check, &query) == SPFEVAL_OK) {
        if (pump->open_count == pump->open_capacity) {
            pump->open_capacity = 2 * pump->open_capacity + 8;
            pump->open = memory_grow(pump->open, pump->open_capacity,
                                     sizeof(*pump->open));
        }
        pump->open[pump->open_count++] = query;
        record_query(pump, query);
    }
}

/* Answers that name no open query are refused and change nothing. */
static void
try_refused(struct pump *pump, uint32_t id, const char *what)
{
    if (spfeval_check_answer(pump->check, id, pump->answer) !=
        SPFEVAL_ERR_NOT_FOUND) {
        complain(pump, what);
    }
}

int64_t
clock_after(const struct clock *clock, uint64_t answers)
{
    if (answers == 0) {
        return 0;
    }
    return clock
        ->arrivals[answers < clock->count ? answers - 1 : clock->count - 1];
}

/* Tells the check the time; false when that was the end of it. */
static bool
tick(struct pump *pump)
{
    int64_t left = -1;
    bool over;

    if (pump->clock == NULL) {
        return true;
    }
    if (spfeval_check_tick(pump->check, pump->now, &left) != SPFEVAL_OK) {
        complain(pump, "the check does not take the time");
    }
    over = spfeval_check_get_outcome(pump->check) != NULL;
    if (left < 0 || over != (left == 0)) {
        complain(pump, "the time that is left is wrong");
    }
    return !over;
}

/* The time passes until the answer arrives; false when it came too late. */
static bool
arrives_in_time(struct pump *pump)
{
    pump->answered++;
    if (pump->answered == pump->expire_at) {
        if (spfeval_check_expire(pump->check) != SPFEVAL_OK) {
            complain(pump, "the check cannot expire");
        }
        return false;
    }
    if (pump->clock != NULL) {
        pump->now = clock_after(pump->clock, pump->answered);
    }
    return tick(pump);
}

static int
answer_query(struct pump *pump, const spfeval_query *query)
{
    uint32_t id = spfeval_query_get_id(query);
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);
    int status;

    if (spfeval_zone_lookup(pump->zone, spfeval_query_get_type(query), name,
                            len, pump->answer) != SPFEVAL_OK) {
        complain(pump, "the zone does not answer");
        return SPFEVAL_ERR_RESOLVER;
    }
    if (!arrives_in_time(pump)) {
        try_refused(pump, id, "an answer was taken after the end");
        pump->open_count = 0;
        return SPFEVAL_OK;
    }
    try_refused(pump, 0, "an answer to no query was taken");
    status = spfeval_check_answer(pump->check, id, pump->answer);
    if (status == SPFEVAL_OK) {
        try_refused(pump, id, "an answer was taken twice");
    }
    return status;
}

static int
answer_open(struct pump *pump)
{
    if (pump->order == PUMP_FIRST) {
        const spfeval_query *first = pump->open[0];

        pump->open_count--;
        memmove(pump->open, pump->open + 1,
                pump->open_count * sizeof(*pump->open));
        return answer_query(pump, first);
    }
    while (pump->open_count > 0) {
        int status = answer_query(pump, pump->open[--pump->open_count]);

        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return SPFEVAL_OK;
}

/* Steps twice: without an answer the second step changes nothing. */
static int
step(struct pump *pump)
{
    int first = spfeval_check_step(pump->check);
    int second = spfeval_check_step(pump->check);

    if (first > 0 && second != first) {
        complain(pump, "a second step differs from the first");
    }
    return first;
}

int
pump_run(struct pump *pump)
{
    int status = step(pump);

    if (pump->clock != NULL) {
        pump->now = clock_after(pump->clock, 0);
    }
    while (status == SPFEVAL_STEP_QUERY) {
        int answered;

        take_queries(pump);
        if (pump->open_count == 0) {
            complain(pump, "answers are wanted, but there is no query");
            return SPFEVAL_ERR_STATE;
        }
        answered = tick(pump) ? answer_open(pump) : SPFEVAL_OK;
        if (answered != SPFEVAL_OK) {
            return answered;
        }
        if (pump->answered > MAX_ANSWERS) {
            complain(pump, "the check does not end");
            return SPFEVAL_ERR_STATE;
        }
        status = step(pump);
    }
    if (pump->answered > 0) {
        try_refused(pump, 1, "an answer was taken after the end");
    }
    return status == SPFEVAL_STEP_DONE ? SPFEVAL_OK : status;
}

void
pump_abandon(struct pump *pump)
{
    if (spfeval_check_step(pump->check) == SPFEVAL_STEP_QUERY) {
        take_queries(pump);
    }
    (void)tick(pump);
    if (pump->open_count > 0) {
        pump->old_id = spfeval_query_get_id(pump->open[0]);
    }
    spfeval_check_reset(pump->check);
    pump->open_count = 0;
    buf_clear(&pump->queries);
}

void
pump_try_old(struct pump *pump)
{
    if (pump->old_id == 0 ||
        spfeval_check_step(pump->check) != SPFEVAL_STEP_QUERY) {
        return;
    }
    if (spfeval_answer_set_rcode(pump->answer, 3) != SPFEVAL_OK) {
        complain(pump, "an answer cannot be made");
    }
    try_refused(pump, pump->old_id, "an answer from before a reset was taken");
}

void
pump_free(struct pump *pump)
{
    spfeval_answer_free(pump->answer);
    free(pump->open);
    buf_free(&pump->queries);
    buf_free(&pump->complaints);
}
