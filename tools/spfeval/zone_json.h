/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A zone in memory from the members of a line of "batch".
 */
#ifndef SPFEVAL_TOOL_ZONE_JSON_H
#define SPFEVAL_TOOL_ZONE_JSON_H

#include <spfeval/spfeval.h>

#include <jansson.h>

#include "text.h"

/*
 * Build a zone from {name: [[type, value], ...]} and {name: [type, ...]}; NULL
 * for either is as good as {}. Names are compared as they are: recorded
 * answers, not an authoritative server.
 *
 * Returns 0; EXIT_CODE_DATA with a message in error; or EXIT_CODE_INTERNAL
 * when out of memory.
 */
int zone_json_build(const json_t *names, const json_t *timeouts,
                    spfeval_zone **out, struct text *error);

#endif
