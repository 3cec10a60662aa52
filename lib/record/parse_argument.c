/* SPDX-License-Identifier: BSD-2-Clause */
#include "record/parse_argument.h"

#include <spfeval/status.h>

#include "base/ascii.h"
#include "record/macro_parse.h"

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
    if (!spfe_parser_at_term_end(&ahead)) {
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
parse_macro(struct spfe_parser *parser, enum spfe_macro_place place,
            struct spfe_argument *argument)
{
    struct spfe_macro macro;
    uint32_t start = spfe_parser_offset(parser);
    int code = spfe_macro_parse(&parser->in, place, &macro);

    if (code != SPFEVAL_SYNTAX_NONE) {
        if (!spfe_parser_at_term_end(&parser->in)) {
            spfe_cursor_skip(&parser->in); /* show the offending octet too */
        }
        return spfe_parser_fail(parser, code, start,
                                spfe_parser_offset(parser));
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

int
spfe_parse_domain_spec(struct spfe_parser *parser, bool with_cidr,
                       struct spfe_term *term)
{
    struct spfe_cursor *in = &parser->in;
    struct spfe_argument *argument = &term->argument;
    uint32_t start = spfe_parser_offset(parser);
    uint32_t literal = start; /* where the text after the last macro begins */
    uint32_t end = 0;
    bool found_cidr = false;
    int octet;

    while (!found_cidr && !spfe_parser_at_term_end(in)) {
        end = spfe_parser_offset(parser);
        octet = spfe_cursor_peek(in);
        if (octet == '/' && with_cidr) {
            switch (match_dual_cidr(in, term)) {
            case CIDR_FOUND:
                found_cidr = true;
                continue;
            case CIDR_OUT_OF_RANGE:
                return spfe_parser_fail_term(
                    parser, SPFEVAL_SYNTAX_PREFIX_LENGTH, end);
            case CIDR_ABSENT:
                break;
            }
        }
        if (octet == '%') {
            int status = parse_macro(parser, SPFE_MACRO_IN_DOMAIN, argument);

            if (status != SPFEVAL_OK) {
                return status;
            }
            literal = spfe_parser_offset(parser);
        } else if (spfe_ascii_is(octet, SPFE_ASCII_LITERAL)) {
            skip_literal(in);
        } else {
            return spfe_parser_fail_octet(parser, SPFEVAL_SYNTAX_OCTET, end);
        }
    }
    if (!found_cidr) {
        end = spfe_parser_offset(parser);
    }
    if (end == start) {
        return spfe_parser_fail(parser, SPFEVAL_SYNTAX_ARGUMENT_MISSING, start,
                                start);
    }
    if (literal < end && !ends_in_toplabel(spfe_record_slice(
                             parser->record, literal, end - literal))) {
        return spfe_parser_fail(parser, SPFEVAL_SYNTAX_DOMAIN_END, start, end);
    }
    argument->offset = (uint16_t)start;
    argument->len = (uint16_t)(end - start);
    return SPFEVAL_OK;
}

int
spfe_parse_macro_string(struct spfe_parser *parser, struct spfe_term *term)
{
    struct spfe_cursor *in = &parser->in;
    uint32_t start = spfe_parser_offset(parser);

    while (!spfe_parser_at_term_end(in)) {
        if (spfe_cursor_peek(in) == '%') {
            int status =
                parse_macro(parser, SPFE_MACRO_IN_TEXT, &term->argument);

            if (status != SPFEVAL_OK) {
                return status;
            }
        } else if (spfe_ascii_is(spfe_cursor_peek(in), SPFE_ASCII_LITERAL)) {
            spfe_cursor_skip(in);
        } else {
            return spfe_parser_fail_octet(parser, SPFEVAL_SYNTAX_OCTET,
                                          spfe_parser_offset(parser));
        }
    }
    term->argument.offset = (uint16_t)start;
    term->argument.len = (uint16_t)(spfe_parser_offset(parser) - start);
    return SPFEVAL_OK;
}

/* [ ":" domain-spec ] [ dual-cidr-length ] */
static int
parse_host(struct spfe_parser *parser, struct spfe_term *term)
{
    uint32_t start = spfe_parser_offset(parser);

    if (spfe_cursor_take(&parser->in, ':')) {
        return spfe_parse_domain_spec(parser, true, term);
    }
    if (spfe_parser_at_term_end(&parser->in)) {
        return SPFEVAL_OK;
    }
    if (match_dual_cidr(&parser->in, term) == CIDR_FOUND) {
        return SPFEVAL_OK;
    }
    return spfe_parser_fail_term(parser, SPFEVAL_SYNTAX_PREFIX_LENGTH, start);
}

/* ":" domain-spec, where required says whether it may be left out */
static int
parse_domain(struct spfe_parser *parser, bool required, struct spfe_term *term)
{
    uint32_t start = spfe_parser_offset(parser);

    if (spfe_cursor_take(&parser->in, ':')) {
        return spfe_parse_domain_spec(parser, false, term);
    }
    if (!spfe_parser_at_term_end(&parser->in)) {
        return spfe_parser_fail_term(parser, SPFEVAL_SYNTAX_ARGUMENT, start);
    }
    if (required) {
        return spfe_parser_fail(parser, SPFEVAL_SYNTAX_ARGUMENT_MISSING, start,
                                start);
    }
    return SPFEVAL_OK;
}

/* ":" network [ "/" length ], RFC 7208 section 5.6 */
static int
parse_network(struct spfe_parser *parser, bool v6, struct spfe_term *term)
{
    struct spfe_cursor *in = &parser->in;
    int code = v6 ? SPFEVAL_SYNTAX_IP6_NETWORK : SPFEVAL_SYNTAX_IP4_NETWORK;
    unsigned length = v6 ? 128 : 32;
    unsigned most = length;
    uint32_t start = spfe_parser_offset(parser);

    if (!spfe_cursor_take(in, ':')) {
        return spfe_parser_fail_term(parser, SPFEVAL_SYNTAX_ARGUMENT_MISSING,
                                     start);
    }
    start = spfe_parser_offset(parser);
    if (spfe_parser_at_term_end(in)) {
        return spfe_parser_fail(parser, SPFEVAL_SYNTAX_ARGUMENT_MISSING, start,
                                start);
    }
    if (!(v6 ? spfe_ip_read_v6(in, term->address)
             : spfe_ip_read_v4(in, term->address))) {
        return spfe_parser_fail_octet(parser, code, start);
    }
    if (spfe_cursor_peek(in) == '/') {
        uint32_t slash = spfe_parser_offset(parser);

        spfe_cursor_skip(in);
        if (!read_number(in, v6 ? 3 : 2, &length) || length > most ||
            !spfe_parser_at_term_end(in)) {
            return spfe_parser_fail_octet(parser, SPFEVAL_SYNTAX_PREFIX_LENGTH,
                                          slash);
        }
    }
    if (!spfe_parser_at_term_end(in)) {
        return spfe_parser_fail_octet(parser, code, start);
    }
    if (v6) {
        term->prefix6 = (uint8_t)length;
    } else {
        term->prefix4 = (uint8_t)length;
    }
    return SPFEVAL_OK;
}

int
spfe_parse_argument(struct spfe_parser *parser, int form,
                    struct spfe_term *term)
{
    switch (form) {
    case SPFE_FORM_DOMAIN:
        return parse_domain(parser, true, term);
    case SPFE_FORM_MAYBE_DOMAIN:
        return parse_domain(parser, false, term);
    case SPFE_FORM_HOST:
        return parse_host(parser, term);
    case SPFE_FORM_IP4:
        return parse_network(parser, false, term);
    case SPFE_FORM_IP6:
        return parse_network(parser, true, term);
    default:
        if (!spfe_parser_at_term_end(&parser->in)) {
            return spfe_parser_fail_term(parser, SPFEVAL_SYNTAX_ARGUMENT,
                                         spfe_parser_offset(parser));
        }
        parser->record->has_all = true;
        return SPFEVAL_OK;
    }
}
