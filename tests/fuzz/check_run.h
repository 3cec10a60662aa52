/* SPDX-License-Identifier: BSD-2-Clause */
/* One check, answered from a zone in one of several orders. */
#ifndef TESTS_FUZZ_CHECK_RUN_H
#define TESTS_FUZZ_CHECK_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/spfeval.h>

/* In which order open queries are answered. */
enum check_order {
    CHECK_AT_ONCE,    /* all of them, then a step */
    CHECK_REVERSED,   /* the same, the last first */
    CHECK_ONE_BY_ONE, /* the first, then a step */
    CHECK_LAST_ONLY,  /* the last, then a step */
    CHECK_ORDER_COUNT
};

struct check_run {
    spfeval_check *check;
    const spfeval_zone *zone;
    spfeval_answer *answer;
    enum check_order order;
    uint32_t expire_at; /* the time is over before this answer; 0 for never */
    bool is_short;      /* memory may not suffice for an answer */

    /* What it took. */
    size_t query_count;
    size_t most_open;
};

/*
 * Run a check whose inputs are set, and look at each query. Returns what the
 * last step returned.
 */
int check_run(struct check_run *run);

/*
 * All of an outcome that may not depend on order or prefetching, as text;
 * valid until the next call with the same number, 0 or 1.
 */
const char *check_run_text(const spfeval_outcome *outcome, int number);

#endif
