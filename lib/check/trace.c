/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/trace.h"

bool
spfe_trace_grow(struct spfe_trace *trace, struct spfe_arena *arena)
{
    struct spfe_trace_block *block = spfe_arena_alloc(arena, sizeof(*block));

    if (block == NULL) {
        return false;
    }
    block->next = NULL;
    if (trace->last == NULL) {
        trace->first = block;
    } else {
        trace->last->next = block;
    }
    trace->last = block;
    return true;
}

const struct spfe_event *
spfe_trace_get(const struct spfe_trace *trace, uint32_t index)
{
    const struct spfe_trace_block *block = trace->first;

    if (index >= trace->count) {
        return NULL;
    }
    for (; index >= SPFE_TRACE_BLOCK; index -= SPFE_TRACE_BLOCK) {
        block = block->next;
    }
    return &block->events[index];
}
