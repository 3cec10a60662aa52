/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/arena.h"

#include <assert.h>
#include <string.h>

#include <spfeval/status.h>

enum {
    BLOCK_SIZE = 4096,     /* one ordinary check fits in one or two */
    KEEP_ON_RESET = 16384, /* what a handle may hold on to between checks */
};

struct spfe_arena_block {
    struct spfe_arena_block *next;
    size_t size; /* octets after this header */
};

static char *
block_data(struct spfe_arena_block *block)
{
    return (char *)(block + 1);
}

static void
use_block(struct spfe_arena *arena, struct spfe_arena_block *block)
{
    arena->current = block;
    arena->at = block_data(block);
    arena->end = arena->at + block->size;
}

static void
rewind_to_first(struct spfe_arena *arena)
{
    arena->current = NULL;
    arena->at = arena->first;
    arena->end = arena->first;
    if (arena->first_size > 0) {
        arena->end += arena->first_size;
    }
    arena->used = 0;
    arena->status = SPFEVAL_OK;
}

void
spfe_arena_init(struct spfe_arena *arena, const struct spfe_mem *mem,
                size_t max, void *first, size_t first_size)
{
    arena->mem = mem;
    arena->blocks = NULL;
    arena->first = first;
    arena->first_size = first_size;
    arena->max = max;
    rewind_to_first(arena);
}

static void
release_list(struct spfe_arena *arena, struct spfe_arena_block *block)
{
    while (block != NULL) {
        struct spfe_arena_block *next = block->next;

        spfe_mem_free(arena->mem, block);
        block = next;
    }
}

void
spfe_arena_reset(struct spfe_arena *arena)
{
    struct spfe_arena_block **link = &arena->blocks;
    size_t kept = 0;

    /*
     * One huge check must not leave its memory with the handle for ever; an
     * ordinary one must not allocate again.
     */
    while (*link != NULL && kept + (*link)->size <= KEEP_ON_RESET) {
        kept += (*link)->size;
        link = &(*link)->next;
    }
    release_list(arena, *link);
    *link = NULL;
    rewind_to_first(arena);
}

void
spfe_arena_clear(struct spfe_arena *arena)
{
    release_list(arena, arena->blocks);
    arena->blocks = NULL;
    rewind_to_first(arena);
}

static struct spfe_arena_block *
add_block(struct spfe_arena *arena, size_t size)
{
    struct spfe_arena_block *block;

    if (size > SIZE_MAX - sizeof(*block)) {
        arena->status = SPFEVAL_ERR_LIMIT;
        return NULL;
    }
    if (size < BLOCK_SIZE - sizeof(*block)) {
        size = BLOCK_SIZE - sizeof(*block);
    }
    block = spfe_mem_alloc(arena->mem, sizeof(*block) + size);
    if (block == NULL) {
        arena->status = SPFEVAL_ERR_NOMEM;
        return NULL;
    }
    block->size = size;
    if (arena->current == NULL) {
        block->next = arena->blocks;
        arena->blocks = block;
    } else {
        block->next = arena->current->next;
        arena->current->next = block;
    }
    return block;
}

/* Make size octets free in the current block, which may be a new one. */
static int
make_room(struct spfe_arena *arena, size_t size)
{
    struct spfe_arena_block *next;

    if (size > arena->max || arena->used > arena->max - size) {
        arena->status = SPFEVAL_ERR_LIMIT;
        return arena->status;
    }
    if ((size_t)(arena->end - arena->at) >= size) {
        return SPFEVAL_OK;
    }
    next = arena->current == NULL ? arena->blocks : arena->current->next;
    if (next == NULL || next->size < size) {
        next = add_block(arena, size);
    }
    if (next == NULL) {
        return arena->status;
    }
    use_block(arena, next);
    return SPFEVAL_OK;
}

/* As make_room(), and move to the next aligned place. */
static int
make_aligned_room(struct spfe_arena *arena, size_t size)
{
    size_t gap = spfe_arena_gap(arena);

    if (size > SIZE_MAX - SPFE_ARENA_ALIGNMENT) {
        arena->status = SPFEVAL_ERR_LIMIT;
        return arena->status;
    }
    if (make_room(arena, gap + size) != SPFEVAL_OK) {
        return arena->status;
    }
    /* A new block starts aligned: then there is no gap after all. */
    gap = spfe_arena_gap(arena);
    spfe_arena_take(arena, gap);
    return SPFEVAL_OK;
}

void *
spfe_arena_alloc_anywhere(struct spfe_arena *arena, size_t size)
{
    char *memory;

    if (make_aligned_room(arena, size) != SPFEVAL_OK) {
        return NULL;
    }
    memory = arena->at;
    spfe_arena_take(arena, size);
    return memory;
}

char *
spfe_arena_octets_anywhere(struct spfe_arena *arena, size_t size)
{
    char *memory;

    if (make_room(arena, size) != SPFEVAL_OK) {
        return NULL;
    }
    memory = arena->at;
    spfe_arena_take(arena, size);
    return memory;
}

char *
spfe_arena_copy(struct spfe_arena *arena, const char *octets, size_t len)
{
    char *copy = spfe_arena_octets(arena, len + 1);

    if (copy == NULL) {
        return NULL;
    }
    if (len > 0) {
        memcpy(copy, octets, len);
    }
    copy[len] = '\0';
    return copy;
}

char *
spfe_arena_room(struct spfe_arena *arena, size_t size, size_t *out)
{
    if (make_aligned_room(arena, size) != SPFEVAL_OK) {
        return NULL;
    }
    *out = (size_t)(arena->end - arena->at);
    if (*out > arena->max - arena->used) {
        *out = arena->max - arena->used;
    }
    return arena->at;
}

void
spfe_arena_take(struct spfe_arena *arena, size_t size)
{
    assert(size <= (size_t)(arena->end - arena->at));
    arena->at += size;
    arena->used += size;
}
