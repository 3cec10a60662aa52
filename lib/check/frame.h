/* SPDX-License-Identifier: BSD-2-Clause */
/* The evaluation of one record: check_host() without its inner calls. */
#ifndef SPFE_CHECK_FRAME_H
#define SPFE_CHECK_FRAME_H

#include "check/check.h"

/*
 * Begin with the record of a domain (RFC 7208 section 4.4): for the check
 * itself, or for the current term of from, an include or redirect. The hash is
 * that of the domain.
 */
enum spfe_next spfe_frame_enter(struct spfeval_check *check,
                                enum spfe_origin origin,
                                struct spfe_frame *from,
                                struct spfe_text domain, uint32_t hash);

/* Go on with the frame's current term (RFC 7208 section 4.6). */
enum spfe_next spfe_frame_run(struct spfeval_check *check,
                              struct spfe_frame *frame);

#endif
