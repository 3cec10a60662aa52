/* SPDX-License-Identifier: BSD-2-Clause */
#include "rule/macro_expand.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/ascii.h"
#include "base/cursor.h"
#include "base/dname.h"
#include "record/macro_parse.h"

enum { FIRST_ROOM = 256, VALUE_ROOM = 64 };

/* RFC 7208 section 7.3: upper-case letters percent-encode (RFC 3986). */
static void
add_octet(struct spfe_buf *out, char octet, bool escape)
{
    static const char digits[] = "0123456789ABCDEF";
    uint8_t value = (uint8_t)octet; /* char may be signed */

    if (!escape || spfe_ascii_is(value, SPFE_ASCII_UNRESERVED)) {
        spfe_buf_add_octet(out, octet);
        return;
    }
    spfe_buf_add_octet(out, '%');
    spfe_buf_add_octet(out, digits[value >> 4]);
    spfe_buf_add_octet(out, digits[value & 15]);
}

static void
add_escaped(struct spfe_buf *out, const char *octets, uint32_t len)
{
    const char *end = octets + len;

    while (octets < end) {
        const char *start = octets;

        while (octets < end &&
               spfe_ascii_is((uint8_t)*octets, SPFE_ASCII_UNRESERVED)) {
            octets++;
        }
        spfe_buf_add(out, start, (size_t)(octets - start));
        if (octets < end) {
            add_octet(out, *octets++, true);
        }
    }
}

/* Inline: most macros escape nothing. */
static inline void
add_octets(struct spfe_buf *out, const char *octets, uint32_t len, bool escape)
{
    if (escape) {
        add_escaped(out, octets, len);
    } else {
        spfe_buf_add(out, octets, len);
    }
}

/* delimiters are those of a macro. */
static inline bool
is_delimiter(uint8_t delimiters, char octet)
{
    if (octet == '.') {
        return (delimiters & SPFE_MACRO_DOT) != 0;
    }
    return delimiters != SPFE_MACRO_DOT &&
           (spfe_macro_delimiter((uint8_t)octet) & delimiters) != 0;
}

/* Where the rightmost parts of a value begin, as many as the macro keeps. */
static uint32_t
find_last_parts(const struct spfe_macro *macro, struct spfe_text value)
{
    uint32_t parts = 0;
    uint32_t at = value.len;

    if (macro->parts == SPFE_MACRO_ALL_PARTS) {
        return 0;
    }
    for (; at > 0; at--) {
        if (is_delimiter(macro->delimiters, value.ptr[at - 1]) &&
            ++parts == macro->parts) {
            break;
        }
    }
    return at;
}

/* Where the leftmost parts of a value end. */
static uint32_t
find_first_parts(const struct spfe_macro *macro, struct spfe_text value)
{
    uint32_t parts = 0;
    uint32_t at;

    if (macro->parts == SPFE_MACRO_ALL_PARTS) {
        return value.len;
    }
    for (at = 0; at < value.len; at++) {
        if (is_delimiter(macro->delimiters, value.ptr[at]) &&
            ++parts == macro->parts) {
            break;
        }
    }
    return at;
}

/*
 * The rightmost parts are one stretch of the value, so nothing has to be
 * split: it is written with dots for delimiters.
 */
static void
add_forward(const struct spfe_macro *macro, struct spfe_text value,
            struct spfe_buf *out)
{
    uint8_t delimiters = macro->delimiters;
    uint32_t at = find_last_parts(macro, value);

    if (delimiters == SPFE_MACRO_DOT) {
        add_octets(out, value.ptr + at, value.len - at, macro->escape);
        return;
    }
    for (; at < value.len; at++) {
        bool delimiter = is_delimiter(delimiters, value.ptr[at]);

        add_octet(out, delimiter ? '.' : value.ptr[at], macro->escape);
    }
}

/*
 * After reversal the rightmost parts are the leftmost of the value: they are
 * written part by part from their end back to the start.
 */
static void
add_reversed(const struct spfe_macro *macro, struct spfe_text value,
             struct spfe_buf *out)
{
    uint8_t delimiters = macro->delimiters;
    uint32_t end = find_first_parts(macro, value);
    uint32_t at;

    for (at = end; at > 0; at--) {
        if (is_delimiter(delimiters, value.ptr[at - 1])) {
            add_octets(out, value.ptr + at, end - at, macro->escape);
            spfe_buf_add_octet(out, '.');
            end = at - 1;
        }
    }
    add_octets(out, value.ptr, end, macro->escape);
}

/* RFC 7208 section 7.3: split, reverse, keep the right-hand parts, join. */
static void
add_transformed(const struct spfe_macro *macro, struct spfe_text value,
                struct spfe_buf *out)
{
    if (macro->reverse) {
        add_reversed(macro, value, out);
    } else {
        add_forward(macro, value, out);
    }
}

/* The text behind a letter; short ones are made in the buffer. */
static struct spfe_text
find_value(char letter, const struct spfe_macro_values *values,
           struct spfe_buf *buffer)
{
    struct spfe_text made = {buffer->data, 0};

    switch (letter) {
    case 's':
        return values->sender;
    case 'l':
        return values->local;
    case 'o':
        return values->sender_domain;
    case 'd':
        return values->domain;
    case 'p':
        return values->client_name.ptr == NULL ? spfe_text_of("unknown")
                                               : values->client_name;
    case 'v':
        return spfe_text_of(spfe_ip_tree(&values->client));
    case 'h':
        return values->helo;
    case 'r':
        return values->receiver.len == 0 ? spfe_text_of("unknown")
                                         : values->receiver;
    case 'i':
        spfe_ip_print_dotted(&values->client, buffer);
        break;
    case 'c':
        spfe_ip_print(values->client.octets, values->client.len, buffer);
        break;
    default: /* t: the parser lets nothing else through */
        spfe_buf_add_decimal(buffer, values->time);
        break;
    }
    made.len = (uint32_t)buffer->length;
    return made;
}

static void
add_macro(struct spfe_cursor *in, const struct spfe_macro_values *values,
          struct spfe_buf *out)
{
    char room[VALUE_ROOM]; /* 63 octets for %{i} of IPv6 are the most */
    struct spfe_macro macro;
    struct spfe_buf buffer;

    spfe_macro_parse(in, SPFE_MACRO_IN_TEXT, &macro);
    if (macro.literal != NULL) {
        spfe_buf_add_text(out, macro.literal);
        return;
    }
    spfe_buf_init(&buffer, room, sizeof(room));
    add_transformed(&macro, find_value(macro.letter, values, &buffer), out);
}

void
spfe_macro_expand(struct spfe_text text,
                  const struct spfe_macro_values *values, struct spfe_buf *out)
{
    struct spfe_cursor in = spfe_cursor_make(text.ptr, text.len);

    while (spfe_cursor_left(&in) > 0 && out->length <= SPFE_TEXT_MAX) {
        const uint8_t *start = in.at;

        in.at = memchr(start, '%', spfe_cursor_left(&in));
        if (in.at == NULL) {
            in.at = in.end;
        }
        spfe_buf_add(out, (const char *)start, (size_t)(in.at - start));
        if (spfe_cursor_left(&in) > 0) {
            add_macro(&in, values, out);
        }
    }
}

int
spfe_macro_expand_copy(struct spfe_text text, uint32_t max,
                       const struct spfe_macro_values *values,
                       struct spfe_arena *arena, struct spfe_text *out)
{
    size_t wanted = FIRST_ROOM;

    out->ptr = NULL;
    out->len = 0;
    for (;;) {
        struct spfe_buf buf;
        size_t capacity;
        char *room = spfe_arena_room(arena, wanted, &capacity);

        if (room == NULL) {
            return arena->status;
        }
        spfe_buf_init(&buf, room, capacity);
        spfe_macro_expand(text, values, &buf);
        if (buf.length > max) {
            return SPFEVAL_OK;
        }
        if (spfe_buf_finish(&buf, &wanted) == SPFEVAL_OK) {
            spfe_arena_take(arena, wanted);
            out->ptr = room;
            out->len = (uint32_t)buf.length;
            return SPFEVAL_OK;
        }
    }
}

int
spfe_macro_expand_domain(struct spfe_text spec, bool expands,
                         const struct spfe_macro_values *values,
                         struct spfe_arena *arena, struct spfe_text *out)
{
    struct spfe_text name = spec;
    char *copy;
    int status;

    if (expands) {
        status =
            spfe_macro_expand_copy(spec, SPFE_TEXT_MAX, values, arena, &name);
        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    name = spfe_dname_shorten(spfe_dname_trim(name));
    if (expands && name.len > 0 && name.ptr[name.len] == '\0') {
        *out = name;
        return SPFEVAL_OK;
    }
    copy = spfe_arena_copy(arena, name.ptr, name.len);
    if (copy == NULL) {
        return arena->status;
    }
    out->ptr = copy;
    out->len = name.len;
    return SPFEVAL_OK;
}
