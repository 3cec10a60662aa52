/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The result as one sentence, in the words that receivers put into
 * Received-SPF fields.
 */
#ifndef SPFEVAL_TOOL_COMMENT_H
#define SPFEVAL_TOOL_COMMENT_H

#include <spfeval/spfeval.h>

#include "text.h"

/*
 * Add the sentence. The sender in it is as the client gave it: the caller
 * escapes the sentence.
 */
void comment_add(struct text *out, const spfeval_outcome *outcome,
                 const char *address);

#endif
