/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the parts of the record parser have in common: where it is, and how it
 * notes an error.
 */
#ifndef SPFE_RECORD_PARSER_H
#define SPFE_RECORD_PARSER_H

#include "base/arena.h"
#include "base/cursor.h"
#include "record/record.h"

struct spfe_parser {
    struct spfe_cursor in;
    struct spfe_arena *arena;
    struct spfeval_record *record;
    uint32_t capacity; /* of record->terms */
    struct spfe_syntax_error *error;
};

/* In octets, from the start of the record's text. */
static inline uint32_t
spfe_parser_offset(const struct spfe_parser *parser)
{
    return (uint32_t)spfe_cursor_offset(&parser->in);
}

static inline bool
spfe_parser_at_term_end(const struct spfe_cursor *in)
{
    int octet = spfe_cursor_peek(in);

    return octet == ' ' || octet == SPFE_END;
}

/*
 * Note an error that reaches from start to end. This and the next two return
 * SPFEVAL_ERR_SYNTAX.
 */
int spfe_parser_fail(struct spfe_parser *parser, int code, uint32_t start,
                     uint32_t end);

/* Note an error that covers the rest of the term, and go behind it. */
int spfe_parser_fail_term(struct spfe_parser *parser, int code,
                          uint32_t start);

/* The next octet cannot stand here: is it one that no record may hold? */
int spfe_parser_fail_octet(struct spfe_parser *parser, int code,
                           uint32_t start);

#endif
