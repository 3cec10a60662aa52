/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory that is given out piece by piece and taken back all at once.
 *
 * A check allocates everything it learns here: nothing has to be freed on its
 * own, and the next check on the same handle finds the blocks in place.
 */
#ifndef SPFE_BASE_ARENA_H
#define SPFE_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/status.h>

#include "base/mem.h"
#include "base/text.h"

struct spfe_arena_block;

struct spfe_arena {
    const struct spfe_mem *mem;
    struct spfe_arena_block *blocks;  /* in order of use; may be NULL */
    struct spfe_arena_block *current; /* NULL: still in the first room */
    char *first;                      /* room that the owner brought along */
    size_t first_size;
    char *at; /* free room of the current block */
    char *end;
    size_t used; /* octets given out */
    size_t max;  /* their bound */
    int status;  /* why the last allocation failed */
};

/* first may be NULL when first_size is 0; else it is aligned for any type. */
void spfe_arena_init(struct spfe_arena *arena, const struct spfe_mem *mem,
                     size_t max, void *first, size_t first_size);

/* Take everything back; most blocks stay for the next use. */
void spfe_arena_reset(struct spfe_arena *arena);

/* Release all blocks; the arena stays usable. */
void spfe_arena_clear(struct spfe_arena *arena);

/* For spfe_arena_alloc() and spfe_arena_octets(), when they need a block. */
void *spfe_arena_alloc_anywhere(struct spfe_arena *arena, size_t size);
char *spfe_arena_octets_anywhere(struct spfe_arena *arena, size_t size);

/* Pointers and 64-bit integers are all we hold. */
enum { SPFE_ARENA_ALIGNMENT = 8 };

/* Octets to leave out before the next aligned place. */
static inline size_t
spfe_arena_gap(const struct spfe_arena *arena)
{
    return (size_t)(0 - (uintptr_t)arena->at) % SPFE_ARENA_ALIGNMENT;
}

/* Can size octets be given out without looking any further? */
static inline bool
spfe_arena_has_room(const struct spfe_arena *arena, size_t gap, size_t size)
{
    size_t left = (size_t)(arena->end - arena->at);

    return size <= left && gap <= left - size &&
           arena->used + gap + size <= arena->max;
}

/*
 * Allocate for structs and pointers; the content is undefined. NULL on
 * failure, with arena->status SPFEVAL_ERR_NOMEM or _LIMIT.
 */
static inline void *
spfe_arena_alloc(struct spfe_arena *arena, size_t size)
{
    size_t gap = spfe_arena_gap(arena);
    char *memory = arena->at;

    if (!spfe_arena_has_room(arena, gap, size)) {
        return spfe_arena_alloc_anywhere(arena, size);
    }
    memory += gap;
    arena->at = memory + size;
    arena->used += gap + size;
    return memory;
}

/* Allocate octets, without alignment. */
static inline char *
spfe_arena_octets(struct spfe_arena *arena, size_t size)
{
    char *memory = arena->at;

    if (!spfe_arena_has_room(arena, 0, size)) {
        return spfe_arena_octets_anywhere(arena, size);
    }
    arena->at = memory + size;
    arena->used += size;
    return memory;
}

/*
 * Count octets that are held elsewhere as if they were given out here. False
 * when that is more than the bound allows, with arena->status.
 */
static inline bool
spfe_arena_charge(struct spfe_arena *arena, size_t size)
{
    if (size > arena->max || arena->used > arena->max - size) {
        arena->status = SPFEVAL_ERR_LIMIT;
        return false;
    }
    arena->used += size;
    return true;
}

/* Copy octets and add a NUL. */
char *spfe_arena_copy(struct spfe_arena *arena, const char *octets,
                      size_t len);

/*
 * Room for what is not counted yet: at least size octets, the
 * actual number in *out, aligned as spfe_arena_alloc() does. They count only
 * once taken with spfe_arena_take(), before any other allocation.
 */
char *spfe_arena_room(struct spfe_arena *arena, size_t size, size_t *out);
void spfe_arena_take(struct spfe_arena *arena, size_t size);

#endif
