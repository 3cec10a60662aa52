/* SPDX-License-Identifier: BSD-2-Clause */
/* The explanation of a fail (RFC 7208 section 6.2). */
#ifndef SPFE_CHECK_EXPLANATION_H
#define SPFE_CHECK_EXPLANATION_H

#include "check/check.h"

/*
 * Begin to look for the explanation, in the frame whose directive gave fail.
 * Nothing here can change the result.
 */
enum spfe_next spfe_explanation_start(struct spfeval_check *check,
                                      struct spfe_frame *frame);

/* The time is over: use the default, without asking anything. */
enum spfe_next spfe_explanation_give_up(struct spfeval_check *check,
                                        struct spfe_frame *frame);

#endif
