/* SPDX-License-Identifier: BSD-2-Clause */
#include "rule/lookup_index.h"

#include <string.h>

enum { FIRST_CAPACITY = 64 };

struct spfe_lookup_index {
    uint32_t capacity; /* a power of two */
    uint32_t mask;     /* of a slot */
    uint16_t *slots;   /* two for each question: numbers by hash, or 0 */
    struct spfe_lookup *by_number[]; /* the first one has number 1 */
};

/* The lower half of an id, so never more than 65535. */
static uint32_t
number_of(uint32_t id)
{
    return id & UINT16_MAX;
}

static void
note(struct spfe_lookup_index *index, struct spfe_lookup *lookup)
{
    uint32_t number = number_of(lookup->query.id);
    uint32_t slot = lookup->query.hash & index->mask;

    while (index->slots[slot] != 0) {
        slot = (slot + 1) & index->mask;
    }
    index->slots[slot] = (uint16_t)number;
    index->by_number[number - 1] = lookup;
}

/*
 * It is not counted as what a check holds: questions asked ahead make it
 * larger, and may not change how evaluation ends. The questions are counted,
 * and take more.
 */
static struct spfe_lookup_index *
make(struct spfe_arena *arena, uint32_t capacity)
{
    size_t used = arena->used;
    int status = arena->status;
    struct spfe_lookup_index *index;
    size_t slots_at = sizeof(*index) + capacity * sizeof(*index->by_number);
    size_t size = slots_at + (size_t)2 * capacity * sizeof(*index->slots);

    /* What comes behind it must not be charged for a gap. */
    size += (0 - size) % SPFE_ARENA_ALIGNMENT;
    index = spfe_arena_alloc(arena, size);
    arena->used = used;
    arena->status = status;
    if (index != NULL) {
        memset(index, 0, size);
        index->capacity = capacity;
        index->mask = 2 * capacity - 1;
        index->slots = (uint16_t *)(void *)((char *)index + slots_at);
    }
    return index;
}

static void
make_larger(struct spfe_lookups *lookups, struct spfe_arena *arena)
{
    uint32_t capacity = FIRST_CAPACITY;

    while (capacity < lookups->count) {
        capacity *= 2;
    }
    lookups->index = make(arena, capacity);
    lookups->tail = lookups->first;
}

void
spfe_lookup_index_update(struct spfe_lookups *lookups,
                         struct spfe_arena *arena)
{
    if (lookups->index == NULL || lookups->index->capacity < lookups->count) {
        make_larger(lookups, arena);
    }
    while (lookups->index != NULL && lookups->tail->next != NULL) {
        note(lookups->index, lookups->tail);
        lookups->tail = lookups->tail->next;
    }
}

/* At least half of the slots are empty: one of them comes soon. */
struct spfe_lookup *
spfe_lookup_index_find(const struct spfe_lookup_index *index, uint16_t type,
                       struct spfe_text name, uint32_t hash)
{
    uint32_t slot = hash & index->mask;

    for (; index->slots[slot] != 0; slot = (slot + 1) & index->mask) {
        struct spfe_lookup *lookup = index->by_number[index->slots[slot] - 1];

        if (spfe_lookup_is(lookup, type, name, hash)) {
            return lookup;
        }
    }
    return NULL;
}

struct spfe_lookup *
spfe_lookup_index_find_open(const struct spfe_lookup_index *index, uint32_t id)
{
    uint32_t number = number_of(id);
    struct spfe_lookup *lookup;

    if (number == 0 || number > index->capacity) {
        return NULL;
    }
    lookup = index->by_number[number - 1];
    return lookup == NULL || lookup->query.id != id || lookup->answered
               ? NULL
               : lookup;
}
