/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The macro strings of a workload: domain-specs of its SPF records, and its
 * texts that hold a macro. A workload without any gets the examples of RFC
 * 7208 section 7.4.
 */
#ifndef TESTS_BENCH_MACROS_H
#define TESTS_BENCH_MACROS_H

#include <stdbool.h>
#include <stddef.h>

#include "bench/workload.h"

struct macro_string {
    char *text; /* with a NUL */
    size_t len;
    void *prepared; /* for the peer */
};

struct macros {
    struct macro_string *strings;
    size_t count;
};

/* Leaves out what the peer cannot use. Returns 0, or -1. */
int macros_collect(struct macros *macros, const struct workload *workload,
                   bool (*is_usable)(const char *text, size_t len));

void macros_clear(struct macros *macros);

#endif
