/* SPDX-License-Identifier: BSD-2-Clause */
#include "rule/keep.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/dname.h"
#include "rule/select.h"

/* Most records are parsed within this; longer ones take memory for a moment. */
enum { SCRATCH_SIZE = 2048 };

/*
 * Two octets of text may be a term, which takes 24. The record in an
 * answer shall not take much more than the answer: of one that has a thousand
 * terms each check makes its own, within its own bound.
 */
enum { MOST_PARSED = 32768 };

/* Text that points into one copy of the data shall point into the other. */
static void
rebase(struct spfe_text *text, const uint8_t *from, const uint8_t *to)
{
    if (text->ptr != NULL) {
        text->ptr = (const char *)to + (text->ptr - (const char *)from);
    }
}

/*
 * Note what evaluation would find out about a name each time that it comes to
 * this term: that it can be asked for, and its hash.
 */
static void
judge_name(const struct spfeval_record *record, struct spfe_term *term)
{
    struct spfe_argument *argument = &term->argument;
    struct spfe_text name =
        spfe_record_slice(record, argument->offset, argument->len);

    /* A final dot is cut off later, so it is no name as it stands. */
    argument->is_name =
        !argument->expands && spfe_dname_inspect(name, &argument->hash);
}

static bool
has_name(const struct spfe_term *term)
{
    return !spfe_term_is_ip(term) && term->argument.is_name;
}

/* Judge all names. Octets that copies of them take, each with a NUL. */
static size_t
judge_names(const struct spfe_found *found)
{
    size_t size = 0;
    uint32_t i;

    if (found == NULL || found->record == NULL) {
        return 0;
    }
    for (i = 0; i < found->record->term_count; i++) {
        struct spfe_term *term = &found->record->terms[i];

        if (!spfe_term_is_ip(term)) {
            judge_name(found->record, term);
            size += has_name(term) ? (size_t)term->argument.len + 1 : 0;
        }
    }
    return size;
}

/* Copy the names to room, which is behind the text: questions want a NUL. */
static void
copy_names(struct spfeval_record *record, char *room)
{
    uint32_t i;

    for (i = 0; i < record->term_count; i++) {
        struct spfe_argument *argument = &record->terms[i].argument;

        if (has_name(&record->terms[i])) {
            memcpy(room, record->text.ptr + argument->offset, argument->len);
            room[argument->len] = '\0';
            argument->name = (uint32_t)(room - record->text.ptr);
            room += argument->len + 1;
        }
    }
}

/* Move record and terms to room; returns what is free behind them. */
static char *
move_record(struct spfe_found *found, char *room)
{
    struct spfeval_record *record = (struct spfeval_record *)(void *)room;

    if (found->record == NULL) {
        return room;
    }
    *record = *found->record;
    room += sizeof(*record);
    if (record->term_count > 0) {
        memcpy(room, record->terms,
               record->term_count * sizeof(*record->terms));
    }
    record->terms = (struct spfe_term *)(void *)room;
    found->record = record;
    return room + record->term_count * sizeof(*record->terms);
}

/* The parsed parts come first: they want alignment, the data does not. */
static struct spfe_shared *
pack(const struct spfe_mem *mem, const struct spfe_answer *answer,
     const struct spfe_found *parsed)
{
    size_t head = parsed == NULL ? 0 : spfe_found_size(parsed);
    size_t names = judge_names(parsed);
    struct spfe_shared *shared =
        spfe_shared_new(mem, head + answer->len + names);
    struct spfe_found *found;
    uint8_t *data;

    if (shared == NULL) {
        return NULL;
    }
    data = (uint8_t *)spfe_shared_room(shared) + head;
    shared->answer = *answer;
    shared->answer.data = answer->len > 0 ? data : NULL;
    if (answer->len > 0) {
        memcpy(data, answer->data, answer->len);
    }
    if (parsed != NULL) {
        found = (struct spfe_found *)(void *)spfe_shared_room(shared);
        *found = *parsed;
        move_record(found, (char *)(found + 1));
        rebase(&found->text, answer->data, data);
        if (found->record != NULL) {
            rebase(&found->record->text, answer->data, data);
            copy_names(found->record, (char *)data + answer->len);
        }
        shared->parsed = found;
    }
    return shared;
}

struct spfe_shared *
spfe_keep_answer(const struct spfe_mem *mem, const struct spfe_answer *answer)
{
    uint64_t scratch[SCRATCH_SIZE / sizeof(uint64_t)];
    const struct spfe_found *found = NULL;
    struct spfe_shared *shared = NULL;
    struct spfe_arena arena;
    bool is_text = answer->type == SPFEVAL_RRTYPE_TXT &&
                   answer->dns_class == SPFEVAL_DNS_OK;

    spfe_arena_init(&arena, mem, MOST_PARSED, scratch, sizeof(scratch));
    if (is_text) {
        found = spfe_select_and_parse(answer, &arena);
    }
    if (arena.status != SPFEVAL_ERR_NOMEM) {
        shared = pack(mem, answer, found);
    }
    spfe_arena_clear(&arena);
    return shared;
}
