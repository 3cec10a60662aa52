/* SPDX-License-Identifier: BSD-2-Clause */
/* Mechanisms a and exists: one address query each. */
#include "check/mech.h"
#include "rule/match.h"

/*
 * RFC 7208 section 5: a failure ends the check; nothing there is no match and
 * counts as a void lookup.
 */
static enum spfe_next
a_answered(struct spfeval_check *check, struct spfe_frame *frame,
           struct spfe_lookup *lookup)
{
    if (lookup->answer.dns_class == SPFEVAL_DNS_FAILED) {
        return spfe_check_temperror(check, frame);
    }
    if (spfe_answer_is_void(&lookup->answer)) {
        return spfe_check_void(check, frame);
    }
    if (spfe_match_addresses(&check->values.client, &lookup->answer,
                             spfe_frame_term(frame))) {
        return spfe_check_match(check, frame);
    }
    return spfe_check_no_match(check, frame);
}

/* RFC 7208 section 5.3 */
enum spfe_next
spfe_mech_a(struct spfeval_check *check, struct spfe_frame *frame)
{
    return spfe_check_look_up(check, frame,
                              spfe_match_rrtype(&check->values.client),
                              frame->target, a_answered);
}

static enum spfe_next
exists_answered(struct spfeval_check *check, struct spfe_frame *frame,
                struct spfe_lookup *lookup)
{
    if (lookup->answer.dns_class == SPFEVAL_DNS_FAILED) {
        return spfe_check_temperror(check, frame);
    }
    if (spfe_answer_is_void(&lookup->answer)) {
        return spfe_check_void(check, frame);
    }
    return spfe_check_match(check, frame); /* any address will do */
}

/* RFC 7208 section 5.7: type A, also for IPv6 clients. */
enum spfe_next
spfe_mech_exists(struct spfeval_check *check, struct spfe_frame *frame)
{
    return spfe_check_look_up(check, frame, SPFEVAL_RRTYPE_A, frame->target,
                              exists_answered);
}
