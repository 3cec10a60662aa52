/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/frame.h"

#include "check/mech.h"

/* RFC 7208 sections 4.3, 5.2 and 6.1: what it means that there is none. */
static enum spfe_next
no_record(struct spfeval_check *check, struct spfe_frame *frame,
          const struct spfe_answer *answer)
{
    switch (frame->origin) {
    case SPFE_ORIGIN_INCLUDE:
        return spfe_check_finish(check, frame, SPFEVAL_RESULT_PERMERROR,
                                 SPFEVAL_REASON_INCLUDE_NO_RECORD);
    case SPFE_ORIGIN_REDIRECT:
        return spfe_check_finish(check, frame, SPFEVAL_RESULT_PERMERROR,
                                 SPFEVAL_REASON_REDIRECT_NO_RECORD);
    default:
        return spfe_check_finish(check, frame, SPFEVAL_RESULT_NONE,
                                 answer->dns_class == SPFEVAL_DNS_NXDOMAIN
                                     ? SPFEVAL_REASON_NXDOMAIN
                                     : SPFEVAL_REASON_NO_RECORD);
    }
}

static enum spfe_next
record_answered(struct spfeval_check *check, struct spfe_frame *frame,
                struct spfe_lookup *lookup)
{
    const struct spfe_found *found;

    if (lookup->answer.dns_class == SPFEVAL_DNS_FAILED) {
        return spfe_check_temperror(check, frame); /* section 4.4 */
    }
    found = spfe_lookup_find_record(lookup, &check->arena);
    if (found == NULL) {
        return SPFE_NEXT_ERROR;
    }
    frame->found = found;
    switch (found->selection) { /* section 4.5 */
    case SPFE_SELECT_NONE:
        return no_record(check, frame, &lookup->answer);
    case SPFE_SELECT_SEVERAL:
        return spfe_check_finish(check, frame, SPFEVAL_RESULT_PERMERROR,
                                 SPFEVAL_REASON_MULTIPLE_RECORDS);
    default:
        break;
    }
    if (found->record == NULL) { /* section 4.6 */
        return spfe_check_finish(check, frame, SPFEVAL_RESULT_PERMERROR,
                                 SPFEVAL_REASON_SYNTAX);
    }
    frame->record = found->record;
    return SPFE_NEXT_RUN;
}

/*
 * The path becomes longer. Steps up become wider and wider, by the rule of
 * skew binary numbers: two equal ones in a row are made one.
 */
static void
extend_path(struct spfe_frame *frame, const struct spfe_frame *from)
{
    const struct spfe_frame *jump = from->jump;

    frame->place = (uint16_t)(from->place + 1);
    frame->jump = from->place - jump->place == jump->place - jump->jump->place
                      ? jump->jump
                      : frame->from;
}

enum spfe_next
spfe_frame_enter(struct spfeval_check *check, enum spfe_origin origin,
                 struct spfe_frame *from, struct spfe_text domain,
                 uint32_t hash)
{
    static const struct spfe_frame blank;
    struct spfe_frame *frame = spfe_arena_alloc(&check->arena, sizeof(*frame));
    struct spfe_question question = {.name = domain,
                                     .hash = hash,
                                     .type = SPFEVAL_RRTYPE_TXT,
                                     .event = SPFEVAL_EVENT_RECORD};

    if (frame == NULL) {
        return SPFE_NEXT_ERROR;
    }
    *frame = blank;
    frame->origin = (uint8_t)origin;
    frame->domain = domain;
    frame->domain_hash = hash;
    frame->from = from;
    frame->jump = frame;
    if (from != NULL) {
        frame->from_term = from->term;
        extend_path(frame, from);
        if (origin == SPFE_ORIGIN_INCLUDE) {
            frame->caller = from;
            frame->depth = (uint16_t)(from->depth + 1);
        } else if (origin == SPFE_ORIGIN_REDIRECT) {
            frame->caller = from->caller;
            frame->depth = from->depth;
        }
    }
    spfe_limits_count_record(&check->limits);
    question.leads_to = frame->caller == NULL ? SPFE_LEADS_TO_TERMS_AND_TEXT
                                              : SPFE_LEADS_TO_TERMS;
    return spfe_check_ask(check, frame, &question, record_answered);
}

/* RFC 7208 sections 4.7 and 6.1: nothing matched. */
static enum spfe_next
end_of_record(struct spfeval_check *check, struct spfe_frame *frame)
{
    const struct spfeval_record *record = frame->record;

    /* Section 5.1: "all" anywhere makes redirect ineffective. */
    if (record->has_redirect && !record->has_all) {
        frame->term = record->redirect;
        return spfe_mech_start(check, frame);
    }
    return spfe_check_default(check, frame);
}

enum spfe_next
spfe_frame_run(struct spfeval_check *check, struct spfe_frame *frame)
{
    switch (spfe_mech_local(check, frame)) {
    case SPFE_LOCAL_MATCH:
        return spfe_check_match(check, frame);
    case SPFE_LOCAL_STOP:
        return spfe_mech_start(check, frame);
    case SPFE_LOCAL_END:
        return end_of_record(check, frame);
    default:
        return SPFE_NEXT_ERROR;
    }
}
