/* SPDX-License-Identifier: BSD-2-Clause */
/* What happened in a check, step by step, as small integers. */
#ifndef SPFE_CHECK_TRACE_H
#define SPFE_CHECK_TRACE_H

#include <stdbool.h>
#include <stdint.h>

#include <spfeval/result.h>

#include "base/arena.h"
#include "base/text.h"

struct spfe_frame;
struct spfe_lookup;

struct spfe_event {
    const struct spfe_frame *frame;
    struct spfe_lookup *lookup; /* NULL when no answer was used */
    const char *target;
    uint32_t term;
    uint32_t term_count;
    uint16_t target_len;
    uint16_t terms; /* counters after the step; options bound them */
    uint16_t voids;
    uint8_t kind;    /* enum spfeval_event_kind */
    uint8_t verdict; /* enum spfeval_verdict */
};

/*
 * A block has as much room as all before it together: few are made, and few
 * are passed on the way to an event.
 */
struct spfe_trace_block {
    struct spfe_trace_block *before;
    uint32_t first; /* the number of its first event */
    struct spfe_event events[];
};

struct spfe_trace {
    struct spfe_trace_block *last;
    struct spfe_event *next; /* the free room of the last block */
    struct spfe_event *end;
    uint32_t count;
};

/* Add a block. False on failure, with the arena's status. */
bool spfe_trace_grow(struct spfe_trace *trace, struct spfe_arena *arena);

/*
 * The place of one more event, to be filled. NULL on failure, with the arena's
 * status.
 */
static inline struct spfe_event *
spfe_trace_add(struct spfe_trace *trace, struct spfe_arena *arena)
{
    if (trace->next == trace->end && !spfe_trace_grow(trace, arena)) {
        return NULL;
    }
    trace->count++;
    return trace->next++;
}

/* NULL when there is no such event. */
const struct spfe_event *spfe_trace_get(const struct spfe_trace *trace,
                                        uint32_t index);

#endif
