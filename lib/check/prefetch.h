/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Names that are known before evaluation needs them are asked at once, so that
 * a check takes its longest chain of questions in round trips and not their
 * number. Nothing here changes what evaluation does: it finds its questions
 * answered, or asks them itself.
 */
#ifndef SPFE_CHECK_PREFETCH_H
#define SPFE_CHECK_PREFETCH_H

#include "check/check.h"

/*
 * Ask what the answers that are there determine, unless all goes as hints say.
 * To be called when evaluation has to wait.
 */
void spfe_prefetch_advance(struct spfeval_check *check);

/* Ask what evaluations of the same domain needed (check/hints.h). */
void spfe_prefetch_hints(struct spfeval_check *check);

#endif
