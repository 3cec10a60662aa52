/* SPDX-License-Identifier: BSD-2-Clause */
#include "support/record_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/status.h>

#include "record/parse.h"
#include "support/tap.h"

/* Where a row may stand in a record. */
struct place {
    const char *before;
    uint32_t terms_before;
    const char *after;
    uint32_t terms_after;
};

static const struct place places[] = {
    {"v=spf1 ", 0, "", 0},
    {"v=spf1 ", 0, " mx", 1},
    {"V=SPF1  -all   ", 1, "  ", 0},
};

void
record_case_parse(struct record_case *parsed, const char *text, size_t len)
{
    struct spfe_text borrowed;

    (void)spfe_mem_init(&parsed->mem, NULL);
    spfe_arena_init(&parsed->arena, &parsed->mem, SIZE_MAX, NULL, 0);
    memset(&parsed->error, 0xA5, sizeof(parsed->error));
    parsed->record = NULL;
    parsed->status = SPFEVAL_ERR_NOMEM;
    parsed->text = malloc(len > 0 ? len : 1);
    if (parsed->text == NULL) {
        return;
    }
    memcpy(parsed->text, text, len);
    borrowed.ptr = parsed->text;
    borrowed.len = (uint32_t)len;
    parsed->status = spfe_record_parse(&parsed->arena, borrowed,
                                       &parsed->record, &parsed->error);
}

void
record_case_clear(struct record_case *parsed)
{
    spfe_arena_clear(&parsed->arena);
    free(parsed->text);
}

static void
parse_in_place(struct record_case *parsed, const struct place *place,
               const char *terms)
{
    char text[1024];
    int len = snprintf(text, sizeof(text), "%s%s%s", place->before, terms,
                       place->after);

    CHECK(len > 0 && (size_t)len < sizeof(text));
    record_case_parse(parsed, text, (size_t)len);
}

static void
check_refused(const struct record_refused *row, const struct place *place)
{
    struct record_case parsed;

    parse_in_place(&parsed, place, row->terms);
    CHECK(parsed.record == NULL);
    if (CHECK_INT(parsed.status, SPFEVAL_ERR_SYNTAX)) {
        uint32_t at = parsed.error.offset;

        CHECK_INT(parsed.error.code, row->code);
        if (CHECK_INT(at, strlen(place->before) + row->at)) {
            CHECK_STR(parsed.text + at, parsed.error.len, row->part);
        }
    }
    record_case_clear(&parsed);
}

void
record_case_refuse(const struct record_refused *rows, size_t count)
{
    size_t i;
    size_t j;

    for (i = 0; i < count; i++) {
        tap_row(rows[i].name);
        for (j = 0; j < TAP_COUNT(places); j++) {
            check_refused(&rows[i], &places[j]);
        }
    }
}

static void
check_argument(const struct record_accepted *row,
               const struct record_case *parsed, const struct spfe_term *term)
{
    const struct spfe_argument *argument = &term->argument;

    CHECK_INT(argument->macros, row->macros);
    if (row->argument == NULL) {
        CHECK_INT(argument->len, 0);
        return;
    }
    CHECK_INT(argument->expands, strchr(row->argument, '%') != NULL);
    if (CHECK_INT(argument->offset, term->offset + row->argument_at)) {
        CHECK_STR(parsed->text + argument->offset, argument->len,
                  row->argument);
    }
}

static void
check_accepted(const struct record_accepted *row, const struct place *place)
{
    struct record_case parsed;

    parse_in_place(&parsed, place, row->term);
    CHECK_INT(parsed.status, SPFEVAL_OK);
    if (CHECK(parsed.record != NULL) &&
        CHECK_INT(parsed.record->term_count,
                  place->terms_before + 1 + place->terms_after)) {
        const struct spfe_term *term =
            &parsed.record->terms[place->terms_before];

        CHECK_INT(term->offset, strlen(place->before));
        CHECK_INT(term->len, strlen(row->term));
        CHECK_INT(term->kind, row->kind);
        CHECK_INT(term->qualifier, row->qualifier);
        CHECK_INT(term->prefix4, row->prefix4);
        CHECK_INT(term->prefix6, row->prefix6);
        check_argument(row, &parsed, term);
    }
    record_case_clear(&parsed);
}

void
record_case_accept(const struct record_accepted *rows, size_t count)
{
    size_t i;
    size_t j;

    for (i = 0; i < count; i++) {
        tap_row(rows[i].name);
        for (j = 0; j < TAP_COUNT(places); j++) {
            check_accepted(&rows[i], &places[j]);
        }
    }
}
