/* SPDX-License-Identifier: BSD-2-Clause */
/* Mechanism mx: the mail exchangers, then their addresses. */
#include <spfeval/status.h>

#include "check/mech.h"
#include "rule/exchange.h"
#include "rule/match.h"

static enum spfe_next ask_next_exchange(struct spfeval_check *check,
                                        struct spfe_frame *frame);

/* The addresses of a host are not a term's own query: nothing is charged. */
static enum spfe_next
address_answered(struct spfeval_check *check, struct spfe_frame *frame,
                 struct spfe_lookup *lookup)
{
    if (lookup->answer.dns_class == SPFEVAL_DNS_FAILED) {
        return spfe_check_temperror(check, frame);
    }
    if (spfe_match_addresses(&check->values.client, &lookup->answer,
                             spfe_frame_term(frame))) {
        return spfe_check_match(check, frame);
    }
    return ask_next_exchange(check, frame);
}

static enum spfe_next
ask_next_exchange(struct spfeval_check *check, struct spfe_frame *frame)
{
    if (frame->name_at == frame->name_count) {
        return spfe_check_no_match(check, frame);
    }
    spfe_limits_count_mx_name(&check->limits);
    return spfe_check_look_up(
        check, frame, spfe_match_rrtype(&check->values.client),
        frame->names[frame->name_at++], address_answered);
}

static enum spfe_next
mx_answered(struct spfeval_check *check, struct spfe_frame *frame,
            struct spfe_lookup *lookup)
{
    if (lookup->answer.dns_class == SPFEVAL_DNS_FAILED) {
        return spfe_check_temperror(check, frame);
    }
    if (spfe_answer_is_void(&lookup->answer)) {
        return spfe_check_void(check, frame);
    }
    /* RFC 7208 section 4.6.4: more than 10 are an error, whatever they are. */
    if (!spfe_limits_allow_mx(&check->limits, lookup->answer.count)) {
        return spfe_check_finish(check, frame, SPFEVAL_RESULT_PERMERROR,
                                 SPFEVAL_REASON_MX_LIMIT);
    }
    frame->name_at = 0;
    if (spfe_exchanges_sort(&lookup->answer, &check->arena, &frame->names,
                            &frame->name_count) != SPFEVAL_OK) {
        return SPFE_NEXT_ERROR;
    }
    return ask_next_exchange(check, frame);
}

/* RFC 7208 section 5.4; without MX records there is no implicit one. */
enum spfe_next
spfe_mech_mx(struct spfeval_check *check, struct spfe_frame *frame)
{
    struct spfe_question question = {.name = frame->target,
                                     .hash = frame->target_hash,
                                     .type = SPFEVAL_RRTYPE_MX,
                                     .event = SPFEVAL_EVENT_LOOKUP,
                                     .leads_to = SPFE_LEADS_TO_ADDRESSES};

    return spfe_check_ask(check, frame, &question, mx_answered);
}
