/* SPDX-License-Identifier: BSD-2-Clause */
#include "asked.h"

#include <stdlib.h>
#include <strings.h>

void
asked_add(struct asked *asked, const spfeval_query *query)
{
    struct asked_question *grown;
    size_t capacity;

    if (asked->count == asked->capacity) {
        capacity = asked->capacity > 0 ? 2 * asked->capacity : 16;
        grown = realloc(asked->questions, capacity * sizeof(*grown));
        if (grown == NULL) {
            asked->failed = true;
            return;
        }
        asked->questions = grown;
        asked->capacity = capacity;
    }
    asked->questions[asked->count++] = (struct asked_question){.query = query};
}

void
asked_answered(struct asked *asked, const spfeval_query *query,
               const spfeval_answer *answer, const uint32_t *elapsed_ms)
{
    size_t i = asked->count;

    /* The last ones are those that are open. */
    while (i > 0 && asked->questions[i - 1].query != query) {
        i--;
    }
    if (i > 0) {
        struct asked_question *question = &asked->questions[i - 1];

        if (spfeval_answer_new(NULL, &question->answer) != SPFEVAL_OK ||
            spfeval_answer_set_from(question->answer, answer) != SPFEVAL_OK) {
            asked->failed = true;
        }
        question->has_time = elapsed_ms != NULL;
        question->elapsed_ms = elapsed_ms != NULL ? *elapsed_ms : 0;
    }
}

/* Names are the same in any case. */
static bool
is_about(const spfeval_event *event, const spfeval_query *query)
{
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);

    return event->query_type == (uint32_t)spfeval_query_get_type(query) &&
           event->target_len == len &&
           strncasecmp(event->target, name, len) == 0;
}

const struct asked_question *
asked_find(const struct asked *asked, const spfeval_event *event)
{
    size_t i;

    /* One that was dropped and asked again counts as it was used. */
    for (i = asked->count; i > 0; i--) {
        if (is_about(event, asked->questions[i - 1].query)) {
            return &asked->questions[i - 1];
        }
    }
    return NULL;
}

bool
asked_is_used(const struct asked_question *question,
              const spfeval_outcome *outcome)
{
    uint32_t count = spfeval_outcome_get_event_count(outcome);
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_event event = {.struct_size = sizeof(event)};

        if (spfeval_outcome_get_event(outcome, i, &event) == SPFEVAL_OK &&
            is_about(&event, question->query)) {
            return true;
        }
    }
    return false;
}

void
asked_clear(struct asked *asked)
{
    size_t i;

    for (i = 0; i < asked->count; i++) {
        spfeval_answer_free(asked->questions[i].answer);
    }
    free(asked->questions);
    *asked = (struct asked){0};
}
