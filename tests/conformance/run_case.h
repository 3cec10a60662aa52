/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a case in several ways, which must agree in everything that can be seen:
 *
 *   run      spfeval_check_run() over the zone's resolver; a fresh check
 *   step     stepping, one answer a step, in the order of the queries; a fresh
 *            check. Its queries are the fact "queries", names in lower case
 *   reverse  stepping; all open queries are taken, then answered from the last
 *            to the first. One check serves all cases, and each time it is
 *            left in the middle once and reset
 *   spec     stepping with SPFEVAL_PREFETCH_SPEC, the newest query answered
 *            first; the queries are those of "step" and at most 13 more
 *   graph    spfeval_check_run() with SPFEVAL_PREFETCH_GRAPH and a cache, which
 *            knows the answers and what was asked after the first of two runs
 *
 * The last two are left out where the time depends on the number of answers.
 * On the way calls that must be refused are made: an answer given twice, to a
 * query from before a reset, to no query, after the end.
 */
#ifndef CONFORMANCE_RUN_CASE_H
#define CONFORMANCE_RUN_CASE_H

#include "facts.h"
#include "suite_case.h"
#include "suite_zone.h"

/* The check that serves many cases; zeroed is ready. */
struct run_reuse {
    spfeval_check *check;
};

/*
 * Fills in the facts of the way "step", and lines about everything else that
 * is wrong into complaints. A case that cannot be run has no facts.
 */
void run_case(struct run_reuse *reuse, const struct suite_case *test,
              spfeval_zone *zone, struct facts *out, struct buf *complaints);

void run_reuse_free(struct run_reuse *reuse);

#endif
