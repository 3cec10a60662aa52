/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a run drives: a check or a session, in the same way.
 */
#ifndef SPFEVAL_TOOL_DRIVEN_H
#define SPFEVAL_TOOL_DRIVEN_H

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <stdint.h>

struct run;

/* As spfeval_check_step() and so on. */
int driven_step(const struct run *run);
int driven_next_query(const struct run *run, const spfeval_query **out);
int driven_answer(const struct run *run, uint32_t query_id,
                  const spfeval_answer *answer);
int driven_tick(const struct run *run, int64_t now_ms, int64_t *left_ms);

/* Is there an outcome? */
bool driven_is_finished(const struct run *run);

#endif
