/* SPDX-License-Identifier: BSD-2-Clause */
/* The result as one sentence. */
#ifndef SPFE_HEADER_SENTENCE_H
#define SPFE_HEADER_SENTENCE_H

#include <stdint.h>

#include <spfeval/result.h>

#include "base/buf.h"
#include "base/text.h"
#include "header/quote.h"

enum { SPFE_SENTENCE_MAX = 250 }; /* octets of the longest */

/*
 * Add the sentence about a subject, a mailbox or a domain, which is cut to
 * SPFE_COMMENTED_MAX octets.
 */
void spfe_sentence_add(struct spfe_buf *out, const spfeval_outcome *outcome,
                       struct spfe_text subject, enum spfe_quote place,
                       uint32_t flags);

#endif
