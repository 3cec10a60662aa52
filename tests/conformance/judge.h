/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Compares what was observed with what a case expects.
 */
#ifndef CONFORMANCE_JUDGE_H
#define CONFORMANCE_JUDGE_H

#include "facts.h"
#include "suite_case.h"
#include "suite_list.h"

/*
 * Adds a line to out for each difference; returns true when there is none.
 *
 * A case of a foreign suite is judged by result and explanation. One of our
 * own by all its keys: each is an input or the name of a fact (observe.h),
 * "error: {code: x}" means the fact error.code, a list is one text with a line
 * for each item, "~" means that there is no such fact, and what
 * suite_list.h says must be there must be.
 */
bool judge(const struct suite *suite, const struct suite_case *test,
           const struct facts *facts, struct buf *out);

#endif
