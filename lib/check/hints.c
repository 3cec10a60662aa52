/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/hints.h"

#include <string.h>

#include "check/check.h"

/*
 * Eight octets at a time. Who finds two records with one mark gains that we ask
 * too much or too late for a domain of his own.
 */
uint32_t
spfe_record_mark(const struct spfeval_record *record)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    struct spfe_text text = record->text;
    uint64_t mark = text.len;
    uint64_t word;
    uint32_t at;

    for (at = 0; text.len - at >= sizeof(word); at += sizeof(word)) {
        memcpy(&word, text.ptr + at, sizeof(word));
        mark = (mark ^ word) * odd;
        mark ^= mark >> 32;
    }
    for (; at < text.len; at++) {
        mark = (mark ^ (uint8_t)text.ptr[at]) * odd;
    }
    return (uint32_t)(mark >> 32) | 1;
}

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
    out->record = spfe_record_mark(frame->record);
    out->expands = term->argument.expands;
    out->macros = term->argument.macros;
    out->misses = 0;
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
    out->record = 0;
    out->expands = false;
    out->macros = 0;
    out->misses = 0;
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
    default: /* not reached: checked */
        return false;
    }
}

bool
spfe_hint_of(const struct spfe_event *event, struct spfe_hint *out)
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

static size_t
size_of_text(const struct spfe_hints *hints)
{
    size_t size = 0;
    uint32_t i;

    for (i = 0; i < hints->count; i++) {
        size += (size_t)hints->items[i].domain.len + 1 +
                hints->items[i].spec.len + 1;
    }
    return size;
}

/* Routes come first: they want the widest alignment. */
struct spfe_shared *
spfe_hints_pack(const struct spfe_hints *hints, const struct spfe_mem *mem)
{
    size_t routes_size = hints->route_count * sizeof(*hints->routes);
    size_t items_size = hints->count * sizeof(*hints->items);
    struct spfe_shared *shared = spfe_shared_new(
        mem, sizeof(*hints) + routes_size + items_size + size_of_text(hints));
    struct spfe_hints *out;
    uint32_t i;
    char *at;

    if (shared == NULL) {
        return NULL;
    }
    out = (struct spfe_hints *)(void *)spfe_shared_room(shared);
    *out = *hints;
    out->routes = (struct spfe_route *)(void *)(out + 1);
    out->items = (struct spfe_hint *)(void *)(out->routes + out->route_count);
    at = (char *)(out->items + out->count);
    if (routes_size > 0) {
        memcpy(out->routes, hints->routes, routes_size);
    }
    for (i = 0; i < out->count; i++) {
        out->items[i] = hints->items[i];
        move_text(&out->items[i].domain, &at);
        move_text(&out->items[i].spec, &at);
    }
    shared->parsed = out;
    return shared;
}
