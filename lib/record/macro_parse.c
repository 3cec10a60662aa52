/* SPDX-License-Identifier: BSD-2-Clause */
#include "record/macro_parse.h"

#include <stddef.h>

#include <spfeval/record.h>

#include "base/ascii.h"

/* RFC 7208 section 7.3 asks for 128 parts at least; more are all there are. */
enum { MOST_PARTS = 128 };

/* RFC 7208 section 7.2, by the place of a letter in the alphabet. */
static const uint16_t letter_bits[26] = {
    ['s' - 'a'] = SPFEVAL_MACRO_S, ['l' - 'a'] = SPFEVAL_MACRO_L,
    ['o' - 'a'] = SPFEVAL_MACRO_O, ['d' - 'a'] = SPFEVAL_MACRO_D,
    ['i' - 'a'] = SPFEVAL_MACRO_I, ['p' - 'a'] = SPFEVAL_MACRO_P,
    ['v' - 'a'] = SPFEVAL_MACRO_V, ['h' - 'a'] = SPFEVAL_MACRO_H,
    ['c' - 'a'] = SPFEVAL_MACRO_C, ['r' - 'a'] = SPFEVAL_MACRO_R,
    ['t' - 'a'] = SPFEVAL_MACRO_T,
};

uint8_t
spfe_macro_delimiter(int octet)
{
    switch (octet) {
    case '.':
        return SPFE_MACRO_DOT;
    case '-':
        return 2;
    case '+':
        return 4;
    case ',':
        return 8;
    case '/':
        return 16;
    case '_':
        return 32;
    case '=':
        return 64;
    default:
        return 0;
    }
}

static const char *
literal_of(int octet)
{
    switch (octet) {
    case '%':
        return "%";
    case '_':
        return " ";
    case '-':
        return "%20";
    default:
        return NULL;
    }
}

/* *DIGIT: no digits mean all parts; the value 0 is an error. */
static int
parse_parts(struct spfe_cursor *in, uint32_t *out)
{
    uint32_t parts = 0;
    bool given = false;

    while (spfe_ascii_is(spfe_cursor_peek(in), SPFE_ASCII_DIGIT)) {
        given = true;
        parts = parts * 10 + (uint32_t)(spfe_cursor_peek(in) - '0');
        if (parts > MOST_PARTS) {
            parts = MOST_PARTS + 1; /* saturate: the number has no bound */
        }
        spfe_cursor_skip(in);
    }
    if (given && parts == 0) {
        return SPFEVAL_SYNTAX_MACRO_DIGITS;
    }
    *out = given && parts <= MOST_PARTS ? parts : SPFE_MACRO_ALL_PARTS;
    return SPFEVAL_SYNTAX_NONE;
}

/* transformers *delimiter "}" */
static int
parse_transformers(struct spfe_cursor *in, struct spfe_macro *out)
{
    int error = parse_parts(in, &out->parts);

    if (error != SPFEVAL_SYNTAX_NONE) {
        return error;
    }
    if (spfe_ascii_lower(spfe_cursor_peek(in)) == 'r') {
        out->reverse = true;
        spfe_cursor_skip(in);
    }
    while (spfe_ascii_is(spfe_cursor_peek(in), SPFE_ASCII_DELIMITER)) {
        out->delimiters |= spfe_macro_delimiter(spfe_cursor_peek(in));
        spfe_cursor_skip(in);
    }
    if (out->delimiters == 0) {
        out->delimiters = SPFE_MACRO_DOT;
    }
    return spfe_cursor_take(in, '}') ? SPFEVAL_SYNTAX_NONE
                                     : SPFEVAL_SYNTAX_MACRO;
}

/* "%{i}" and the like, which most macros are. False is for all others. */
static bool
parse_letter_only(struct spfe_cursor *in, enum spfe_macro_place place,
                  struct spfe_macro *out)
{
    const uint8_t *at = in->at;

    if (spfe_cursor_left(in) < 4 || at[1] != '{' || at[3] != '}' ||
        !spfe_ascii_is(at[2], SPFE_ASCII_ALPHA)) {
        return false;
    }
    out->letter = (char)(at[2] | 0x20);
    out->escape = (at[2] & 0x20) == 0;
    out->bit = letter_bits[out->letter - 'a'];
    out->parts = SPFE_MACRO_ALL_PARTS;
    out->delimiters = SPFE_MACRO_DOT;
    if (out->bit == 0 ||
        (place == SPFE_MACRO_IN_DOMAIN && out->bit >= SPFEVAL_MACRO_C)) {
        return false;
    }
    in->at += 4;
    return true;
}

int
spfe_macro_parse(struct spfe_cursor *in, enum spfe_macro_place place,
                 struct spfe_macro *out)
{
    static const struct spfe_macro empty;
    int octet;

    *out = empty;
    if (parse_letter_only(in, place, out)) {
        return SPFEVAL_SYNTAX_NONE;
    }
    *out = empty;
    spfe_cursor_skip(in); /* the "%" */
    octet = spfe_cursor_peek(in);
    out->literal = literal_of(octet);
    if (out->literal != NULL) {
        spfe_cursor_skip(in);
        return SPFEVAL_SYNTAX_NONE;
    }
    if (!spfe_cursor_take(in, '{')) {
        return SPFEVAL_SYNTAX_MACRO;
    }
    octet = spfe_cursor_peek(in);
    if (!spfe_ascii_is(octet, SPFE_ASCII_ALPHA)) {
        return SPFEVAL_SYNTAX_MACRO;
    }
    out->letter = (char)spfe_ascii_lower(octet);
    out->escape = octet != out->letter;
    out->bit = letter_bits[out->letter - 'a'];
    if (out->bit == 0 ||
        (place == SPFE_MACRO_IN_DOMAIN && out->bit >= SPFEVAL_MACRO_C)) {
        return SPFEVAL_SYNTAX_MACRO_LETTER;
    }
    spfe_cursor_skip(in);
    return parse_transformers(in, out);
}

int
spfe_macro_scan_explanation(struct spfe_text text, uint16_t *macros)
{
    struct spfe_cursor in = spfe_cursor_make(text.ptr, text.len);

    *macros = 0;
    while (spfe_cursor_left(&in) > 0) {
        int octet = spfe_cursor_peek(&in);

        if (octet == '%') {
            struct spfe_macro macro;
            int error = spfe_macro_parse(&in, SPFE_MACRO_IN_TEXT, &macro);

            if (error != SPFEVAL_SYNTAX_NONE) {
                return error;
            }
            *macros |= macro.bit;
        } else if (octet == ' ' || spfe_ascii_is(octet, SPFE_ASCII_LITERAL)) {
            spfe_cursor_skip(&in);
        } else {
            return SPFEVAL_SYNTAX_OCTET;
        }
    }
    return SPFEVAL_SYNTAX_NONE;
}
