/* SPDX-License-Identifier: BSD-2-Clause */
#include "record/parse.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/ascii.h"
#include "record/common_term.h"
#include "record/ip4_list.h"
#include "record/parse_argument.h"

enum { VERSION_LENGTH = 6, FIRST_TERMS = 8 };

static const struct spfe_term blank = {.prefix4 = 32, .prefix6 = 128};

/*
 * The name of a term. No name that we know has more than eight octets, so in
 * lower case it is one number: "a" is 0x61. Longer ones are 0.
 */
struct name {
    uint64_t word;
    uint32_t len;
    bool is_letter_first;
};

#define NAME_REDIRECT SPFE_ASCII_WORD('r', 'e', 'd', 'i', 'r', 'e', 'c', 't')
#define NAME_EXP SPFE_ASCII_WORD(0, 0, 0, 0, 0, 'e', 'x', 'p')

struct mechanism {
    uint64_t name;
    uint8_t kind;
    uint8_t form;
};

static const struct mechanism mechanisms[] = {
    {SPFE_ASCII_WORD(0, 0, 0, 0, 0, 'i', 'p', '4'), SPFEVAL_TERM_IP4,
     SPFE_FORM_IP4},
    {SPFE_ASCII_WORD(0, 'i', 'n', 'c', 'l', 'u', 'd', 'e'),
     SPFEVAL_TERM_INCLUDE, SPFE_FORM_DOMAIN},
    {SPFE_ASCII_WORD(0, 0, 0, 0, 0, 'a', 'l', 'l'), SPFEVAL_TERM_ALL,
     SPFE_FORM_NONE},
    {SPFE_ASCII_WORD(0, 0, 0, 0, 0, 'i', 'p', '6'), SPFEVAL_TERM_IP6,
     SPFE_FORM_IP6},
    {SPFE_ASCII_WORD(0, 0, 0, 0, 0, 0, 0, 'a'), SPFEVAL_TERM_A,
     SPFE_FORM_HOST},
    {SPFE_ASCII_WORD(0, 0, 0, 0, 0, 0, 'm', 'x'), SPFEVAL_TERM_MX,
     SPFE_FORM_HOST},
    {SPFE_ASCII_WORD(0, 0, 'e', 'x', 'i', 's', 't', 's'), SPFEVAL_TERM_EXISTS,
     SPFE_FORM_DOMAIN},
    {SPFE_ASCII_WORD(0, 0, 0, 0, 0, 'p', 't', 'r'), SPFEVAL_TERM_PTR,
     SPFE_FORM_MAYBE_DOMAIN},
};

static int
parse_mechanism(struct spfe_parser *parser, const struct name *name,
                uint32_t start, struct spfe_term *term)
{
    int next = spfe_cursor_peek(&parser->in);
    size_t i;

    if (next != ':' && next != '/' && !spfe_parser_at_term_end(&parser->in)) {
        return spfe_parser_fail_octet(parser, SPFEVAL_SYNTAX_UNKNOWN_MECHANISM,
                                      start);
    }
    for (i = 0; i < sizeof(mechanisms) / sizeof(mechanisms[0]); i++) {
        if (name->word == mechanisms[i].name) {
            term->kind = mechanisms[i].kind;
            return spfe_parse_argument(parser, mechanisms[i].form, term);
        }
    }
    return spfe_parser_fail(parser, SPFEVAL_SYNTAX_UNKNOWN_MECHANISM, start,
                            spfe_parser_offset(parser));
}

/* RFC 7208 section 6: redirect and exp at most once; others are ignored. */
static int
parse_modifier(struct spfe_parser *parser, const struct name *name,
               uint32_t start, struct spfe_term *term)
{
    struct spfeval_record *record = parser->record;
    bool *has;

    if (name->word == NAME_REDIRECT) {
        term->kind = SPFEVAL_TERM_REDIRECT;
        has = &record->has_redirect;
        record->redirect = record->term_count;
    } else if (name->word == NAME_EXP) {
        term->kind = SPFEVAL_TERM_EXP;
        has = &record->has_exp;
        record->exp = record->term_count;
    } else {
        term->kind = SPFEVAL_TERM_MODIFIER;
        return spfe_parse_macro_string(parser, term);
    }
    if (*has) {
        return spfe_parser_fail_term(parser, SPFEVAL_SYNTAX_DUPLICATE_MODIFIER,
                                     start);
    }
    *has = true;
    return spfe_parse_domain_spec(parser, false, term);
}

static uint8_t
read_qualifier(struct spfe_cursor *in)
{
    switch (spfe_cursor_peek(in)) {
    case '+':
        spfe_cursor_skip(in);
        return SPFEVAL_QUALIFIER_PASS;
    case '-':
        spfe_cursor_skip(in);
        return SPFEVAL_QUALIFIER_FAIL;
    case '~':
        spfe_cursor_skip(in);
        return SPFEVAL_QUALIFIER_SOFTFAIL;
    case '?':
        spfe_cursor_skip(in);
        return SPFEVAL_QUALIFIER_NEUTRAL;
    default:
        return SPFEVAL_QUALIFIER_NONE;
    }
}

static struct name
read_name(struct spfe_cursor *in)
{
    const uint8_t *at = in->at;
    struct name name = {0, 0, false};

    /* Only capitals lack the bit 0x20, and "_", which then is 0x7f. */
    while (at < in->end && spfe_ascii_is(*at, SPFE_ASCII_NAME)) {
        name.word = name.word << 8 | (*at | 0x20);
        at++;
    }
    name.len = (uint32_t)(at - in->at);
    if (name.len > sizeof(name.word)) {
        name.word = 0;
    }
    name.is_letter_first =
        spfe_ascii_is(spfe_cursor_peek(in), SPFE_ASCII_ALPHA);
    in->at = at;
    return name;
}

/*
 * RFC 7208 section 4.6.1: a name directly followed by "=" is a modifier,
 * anything else a directive. A sign makes it a directive in any case.
 */
static int
parse_any_term(struct spfe_parser *parser, struct spfe_term *term)
{
    struct spfe_cursor *in = &parser->in;
    uint32_t start = spfe_parser_offset(parser);
    struct name name;

    term->offset = (uint16_t)start;
    term->qualifier = read_qualifier(in);
    name = read_name(in);
    if (spfe_cursor_peek(in) == '=' && name.is_letter_first) {
        if (term->qualifier != SPFEVAL_QUALIFIER_NONE) {
            return spfe_parser_fail_term(
                parser, SPFEVAL_SYNTAX_QUALIFIED_MODIFIER, start);
        }
        spfe_cursor_skip(in);
        return parse_modifier(parser, &name, start, term);
    }
    if (term->qualifier == SPFEVAL_QUALIFIER_NONE) {
        term->qualifier = SPFEVAL_QUALIFIER_PASS;
    }
    return parse_mechanism(parser, &name, start, term);
}

static int
parse_term(struct spfe_parser *parser, struct spfe_term *term)
{
    int status;

    *term = blank;
    status = parse_any_term(parser, term);
    term->len = (uint16_t)(spfe_parser_offset(parser) - term->offset);
    return status;
}

/*
 * The terms grow in the free room of the arena's current block and move once,
 * when it is used up.
 */
static int
reserve_terms(struct spfe_parser *parser, uint32_t count)
{
    struct spfeval_record *record = parser->record;
    size_t room;
    char *memory;

    memory = spfe_arena_room(parser->arena, count * sizeof(struct spfe_term),
                             &room);
    if (memory == NULL) {
        return parser->arena->status;
    }
    if (record->term_count > 0 && memory != (char *)record->terms) {
        memcpy(memory, record->terms,
               record->term_count * sizeof(struct spfe_term));
    }
    record->terms = (struct spfe_term *)(void *)memory;
    parser->capacity = (uint32_t)(room / sizeof(struct spfe_term));
    return SPFEVAL_OK;
}

/* How many terms there are from here on, the first one at the cursor. */
static uint32_t
count_terms(const struct spfe_cursor *in)
{
    uint32_t count = 1;
    const uint8_t *at;

    for (at = in->at + 1; at < in->end; at++) {
        count += at[-1] == ' ' && *at != ' ';
    }
    return count;
}

/*
 * Make room for one more term. Most records fit into what is free anyway; for
 * a long one it is worth to look how long.
 */
static int
grow_terms(struct spfe_parser *parser)
{
    uint32_t count = parser->record->term_count;

    if (count < parser->capacity) {
        return SPFEVAL_OK;
    }
    return reserve_terms(parser, parser->capacity == 0
                                     ? FIRST_TERMS
                                     : count + count_terms(&parser->in));
}

/* Read what can be read quickly, as far as there is room. How many terms? */
static uint32_t
read_common_terms(struct spfe_parser *parser)
{
    struct spfeval_record *record = parser->record;
    struct spfe_term *terms = record->terms + record->term_count;
    uint32_t room = parser->capacity - record->term_count;
    uint32_t count = spfe_ip4_list_read(&parser->in, terms, room);

    count += spfe_common_terms_read(&parser->in, terms + count, room - count,
                                    &record->has_all);
    record->term_count += count;
    return count;
}

static int
parse_terms(struct spfe_parser *parser)
{
    struct spfeval_record *record = parser->record;

    for (;;) {
        int status;

        while (spfe_cursor_take(&parser->in, ' ')) {
        }
        if (spfe_cursor_left(&parser->in) == 0) {
            return SPFEVAL_OK;
        }
        status = grow_terms(parser);
        if (status != SPFEVAL_OK) {
            return status;
        }
        if (read_common_terms(parser) == 0) {
            status = parse_term(parser, &record->terms[record->term_count]);
            if (status != SPFEVAL_OK) {
                return status;
            }
            record->term_count++;
        }
    }
}

int
spfe_record_parse(struct spfe_arena *arena, struct spfe_text text,
                  struct spfeval_record **out, struct spfe_syntax_error *error)
{
    static const struct spfeval_record empty;
    struct spfe_parser parser = {.arena = arena, .error = error};
    int status;

    if (text.len > SPFE_TEXT_MAX) {
        return spfe_parser_fail(&parser, SPFEVAL_SYNTAX_TOO_LONG,
                                SPFE_TEXT_MAX, text.len);
    }
    if (!spfe_record_has_version(text)) {
        return spfe_parser_fail(&parser, SPFEVAL_SYNTAX_VERSION, 0,
                                text.len < VERSION_LENGTH ? text.len
                                                          : VERSION_LENGTH);
    }
    parser.record = spfe_arena_alloc(arena, sizeof(*parser.record));
    if (parser.record == NULL) {
        return arena->status;
    }
    *parser.record = empty;
    parser.record->text = text;
    parser.in = spfe_cursor_make(text.ptr, text.len);
    parser.in.at += VERSION_LENGTH;
    status = parse_terms(&parser);
    if (status != SPFEVAL_OK) {
        return status;
    }
    spfe_arena_take(arena,
                    parser.record->term_count * sizeof(struct spfe_term));
    *out = parser.record;
    return SPFEVAL_OK;
}

int
spfe_record_parse_term(struct spfeval_record *record, uint32_t offset,
                       uint32_t len, struct spfe_term *term,
                       struct spfe_syntax_error *error)
{
    struct spfe_parser parser = {.record = record, .error = error};

    parser.in = spfe_cursor_make(record->text.ptr, offset + len);
    parser.in.at += offset;
    return parse_term(&parser, term);
}
