/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/hints.h"

#include <string.h>

#include "check/check.h"

/*
 * Is a frame's domain the same for each mail of the checked domain? It is when
 * the terms that lead to it use no macros but the domain itself.
 */
static bool
is_stable_term(const struct spfe_term *term)
{
    const uint16_t of_the_domain = SPFEVAL_MACRO_D | SPFEVAL_MACRO_O;

    return (term->argument.macros & ~of_the_domain) == 0;
}

static bool
is_stable(const struct spfe_frame *frame)
{
    for (; frame->from != NULL; frame = frame->from) {
        if (!is_stable_term(&frame->from->record->terms[frame->from_term])) {
            return false;
        }
    }
    return true;
}

/* The name that a term of a frame asks for, as a template. */
static bool
from_term(const struct spfe_frame *frame, uint32_t index,
          enum spfe_hint_kind kind, struct spfe_hint *out)
{
    const struct spfe_term *term = &frame->record->terms[index];

    if (!is_stable(frame) || (term->argument.macros & SPFEVAL_MACRO_P) != 0) {
        return false;
    }
    out->kind = (uint8_t)kind;
    out->domain = frame->domain;
    out->spec = spfe_record_slice(frame->record, term->argument.offset,
                                  term->argument.len);
    out->expands = term->argument.expands;
    out->macros = term->argument.macros;
    return true;
}

/* A host of an mx term; the same for each mail if that term is. */
static bool
from_host(const struct spfe_event *event, struct spfe_hint *out)
{
    if (!is_stable(event->frame) ||
        !is_stable_term(&event->frame->record->terms[event->term])) {
        return false;
    }
    out->kind = SPFE_HINT_ADDRESS;
    out->domain = event->lookup->query.name;
    out->spec.ptr = "";
    out->spec.len = 0;
    out->expands = false;
    out->macros = 0;
    return true;
}

static bool
from_lookup(const struct spfe_event *event, struct spfe_hint *out)
{
    const struct spfe_frame *frame = event->frame;
    const struct spfe_term *term;
    uint16_t type = event->lookup->query.type;

    if (event->term_count == 0) {
        return false; /* of an explanation: names of the client */
    }
    term = &frame->record->terms[event->term];
    if ((term->argument.macros & SPFEVAL_MACRO_P) != 0) {
        return false;
    }
    switch (term->kind) {
    case SPFEVAL_TERM_A:
        return from_term(frame, event->term, SPFE_HINT_ADDRESS, out);
    case SPFEVAL_TERM_EXISTS:
        return from_term(frame, event->term, SPFE_HINT_EXISTS, out);
    case SPFEVAL_TERM_MX:
        return type == SPFEVAL_RRTYPE_MX
                   ? from_term(frame, event->term, SPFE_HINT_MX, out)
                   : from_host(event, out);
    case SPFEVAL_TERM_PTR:
        return type == SPFEVAL_RRTYPE_PTR &&
               from_term(frame, event->term, SPFE_HINT_REVERSE, out);
    default:
        return false;
    }
}

/* False when the event has nothing that the next evaluation can ask. */
static bool
from_event(const struct spfe_event *event, struct spfe_hint *out)
{
    const struct spfe_frame *frame = event->frame;

    if (event->lookup == NULL) {
        return false;
    }
    switch (event->kind) {
    case SPFEVAL_EVENT_RECORD: /* the first one is asked anyway */
        return frame->from != NULL &&
               from_term(frame->from, frame->from_term,
                         frame->caller == NULL ? SPFE_HINT_OWN
                                               : SPFE_HINT_RECORD,
                         out);
    case SPFEVAL_EVENT_LOOKUP:
        return from_lookup(event, out);
    default: /* SPFEVAL_EVENT_EXPLANATION */
        return from_term(frame, frame->record->exp, SPFE_HINT_TEXT, out);
    }
}

/* What the hints of a check take. */
static uint32_t
measure(const struct spfe_trace *trace, size_t *octets)
{
    uint32_t count = 0;
    uint32_t i;

    *octets = 0;
    for (i = 0; i < trace->count; i++) {
        struct spfe_hint hint;

        if (from_event(spfe_trace_get(trace, i), &hint)) {
            count++;
            *octets += (size_t)hint.domain.len + 1 + hint.spec.len + 1;
        }
    }
    return count;
}

/* Copy a text to where *at points, with a NUL. */
static void
move_text(struct spfe_text *text, char **at)
{
    if (text->len > 0) {
        memcpy(*at, text->ptr, text->len);
    }
    (*at)[text->len] = '\0';
    text->ptr = *at;
    *at += text->len + 1;
}

bool
spfe_hints_learn(const struct spfeval_check *check, const struct spfe_mem *mem,
                 struct spfe_shared **out)
{
    const struct spfe_trace *trace = &check->trace;
    struct spfe_shared *shared;
    struct spfe_hints *hints;
    size_t octets;
    uint32_t count = measure(trace, &octets);
    uint32_t i;
    char *at;

    *out = NULL;
    if (count == 0) {
        return true;
    }
    shared = spfe_shared_new(mem, sizeof(*hints) +
                                      count * sizeof(*hints->items) + octets);
    if (shared == NULL) {
        return false;
    }
    hints = (struct spfe_hints *)(void *)spfe_shared_room(shared);
    hints->items = (struct spfe_hint *)(void *)(hints + 1);
    hints->count = 0;
    at = (char *)(hints->items + count);
    for (i = 0; i < trace->count; i++) {
        struct spfe_hint *hint = &hints->items[hints->count];
        struct spfe_hint found;

        if (from_event(spfe_trace_get(trace, i), &found)) {
            *hint = found;
            move_text(&hint->domain, &at);
            move_text(&hint->spec, &at);
            hints->count++;
        }
    }
    shared->parsed = hints;
    *out = shared;
    return true;
}
