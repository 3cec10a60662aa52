/* SPDX-License-Identifier: BSD-2-Clause */
#include "record/common_term.h"

#include <string.h>

#include "base/ascii.h"
#include "base/ip4_read.h"
#include "base/word.h"
#include "record/ip4_list.h"

/* What follows a name. */
enum form { FORM_NOTHING, FORM_NAME, FORM_IP4, FORM_IP6 };

/* The beginning of a term, as many octets of a word as it has. */
struct beginning {
    uint64_t word;
    uint64_t letters; /* the bits that tell lower from upper case */
    uint64_t mask;    /* the octets that belong to it */
    uint8_t len;
    uint8_t kind; /* enum spfeval_term_kind */
    uint8_t form;
};

#define FIRST(count) (~UINT64_C(0) << (64 - 8 * (count)))
#define LETTERS(count) (UINT64_C(0x2020202020202020) & FIRST(count))

/* Those of one letter stand together, the longest of one name first. */
static const struct beginning beginnings[] = {
    {SPFE_ASCII_WORD('i', 'n', 'c', 'l', 'u', 'd', 'e', ':'), LETTERS(7),
     FIRST(8), 8, SPFEVAL_TERM_INCLUDE, FORM_NAME},
    {SPFE_ASCII_WORD('i', 'p', '4', ':', 0, 0, 0, 0), LETTERS(2), FIRST(4), 4,
     SPFEVAL_TERM_IP4, FORM_IP4},
    {SPFE_ASCII_WORD('i', 'p', '6', ':', 0, 0, 0, 0), LETTERS(2), FIRST(4), 4,
     SPFEVAL_TERM_IP6, FORM_IP6},
    {SPFE_ASCII_WORD('a', 'l', 'l', 0, 0, 0, 0, 0), LETTERS(3), FIRST(3), 3,
     SPFEVAL_TERM_ALL, FORM_NOTHING},
    {SPFE_ASCII_WORD('a', ':', 0, 0, 0, 0, 0, 0), LETTERS(1), FIRST(2), 2,
     SPFEVAL_TERM_A, FORM_NAME},
    {SPFE_ASCII_WORD('a', 0, 0, 0, 0, 0, 0, 0), LETTERS(1), FIRST(1), 1,
     SPFEVAL_TERM_A, FORM_NOTHING},
    {SPFE_ASCII_WORD('m', 'x', ':', 0, 0, 0, 0, 0), LETTERS(2), FIRST(3), 3,
     SPFEVAL_TERM_MX, FORM_NAME},
    {SPFE_ASCII_WORD('m', 'x', 0, 0, 0, 0, 0, 0), LETTERS(2), FIRST(2), 2,
     SPFEVAL_TERM_MX, FORM_NOTHING},
};

/* Where those of a letter begin and end. */
enum { BEGIN_I = 0, BEGIN_A = 3, BEGIN_M = 6, BEGIN_END = 8 };

/*
 * That many octets can be read from the beginning of a term: a sign, "ip4:"
 * and an address, without a look at where the record ends.
 */
enum { WINDOW = 24 };
_Static_assert(WINDOW >= 1 + 4 + SPFE_IP4_WINDOW, "an address is read ahead");

static uint8_t
qualifier_of(uint8_t sign)
{
    switch (sign) {
    case '+':
        return SPFEVAL_QUALIFIER_PASS;
    case '-':
        return SPFEVAL_QUALIFIER_FAIL;
    case '~':
        return SPFEVAL_QUALIFIER_SOFTFAIL;
    case '?':
        return SPFEVAL_QUALIFIER_NEUTRAL;
    default:
        return SPFEVAL_QUALIFIER_NONE;
    }
}

static const struct beginning *
find_among(const uint8_t *at, unsigned first, unsigned end)
{
    uint64_t word = SPFE_ASCII_WORD(at[0], at[1], at[2], at[3], at[4], at[5],
                                    at[6], at[7]);

    for (; first < end; first++) {
        const struct beginning *beginning = &beginnings[first];

        if (((word | beginning->letters) & beginning->mask) ==
            beginning->word) {
            return beginning;
        }
    }
    return NULL;
}

static const struct beginning *
find_beginning(const uint8_t *at)
{
    switch (*at | 0x20) {
    case 'i':
        return find_among(at, BEGIN_I, BEGIN_A);
    case 'a':
        return find_among(at, BEGIN_A, BEGIN_M);
    case 'm':
        return find_among(at, BEGIN_M, BEGIN_END);
    default:
        return NULL;
    }
}

/* RFC 7208 section 5.6: a prefix length without leading zero, or nothing. */
static const uint8_t *
read_length(const uint8_t *at, const uint8_t *end, unsigned most, uint8_t *out)
{
    unsigned value;

    if (at == end || *at != '/') {
        return at; /* and the default stays */
    }
    at++;
    if (at == end || !spfe_ascii_is(*at, SPFE_ASCII_DIGIT)) {
        return NULL;
    }
    value = (unsigned)(*at++ - '0');
    while (value > 0 && value <= most && at < end &&
           spfe_ascii_is(*at, SPFE_ASCII_DIGIT)) {
        value = value * 10 + (unsigned)(*at++ - '0');
    }
    *out = (uint8_t)value;
    return value <= most ? at : NULL;
}

static const uint8_t *
read_ip4(const uint8_t *at, const uint8_t *end, struct spfe_term *term)
{
    return spfe_ip4_read(&at, term->address)
               ? read_length(at, end, 32, &term->prefix4)
               : NULL;
}

static const uint8_t *
read_ip6(const uint8_t *at, const uint8_t *end, struct spfe_term *term)
{
    struct spfe_cursor in = {at, at, end};

    return spfe_ip_read_v6(&in, term->address)
               ? read_length(in.at, end, 128, &term->prefix6)
               : NULL;
}

/*
 * Go over letters, digits, hyphens, dots, slashes and underscores, eight at a
 * time; where fewer can be read it stops and says nothing about them.
 */
static const uint8_t *
skip_usual(const uint8_t *at, const uint8_t *readable)
{
    while (readable - at >= SPFE_WORD_OCTETS) {
        uint64_t word = spfe_word_load((const char *)at);
        uint64_t unusual = spfe_word_unusual(word);

        if (unusual == 0) {
            at += SPFE_WORD_OCTETS;
            continue;
        }
        at += spfe_word_first(unusual);
        if (*at != '_') {
            break;
        }
        at++;
    }
    return at;
}

/*
 * A name of letters, digits, hyphens, underscores, dots and slashes whose last
 * label has letters only: then it ends as RFC 7208 section 7.1 wants, and no
 * prefix length is behind it.
 */
static const uint8_t *
read_name(const uint8_t *start, const uint8_t *end, const uint8_t *readable,
          uint16_t *len)
{
    const uint8_t *at = skip_usual(start, readable);
    const uint8_t *label;

    while (at < end && spfe_ascii_is(*at, SPFE_ASCII_NAME)) {
        at++;
    }
    label = at;
    while (label > start && spfe_ascii_is(label[-1], SPFE_ASCII_ALPHA)) {
        label--;
    }
    if (label == at || label == start || label[-1] != '.') {
        return NULL;
    }
    *len = (uint16_t)(at - start);
    return at;
}

/*
 * Returns what is behind the term, or NULL. Between end and readable there are
 * zeros.
 */
static const uint8_t *
read_term(const uint8_t *start, const uint8_t *end, const uint8_t *readable,
          struct spfe_term *term)
{
    const uint8_t *at = start;
    const struct beginning *beginning;

    term->qualifier = SPFEVAL_QUALIFIER_PASS;
    if (!spfe_ascii_is(*at, SPFE_ASCII_ALPHA)) {
        term->qualifier = qualifier_of(*at++);
        if (term->qualifier == SPFEVAL_QUALIFIER_NONE) {
            return NULL;
        }
    }
    beginning = find_beginning(at);
    if (beginning == NULL) {
        return NULL;
    }
    term->kind = beginning->kind;
    at += beginning->len;
    switch (beginning->form) {
    case FORM_IP4:
        return read_ip4(at, end, term);
    case FORM_IP6:
        return read_ip6(at, end, term);
    case FORM_NAME:
        term->argument.offset = (uint16_t)(term->offset + (at - start));
        return read_name(at, end, readable, &term->argument.len);
    default:
        return at;
    }
}

/* The last terms are copied to where a window begins with each octet. */
static void
fill_window(uint8_t window[2 * WINDOW], const uint8_t *at, size_t left)
{
    memset(window, 0, (size_t)2 * WINDOW);
    memcpy(window, at, left);
}

uint32_t
spfe_common_terms_read(struct spfe_cursor *in, struct spfe_term *terms,
                       uint32_t room, bool *has_all)
{
    static const struct spfe_term blank = {.prefix4 = 32, .prefix6 = 128};
    uint8_t window[2 * WINDOW];
    const uint8_t *start = in->start; /* what stands at offset */
    const uint8_t *end = in->end;
    const uint8_t *readable = end;
    const uint8_t *at = in->at;
    size_t offset = 0;
    uint32_t count;

    for (count = 0; count < room; count++) {
        struct spfe_term *term = &terms[count];
        const uint8_t *behind;

        while (at < end && *at == ' ') {
            at++;
        }
        if (at == end || (start != window && spfe_ip4_list_begins(at, end))) {
            break; /* a list is read by who does it more quickly */
        }
        if (end - at < WINDOW && start != window) {
            fill_window(window, at, (size_t)(end - at));
            offset = (size_t)(at - start);
            end = window + (end - at);
            readable = window + sizeof(window);
            start = window;
            at = window;
        }
        *term = blank;
        term->offset = (uint16_t)(offset + (size_t)(at - start));
        behind = read_term(at, end, readable, term);
        if (behind == NULL || (behind != end && *behind != ' ')) {
            break;
        }
        term->len = (uint16_t)(behind - at);
        *has_all |= term->kind == SPFEVAL_TERM_ALL;
        at = behind;
    }
    in->at = in->start + offset + (at - start);
    return count;
}
