/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a policy costs, for people and as JSON.
 */
#ifndef SPFEVAL_TOOL_COST_PRINT_H
#define SPFEVAL_TOOL_COST_PRINT_H

#include <spfeval/spfeval.h>

#include <jansson.h>
#include <stdbool.h>

#include "text.h"

/*
 * Add a line, or one for each address family when they differ; and when a
 * limit is passed, for which addresses and on what way. Nothing without a
 * valid record.
 */
void cost_text_add(struct text *out, spfeval_policy *policy, int language,
                   bool in_colour);

/* The same as an object; null without a valid record, NULL without memory. */
json_t *cost_json_new(spfeval_policy *policy);

#endif
