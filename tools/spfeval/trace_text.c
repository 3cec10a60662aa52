/* SPDX-License-Identifier: BSD-2-Clause */
#include "outcome_text.h"

#include "decision.h"
#include "escape.h"
#include "names.h"

/* TXT example.org: ok, 1 record, ttl 3600 */
static void
add_answer(struct text *out, const spfeval_event *event)
{
    if (event->query_type == 0) {
        return;
    }
    text_add_format(out, " %s", spfeval_rrtype_name((int)event->query_type));
    if (event->target_len > 0) {
        text_add_string(out, " ");
        escape_add(out, event->target, event->target_len);
    }
    text_add_format(out, ": %s",
                    spfeval_dns_name((int)event->dns_class,
                                     (int)event->dns_failure,
                                     (int)event->rcode));
    if (event->dns_class == SPFEVAL_DNS_OK) {
        text_add_format(out, ", %u record%s, ttl %u", event->record_count,
                        event->record_count == 1 ? "" : "s", event->ttl);
    }
}

static void
add_terms(struct text *out, const spfeval_event *event)
{
    const char *verdict = names_verdict(event->verdict);
    const char *terms;
    size_t len;

    terms = decision_term_text(event->record, event->term, event->term_count,
                               &len);
    if (terms != NULL) {
        text_add_string(out, " ");
        escape_add(out, terms, len);
    }
    if (event->target_len > 0 && event->query_type == 0) {
        text_add_string(out, " -> ");
        escape_add(out, event->target, event->target_len);
    }
    if (verdict != NULL) {
        text_add_format(out, ": %s", verdict);
    }
}

static void
add_event(struct text *out, const spfeval_event *event)
{
    uint32_t i;

    text_add_string(out, "trace: ");
    for (i = 0; i < event->depth; i++) {
        text_add_string(out, "  ");
    }
    escape_add(out, event->owner, event->owner_len);
    text_add_format(out, ": %s", names_event(event->kind));
    if (event->kind == SPFEVAL_EVENT_TERM) {
        add_terms(out, event);
    }
    add_answer(out, event);
    text_add_format(out, " [terms %u, voids %u]\n", event->terms,
                    event->voids);
}

void
trace_text_add(struct text *out, const spfeval_outcome *outcome)
{
    uint32_t count = spfeval_outcome_get_event_count(outcome);
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_event event = {.struct_size = sizeof(event)};

        if (spfeval_outcome_get_event(outcome, i, &event) == SPFEVAL_OK) {
            add_event(out, &event);
        }
    }
}
