/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file alloc.h
 * Where the library gets its memory from.
 */
#ifndef SPFEVAL_ALLOC_H
#define SPFEVAL_ALLOC_H

#include <stddef.h>

#include <spfeval/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A caller's allocator.
 *
 * Functions that take one accept NULL for malloc() and free(). The table is
 * copied; only what user_data points to must outlive the objects made with it.
 * An object releases all its memory through the allocator it was made with.
 * The callbacks run in the thread of the call that needs memory.
 */
typedef struct spfeval_allocator {
    /** sizeof(spfeval_allocator) as the caller knows it. */
    size_t struct_size;
    /**
     * Return size octets aligned for any type, or NULL. The size is never 0.
     */
    void *(*allocate)(void *user_data, size_t size);
    /** Release what allocate returned; memory is never NULL. */
    void (*release)(void *user_data, void *memory);
    /** Given to both callbacks. */
    void *user_data;
} spfeval_allocator;

#ifdef __cplusplus
}
#endif

#endif
