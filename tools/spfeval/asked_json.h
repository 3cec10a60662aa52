/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The library's JSON of an outcome, with what the command knows besides: how
 * long each answer took, and what was asked in vain.
 */
#ifndef SPFEVAL_TOOL_ASKED_JSON_H
#define SPFEVAL_TOOL_ASKED_JSON_H

#include <spfeval/spfeval.h>

#include <jansson.h>

#include "asked.h"

/*
 * Make the object of "check"; with the trace when asked is not NULL. Returns
 * NULL when out of memory; the caller releases it.
 */
json_t *asked_json_new(const spfeval_outcome *outcome,
                       const struct asked *asked);

#endif
