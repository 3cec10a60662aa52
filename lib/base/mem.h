/* SPDX-License-Identifier: BSD-2-Clause */
/* The allocator of an object; the only place that knows malloc(). */
#ifndef SPFE_BASE_MEM_H
#define SPFE_BASE_MEM_H

#include <stddef.h>

#include <spfeval/alloc.h>

struct spfe_mem {
    void *(*allocate)(void *user_data, size_t size);
    void (*release)(void *user_data, void *memory);
    void *user_data;
};

/*
 * Take over a caller's table, or malloc() and free() for NULL.
 * SPFEVAL_ERR_ARGUMENT when the table is too small or lacks a function.
 */
int spfe_mem_init(struct spfe_mem *mem, const spfeval_allocator *allocator);

/* NULL when out of memory; size is at least 1. */
void *spfe_mem_alloc(const struct spfe_mem *mem, size_t size);

/* memory may be NULL. */
void spfe_mem_free(const struct spfe_mem *mem, void *memory);

#endif
