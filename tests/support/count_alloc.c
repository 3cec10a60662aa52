/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/count_alloc.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRESH = 0xa5, STALE = 0x5a, GUARD = 0xc3, GUARD_LEN = 16 };

/* Before each block; the guard octets are behind it. */
struct count_alloc_block {
    struct count_alloc_block *next;
    struct count_alloc_block *previous;
    size_t size;
    max_align_t memory[];
};

static unsigned char *
block_octets(struct count_alloc_block *block)
{
    return (unsigned char *)block + offsetof(struct count_alloc_block, memory);
}

static void *
allocate(void *user_data, size_t size)
{
    struct count_alloc *memory = user_data;
    struct count_alloc_block *block;

    memory->calls++;
    if (memory->fail_first != 0 && memory->calls >= memory->fail_first &&
        memory->calls <= memory->fail_last) {
        memory->failures++;
        return NULL;
    }
    if (size > SIZE_MAX - sizeof(*block) - GUARD_LEN) {
        return NULL;
    }
    block = malloc(sizeof(*block) + size + GUARD_LEN);
    if (block == NULL) {
        return NULL;
    }
    block->size = size;
    block->previous = NULL;
    block->next = memory->blocks;
    if (block->next != NULL) {
        block->next->previous = block;
    }
    memory->blocks = block;
    memset(block_octets(block), FRESH, size);
    memset(block_octets(block) + size, GUARD, GUARD_LEN);
    memory->live_blocks++;
    memory->live_bytes += size;
    if (memory->live_bytes > memory->peak_bytes) {
        memory->peak_bytes = memory->live_bytes;
    }
    return block_octets(block);
}

/*
 * Looks for the block among those that are held before it is touched: a
 * pointer that was released already leads to memory that is not ours.
 */
static struct count_alloc_block *
find_block(const struct count_alloc *memory, const void *octets)
{
    struct count_alloc_block *block = memory->blocks;

    while (block != NULL && block_octets(block) != octets) {
        block = block->next;
    }
    return block;
}

static bool
is_overrun(struct count_alloc_block *block)
{
    const unsigned char *guard = block_octets(block) + block->size;
    size_t i;

    for (i = 0; i < GUARD_LEN; i++) {
        if (guard[i] != GUARD) {
            return true;
        }
    }
    return false;
}

static void
release(void *user_data, void *octets)
{
    struct count_alloc *memory = user_data;
    struct count_alloc_block *block = find_block(memory, octets);

    if (block == NULL) {
        memory->bad_releases++;
        return;
    }
    if (is_overrun(block)) {
        memory->overruns++;
    }
    if (block->previous == NULL) {
        memory->blocks = block->next;
    } else {
        block->previous->next = block->next;
    }
    if (block->next != NULL) {
        block->next->previous = block->previous;
    }
    memory->live_blocks--;
    memory->live_bytes -= block->size;
    memset(octets, STALE, block->size);
    free(block);
}

void
count_alloc_init(struct count_alloc *memory)
{
    memset(memory, 0, sizeof(*memory));
    memory->table.struct_size = sizeof(memory->table);
    memory->table.allocate = allocate;
    memory->table.release = release;
    memory->table.user_data = memory;
}

void
count_alloc_fail_at(struct count_alloc *memory, uint64_t number)
{
    memory->fail_first = number == 0 ? 0 : memory->calls + number;
    memory->fail_last = memory->fail_first;
}

void
count_alloc_fail_from(struct count_alloc *memory, uint64_t number)
{
    count_alloc_fail_at(memory, number);
    memory->fail_last = UINT64_MAX;
}

bool
count_alloc_is_clean(const struct count_alloc *memory)
{
    if (memory->live_blocks == 0 && memory->bad_releases == 0 &&
        memory->overruns == 0) {
        return true;
    }
    printf("# memory: %zu blocks (%zu octets) held, %zu bad releases, "
           "%zu overruns, %" PRIu64 " allocations\n",
           memory->live_blocks, memory->live_bytes, memory->bad_releases,
           memory->overruns, memory->calls);
    return false;
}

void
count_alloc_clear(struct count_alloc *memory)
{
    while (memory->blocks != NULL) {
        release(memory, block_octets(memory->blocks));
    }
}
