/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The outcome of a check as lines for people and shell scripts.
 */
#ifndef SPFEVAL_TOOL_OUTCOME_TEXT_H
#define SPFEVAL_TOOL_OUTCOME_TEXT_H

#include <spfeval/spfeval.h>

#include "asked.h"
#include "text.h"

/*
 * Add four lines: the result; the explanation or nothing; a sentence; the
 * term that decided, or what is wrong, with the records that lead to it.
 */
void outcome_text_add(struct text *out, const spfeval_outcome *outcome);

/*
 * Add a line for each event of the trace, then for each question that was
 * asked in vain.
 */
void trace_text_add(struct text *out, const spfeval_outcome *outcome,
                    const struct asked *asked);

#endif
