/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the benches of all peers have in common: the command line, the passes,
 * and what they print.
 *
 *     bench_PEER MODE PASSES [DIR [SHAPE|- [RESULTS]]]
 *
 * A peer is a table of modes. Within a pass nothing is printed or counted but
 * lookups, so the difference between runs of N and of M passes is what N - M
 * passes take.
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "bench/table.h"
#include "bench/workload.h"

struct bench;

struct bench_mode {
    const char *name;
    /* Everything that a host does once. Returns 0, or -1 after a message. */
    int (*prepare)(struct bench *bench);
    /* All queries in the order of the file; 0, or -1 after a message. */
    int (*pass)(struct bench *bench);
    void (*finish)(struct bench *bench);
    /* Write RESULTS when the mode runs no checks; NULL when it does. */
    int (*write_results)(struct bench *bench, FILE *file);
    bool is_network; /* then it fills spent_ns */
};

struct bench_peer {
    const char *name;
    const struct bench_mode *modes; /* the last one has no name */
    const char *const *result_names;
    /* Allocations so far; NULL when the peer cannot tell. */
    uint64_t (*count_allocations)(void);
};

struct bench {
    const struct bench_peer *peer;
    const struct bench_mode *mode;
    unsigned long passes;
    const char *results_path; /* NULL for none */
    struct workload workload;
    struct table table;
    /* One for each query, of the current pass and of the first one. */
    uint8_t *results;
    uint8_t *first_results;
    uint64_t *spent_ns; /* sum over the passes */
    uint64_t done;      /* checks, or operations */
    uint64_t lookups;
    uint64_t round_trips;    /* 0 when the mode cannot tell */
    double kib_in_flight;    /* likewise */
    uint64_t allocations[2]; /* after the first pass, after the last */
    uint64_t done_first;     /* after the first pass */
    void *state;             /* the mode's */
};

/* What main() of a peer does. Returns the exit code. */
int bench_main(const struct bench_peer *peer, int argc, char **argv);

/* --- For modes ----------------------------------------------------------- */

uint64_t bench_now_ns(void);
uint64_t bench_cpu_ns(void);
long bench_maxrss_kib(void);

/* A number from the environment, at least 1. */
unsigned long bench_number(const char *variable, unsigned long otherwise);

/* --- Output -------------------------------------------------------------- */

struct bench_times {
    uint64_t wall_ns;
    uint64_t cpu_ns;
};

/* Lines for the shapes in network modes, then the line of the run. */
void bench_print(const struct bench *bench, const struct bench_times *times);

/* Returns 0, or -1 after a message. */
int bench_write_results(struct bench *bench);

/*
 * Calls of malloc() and its family so far, when the library that counts them
 * was loaded before the program (libcount_malloc.la); else not defined.
 */
#if defined(__GNUC__)
extern uint64_t count_malloc_calls(void) __attribute__((weak));
#endif

#endif
