/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The walk over all records of a domain, in the order of evaluation, as if
 * nothing matched.
 */
#ifndef SPFEVAL_TOOL_SHOW_WALK_H
#define SPFEVAL_TOOL_SHOW_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "show_tree.h"
#include "text.h"

/* RFC 7208 section 4.5: "v=spf1" in any case, then a space or the end. */
bool show_is_spf(const spfeval_dns_record *record);

/* Read the record of a name and all below it; NULL without memory. */
struct show_record *show_walk(struct show_tree *tree, const char *owner,
                              size_t owner_len, struct show_record *parent,
                              bool is_included);

/* Look up what a term is about, with what is nested. */
void show_term_walk(struct show_tree *tree, struct show_record *record,
                    struct show_term *term);

/* Add to the running count, telling where it passes a limit. */
void show_count_add(struct show_tree *tree, struct show_term *term,
                    const struct show_count *more);

/* Add the tree as text for people, or as a JSON object. */
void show_text_add(struct text *out, const struct show_tree *tree,
                   bool in_colour);
void show_json_add(struct text *out, const struct show_tree *tree);

#endif
