/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file levels.h
 * Runs a check and counts its sequential round trips: all queries that are
 * open after a step are answered together, which is one level.
 *
 *     try_check_start(&try, "192.0.2.1", "user@example.com");
 *     CHECK_INT(levels_run(&try, LEVELS_IN_ORDER, &levels),
 *               SPFEVAL_STEP_DONE);
 *     CHECK_INT(levels.count, 2);
 *     CHECK_STR(levels.text, strlen(levels.text),
 *               "TXT example.com | MX example.com; A example.com");
 */
#ifndef TESTS_SUPPORT_LEVELS_H
#define TESTS_SUPPORT_LEVELS_H

#include <spfeval/result.h>

#include "support/try_check.h"

enum { LEVELS_TEXT = 8192, LEVELS_MOST_QUERIES = 256 };

/** How the queries of one level are answered. */
enum levels_order {
    LEVELS_IN_ORDER,
    LEVELS_REVERSED,
    /** The last one only, then a step; levels have no meaning then. */
    LEVELS_LAST_ONLY
};

/** What a run was like. */
struct levels {
    /** Round trips. */
    unsigned count;
    /** Queries that were taken. */
    unsigned queries;
    /** The most that were open at a time. */
    unsigned most_open;
    /** "TXT a.example | A b.example; MX c.example", in the order taken. */
    char text[LEVELS_TEXT];
};

/** Run a check that was started; what the last step returned. */
int levels_run(struct try_check *try, enum levels_order order,
               struct levels *out);

/**
 * Write everything that must not depend on how the answers came: result,
 * reason, counters, explanation, time to live and each event.
 *
 * @return The text; valid until the next call.
 */
const char *levels_outcome_text(const spfeval_outcome *outcome);

#endif
