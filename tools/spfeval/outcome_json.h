/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The outcome of a check as JSON. The names of the members are part of the
 * command's interface; spfeval(1) lists them.
 */
#ifndef SPFEVAL_TOOL_OUTCOME_JSON_H
#define SPFEVAL_TOOL_OUTCOME_JSON_H

#include <spfeval/spfeval.h>

#include <jansson.h>

#include "asked.h"

/*
 * Make the short object of "batch". Returns NULL when out of memory; the
 * caller releases it.
 */
json_t *outcome_json_brief(const spfeval_outcome *outcome);

/*
 * Make the full object of "check": the same members, then what else there is
 * to tell; with the trace when asked is not NULL.
 */
json_t *outcome_json_full(const spfeval_outcome *outcome, const char *address,
                          const struct asked *asked);

/*
 * Make an array with an object for each event of the trace, then for each
 * question that was asked in vain.
 */
json_t *trace_json(const spfeval_outcome *outcome, const struct asked *asked);

#endif
