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

/* The client's address as text. */
struct spfe_client_text {
    char octets[45]; /* of an IPv6 address that ends in a dotted quad */
    uint8_t len;
};

void spfe_client_text_set(struct spfe_client_text *client,
                          const spfeval_outcome *outcome);

/* One sentence: parts of ours with values between them. */
struct spfe_sentence {
    const spfeval_outcome *outcome;
    const struct spfe_client_text *client;
    struct spfe_text subject; /* a mailbox or a domain */
    enum spfe_quote place;
    uint32_t flags;
};

/* Add it; the subject is cut to SPFE_COMMENTED_MAX octets. */
void spfe_sentence_add(struct spfe_buf *out,
                       const struct spfe_sentence *sentence);

#endif
