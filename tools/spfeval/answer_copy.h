/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An answer of one's own from one that is borrowed.
 */
#ifndef SPFEVAL_TOOL_ANSWER_COPY_H
#define SPFEVAL_TOOL_ANSWER_COPY_H

#include <spfeval/spfeval.h>

/*
 * Make out say the same as from. Returns a status of the library; after a
 * failure out is of no use.
 */
int answer_copy(const spfeval_answer *from, spfeval_answer *out);

#endif
