/* SPDX-License-Identifier: BSD-2-Clause */
#include "observe_trace.h"

#include <spfeval/dns.h>
#include <spfeval/status.h>

static const char *
verdict_name(uint32_t verdict)
{
    static const char *const names[] = {"none",      "match",     "no-match",
                                        "temperror", "permerror", "followed"};

    return verdict < sizeof(names) / sizeof(names[0]) ? names[verdict]
                                                      : "unknown";
}

static void
add_answer(const spfeval_event *event, struct buf *out)
{
    buf_add(out, event->target, event->target_len);
    buf_add_string(out, ": ");
    buf_add_string(out, spfeval_dns_name((int)event->dns_class,
                                         (int)event->dns_failure,
                                         (int)event->rcode));
    if (event->dns_class == SPFEVAL_DNS_OK) {
        buf_add_string(out, " ");
        buf_add_number(out, event->record_count);
    }
}

static void
add_terms(const spfeval_event *event, struct buf *out, struct buf *complaints)
{
    spfeval_term first = {.struct_size = sizeof(first)};
    spfeval_term last = {.struct_size = sizeof(last)};
    size_t len = 0;
    const char *text = spfeval_record_get_text(event->record, &len);

    if (event->term_count == 0 ||
        spfeval_record_get_term(event->record, event->term, &first) !=
            SPFEVAL_OK ||
        spfeval_record_get_term(event->record,
                                event->term + event->term_count - 1,
                                &last) != SPFEVAL_OK ||
        last.offset < first.offset || last.length > len ||
        last.offset > len - last.length) {
        buf_add_string(complaints, "an event's terms are not in its record\n");
        return;
    }
    buf_add(out, text + first.offset,
            last.offset + last.length - first.offset);
    if (event->target_len > 0) {
        buf_add_string(out, " -> ");
        buf_add(out, event->target, event->target_len);
    }
    buf_add_string(out, ": ");
    buf_add_string(out, verdict_name(event->verdict));
}

static void
add_event(const spfeval_event *event, struct buf *out, struct buf *complaints)
{
    uint32_t i;

    for (i = 0; i < event->depth; i++) {
        buf_add_string(out, ">");
    }
    switch (event->kind) {
    case SPFEVAL_EVENT_RECORD:
        buf_add_string(out, "record ");
        add_answer(event, out);
        break;
    case SPFEVAL_EVENT_TERM:
        buf_add_string(out, "term ");
        add_terms(event, out, complaints);
        break;
    case SPFEVAL_EVENT_LOOKUP:
        buf_add_string(out, "lookup ");
        buf_add_string(out, spfeval_rrtype_name((int)event->query_type));
        buf_add_string(out, " ");
        add_answer(event, out);
        break;
    case SPFEVAL_EVENT_EXPLANATION:
        buf_add_string(out, "explanation ");
        add_answer(event, out);
        break;
    default:
        buf_add_string(complaints, "an event of an unknown kind\n");
        break;
    }
    buf_add_string(out, " (");
    buf_add_number(out, event->terms);
    buf_add_string(out, "/");
    buf_add_number(out, event->voids);
    buf_add_string(out, ")");
}

static void
check_event(const spfeval_event *event, const spfeval_event *before,
            struct buf *complaints)
{
    if (event->terms < before->terms || event->voids < before->voids) {
        buf_add_string(complaints, "the trace's counters go back\n");
    }
    if (event->term_count > 0 && (event->kind == SPFEVAL_EVENT_RECORD ||
                                  event->kind == SPFEVAL_EVENT_EXPLANATION)) {
        buf_add_string(complaints, "an event names a term it is not about\n");
    }
    if (event->owner == NULL || event->owner[event->owner_len] != '\0') {
        buf_add_string(complaints, "an event has no proper owner\n");
    }
}

void
observe_trace(const spfeval_outcome *outcome, struct facts *out,
              struct buf *complaints)
{
    uint32_t count = spfeval_outcome_get_event_count(outcome);
    spfeval_event event = {.struct_size = sizeof(event)};
    spfeval_event before = {.struct_size = sizeof(before)};
    struct buf lines = {0};
    uint32_t i;

    for (i = 0; i < count; i++) {
        if (spfeval_outcome_get_event(outcome, i, &event) != SPFEVAL_OK) {
            buf_add_string(complaints, "an event of the trace is missing\n");
            break;
        }
        check_event(&event, &before, complaints);
        buf_add_string(&lines, i > 0 ? "\n" : "");
        add_event(&event, &lines, complaints);
        before = event;
    }
    if (spfeval_outcome_get_event(outcome, count, &event) !=
        SPFEVAL_ERR_NOT_FOUND) {
        buf_add_string(complaints, "the trace goes on after its end\n");
    }
    if (before.terms !=
            spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS) ||
        before.voids !=
            spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS)) {
        buf_add_string(complaints, "trace and counters disagree\n");
    }
    facts_set(out, "trace", buf_text(&lines));
    buf_free(&lines);
}
