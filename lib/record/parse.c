/* SPDX-License-Identifier: BSD-2-Clause */
#include "record/parse.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/ascii.h"
#include "base/cursor.h"
#include "record/common_term.h"
#include "record/ip4_list.h"
#include "record/macro_parse.h"

enum { VERSION_LENGTH = 6, FIRST_TERMS = 8 };

static const struct spfe_term blank = {.prefix4 = 32, .prefix6 = 128};

struct parser {
    struct spfe_cursor in;
    struct spfe_arena *arena;
    struct spfeval_record *record;
    uint32_t capacity; /* of record->terms */
    struct spfe_syntax_error *error;
};

/* What may follow a mechanism's name. */
enum argument_form {
    FORM_NONE,         /* all */
    FORM_DOMAIN,       /* include, exists */
    FORM_MAYBE_DOMAIN, /* ptr */
    FORM_HOST,         /* a, mx: domain and prefix lengths, all optional */
    FORM_IP4,
    FORM_IP6
};

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
     FORM_IP4},
    {SPFE_ASCII_WORD(0, 'i', 'n', 'c', 'l', 'u', 'd', 'e'),
     SPFEVAL_TERM_INCLUDE, FORM_DOMAIN},
    {SPFE_ASCII_WORD(0, 0, 0, 0, 0, 'a', 'l', 'l'), SPFEVAL_TERM_ALL,
     FORM_NONE},
    {SPFE_ASCII_WORD(0, 0, 0, 0, 0, 'i', 'p', '6'), SPFEVAL_TERM_IP6,
     FORM_IP6},
    {SPFE_ASCII_WORD(0, 0, 0, 0, 0, 0, 0, 'a'), SPFEVAL_TERM_A, FORM_HOST},
    {SPFE_ASCII_WORD(0, 0, 0, 0, 0, 0, 'm', 'x'), SPFEVAL_TERM_MX, FORM_HOST},
    {SPFE_ASCII_WORD(0, 0, 'e', 'x', 'i', 's', 't', 's'), SPFEVAL_TERM_EXISTS,
     FORM_DOMAIN},
    {SPFE_ASCII_WORD(0, 0, 0, 0, 0, 'p', 't', 'r'), SPFEVAL_TERM_PTR,
     FORM_MAYBE_DOMAIN},
};

static uint32_t
here(const struct parser *parser)
{
    return (uint32_t)spfe_cursor_offset(&parser->in);
}

static bool
at_term_end(const struct spfe_cursor *in)
{
    int octet = spfe_cursor_peek(in);

    return octet == ' ' || octet == SPFE_END;
}

/* Note an error that reaches from start to the next octet. */
static int
fail(struct parser *parser, int code, uint32_t start, uint32_t end)
{
    parser->error->code = (uint32_t)code;
    parser->error->offset = start;
    parser->error->len = end - start;
    return SPFEVAL_ERR_SYNTAX;
}

/* Note an error that covers the rest of the term. */
static int
fail_term(struct parser *parser, int code, uint32_t start)
{
    while (!at_term_end(&parser->in)) {
        spfe_cursor_skip(&parser->in);
    }
    return fail(parser, code, start, here(parser));
}

/* The next octet cannot stand here: is it one that no record may hold? */
static int
fail_octet(struct parser *parser, int code, uint32_t start)
{
    int octet = spfe_cursor_peek(&parser->in);

    if (octet != SPFE_END && (octet < 0x20 || octet > 0x7e)) {
        return fail(parser, SPFEVAL_SYNTAX_OCTET, here(parser),
                    here(parser) + 1);
    }
    return fail_term(parser, code, start);
}

/*
 * A number without leading zeros and at most max_digits digits. False when
 * there is none.
 */
static bool
read_number(struct spfe_cursor *in, int max_digits, unsigned *out)
{
    int first = spfe_cursor_peek(in);
    int digits = 0;

    *out = 0;
    while (digits < max_digits &&
           spfe_ascii_is(spfe_cursor_peek(in), SPFE_ASCII_DIGIT)) {
        *out = *out * 10 + (unsigned)(spfe_cursor_peek(in) - '0');
        spfe_cursor_skip(in);
        digits++;
    }
    return digits == 1 || (digits > 1 && first != '0');
}

enum cidr_match { CIDR_ABSENT, CIDR_FOUND, CIDR_OUT_OF_RANGE };

/*
 * RFC 7208 section 5.6: [ "/" v4-length ] [ "//" v6-length ] and then the end
 * of the term. A "/" may also belong to the domain-spec before it, so anything
 * that does not reach to the end of the term is no prefix length at all.
 */
static enum cidr_match
match_dual_cidr(struct spfe_cursor *in, struct spfe_term *term)
{
    struct spfe_cursor ahead = *in;
    unsigned v4 = 32;
    unsigned v6 = 128;

    if (spfe_cursor_peek_at(&ahead, 1) != '/') {
        if (!spfe_cursor_take(&ahead, '/') || !read_number(&ahead, 2, &v4)) {
            return CIDR_ABSENT;
        }
    }
    if (spfe_cursor_take(&ahead, '/')) {
        if (!spfe_cursor_take(&ahead, '/') || !read_number(&ahead, 3, &v6)) {
            return CIDR_ABSENT;
        }
    }
    if (!at_term_end(&ahead)) {
        return CIDR_ABSENT;
    }
    if (v4 > 32 || v6 > 128) {
        return CIDR_OUT_OF_RANGE;
    }
    *in = ahead;
    term->prefix4 = (uint8_t)v4;
    term->prefix6 = (uint8_t)v6;
    return CIDR_FOUND;
}

/* RFC 7208 section 7.1, toplabel: letters, digits and inner hyphens. */
static bool
is_toplabel(struct spfe_text label)
{
    bool only_digits = true;
    uint32_t i;

    if (label.len == 0 || label.ptr[0] == '-' ||
        label.ptr[label.len - 1] == '-') {
        return false;
    }
    for (i = 0; i < label.len; i++) {
        uint8_t octet = (uint8_t)label.ptr[i];

        if (!spfe_ascii_is(octet, SPFE_ASCII_ALNUM) && octet != '-') {
            return false;
        }
        if (!spfe_ascii_is(octet, SPFE_ASCII_DIGIT)) {
            only_digits = false;
        }
    }
    return !only_digits;
}

/* RFC 7208 section 7.1, domain-end: does the text end in "." toplabel ["."]? */
static bool
ends_in_toplabel(struct spfe_text text)
{
    struct spfe_text label;
    uint32_t at;

    if (text.len > 0 && text.ptr[text.len - 1] == '.') {
        text.len--;
    }
    at = text.len;
    while (at > 0 && text.ptr[at - 1] != '.') {
        at--;
    }
    label.ptr = text.ptr + at;
    label.len = text.len - at;
    return at > 0 && is_toplabel(label);
}

static int
parse_macro(struct parser *parser, enum spfe_macro_place place,
            struct spfe_argument *argument)
{
    struct spfe_macro macro;
    uint32_t start = here(parser);
    int code = spfe_macro_parse(&parser->in, place, &macro);

    if (code != SPFEVAL_SYNTAX_NONE) {
        if (!at_term_end(&parser->in)) {
            spfe_cursor_skip(&parser->in); /* show the offending octet too */
        }
        return fail(parser, code, start, here(parser));
    }
    argument->macros |= macro.bit;
    argument->expands = true;
    return SPFEVAL_OK;
}

/* Go over the next octet, and literal ones up to where a "/" may count. */
static void
skip_literal(struct spfe_cursor *in)
{
    const uint8_t *at = in->at + 1;

    while (at < in->end && *at != '/' &&
           spfe_ascii_is(*at, SPFE_ASCII_LITERAL)) {
        at++;
    }
    in->at = at;
}

/*
 * RFC 7208 section 7.1, domain-spec; for a and mx followed by prefix lengths,
 * which are looked for at each "/".
 */
static int
parse_domain_spec(struct parser *parser, bool with_cidr,
                  struct spfe_term *term)
{
    struct spfe_cursor *in = &parser->in;
    struct spfe_argument *argument = &term->argument;
    uint32_t start = here(parser);
    uint32_t literal = start; /* where the text after the last macro begins */
    uint32_t end = 0;
    bool found_cidr = false;
    int octet;

    while (!found_cidr && !at_term_end(in)) {
        end = here(parser);
        octet = spfe_cursor_peek(in);
        if (octet == '/' && with_cidr) {
            switch (match_dual_cidr(in, term)) {
            case CIDR_FOUND:
                found_cidr = true;
                continue;
            case CIDR_OUT_OF_RANGE:
                return fail_term(parser, SPFEVAL_SYNTAX_PREFIX_LENGTH, end);
            case CIDR_ABSENT:
                break;
            }
        }
        if (octet == '%') {
            int status = parse_macro(parser, SPFE_MACRO_IN_DOMAIN, argument);

            if (status != SPFEVAL_OK) {
                return status;
            }
            literal = here(parser);
        } else if (spfe_ascii_is(octet, SPFE_ASCII_LITERAL)) {
            skip_literal(in);
        } else {
            return fail_octet(parser, SPFEVAL_SYNTAX_OCTET, end);
        }
    }
    if (!found_cidr) {
        end = here(parser);
    }
    if (end == start) {
        return fail(parser, SPFEVAL_SYNTAX_ARGUMENT_MISSING, start, start);
    }
    if (literal < end && !ends_in_toplabel(spfe_record_slice(
                             parser->record, literal, end - literal))) {
        return fail(parser, SPFEVAL_SYNTAX_DOMAIN_END, start, end);
    }
    argument->offset = (uint16_t)start;
    argument->len = (uint16_t)(end - start);
    return SPFEVAL_OK;
}

/* RFC 7208 section 7.1, macro-string; may be empty. */
static int
parse_macro_string(struct parser *parser, struct spfe_term *term)
{
    struct spfe_cursor *in = &parser->in;
    uint32_t start = here(parser);

    while (!at_term_end(in)) {
        if (spfe_cursor_peek(in) == '%') {
            int status =
                parse_macro(parser, SPFE_MACRO_IN_TEXT, &term->argument);

            if (status != SPFEVAL_OK) {
                return status;
            }
        } else if (spfe_ascii_is(spfe_cursor_peek(in), SPFE_ASCII_LITERAL)) {
            spfe_cursor_skip(in);
        } else {
            return fail_octet(parser, SPFEVAL_SYNTAX_OCTET, here(parser));
        }
    }
    term->argument.offset = (uint16_t)start;
    term->argument.len = (uint16_t)(here(parser) - start);
    return SPFEVAL_OK;
}

/* [ ":" domain-spec ] [ dual-cidr-length ] */
static int
parse_host(struct parser *parser, struct spfe_term *term)
{
    uint32_t start = here(parser);

    if (spfe_cursor_take(&parser->in, ':')) {
        return parse_domain_spec(parser, true, term);
    }
    if (at_term_end(&parser->in)) {
        return SPFEVAL_OK;
    }
    if (match_dual_cidr(&parser->in, term) == CIDR_FOUND) {
        return SPFEVAL_OK;
    }
    return fail_term(parser, SPFEVAL_SYNTAX_PREFIX_LENGTH, start);
}

/* ":" domain-spec, where required says whether it may be left out */
static int
parse_domain(struct parser *parser, bool required, struct spfe_term *term)
{
    uint32_t start = here(parser);

    if (spfe_cursor_take(&parser->in, ':')) {
        return parse_domain_spec(parser, false, term);
    }
    if (!at_term_end(&parser->in)) {
        return fail_term(parser, SPFEVAL_SYNTAX_ARGUMENT, start);
    }
    if (required) {
        return fail(parser, SPFEVAL_SYNTAX_ARGUMENT_MISSING, start, start);
    }
    return SPFEVAL_OK;
}

/* ":" network [ "/" length ], RFC 7208 section 5.6 */
static int
parse_network(struct parser *parser, bool v6, struct spfe_term *term)
{
    struct spfe_cursor *in = &parser->in;
    int code = v6 ? SPFEVAL_SYNTAX_IP6_NETWORK : SPFEVAL_SYNTAX_IP4_NETWORK;
    unsigned length = v6 ? 128 : 32;
    unsigned most = length;
    uint32_t start = here(parser);

    if (!spfe_cursor_take(in, ':')) {
        return fail_term(parser, SPFEVAL_SYNTAX_ARGUMENT_MISSING, start);
    }
    start = here(parser);
    if (at_term_end(in)) {
        return fail(parser, SPFEVAL_SYNTAX_ARGUMENT_MISSING, start, start);
    }
    if (!(v6 ? spfe_ip_read_v6(in, term->address)
             : spfe_ip_read_v4(in, term->address))) {
        return fail_octet(parser, code, start);
    }
    if (spfe_cursor_peek(in) == '/') {
        uint32_t slash = here(parser);

        spfe_cursor_skip(in);
        if (!read_number(in, v6 ? 3 : 2, &length) || length > most ||
            !at_term_end(in)) {
            return fail_octet(parser, SPFEVAL_SYNTAX_PREFIX_LENGTH, slash);
        }
    }
    if (!at_term_end(in)) {
        return fail_octet(parser, code, start);
    }
    if (v6) {
        term->prefix6 = (uint8_t)length;
    } else {
        term->prefix4 = (uint8_t)length;
    }
    return SPFEVAL_OK;
}

static int
parse_argument(struct parser *parser, int form, struct spfe_term *term)
{
    switch (form) {
    case FORM_DOMAIN:
        return parse_domain(parser, true, term);
    case FORM_MAYBE_DOMAIN:
        return parse_domain(parser, false, term);
    case FORM_HOST:
        return parse_host(parser, term);
    case FORM_IP4:
        return parse_network(parser, false, term);
    case FORM_IP6:
        return parse_network(parser, true, term);
    default:
        if (!at_term_end(&parser->in)) {
            return fail_term(parser, SPFEVAL_SYNTAX_ARGUMENT, here(parser));
        }
        parser->record->has_all = true;
        return SPFEVAL_OK;
    }
}

static int
parse_mechanism(struct parser *parser, const struct name *name, uint32_t start,
                struct spfe_term *term)
{
    int next = spfe_cursor_peek(&parser->in);
    size_t i;

    if (next != ':' && next != '/' && !at_term_end(&parser->in)) {
        return fail_octet(parser, SPFEVAL_SYNTAX_UNKNOWN_MECHANISM, start);
    }
    for (i = 0; i < sizeof(mechanisms) / sizeof(mechanisms[0]); i++) {
        if (name->word == mechanisms[i].name) {
            term->kind = mechanisms[i].kind;
            return parse_argument(parser, mechanisms[i].form, term);
        }
    }
    return fail(parser, SPFEVAL_SYNTAX_UNKNOWN_MECHANISM, start, here(parser));
}

/* RFC 7208 section 6: redirect and exp at most once; others are ignored. */
static int
parse_modifier(struct parser *parser, const struct name *name, uint32_t start,
               struct spfe_term *term)
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
        return parse_macro_string(parser, term);
    }
    if (*has) {
        return fail_term(parser, SPFEVAL_SYNTAX_DUPLICATE_MODIFIER, start);
    }
    *has = true;
    return parse_domain_spec(parser, false, term);
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
parse_any_term(struct parser *parser, struct spfe_term *term)
{
    struct spfe_cursor *in = &parser->in;
    uint32_t start = here(parser);
    struct name name;

    term->offset = (uint16_t)start;
    term->qualifier = read_qualifier(in);
    name = read_name(in);
    if (spfe_cursor_peek(in) == '=' && name.is_letter_first) {
        if (term->qualifier != SPFEVAL_QUALIFIER_NONE) {
            return fail_term(parser, SPFEVAL_SYNTAX_QUALIFIED_MODIFIER, start);
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
parse_term(struct parser *parser, struct spfe_term *term)
{
    int status;

    *term = blank;
    status = parse_any_term(parser, term);
    term->len = (uint16_t)(here(parser) - term->offset);
    return status;
}

/*
 * The terms grow in the free room of the arena's current block and move once,
 * when it is used up.
 */
static int
reserve_terms(struct parser *parser, uint32_t count)
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
grow_terms(struct parser *parser)
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
read_common_terms(struct parser *parser)
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
parse_terms(struct parser *parser)
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
    struct parser parser = {.arena = arena, .error = error};
    int status;

    if (text.len > SPFE_TEXT_MAX) {
        return fail(&parser, SPFEVAL_SYNTAX_TOO_LONG, SPFE_TEXT_MAX, text.len);
    }
    if (!spfe_record_has_version(text)) {
        return fail(&parser, SPFEVAL_SYNTAX_VERSION, 0,
                    text.len < VERSION_LENGTH ? text.len : VERSION_LENGTH);
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
    struct parser parser = {.record = record, .error = error};

    parser.in = spfe_cursor_make(record->text.ptr, offset + len);
    parser.in.at += offset;
    return parse_term(&parser, term);
}
