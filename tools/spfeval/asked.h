/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a check asked, and when it was answered: the part of the trace that the
 * library cannot know.
 */
#ifndef SPFEVAL_TOOL_ASKED_H
#define SPFEVAL_TOOL_ASKED_H

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct asked_question {
    const spfeval_query *query; /* lives as long as the check */
    spfeval_answer *answer;     /* owned; NULL when none came */
    bool has_time;              /* not when it came from zone data */
    uint32_t elapsed_ms;
};

struct asked {
    struct asked_question *questions;
    size_t count;
    size_t capacity;
    bool failed; /* out of memory: something is missing */
};

/* Note a question. */
void asked_add(struct asked *asked, const spfeval_query *query);

/* Note its answer; elapsed_ms is NULL when it did not take any time. */
void asked_answered(struct asked *asked, const spfeval_query *query,
                    const spfeval_answer *answer, const uint32_t *elapsed_ms);

/* The question that a step used the answer of, or NULL. */
const struct asked_question *asked_find(const struct asked *asked,
                                        const spfeval_event *event);

/* Did some step use the answer? */
bool asked_is_used(const struct asked_question *question,
                   const spfeval_outcome *outcome);

/* Free what it holds. */
void asked_clear(struct asked *asked);

#endif
