/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/mech.h"
#include "rule/match.h"

/* One event for a run of terms that did not match: lists can be long. */
static bool
trace_run(struct spfeval_check *check, struct spfe_frame *frame,
          uint32_t start)
{
    struct spfe_event event = {
        .frame = frame,
        .term = start,
        .term_count = frame->term - start,
        .terms = (uint16_t)check->limits.terms,
        .voids = (uint16_t)check->limits.voids,
        .kind = SPFEVAL_EVENT_TERM,
        .verdict = SPFEVAL_VERDICT_NO_MATCH,
    };

    return event.term_count == 0 ||
           spfe_trace_add(&check->trace, &check->arena, &event);
}

static enum spfe_local
run(const struct spfe_ip *client, struct spfe_frame *frame)
{
    const struct spfeval_record *record = frame->record;

    for (; frame->term < record->term_count; frame->term++) {
        const struct spfe_term *term = &record->terms[frame->term];

        switch (term->kind) {
        case SPFEVAL_TERM_ALL: /* RFC 7208 section 5.1 */
            return SPFE_LOCAL_MATCH;
        case SPFEVAL_TERM_IP4: /* RFC 7208 section 5.6 */
        case SPFEVAL_TERM_IP6:
            if (spfe_match_network(client, term)) {
                return SPFE_LOCAL_MATCH;
            }
            break;
        case SPFEVAL_TERM_REDIRECT: /* RFC 7208 section 6: modifiers act */
        case SPFEVAL_TERM_EXP:      /* after the mechanisms, or not at all */
        case SPFEVAL_TERM_MODIFIER:
            break;
        default:
            return SPFE_LOCAL_STOP;
        }
    }
    return SPFE_LOCAL_END;
}

enum spfe_local
spfe_mech_local(struct spfeval_check *check, struct spfe_frame *frame)
{
    uint32_t start = frame->term;
    enum spfe_local found = run(&check->values.client, frame);

    return trace_run(check, frame, start) ? found : SPFE_LOCAL_ERROR;
}
