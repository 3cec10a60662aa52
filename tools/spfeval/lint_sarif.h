/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Findings in the form of other linters: SARIF 2.1.0, for tools that collect
 * them.
 */
#ifndef SPFEVAL_TOOL_LINT_SARIF_H
#define SPFEVAL_TOOL_LINT_SARIF_H

#include <jansson.h>
#include <stdbool.h>

#include "lint_print.h"

/* One run. Each record is an artifact, with its text embedded. */
struct sarif {
    json_t *artifacts; /* owned */
    json_t *results;   /* owned */
    bool failed;       /* out of memory: something is missing */
};

/* Begin without findings. */
void sarif_begin(struct sarif *sarif);

/* Add the findings about a domain or record. */
void sarif_add(struct sarif *sarif, const struct lint_view *view);

/* Add the run as a text; it is empty afterwards. */
void sarif_end(struct sarif *sarif, struct text *out);

/* Free what it holds; after sarif_end() that is nothing. */
void sarif_clear(struct sarif *sarif);

/* The parts of it. */
json_t *sarif_artifact_json(const struct lint_view *view,
                            const spfeval_finding *finding);
json_t *sarif_result_json(const struct lint_view *view, uint32_t index,
                          size_t artifact);
const char *sarif_level_name(uint32_t severity);

#endif
