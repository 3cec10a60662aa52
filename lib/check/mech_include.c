/* SPDX-License-Identifier: BSD-2-Clause */
/* Mechanism include and modifier redirect: on to another record. */
#include "check/frame.h"
#include "check/mech.h"

/* RFC 7208 sections 5.2 and 6.1 */
enum spfe_next
spfe_mech_include(struct spfeval_check *check, struct spfe_frame *frame)
{
    enum spfe_origin origin =
        spfe_frame_term(frame)->kind == SPFEVAL_TERM_INCLUDE
            ? SPFE_ORIGIN_INCLUDE
            : SPFE_ORIGIN_REDIRECT;

    if (!spfe_check_trace_term(check, frame, SPFEVAL_VERDICT_FOLLOWED)) {
        return SPFE_NEXT_ERROR;
    }
    return spfe_frame_enter(check, origin, frame, frame->target,
                            frame->target_hash);
}
