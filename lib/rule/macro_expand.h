/* SPDX-License-Identifier: BSD-2-Clause */
/* Macro expansion (RFC 7208 section 7), pure: all values are given. */
#ifndef SPFE_RULE_MACRO_EXPAND_H
#define SPFE_RULE_MACRO_EXPAND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/ip.h"
#include "base/text.h"

/* RFC 7208 section 7.2. All text is hostile and may hold any octet. */
struct spfe_macro_values {
    struct spfe_text sender;        /* s */
    struct spfe_text local;         /* l */
    struct spfe_text sender_domain; /* o */
    struct spfe_text domain;        /* d */
    struct spfe_text client_name;   /* p; without one "unknown" */
    struct spfe_text helo;          /* h */
    struct spfe_text receiver;      /* r; empty is "unknown" */
    int64_t time;                   /* t */
    struct spfe_ip client;          /* i, c, v */
};

/*
 * Expand a text that was checked before: a domain-spec, or an explain-string.
 * Stops soon after the output passed SPFE_TEXT_MAX octets.
 */
void spfe_macro_expand(struct spfe_text text,
                       const struct spfe_macro_values *values,
                       struct spfe_buf *out);

/*
 * Expand into an arena, with a NUL. Text that would be longer than max octets
 * comes out as {NULL, 0}. Returns SPFEVAL_OK, or the arena's status.
 */
int spfe_macro_expand_copy(struct spfe_text text, uint32_t max,
                           const struct spfe_macro_values *values,
                           struct spfe_arena *arena, struct spfe_text *out);

/*
 * The target-name of a term (RFC 7208 section 4.8): expanded when expands
 * says that there is something to expand, one final dot removed, cut from the
 * left to 253 octets (section 7.3). Not checked for being a valid name; empty
 * when there is nothing usable left.
 */
int spfe_macro_expand_domain(struct spfe_text spec, bool expands,
                             const struct spfe_macro_values *values,
                             struct spfe_arena *arena, struct spfe_text *out);

#endif
