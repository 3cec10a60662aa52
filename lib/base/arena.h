/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory that is given out piece by piece and taken back all at once.
 *
 * A check allocates everything it learns here: nothing has to be freed on its
 * own, and the next check on the same handle finds the blocks in place.
 */
#ifndef SPFE_BASE_ARENA_H
#define SPFE_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

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

/*
 * Allocate for structs and pointers; the content is undefined. NULL on
 * failure, with arena->status SPFEVAL_ERR_NOMEM or _LIMIT.
 */
void *spfe_arena_alloc(struct spfe_arena *arena, size_t size);

/* Allocate octets, without alignment. */
char *spfe_arena_octets(struct spfe_arena *arena, size_t size);

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
