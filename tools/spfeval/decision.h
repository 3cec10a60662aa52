/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where the decision fell: the record and the term that both output formats
 * name.
 */
#ifndef SPFEVAL_TOOL_DECISION_H
#define SPFEVAL_TOOL_DECISION_H

#include <spfeval/spfeval.h>

#include <stddef.h>
#include <stdint.h>

#include "text.h"

struct decision {
    const char *domain; /* owner of the record, or the checked domain */
    size_t domain_len;
    const char *term; /* the term's text as published, or NULL */
    size_t term_len;
    uint32_t path_count; /* links that lead to it, its own included */
};

/*
 * Find it. A link without record at the end of the path (an include whose name
 * has none, or could not be read) is left out: then the term that leads there
 * decided.
 */
void decision_find(const spfeval_outcome *outcome, struct decision *out);

/*
 * Add the chain of records, for instance
 * "example.org include:esp.example > esp.example", escaped.
 */
void decision_add_path(struct text *out, const spfeval_outcome *outcome,
                       const struct decision *decision);

/*
 * Find the text of terms in a record: term_count terms from the one numbered
 * first. Returns NULL when there are no such terms.
 */
const char *decision_term_text(const spfeval_record *record, uint32_t first,
                               uint32_t term_count, size_t *out_len);

#endif
