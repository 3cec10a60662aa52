/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file count_alloc.h
 * An allocator that counts, checks, and fails on demand.
 *
 *     struct count_alloc memory;
 *
 *     count_alloc_init(&memory);
 *     count_alloc_fail_at(&memory, 3);
 *     CHECK_INT(spfeval_zone_new(&memory.table, &zone), SPFEVAL_ERR_NOMEM);
 *     ...
 *     CHECK(count_alloc_is_clean(&memory));
 *
 * New memory is filled with 0xA5 and released memory with 0x5A, so that use
 * before writing and after release shows. Not for several threads.
 */
#ifndef TESTS_SUPPORT_COUNT_ALLOC_H
#define TESTS_SUPPORT_COUNT_ALLOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/alloc.h>

struct count_alloc_block;

/** The allocator and its counters; read them, change them by functions. */
struct count_alloc {
    /** Give its address to the library; it points back to this struct. */
    spfeval_allocator table;
    /** Allocations asked for, the failed ones included. */
    uint64_t calls;
    /** Allocations that were made to fail. */
    uint64_t failures;
    /** Blocks and octets that are held now, and the most octets ever. */
    size_t live_blocks;
    size_t live_bytes;
    size_t peak_bytes;
    /** Releases of memory that is not held: released twice, or not ours. */
    size_t bad_releases;
    /** Blocks that were written behind their end. */
    size_t overruns;
    /* Inside: which calls fail, and the blocks that are held. */
    uint64_t fail_first;
    uint64_t fail_last;
    struct count_alloc_block *blocks;
};

/** Make it ready: everything zero, no allocation fails. */
void count_alloc_init(struct count_alloc *memory);

/** The Nth allocation from now on fails, once; 0 for none. */
void count_alloc_fail_at(struct count_alloc *memory, uint64_t number);

/** The Nth allocation from now on fails, and all after it; 0 for none. */
void count_alloc_fail_from(struct count_alloc *memory, uint64_t number);

/**
 * Tell whether everything was given back and no rule was broken; otherwise
 * print what is wrong as a TAP comment.
 */
bool count_alloc_is_clean(const struct count_alloc *memory);

/** Release what is still held, after a test that failed. */
void count_alloc_clear(struct count_alloc *memory);

#endif
