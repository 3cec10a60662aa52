/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Counts what a program allocates, when it is loaded before the C library:
 *
 *     LD_PRELOAD=.libs/libcount_malloc.so bench_libspf2 cold 2 DIR
 *
 * A bench asks for the count. It is apart from the benches so that their own
 * loops count nothing.
 */
#include <stddef.h>
#include <stdint.h>

uint64_t count_malloc_calls(void);

/* glibc's own names for its functions. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *memory, size_t size);

static uint64_t calls;

__attribute__((visibility("default"))) uint64_t
count_malloc_calls(void)
{
    return __atomic_load_n(&calls, __ATOMIC_RELAXED);
}

static void
count(void)
{
    (void)__atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED);
}

void *
malloc(size_t size)
{
    count();
    return __libc_malloc(size);
}

void *
calloc(size_t number, size_t size)
{
    count();
    return __libc_calloc(number, size);
}

void *
realloc(void *memory, size_t size)
{
    count();
    return __libc_realloc(memory, size);
}
