/* SPDX-License-Identifier: BSD-2-Clause */
#include "outcome_text.h"

#include "decision.h"
#include "escape.h"
#include "names.h"

/* ok, 1 record, ttl 3600, 12 ms */
static void
add_answer(struct text *out, const struct asked_question *question)
{
    const spfeval_answer *answer = question->answer;
    uint32_t count = spfeval_answer_get_count(answer);
    uint32_t ttl;

    if (answer == NULL) {
        text_add_string(out, "no answer");
        return;
    }
    text_add_string(out, spfeval_dns_name(spfeval_answer_get_class(answer),
                                          spfeval_answer_get_failure(answer),
                                          spfeval_answer_get_rcode(answer)));
    if (count > 0) {
        text_add_format(out, ", %u record%s", count, count == 1 ? "" : "s");
    }
    if (spfeval_answer_get_ttl(answer, &ttl) == SPFEVAL_OK) {
        text_add_format(out, ", ttl %u", ttl);
    }
    if (question->has_time) {
        text_add_format(out, ", %u ms", question->elapsed_ms);
    }
}

/* TXT example.org: and the answer */
static void
add_question(struct text *out, const struct asked_question *question)
{
    size_t len;
    const char *name = spfeval_query_get_name(question->query, &len);
    int type = spfeval_query_get_type(question->query);

    text_add_format(out, " %s ", spfeval_rrtype_name(type));
    escape_add(out, name, len);
    text_add_string(out, ": ");
    add_answer(out, question);
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
add_event(struct text *out, const spfeval_event *event,
          const struct asked *asked)
{
    const struct asked_question *question = asked_find(asked, event);
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
    if (question != NULL) {
        add_question(out, question);
    }
    text_add_format(out, " [terms %u, voids %u]\n", event->terms,
                    event->voids);
}

static void
add_unused(struct text *out, const struct asked_question *question)
{
    text_add_format(out, "trace: %s:",
                    question->answer != NULL ? "asked ahead, not used"
                                             : "asked, not answered");
    add_question(out, question);
    text_add_string(out, "\n");
}

void
trace_text_add(struct text *out, const spfeval_outcome *outcome,
               const struct asked *asked)
{
    uint32_t count = spfeval_outcome_get_event_count(outcome);
    uint32_t i;
    size_t j;

    for (i = 0; i < count; i++) {
        spfeval_event event = {.struct_size = sizeof(event)};

        if (spfeval_outcome_get_event(outcome, i, &event) == SPFEVAL_OK) {
            add_event(out, &event, asked);
        }
    }
    for (j = 0; j < asked->count; j++) {
        if (!asked_is_used(&asked->questions[j], outcome)) {
            add_unused(out, &asked->questions[j]);
        }
    }
}
