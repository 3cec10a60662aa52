/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/mech.h"
#include "rule/match.h"

/* One event for a run of terms that did not match: lists can be long. */
static bool
trace_run(struct spfeval_check *check, struct spfe_frame *frame,
          uint32_t start)
{
    struct spfe_event *event;

    if (frame->term == start) {
        return true;
    }
    event = spfe_trace_add(&check->trace, &check->arena);
    if (event == NULL) {
        return false;
    }
    *event = (struct spfe_event){
        .frame = frame,
        .term = start,
        .term_count = frame->term - start,
        .terms = (uint16_t)check->limits.terms,
        .voids = (uint16_t)check->limits.voids,
        .kind = SPFEVAL_EVENT_TERM,
        .verdict = SPFEVAL_VERDICT_NO_MATCH,
    };
    return true;
}

/*
 * RFC 7208 section 5.6: the first term from index on that matches the client,
 * or that is neither ip4 nor ip6. Lists of networks are long, so this does
 * nothing else.
 */
static uint32_t
pass_networks(const struct spfe_ip *client,
              const struct spfeval_record *record, uint32_t index)
{
    uint32_t number = spfe_ip4_number(client->octets);
    bool is_ip4 = client->len == SPFE_IP4_OCTETS;

    for (; index < record->term_count; index++) {
        const struct spfe_term *term = &record->terms[index];

        if (term->kind == SPFEVAL_TERM_IP4) {
            if (is_ip4 && spfe_match_ip4(number, term)) {
                break;
            }
        } else if (term->kind != SPFEVAL_TERM_IP6 ||
                   (!is_ip4 && spfe_match_network(client, term))) {
            break;
        }
    }
    return index;
}

static enum spfe_local
run(const struct spfe_ip *client, struct spfe_frame *frame)
{
    const struct spfeval_record *record = frame->record;

    for (;; frame->term++) {
        frame->term = pass_networks(client, record, frame->term);
        if (frame->term == record->term_count) {
            return SPFE_LOCAL_END;
        }
        switch (record->terms[frame->term].kind) {
        case SPFEVAL_TERM_ALL: /* RFC 7208 section 5.1 */
        case SPFEVAL_TERM_IP4:
        case SPFEVAL_TERM_IP6:
            return SPFE_LOCAL_MATCH;
        case SPFEVAL_TERM_REDIRECT: /* RFC 7208 section 6: modifiers act */
        case SPFEVAL_TERM_EXP:      /* after the mechanisms, or not at all */
        case SPFEVAL_TERM_MODIFIER:
            break;
        default:
            return SPFE_LOCAL_STOP;
        }
    }
}

enum spfe_local
spfe_mech_local(struct spfeval_check *check, struct spfe_frame *frame)
{
    uint32_t start = frame->term;
    enum spfe_local found = run(&check->values.client, frame);

    return trace_run(check, frame, start) ? found : SPFE_LOCAL_ERROR;
}
