/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/sender.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/dname.h"
#include "policy/lint_split.h"

enum { LONGEST_NAME = 4, MAPPED_PREFIX = 96 };

/*
 * Lower case, but within a macro: an upper-case letter there asks for another
 * expansion (RFC 7208 section 7.3).
 */
static void
lower(char *text, size_t len)
{
    bool macro = false;
    size_t i;

    for (i = 0; i < len; i++) {
        if (text[i] == '%' && i + 1 < len && text[i + 1] == '{') {
            macro = true;
        } else if (text[i] == '}') {
            macro = false;
        }
        if (!macro) {
            text[i] = (char)spfe_ascii_lower((uint8_t)text[i]);
        }
    }
}

int
spfe_sender_print(struct spfe_arena *arena,
                  const struct spfeval_record *record,
                  const struct spfe_term *term, struct spfe_text *out)
{
    struct spfe_term copy = *term;
    struct spfe_buf buf;
    size_t size;
    char *text;

    if (!spfe_term_is_ip(&copy) && copy.kind != SPFEVAL_TERM_MODIFIER &&
        copy.argument.len > 1 &&
        record->text.ptr[copy.argument.offset + copy.argument.len - 1] ==
            '.') {
        copy.argument.len--; /* RFC 7208 section 7.1: the same name */
    }
    spfe_buf_init(&buf, NULL, 0);
    spfe_record_print_term(record, &copy, &buf);
    size = buf.length + 1;
    text = spfe_arena_octets(arena, size);
    if (text == NULL) {
        return arena->status;
    }
    spfe_buf_init(&buf, text, size);
    spfe_record_print_term(record, &copy, &buf);
    (void)spfe_buf_finish(&buf, NULL);
    if (copy.kind != SPFEVAL_TERM_MODIFIER) { /* whose value nobody knows */
        lower(text, size - 1);
    }
    out->ptr = text;
    out->len = (uint32_t)(size - 1);
    return SPFEVAL_OK;
}

static bool
is_sender(const struct spfe_term *term)
{
    switch (term->kind) {
    case SPFEVAL_TERM_A:
    case SPFEVAL_TERM_MX:
    case SPFEVAL_TERM_INCLUDE:
    case SPFEVAL_TERM_EXISTS:
    case SPFEVAL_TERM_IP4:
    case SPFEVAL_TERM_IP6:
        return term->qualifier == SPFEVAL_QUALIFIER_PASS;
    default:
        return false;
    }
}

/* The name of a host, with nothing that people do not put there. */
static bool
is_host(struct spfe_text text)
{
    uint32_t i;

    for (i = 0; i < text.len; i++) {
        if (!spfe_ascii_is((uint8_t)text.ptr[i], SPFE_ASCII_ALNUM) &&
            memchr("-_.", text.ptr[i], 3) == NULL) {
            return false;
        }
    }
    return spfe_dname_is_valid(spfe_dname_trim(text));
}

/* The client of such an address is an IPv4 client (RFC 7208 section 5). */
static void
unmap(struct spfe_term *term)
{
    static const uint8_t mapped[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

    if (term->kind == SPFEVAL_TERM_IP6 && term->prefix6 >= MAPPED_PREFIX &&
        memcmp(term->address, mapped, sizeof(mapped)) == 0) {
        term->kind = SPFEVAL_TERM_IP4;
        term->prefix4 = (uint8_t)(term->prefix6 - MAPPED_PREFIX);
        term->prefix6 = 128;
        memmove(term->address, term->address + sizeof(mapped),
                SPFE_IP4_OCTETS);
    }
}

/* The text with the name of a mechanism before it. */
static int
try_name(struct spfe_arena *arena, const char *name, struct spfe_text text,
         struct spfeval_record *record, struct spfe_term *term)
{
    size_t len = strlen(name);
    char *joined = spfe_arena_octets(arena, len + text.len);

    if (joined == NULL) {
        return arena->status;
    }
    memcpy(joined, name, len);
    memcpy(joined + len, text.ptr, text.len);
    record->text.ptr = joined;
    record->text.len = (uint32_t)len + text.len;
    return spfe_lint_is_term(record->text, term) ? SPFEVAL_OK
                                                 : SPFEVAL_ERR_SYNTAX;
}

bool
spfe_sender_is_odd(struct spfe_text text, const struct spfe_term *term)
{
    struct spfe_text spec;
    uint32_t at;

    if (spfe_term_is_ip(term)) {
        return false;
    }
    spec.ptr = text.ptr + term->argument.offset;
    spec.len = term->argument.len;
    for (at = spfe_lint_literal(spec, 0); at < spec.len;
         at = spfe_lint_literal(spec, at + 1)) {
        if (memchr(",;:/@", spec.ptr[at], 5) != NULL) {
            return true;
        }
    }
    return false;
}

static int
find_term(struct spfe_arena *arena, struct spfe_text text,
          struct spfeval_record *record, struct spfe_term *term)
{
    int status;

    record->text = text;
    if (spfe_lint_is_term(text, term)) {
        return is_sender(term) && !spfe_sender_is_odd(text, term)
                   ? SPFEVAL_OK
                   : SPFEVAL_ERR_SYNTAX;
    }
    if (text.len == 0) {
        return SPFEVAL_ERR_SYNTAX;
    }
    status = try_name(arena, "ip4:", text, record, term);
    if (status == SPFEVAL_ERR_SYNTAX) {
        status = try_name(arena, "ip6:", text, record, term);
    }
    if (status == SPFEVAL_ERR_SYNTAX && is_host(text)) {
        return try_name(arena, "a:", text, record, term);
    }
    if (status == SPFEVAL_OK) {
        unmap(term);
    }
    return status;
}

int
spfe_sender_parse(struct spfe_arena *arena, struct spfe_text text,
                  struct spfe_text *out, struct spfe_term *term)
{
    struct spfeval_record record = {.text = text};
    int status;

    if (text.len > SPFE_TEXT_MAX - LONGEST_NAME) {
        return SPFEVAL_ERR_LIMIT; /* offsets in a term have 16 bits */
    }
    status = find_term(arena, text, &record, term);
    if (status == SPFEVAL_OK) {
        status = spfe_sender_print(arena, &record, term, out);
    }
    if (status == SPFEVAL_OK && !spfe_lint_is_term(*out, term)) {
        status = SPFEVAL_ERR_SYNTAX;
    }
    return status;
}

unsigned
spfe_sender_prefix(const struct spfe_term *network)
{
    return network->kind == SPFEVAL_TERM_IP4 ? network->prefix4
                                             : network->prefix6;
}

bool
spfe_sender_holds(const struct spfe_term *first,
                  const struct spfe_term *second)
{
    return first->kind == second->kind && spfe_term_is_ip(first) &&
           spfe_sender_prefix(first) <= spfe_sender_prefix(second) &&
           spfe_ip_in_network(second->address, first->address,
                              spfe_sender_prefix(first));
}
