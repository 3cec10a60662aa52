/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/ip.h"

#include <string.h>

#include "base/ascii.h"
#include "base/ip4_read.h"

enum { GROUPS = 8, NIBBLES = 2 * SPFE_IP6_OCTETS };

bool
spfe_ip_read_v4(struct spfe_cursor *in, uint8_t out[SPFE_IP4_OCTETS])
{
    uint8_t window[SPFE_IP4_WINDOW] = {0};
    const uint8_t *start = in->at;
    const uint8_t *at;
    bool found;

    /* Near the end of the text it is copied to where there is a window. */
    if (spfe_cursor_left(in) < SPFE_IP4_WINDOW) {
        spfe_cursor_copy(in, window);
        start = window;
    }
    at = start;
    found = spfe_ip4_read(&at, out);
    in->at += at - start;
    return found;
}

/* One more than the value of a hexadecimal digit; 0 for anything else. */
static const uint8_t hex_values[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
    ['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
    ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16, ['A'] = 11, ['B'] = 12,
    ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

/* One to four hexadecimal digits; false when there are none, or five. */
static inline bool
read_group(const uint8_t **in, const uint8_t *end, uint8_t out[2])
{
    const uint8_t *start = *in;
    const uint8_t *last = end - start > 4 ? start + 4 : end;
    const uint8_t *at = start;
    unsigned value = 0;
    unsigned digit;

    for (; at < last && (digit = hex_values[*at]) > 0; at++) {
        value = (value << 4) + digit - 1;
    }
    out[0] = (uint8_t)(value >> 8);
    out[1] = (uint8_t)(value & 0xff);
    *in = at;
    return at > start && (at == end || hex_values[*at] == 0);
}

/* Does a dotted quad stand where a group was read from? */
static bool
read_quad_at(struct spfe_cursor *in, const uint8_t *start, uint8_t *out)
{
    struct spfe_cursor ahead = *in;

    ahead.at = start;
    if (!spfe_ip_read_v4(&ahead, out)) {
        return false;
    }
    in->at = ahead.at;
    return true;
}

/*
 * Groups up to the end of the address or to "::", at most max of them. A
 * dotted quad may stand for two and ends the address. Returns their number,
 * or -1.
 */
static int
read_groups(struct spfe_cursor *in, uint8_t *out, int max, bool *quad)
{
    const uint8_t *end = in->end;
    const uint8_t *at = in->at;
    int count = 0;

    while (count < max) {
        const uint8_t *start = at;
        bool found = read_group(&at, end, out + 2 * (size_t)count);

        in->at = at;
        if (!found) {
            return -1;
        }
        if (at < end && *at == '.' && count <= max - 2 &&
            read_quad_at(in, start, out + 2 * (size_t)count)) {
            *quad = true;
            return count + 2;
        }
        count++;
        if (at == end || *at != ':' || (end - at > 1 && at[1] == ':')) {
            break;
        }
        if (count < max) {
            at++;
        }
    }
    return count;
}

bool
spfe_ip_read_v6(struct spfe_cursor *in, uint8_t out[SPFE_IP6_OCTETS])
{
    uint8_t tail[SPFE_IP6_OCTETS] = {0};
    bool quad = false;
    int before = 0;
    int after = 0;

    if (spfe_cursor_peek(in) != ':') {
        before = read_groups(in, out, GROUPS, &quad);
        if (before < 0) {
            return false;
        }
    }
    if (before == GROUPS) {
        return true;
    }
    if (quad) {
        return false;
    }
    /* Each takes its own. NOLINTNEXTLINE(misc-redundant-expression) */
    if (!spfe_cursor_take(in, ':') || !spfe_cursor_take(in, ':')) {
        return false;
    }
    /* "::" stands for one group at least, so seven others are the most. */
    if (spfe_ascii_is(spfe_cursor_peek(in), SPFE_ASCII_HEX)) {
        after = read_groups(in, tail, GROUPS - 1 - before, &quad);
        if (after < 0) {
            return false;
        }
    }
    memset(out + 2 * (size_t)before, 0, SPFE_IP6_OCTETS - 2 * (size_t)before);
    memcpy(out + SPFE_IP6_OCTETS - 2 * (size_t)after, tail, 2 * (size_t)after);
    return true;
}

static const uint8_t mapped_prefix[12] = {0, 0, 0, 0, 0,    0,
                                          0, 0, 0, 0, 0xff, 0xff};

void
spfe_ip_set(struct spfe_ip *ip, const uint8_t *octets, size_t len)
{
    static const struct spfe_ip none;

    if (len == SPFE_IP6_OCTETS &&
        memcmp(octets, mapped_prefix, sizeof(mapped_prefix)) == 0) {
        octets += sizeof(mapped_prefix);
        len = SPFE_IP4_OCTETS;
    }
    *ip = none;
    if (len == SPFE_IP4_OCTETS) {
        memcpy(ip->octets, octets, SPFE_IP4_OCTETS);
    } else {
        memcpy(ip->octets, octets, SPFE_IP6_OCTETS);
    }
    ip->len = (uint8_t)len;
}

bool
spfe_ip_parse(struct spfe_ip *ip, const char *text, size_t len)
{
    uint8_t octets[SPFE_IP6_OCTETS];
    struct spfe_cursor in = spfe_cursor_make(text, len);
    size_t octets_len = SPFE_IP4_OCTETS;

    if (!spfe_ip_read_v4(&in, octets)) {
        in = spfe_cursor_make(text, len);
        octets_len = SPFE_IP6_OCTETS;
        if (!spfe_ip_read_v6(&in, octets)) {
            return false;
        }
    }
    if (spfe_cursor_left(&in) != 0) {
        return false;
    }
    spfe_ip_set(ip, octets, octets_len);
    return true;
}

bool
spfe_ip_in_network(const uint8_t *address, const uint8_t *network,
                   unsigned prefix)
{
    unsigned whole = prefix / 8;
    unsigned rest = prefix % 8;
    unsigned i;

    /* At most 16 octets, most often decided by the first. */
    for (i = 0; i < whole; i++) {
        if (address[i] != network[i]) {
            return false;
        }
    }
    return rest == 0 || (address[whole] ^ network[whole]) >> (8 - rest) == 0;
}

void
spfe_ip_mask(uint8_t *octets, size_t len, unsigned prefix)
{
    size_t i;

    for (i = 0; i < len; i++) {
        if (prefix < 8 * i + 8) {
            unsigned keep = prefix > 8 * i ? (unsigned)(prefix - 8 * i) : 0;

            octets[i] &= (uint8_t)(0xff00u >> keep);
        }
    }
}

/* "255." has the most. */
enum { QNUM_OCTETS = 4 };

/* Write a number and a dot to where there is room; returns what is behind. */
static char *
put_qnum(char *at, unsigned number)
{
    unsigned tens = number / 10;
    unsigned hundreds = tens / 10;

    if (hundreds > 0) {
        *at++ = (char)('0' + hundreds);
    }
    if (tens > 0) {
        *at++ = (char)('0' + tens - 10 * hundreds);
    }
    *at++ = (char)('0' + number - 10 * tens);
    *at++ = '.';
    return at;
}

static void
print_v4(const uint8_t *octets, struct spfe_buf *out)
{
    char text[SPFE_IP4_OCTETS * QNUM_OCTETS];
    char *at = text;
    size_t i;

    for (i = 0; i < SPFE_IP4_OCTETS; i++) {
        at = put_qnum(at, octets[i]);
    }
    spfe_buf_add(out, text, (size_t)(at - text) - 1);
}

/* Find the first longest run of two or more zero groups (RFC 5952 4.2). */
static int
find_zero_run(const uint8_t *octets, int *length)
{
    int best = -1;
    int at = 0;

    *length = 1;
    while (at < GROUPS) {
        int end = at;

        while (end < GROUPS && octets[2 * (size_t)end] == 0 &&
               octets[2 * (size_t)end + 1] == 0) {
            end++;
        }
        if (end - at > *length) {
            best = at;
            *length = end - at;
        }
        at = end + 1;
    }
    return best;
}

static void
print_group(const uint8_t *octets, struct spfe_buf *out)
{
    static const char digits[] = "0123456789abcdef";
    unsigned value = (unsigned)octets[0] << 8 | octets[1];
    int shift = 12;

    while (shift > 0 && value >> shift == 0) {
        shift -= 4;
    }
    for (; shift >= 0; shift -= 4) {
        spfe_buf_add_octet(out, digits[value >> shift & 15]);
    }
}

static void
print_v6(const uint8_t *octets, struct spfe_buf *out)
{
    int zeros;
    int zero_at = find_zero_run(octets, &zeros);
    int at = 0;

    while (at < GROUPS) {
        if (at == zero_at) {
            spfe_buf_add_text(out, "::");
            at += zeros;
            continue;
        }
        if (at > 0 && at != zero_at + zeros) {
            spfe_buf_add_octet(out, ':');
        }
        print_group(octets + 2 * (size_t)at, out);
        at++;
    }
}

void
spfe_ip_print(const uint8_t *octets, size_t len, struct spfe_buf *out)
{
    if (len == SPFE_IP4_OCTETS) {
        print_v4(octets, out);
    } else if (memcmp(octets, mapped_prefix, sizeof(mapped_prefix)) == 0) {
        /* RFC 5952 section 5: the well-known form stays readable. */
        spfe_buf_add_text(out, "::ffff:");
        print_v4(octets + sizeof(mapped_prefix), out);
    } else {
        print_v6(octets, out);
    }
}

static char
nibble(const uint8_t *octets, size_t index)
{
    unsigned octet = octets[index / 2];

    return "0123456789ABCDEF"[index % 2 == 0 ? octet >> 4 : octet & 15];
}

void
spfe_ip_print_dotted(const struct spfe_ip *ip, struct spfe_buf *out)
{
    size_t i;

    if (ip->len == SPFE_IP4_OCTETS) {
        print_v4(ip->octets, out);
        return;
    }
    for (i = 0; i < NIBBLES; i++) {
        if (i > 0) {
            spfe_buf_add_octet(out, '.');
        }
        spfe_buf_add_octet(out, nibble(ip->octets, i));
    }
}

void
spfe_ip_print_reverse(const struct spfe_ip *ip, struct spfe_buf *out)
{
    char text[SPFE_IP4_OCTETS * QNUM_OCTETS];
    char *at = text;
    size_t i;

    if (ip->len == SPFE_IP4_OCTETS) {
        for (i = SPFE_IP4_OCTETS; i > 0; i--) {
            at = put_qnum(at, ip->octets[i - 1]);
        }
        spfe_buf_add(out, text, (size_t)(at - text));
    } else {
        for (i = NIBBLES; i > 0; i--) {
            spfe_buf_add_octet(out, nibble(ip->octets, i - 1));
            spfe_buf_add_octet(out, '.');
        }
    }
    spfe_buf_add_text(out, spfe_ip_tree(ip));
    spfe_buf_add_text(out, ".arpa");
}

const char *
spfe_ip_tree(const struct spfe_ip *ip)
{
    return ip->len == SPFE_IP4_OCTETS ? "in-addr" : "ip6";
}
