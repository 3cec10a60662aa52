/* SPDX-License-Identifier: BSD-2-Clause */
#include "header/quote.h"

#include <assert.h>
#include <string.h>

#include <spfeval/header.h>

#include "base/ascii.h"
#include "base/word.h"

enum { ELLIPSIS = 3, SUB_DOMAIN_MAX = 63 };

/* --- What needs no quotes ------------------------------------------------ */

/* Of text that is not only letters, digits, "-", "/" and dots. */
static bool
is_unusual_dot_atom(struct spfe_text text)
{
    uint32_t atom = 0; /* where it begins */
    uint32_t at = 0;

    for (;;) {
        while (at < text.len &&
               spfe_ascii_is((uint8_t)text.ptr[at], SPFE_ASCII_ATEXT)) {
            at++;
        }
        if (at == atom) {
            return false;
        }
        if (at == text.len) {
            return true;
        }
        if (text.ptr[at] != '.') {
            return false;
        }
        atom = ++at;
    }
}

bool
spfe_quote_is_dot_atom(struct spfe_text text)
{
    uint64_t before = 0x80; /* the start is as good as a dot */
    uint64_t wrong = 0;     /* dots behind dots */
    uint32_t at;

    for (at = 0; at < text.len; at += SPFE_WORD_OCTETS) {
        uint64_t word = spfe_word_load_at(text.ptr, at, text.len, 'x');
        uint64_t dots = spfe_word_zeros_of_ascii(word ^ SPFE_WORD_OF('.'));

        if (spfe_word_unusual(word) != 0) {
            return is_unusual_dot_atom(text);
        }
        wrong |= dots & (dots << 8 | before);
        before = dots >> 56;
    }
    return wrong == 0 && text.len > 0 && text.ptr[text.len - 1] != '.';
}

bool
spfe_quote_is_special(int octet)
{
    static const char specials[] = "()<>@,;:\\\"/[]?=";

    return memchr(specials, octet, sizeof(specials) - 1) != NULL;
}

bool
spfe_quote_is_token(struct spfe_text text)
{
    uint32_t i;

    for (i = 0; i < text.len; i++) {
        uint8_t octet = (uint8_t)text.ptr[i];

        if (octet <= 0x20 || octet >= 0x7f || spfe_quote_is_special(octet)) {
            return false;
        }
    }
    return text.len > 0;
}

/* RFC 5321 section 4.1.2: letters and digits, hyphens only between them. */
static bool
is_sub_domain(const char *label, uint32_t len)
{
    uint32_t i;

    if (len == 0 || len > SUB_DOMAIN_MAX || label[0] == '-' ||
        label[len - 1] == '-') {
        return false;
    }
    for (i = 0; i < len; i++) {
        if (label[i] != '-' &&
            !spfe_ascii_is((uint8_t)label[i], SPFE_ASCII_ALNUM)) {
            return false;
        }
    }
    return true;
}

bool
spfe_quote_is_domain_name(struct spfe_text text)
{
    uint32_t start = 0;
    uint32_t i;

    for (i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.') {
            if (!is_sub_domain(text.ptr + start, i - start)) {
                return false;
            }
            start = i + 1;
        }
    }
    return start > 0 && is_sub_domain(text.ptr + start, text.len - start);
}

/* --- What does ----------------------------------------------------------- */

/* What is written for the next octet or character. */
struct piece {
    char octets[4];
    uint8_t len;
    uint8_t taken; /* octets of the text that it stands for */
};

/* One row for each form of RFC 3629 section 4: first and second octet. */
struct utf8_form {
    uint8_t first_min, first_max;
    uint8_t second_min, second_max;
    uint8_t len;
};

static const struct utf8_form utf8_forms[] = {
    {0xc2, 0xc2, 0xa0, 0xbf, 2}, /* U+0080 to U+009F are controls */
    {0xc3, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
    {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3},
    {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
    {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
};

static const struct utf8_form *
find_utf8_form(const uint8_t *octets, uint32_t left)
{
    const struct utf8_form *form = utf8_forms;
    const struct utf8_form *end = form + sizeof(utf8_forms) / sizeof(*form);

    for (; left >= 2 && form < end; form++) {
        if (octets[0] >= form->first_min && octets[0] <= form->first_max &&
            octets[1] >= form->second_min && octets[1] <= form->second_max) {
            return form;
        }
    }
    return NULL;
}

/*
 * Octets of the UTF-8 character that stands here; 0 when there is none that
 * may stay. RFC 6532 section 3.1 would allow U+2028 and U+2029 as well, but
 * there are readers that end a line at them.
 */
static uint8_t
utf8_len(const uint8_t *octets, uint32_t left)
{
    const struct utf8_form *form = find_utf8_form(octets, left);
    uint8_t i;

    if (form == NULL || form->len > left) {
        return 0;
    }
    for (i = 2; i < form->len; i++) {
        if (octets[i] < 0x80 || octets[i] > 0xbf) {
            return 0;
        }
    }
    if (octets[0] == 0xe2 && octets[1] == 0x80 &&
        (octets[2] == 0xa8 || octets[2] == 0xa9)) {
        return 0;
    }
    return form->len;
}

/* RFC 5322 sections 3.2.2 and 3.2.4: what ctext and qtext leave out. */
static bool
is_escaped(uint8_t octet, enum spfe_quote place)
{
    switch (place) {
    case SPFE_QUOTE_COMMENT:
        return octet == '(' || octet == ')' || octet == '\\';
    case SPFE_QUOTE_STRING:
        return octet == '"' || octet == '\\';
    default:
        return false;
    }
}

static struct piece
next_piece(struct spfe_text text, uint32_t at, enum spfe_quote place,
           uint32_t flags)
{
    const uint8_t *octets = (const uint8_t *)text.ptr + at;
    struct piece piece = {.octets = {text.ptr[at]}, .len = 1, .taken = 1};
    uint8_t len = 0;

    if (is_escaped(octets[0], place)) {
        piece.octets[0] = '\\';
        piece.octets[1] = text.ptr[at];
        piece.len = 2;
    } else if (octets[0] < 0x20 || octets[0] > 0x7e) {
        if ((flags & SPFEVAL_HEADER_SMTPUTF8) != 0) {
            len = utf8_len(octets, text.len - at);
        }
        piece.octets[0] = '?';
        if (len > 0) {
            memcpy(piece.octets, octets, len);
            piece.len = len;
            piece.taken = len;
        }
    }
    return piece;
}

/* How much of the text is shown: all, or what leaves room for "...". */
static uint32_t
shown_len(struct spfe_text text, enum spfe_quote place, uint32_t flags,
          size_t max)
{
    uint32_t at = 0;
    uint32_t shown = 0;
    size_t used = 0;

    if (text.len <= max / 2) {
        return text.len; /* even if each octet is escaped */
    }
    while (at < text.len) {
        struct piece piece = next_piece(text, at, place, flags);

        used += piece.len;
        at += piece.taken;
        if (used > max) {
            return shown;
        }
        if (used + ELLIPSIS <= max) {
            shown = at;
        }
    }
    return text.len;
}

/*
 * Octets that may not be written as they are: all below "-", which is where
 * most of those stand that are escaped, the backslash, and what cannot be
 * printed.
 */
static inline uint64_t
find_suspects(uint64_t word)
{
    uint64_t backslash = word ^ SPFE_WORD_OF('\\');

    return (word | (word + SPFE_WORD_OF(1u)) | (word - SPFE_WORD_OF('-')) |
            ((backslash - SPFE_WORD_OF(1u)) & ~backslash)) &
           SPFE_WORD_FLAGS;
}

/* Octets from here on that are written as they are: most often all. */
static uint32_t
plain_len(struct spfe_text text, uint32_t at, enum spfe_quote place)
{
    uint32_t end = at;

    while (end < text.len) {
        uint64_t suspects =
            find_suspects(spfe_word_load_at(text.ptr, end, text.len, 'x'));
        uint8_t octet;

        if (suspects == 0) {
            end += SPFE_WORD_OCTETS;
            continue;
        }
        end += spfe_word_first(suspects);
        octet = (uint8_t)text.ptr[end];
        if (octet < 0x20 || octet > 0x7e || is_escaped(octet, place)) {
            return end - at;
        }
        end++;
    }
    return text.len - at;
}

void
spfe_quote_add(struct spfe_buf *out, struct spfe_text text,
               enum spfe_quote place, uint32_t flags, size_t max)
{
    struct spfe_text shown = text;
    uint32_t at = 0;

    assert(max >= ELLIPSIS);
    shown.len = shown_len(text, place, flags, max);
    while (at < shown.len) {
        uint32_t plain = plain_len(shown, at, place);
        struct piece piece;

        spfe_buf_add(out, shown.ptr + at, plain);
        at += plain;
        if (at < shown.len) {
            piece = next_piece(shown, at, place, flags);
            spfe_buf_add(out, piece.octets, piece.len);
            at += piece.taken;
        }
    }
    if (shown.len < text.len) {
        spfe_buf_add_text(out, "...");
    }
}

void
spfe_quote_add_string(struct spfe_buf *out, struct spfe_text text,
                      uint32_t flags, size_t max)
{
    spfe_buf_add_octet(out, '"');
    spfe_quote_add(out, text, SPFE_QUOTE_STRING, flags, max - 2);
    spfe_buf_add_octet(out, '"');
}
