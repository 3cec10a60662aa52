/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/trace.h"

enum { FIRST_BLOCK = 8 }; /* events; an ordinary check has few more */

bool
spfe_trace_grow(struct spfe_trace *trace, struct spfe_arena *arena)
{
    size_t room = trace->count == 0 ? FIRST_BLOCK : trace->count;
    struct spfe_trace_block *block =
        spfe_arena_alloc(arena, sizeof(*block) + room * sizeof(*trace->next));

    if (block == NULL) {
        return false;
    }
    block->before = trace->last;
    block->first = trace->count;
    trace->last = block;
    trace->next = block->events;
    trace->end = block->events + room;
    return true;
}

const struct spfe_event *
spfe_trace_get(const struct spfe_trace *trace, uint32_t index)
{
    const struct spfe_trace_block *block = trace->last;

    if (index >= trace->count) {
        return NULL;
    }
    while (index < block->first) {
        block = block->before;
    }
    return &block->events[index - block->first];
}
