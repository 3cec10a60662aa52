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
 * RFC 7208 section 5.6: the first term from here on that matches the client,
 * or that is neither ip4 nor ip6. Lists of networks are long, so these do
 * nothing else.
 */
static const struct spfe_term *
pass_networks4(const struct spfe_ip *client, const struct spfe_term *term,
               const struct spfe_term *end)
{
    uint32_t number = spfe_ip4_number(client->octets);

    for (; term < end; term++) {
        if (term->kind == SPFEVAL_TERM_IP4) {
            if (spfe_match_ip4(number, term)) {
                break;
            }
        } else if (term->kind != SPFEVAL_TERM_IP6) {
            break;
        }
    }
    return term;
}

static const struct spfe_term *
pass_networks6(const struct spfe_ip *client, const struct spfe_term *term,
               const struct spfe_term *end)
{
    while (term < end && (term->kind == SPFEVAL_TERM_IP4 ||
                          (term->kind == SPFEVAL_TERM_IP6 &&
                           !spfe_match_network(client, term)))) {
        term++;
    }
    return term;
}

static uint32_t
pass_networks(const struct spfe_ip *client,
              const struct spfeval_record *record, uint32_t index)
{
    const struct spfe_term *term;
    const struct spfe_term *end;

    if (index == record->term_count) {
        return index; /* there may be no terms at all */
    }
    term = record->terms + index;
    end = record->terms + record->term_count;
    term = client->len == SPFE_IP4_OCTETS ? pass_networks4(client, term, end)
                                          : pass_networks6(client, term, end);
    return (uint32_t)(term - record->terms);
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
