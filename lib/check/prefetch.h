/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Asking ahead: names that are known before evaluation needs them are asked at
 * once, so that a check takes its longest chain of questions in round trips and
 * not their number. Nothing here changes what evaluation does: it finds its
 * questions answered, or asks them itself.
 */
#ifndef SPFE_CHECK_PREFETCH_H
#define SPFE_CHECK_PREFETCH_H

#include "check/check.h"

/* Evaluation needs the answer to this question: it is not ahead any more. */
void spfe_prefetch_use(struct spfeval_check *check,
                       struct spfe_lookup *lookup);

/* Ask what the last evaluation of the same domain needed (check/hints.h). */
void spfe_prefetch_hints(struct spfeval_check *check);

/*
 * Ask what the answers that came since the last call determine. To be called
 * when evaluation has to wait.
 */
void spfe_prefetch_advance(struct spfeval_check *check);

/*
 * Store an answer. One that was asked ahead does not count against the memory
 * that evaluation may use, and is dropped when such answers together would
 * take as much again. SPFEVAL_OK, SPFEVAL_ERR_ARGUMENT, or the arena's status.
 */
int spfe_prefetch_store(struct spfeval_check *check,
                        struct spfe_lookup *lookup,
                        const spfeval_answer *answer);

#endif
