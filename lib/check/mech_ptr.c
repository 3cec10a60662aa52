/* SPDX-License-Identifier: BSD-2-Clause */
/* Mechanism ptr: the names of the client, validated by their addresses. */
#include "check/mech.h"
#include "rule/match.h"

static enum spfe_next ask_next_name(struct spfeval_check *check,
                                    struct spfe_frame *frame);

/* RFC 7208 section 5.5: a name whose addresses cannot be had is skipped. */
static enum spfe_next
address_answered(struct spfeval_check *check, struct spfe_frame *frame,
                 struct spfe_lookup *lookup)
{
    if (spfe_match_exactly(&check->values.client, &lookup->answer)) {
        return spfe_check_match(check, frame);
    }
    return ask_next_name(check, frame);
}

static enum spfe_next
ask_next_name(struct spfeval_check *check, struct spfe_frame *frame)
{
    if (frame->name_at == frame->name_count) {
        return spfe_check_no_match(check, frame);
    }
    spfe_limits_count_ptr_name(&check->limits);
    return spfe_check_look_up(
        check, frame, spfe_match_rrtype(&check->values.client),
        frame->names[frame->name_at++], address_answered);
}

static enum spfe_next
ptr_answered(struct spfeval_check *check, struct spfe_frame *frame,
             struct spfe_lookup *lookup)
{
    if (lookup->answer.dns_class == SPFEVAL_DNS_FAILED) {
        return spfe_check_no_match(check, frame); /* section 5.5 */
    }
    if (spfe_answer_is_void(&lookup->answer)) {
        return spfe_check_void(check, frame);
    }
    /* Only names within the target can match, so no others are asked for. */
    if (!spfe_client_collect_names(check, frame, &lookup->answer,
                                   &frame->target)) {
        return SPFE_NEXT_ERROR;
    }
    return ask_next_name(check, frame);
}

/* RFC 7208 section 5.5 */
enum spfe_next
spfe_mech_ptr(struct spfeval_check *check, struct spfe_frame *frame)
{
    struct spfe_text name;

    if (!spfe_client_reverse_name(check, &name)) {
        return SPFE_NEXT_ERROR;
    }
    return spfe_check_look_up(check, frame, SPFEVAL_RRTYPE_PTR, name,
                              ptr_answered);
}
