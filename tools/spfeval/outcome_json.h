/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The short form of an outcome as JSON, for "batch"; the members are the first
 * ones that spfeval_outcome_json_print() writes for "check".
 */
#ifndef SPFEVAL_TOOL_OUTCOME_JSON_H
#define SPFEVAL_TOOL_OUTCOME_JSON_H

#include <spfeval/spfeval.h>

#include <jansson.h>

/* Returns NULL when out of memory; the caller releases it. */
json_t *outcome_json_brief(const spfeval_outcome *outcome);

#endif
