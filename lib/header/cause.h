/* SPDX-License-Identifier: BSD-2-Clause */
/* What led to a result, in the words of the keys of a header field. */
#ifndef SPFE_HEADER_CAUSE_H
#define SPFE_HEADER_CAUSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/result.h>

#include "base/buf.h"
#include "base/text.h"

/*
 * The directive that gave the result, as published, and its kind of enum
 * spfeval_term_kind. False when no directive matched.
 */
bool spfe_cause_directive(const spfeval_outcome *outcome,
                          struct spfe_text *directive, uint32_t *kind);

/* True for temperror and permerror. */
bool spfe_cause_is_error(const spfeval_outcome *outcome);

/* Add a quoted-string that tells why a result is an error. */
void spfe_cause_add_problem(struct spfe_buf *out,
                            const spfeval_outcome *outcome, uint32_t flags,
                            size_t max);

/* Add a quoted-string that tells why a fail or softfail is one. */
void spfe_cause_add_match(struct spfe_buf *out, const spfeval_outcome *outcome,
                          uint32_t flags, size_t max);

#endif
