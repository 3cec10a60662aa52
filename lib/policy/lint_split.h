/* SPDX-License-Identifier: BSD-2-Clause */
/* From text to terms, where an error ends the term and not the record. */
#ifndef SPFE_POLICY_LINT_SPLIT_H
#define SPFE_POLICY_LINT_SPLIT_H

#include "policy/lint.h"

/* Fill lint->terms. SPFEVAL_OK or the arena's status. */
int spfe_lint_split(struct spfeval_lint *lint);

/*
 * Would this be one valid term, on its own? The text may be any octets. What
 * it is goes to *out (may be NULL).
 */
bool spfe_lint_is_term(struct spfe_text text, struct spfe_term *out);

/* The same for text with part of it replaced. */
bool spfe_lint_is_term_with(struct spfe_text text, uint32_t offset,
                            uint32_t length, const char *with);

/* The prefix length of an ip4 or ip6 term. */
static inline unsigned
spfe_lint_prefix_of(const struct spfe_term *term)
{
    return term->kind == SPFEVAL_TERM_IP4 ? term->prefix4 : term->prefix6;
}

/* The name before ":", "=" or "/"; *sign is the number of signs before it. */
struct spfe_text spfe_lint_name(struct spfe_text term, uint32_t *sign);

/*
 * The first octet at this place or behind it that stands for itself; the
 * length when there is none. The place is the start of the domain-spec, or
 * one behind such an octet.
 */
uint32_t spfe_lint_literal(struct spfe_text spec, uint32_t at);

/*
 * An order of domain-specs; 0 when two mean the same name. Case counts within
 * a macro (RFC 7208 section 7.3).
 */
int spfe_lint_compare_specs(struct spfe_text a, struct spfe_text b);

static inline bool
spfe_lint_is_same_spec(struct spfe_text a, struct spfe_text b)
{
    return spfe_lint_compare_specs(a, b) == 0;
}

/* Is the text this word, without case? */
bool spfe_lint_is_word(struct spfe_text text, const char *word);

bool spfe_lint_is_sign(int octet);

#endif
