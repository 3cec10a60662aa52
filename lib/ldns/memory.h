/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The allocator of a stub. The core has its own in base/mem.c, whose functions
 * it does not export.
 */
#ifndef SPFE_LDNS_MEMORY_H
#define SPFE_LDNS_MEMORY_H

#include <stddef.h>
#include <stdlib.h>

#include <spfeval/alloc.h>
#include <spfeval/status.h>

struct spfe_memory {
    spfeval_allocator table;
};

static inline void *
spfe_memory_libc_allocate(void *user_data, size_t size)
{
    (void)user_data;
    return malloc(size);
}

static inline void
spfe_memory_libc_release(void *user_data, void *memory)
{
    (void)user_data;
    free(memory);
}

/*
 * Take over a caller's table, or malloc() and free() for NULL.
 * SPFEVAL_ERR_ARGUMENT when the table is too small or lacks a function.
 */
static inline int
spfe_memory_init(struct spfe_memory *memory, const spfeval_allocator *table)
{
    static const spfeval_allocator libc = {
        .struct_size = sizeof(libc),
        .allocate = spfe_memory_libc_allocate,
        .release = spfe_memory_libc_release,
    };

    if (table == NULL) {
        table = &libc;
    }
    if (table->struct_size < sizeof(*table) || table->allocate == NULL ||
        table->release == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    memory->table = *table;
    memory->table.struct_size = sizeof(memory->table);
    return SPFEVAL_OK;
}

/* NULL when out of memory; size is at least 1. */
static inline void *
spfe_memory_alloc(const struct spfe_memory *memory, size_t size)
{
    return memory->table.allocate(memory->table.user_data, size);
}

/* block may be NULL. */
static inline void
spfe_memory_free(const struct spfe_memory *memory, void *block)
{
    if (block != NULL) {
        memory->table.release(memory->table.user_data, block);
    }
}

#endif
