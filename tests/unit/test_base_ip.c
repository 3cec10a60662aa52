/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Addresses: their text in both directions, networks, and the reverse tree.
 *
 * The reader is compared with inet_pton() for many texts that are valid or
 * nearly so. No difference in the grammar is known: leading zeros of decimals,
 * groups of five digits, "::" for no group, zones and brackets are refused by
 * both. Three things differ around the grammar, and the tests hold them:
 *   - our text has a length, so a NUL is an octet that no address holds, where
 *     inet_pton() takes it for the end;
 *   - spfe_ip_read_*() stop behind an address, so that a prefix length can
 *     follow; spfe_ip_parse() takes the whole text, as inet_pton() does;
 *   - spfe_ip_parse() makes IPv4 of an IPv4-mapped address.
 */
#include "base/ip.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "support/tap.h"

enum { TEXTS = 100000, TEXT_ROOM = 80 };

/* George Marsaglia's xorshift: the same numbers everywhere. */
static uint32_t random_state;

static uint32_t
next_random(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

/* 0 to bound - 1. */
static unsigned
below(unsigned bound)
{
    return next_random() % bound;
}

static void
fill_random(uint8_t *octets, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++) {
        octets[i] = (uint8_t)below(256);
    }
}

static void
append(char *text, const char *more)
{
    size_t len = strlen(text);

    (void)snprintf(text + len, TEXT_ROOM - len, "%s", more);
}

static void
append_quad(char *text)
{
    static const char *const odd[] = {"0", "255", "256", "00", "01", "999"};
    unsigned i;

    for (i = 0; i < 4; i++) {
        char number[16];

        (void)snprintf(number, sizeof(number), "%u", below(256));
        append(text, i > 0 ? "." : "");
        append(text, below(16) == 0 ? odd[below(6)] : number);
    }
}

static void
append_group(char *text)
{
    static const unsigned bounds[] = {2, 16, 256, 4096, 65536};
    unsigned kind = below(40);
    int digits = kind == 0 ? 5 : kind < 10 ? 4 : 1; /* five are too many */
    unsigned value = below(bounds[below(5)]);
    char group[16];

    if (kind % 2 == 0) {
        (void)snprintf(group, sizeof(group), "%0*x", digits, value);
    } else {
        (void)snprintf(group, sizeof(group), "%0*X", digits, value);
    }
    append(text, group);
}

/* Groups in the number that is right, or one off; "::" in any place. */
static void
make_v6(char *text)
{
    bool short_form = below(3) > 0;
    bool quad = below(3) == 0;
    unsigned most = quad ? 6 : 8;
    unsigned groups = short_form ? below(most + 1) : most;
    unsigned gap;
    unsigned i;

    if (below(20) == 0) {
        groups++;
    } else if (below(20) == 0 && groups > 0) {
        groups--;
    }
    gap = short_form ? below(groups + 1) : groups + 1;
    text[0] = '\0';
    for (i = 0; i < groups; i++) {
        append(text, i == gap ? "::" : i > 0 ? ":" : "");
        append_group(text);
    }
    if (gap == groups) {
        append(text, "::");
    }
    if (quad) {
        append(text, gap == groups || groups == 0 ? "" : ":");
        append_quad(text);
    }
}

/* Change, insert, remove or repeat one octet. */
static void
mutate(char *text)
{
    static const char octets[] = "0123456789abcdefABCDEFgG:::...:./% -+[]x";
    size_t len = strlen(text);
    size_t at = below((unsigned)len + 1);
    char octet = octets[below(sizeof(octets) - 1)];

    switch (below(4)) {
    case 0:
        if (at < len) {
            text[at] = octet;
        }
        break;
    case 1:
        if (at < len) {
            memmove(text + at, text + at + 1, len - at);
        }
        break;
    case 2:
        octet = at < len ? text[at] : octet;
        /* FALLTHROUGH */
    default:
        if (len + 2 < TEXT_ROOM) {
            memmove(text + at + 1, text + at, len - at + 1);
            text[at] = octet;
        }
    }
}

static void
make_text(char *text)
{
    unsigned mutations = below(4);

    if (below(5) < 2) {
        text[0] = '\0';
        append_quad(text);
    } else {
        make_v6(text);
    }
    while (mutations > 0) {
        mutate(text);
        mutations--;
    }
}

typedef bool (*reader)(struct spfe_cursor *in, uint8_t *out);

/*
 * Read a whole text. It is placed right before the end of its room, so that a
 * sanitizer sees when more is read.
 */
static bool
read_whole(reader read, const char *text, size_t len, uint8_t *out)
{
    char room[TEXT_ROOM];
    char *copy = room + sizeof(room) - len;
    struct spfe_cursor in;

    memcpy(copy, text, len);
    in = spfe_cursor_make(copy, len);
    return read(&in, out) && spfe_cursor_left(&in) == 0;
}

static bool
read_v4(struct spfe_cursor *in, uint8_t *out)
{
    return spfe_ip_read_v4(in, out);
}

static bool
read_v6(struct spfe_cursor *in, uint8_t *out)
{
    return spfe_ip_read_v6(in, out);
}

/* Ours and the system's reader agree; returns whether they accepted. */
static bool
check_agreement(const char *text, int family, reader read, size_t len)
{
    uint8_t expected[SPFE_IP6_OCTETS];
    uint8_t octets[SPFE_IP6_OCTETS];
    bool accepted = inet_pton(family, text, expected) == 1;

    if (CHECK_INT(read_whole(read, text, strlen(text), octets), accepted) &&
        accepted) {
        CHECK_BYTES(octets, len, expected, len);
    }
    return accepted;
}

static void
test_ip_reading_agrees_with_inet_pton(void)
{
    char text[TEXT_ROOM];
    unsigned v4 = 0;
    unsigned v6 = 0;
    unsigned i;

    random_state = 0x7208;
    for (i = 0; i < TEXTS; i++) {
        struct spfe_ip ip;
        bool is_v4;
        bool is_v6;

        make_text(text);
        tap_row(text);
        is_v4 = check_agreement(text, AF_INET, read_v4, SPFE_IP4_OCTETS);
        is_v6 = check_agreement(text, AF_INET6, read_v6, SPFE_IP6_OCTETS);
        CHECK(!(is_v4 && is_v6));
        CHECK_INT(spfe_ip_parse(&ip, text, strlen(text)), is_v4 || is_v6);
        v4 += is_v4;
        v6 += is_v6;
    }
    tap_row(NULL);
    /* The texts are worth the name: many of each kind, and many refused. */
    CHECK(v4 > TEXTS / 10);
    CHECK(v6 > TEXTS / 10);
    CHECK(v4 + v6 < TEXTS * 3 / 4);
}

struct v4_row {
    const char *text;
    const char *octets; /* NULL when it is refused */
    size_t offset;      /* where the reader stops */
};

static void
test_ip_reads_a_dotted_quad_of_rfc_7208(void)
{
    static const struct v4_row rows[] = {
        {"192.0.2.1", "\xc0\x00\x02\x01", 9},
        {"0.0.0.0", "\0\0\0\0", 7},
        {"255.255.255.255", "\xff\xff\xff\xff", 15},
        {"192.0.2.0/24", "\xc0\x00\x02\x00", 9},
        {"1.2.3.4.5", "\1\2\3\4", 7},
        {"1.2.3.4.", "\1\2\3\4", 7},
        {"1.2.3.4a", "\1\2\3\4", 7},
        {"1.2.3.4\xb9", "\1\2\3\4", 7},
        {"256.0.0.1", NULL, 0},
        {"1.2.3.256", NULL, 0},
        {"1.2.3.1000", NULL, 0},
        {"1.2.3.4294967297", NULL, 0},
        {"1.2.03.4", NULL, 0},
        {"1.2.3.00", NULL, 0},
        {"01.2.3.4", NULL, 0},
        {"30.10.323.005", NULL, 0},
        {"1.2.3", NULL, 0},
        {"1.2.3.", NULL, 0},
        {"1..2.3", NULL, 0},
        {".1.2.3.4", NULL, 0},
        {"1,2,3,4", NULL, 0},
        {" 1.2.3.4", NULL, 0},
        {"+1.2.3.4", NULL, 0},
        {"-1.2.3.4", NULL, 0},
        {"0x1.2.3.4", NULL, 0},
        {"a.2.3.4", NULL, 0},
        {"", NULL, 0},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_cursor in =
            spfe_cursor_make(rows[i].text, strlen(rows[i].text));
        uint8_t octets[SPFE_IP4_OCTETS];
        bool read = spfe_ip_read_v4(&in, octets);

        tap_row(rows[i].text);
        CHECK_INT(read, rows[i].octets != NULL);
        if (read && rows[i].octets != NULL) {
            CHECK_BYTES(octets, SPFE_IP4_OCTETS, rows[i].octets, 4);
            CHECK_INT(spfe_cursor_offset(&in), rows[i].offset);
        }
    }
}

struct v6_row {
    const char *text;
    const char *whole; /* the same address in full; NULL: it is refused */
    size_t left;       /* octets that the reader leaves */
};

static const struct v6_row v6_rows[] = {
    /* The examples of RFC 4291 section 2.2, forms 1 to 3. */
    {"ABCD:EF01:2345:6789:ABCD:EF01:2345:6789",
     "abcdef0123456789abcdef0123456789", 0},
    {"2001:DB8:0:0:8:800:200C:417A", "20010db80000000000080800200c417a", 0},
    {"2001:DB8::8:800:200C:417A", "20010db80000000000080800200c417a", 0},
    {"FF01::101", "ff010000000000000000000000000101", 0},
    {"::1", "00000000000000000000000000000001", 0},
    {"::", "00000000000000000000000000000000", 0},
    {"0:0:0:0:0:0:13.1.68.3", "0000000000000000000000000d014403", 0},
    {"0:0:0:0:0:FFFF:129.144.52.38", "00000000000000000000ffff81903426", 0},
    {"::13.1.68.3", "0000000000000000000000000d014403", 0},
    {"::FFFF:129.144.52.38", "00000000000000000000ffff81903426", 0},
    /* Section 2.3: the prefix, and how it must not be read. */
    {"2001:0DB8:0:CD30::/60", "20010db80000cd300000000000000000", 3},
    {"2001:0DB8::CD30:0:0:0:0/60", "20010db80000cd300000000000000000", 3},
    {"2001:0DB8::CD30/60", "20010db800000000000000000000cd30", 3},
    {"2001:0DB8::CD3/60", "20010db8000000000000000000000cd3", 3},
    /* "::" in each place, for one group and for more. */
    {"::2:3:4:5:6:7:8", "00000002000300040005000600070008", 0},
    {"1:2:3::5:6:7:8", "00010002000300000005000600070008", 0},
    {"1:2:3:4:5:6:7::", "00010002000300040005000600070000", 0},
    {"1::8", "00010000000000000000000000000008", 0},
    {"1::", "00010000000000000000000000000000", 0},
    {"::2:3:4:5:6:1.2.3.4", "00000002000300040005000601020304", 0},
    {"1:2:3:4:5::1.2.3.4", "00010002000300040005000001020304", 0},
    {"1::1.2.3.4/96", "00010000000000000000000001020304", 3},
    /* It stops where the address cannot go on. */
    {"1:2:3:4:5:6:7:8:9", "00010002000300040005000600070008", 2},
    {"1:2:3:4:5:6:7:8::", "00010002000300040005000600070008", 2},
    {"1:2:3:4:5:6:7::8", "00010002000300040005000600070000", 1},
    {"::2:3:4:5:6:7:8:9", "00000002000300040005000600070008", 2},
    {":::", "00000000000000000000000000000000", 1},
    {"1::2::3", "00010000000000000000000000000002", 3},
    {"1:::2", "00010000000000000000000000000000", 2},
    {"fe80::1%eth0", "fe800000000000000000000000000001", 5},
    {"::1]", "00000000000000000000000000000001", 1},
    {"::g", "00000000000000000000000000000000", 1},
    {"::1.2.3.4:5", "00000000000000000000000001020304", 2},
    /* It is none. */
    {"1:2:3:4:5:6:7", NULL, 0},
    {"1:2:3:4:5:6:7:", NULL, 0},
    {":1:2:3:4:5:6:7:8", NULL, 0},
    {":1", NULL, 0},
    {":", NULL, 0},
    {"1", NULL, 0},
    {"1:", NULL, 0},
    {"1::2:", NULL, 0},
    {"::12345", NULL, 0},
    {"00001::", NULL, 0},
    {"[::1]", NULL, 0},
    {" ::1", NULL, 0},
    {"1.2.3.4", NULL, 0},
    {"1.2.3.4::", NULL, 0},
    {"1:2:3:4:5:1.2.3.4", NULL, 0},
    {"IPv6:::1", NULL, 0},
    {"", NULL, 0},
};

static void
test_ip_reads_the_three_forms_of_rfc_4291(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(v6_rows); i++) {
        const struct v6_row *row = &v6_rows[i];
        struct spfe_cursor in = spfe_cursor_make(row->text, strlen(row->text));
        uint8_t octets[SPFE_IP6_OCTETS];
        bool read = spfe_ip_read_v6(&in, octets);
        char hex[2 * SPFE_IP6_OCTETS + 1];
        size_t at;

        tap_row(row->text);
        CHECK_INT(read, row->whole != NULL);
        if (!read || row->whole == NULL) {
            continue;
        }
        for (at = 0; at < SPFE_IP6_OCTETS; at++) {
            (void)snprintf(hex + 2 * at, 3, "%02x", octets[at]);
        }
        CHECK_STR(hex, strlen(hex), row->whole);
        CHECK_INT(spfe_cursor_left(&in), row->left);
    }
}

struct parse_row {
    const char *name;
    const char *text;
    size_t len;
    size_t octets_len; /* 0 when it is refused */
};

static void
test_ip_parse_takes_the_whole_text_as_either_family(void)
{
    static const struct parse_row rows[] = {
        {"IPv4", "192.0.2.1", 9, 4},
        {"IPv6", "2001:db8::1", 11, 16},
        {"mapped", "::ffff:192.0.2.1", 16, 4},
        {"mapped in hex", "::ffff:c000:201", 15, 4},
        {"mapped in full", "0:0:0:0:0:ffff:c000:0201", 24, 4},
        {"compatible is no IPv4", "::192.0.2.1", 11, 16},
        {"translated is no IPv4", "64:ff9b::192.0.2.1", 18, 16},
        {"6to4 is no IPv4", "2002:c000:201::", 15, 16},
        {"nearly mapped", "::fffe:192.0.2.1", 16, 16},
        {"nearly mapped, high", "1::ffff:192.0.2.1", 17, 16},
        {"the length ends it", "192.0.2.123", 9, 4},
        {"NULL", NULL, 0, 0},
        {"empty", "", 0, 0},
        {"NUL behind IPv4", "192.0.2.1\0", 10, 0},
        {"NUL behind IPv6", "::1\0", 4, 0},
        {"NUL within", "192.0\0.2.1", 10, 0},
        {"NUL before", "\0::1", 4, 0},
        {"space behind", "192.0.2.1 ", 10, 0},
        {"line feed behind", "::1\n", 4, 0},
        {"prefix length", "192.0.2.1/24", 12, 0},
        {"prefix length of IPv6", "2001:db8::/32", 13, 0},
        {"zone", "fe80::1%eth0", 12, 0},
        {"brackets", "[192.0.2.1]", 11, 0},
        {"brackets of IPv6", "[::1]", 5, 0},
        {"8 bits", "192.0.2.\xb1", 9, 0},
        {"five numbers", "192.0.2.1.1", 11, 0},
        {"nine groups", "1:2:3:4:5:6:7:8:9", 17, 0},
        {"port", "192.0.2.1:25", 12, 0},
        {"a number", "3221225985", 10, 0},
        {"name", "localhost", 9, 0},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_ip ip;
        struct spfe_ip before;
        bool parsed;

        memset(&ip, 0xa5, sizeof(ip));
        before = ip;
        parsed = spfe_ip_parse(&ip, rows[i].text, rows[i].len);
        tap_row(rows[i].name);
        CHECK_INT(parsed, rows[i].octets_len > 0);
        if (parsed) {
            CHECK_INT(ip.len, rows[i].octets_len);
        } else {
            CHECK_BYTES(&ip, sizeof(ip), &before, sizeof(before));
        }
        if (parsed && rows[i].octets_len == SPFE_IP4_OCTETS) {
            CHECK_BYTES(ip.octets, SPFE_IP4_OCTETS, "\xc0\x00\x02\x01", 4);
        }
    }
}

static void
test_ip_set_makes_ipv4_of_mapped_and_of_nothing_else(void)
{
    uint8_t octets[SPFE_IP6_OCTETS] = {0, 0, 0,   0,   0,   0, 0, 0,
                                       0, 0, 255, 255, 192, 0, 2, 1};
    struct spfe_ip ip;
    unsigned bit;

    memset(&ip, 0xa5, sizeof(ip));
    spfe_ip_set(&ip, octets, sizeof(octets));
    CHECK_INT(ip.len, SPFE_IP4_OCTETS);
    CHECK_BYTES(ip.octets, SPFE_IP4_OCTETS, octets + 12, 4);
    for (bit = 0; bit < 96; bit++) {
        octets[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
        spfe_ip_set(&ip, octets, sizeof(octets));
        CHECK_INT(ip.len, SPFE_IP6_OCTETS);
        CHECK_BYTES(ip.octets, SPFE_IP6_OCTETS, octets, sizeof(octets));
        octets[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
    }
    spfe_ip_set(&ip, octets + 12, SPFE_IP4_OCTETS);
    CHECK_INT(ip.len, SPFE_IP4_OCTETS);
    CHECK_BYTES(ip.octets, SPFE_IP4_OCTETS, octets + 12, 4);
}

static bool
get_bit(const uint8_t *octets, unsigned bit)
{
    return (octets[bit / 8] >> (7 - bit % 8) & 1) != 0;
}

static bool
naive_in_network(const uint8_t *a, const uint8_t *b, unsigned prefix)
{
    unsigned bit;

    for (bit = 0; bit < prefix; bit++) {
        if (get_bit(a, bit) != get_bit(b, bit)) {
            return false;
        }
    }
    return true;
}

/* All prefixes, with each single bit different and with random octets. */
static void
check_networks(size_t len)
{
    uint8_t address[SPFE_IP6_OCTETS];
    uint8_t network[SPFE_IP6_OCTETS];
    /* At the end of their rooms, where reading on is seen. */
    uint8_t *a = address + sizeof(address) - len;
    uint8_t *b = network + sizeof(network) - len;
    unsigned bits = (unsigned)len * 8;
    unsigned prefix;
    unsigned bit;

    for (prefix = 0; prefix <= bits; prefix++) {
        fill_random(a, len);
        fill_random(b, len);
        CHECK_INT(spfe_ip_in_network(a, b, prefix),
                  naive_in_network(a, b, prefix));
        memcpy(b, a, len);
        CHECK(spfe_ip_in_network(a, b, prefix));
        for (bit = 0; bit < bits; bit++) {
            b[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
            CHECK_INT(spfe_ip_in_network(a, b, prefix), bit >= prefix);
            CHECK_INT(spfe_ip_in_network(b, a, prefix), bit >= prefix);
            b[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
        }
    }
}

static void
test_ip_network_is_decided_by_the_prefix_bits_alone(void)
{
    random_state = 0x4632;
    check_networks(SPFE_IP4_OCTETS);
    check_networks(SPFE_IP6_OCTETS);
}

static void
check_masks(size_t len, unsigned fill)
{
    unsigned bits = (unsigned)len * 8;
    unsigned prefix;

    for (prefix = 0; prefix <= bits + 9; prefix++) {
        uint8_t octets[SPFE_IP6_OCTETS + 1];
        uint8_t expected[SPFE_IP6_OCTETS + 1];
        unsigned bit;

        fill_random(octets, sizeof(octets));
        if (fill > 0) {
            memset(octets, (int)fill, sizeof(octets));
        }
        memcpy(expected, octets, sizeof(octets));
        for (bit = prefix; bit < bits; bit++) {
            expected[bit / 8] &= (uint8_t) ~(0x80 >> bit % 8);
        }
        spfe_ip_mask(octets, len, prefix);
        CHECK_BYTES(octets, sizeof(octets), expected, sizeof(expected));
    }
}

static void
test_ip_mask_clears_the_bits_after_the_prefix(void)
{
    random_state = 0x5952;
    check_masks(SPFE_IP4_OCTETS, 0);
    check_masks(SPFE_IP4_OCTETS, 0xff);
    check_masks(SPFE_IP6_OCTETS, 0);
    check_masks(SPFE_IP6_OCTETS, 0xff);
}

static const char *
print(const uint8_t *octets, size_t len)
{
    static char room[64];
    struct spfe_buf out;

    spfe_buf_init(&out, room, sizeof(room));
    spfe_ip_print(octets, len, &out);
    CHECK_INT(spfe_buf_finish(&out, NULL), 0);
    return room;
}

/*
 * RFC 5952 section 4 in the plain way: of all runs of two or more zero groups
 * the longest, and of these the first, becomes "::".
 */
static void
naive_print(const unsigned groups[8], char *text)
{
    unsigned best = 8;
    unsigned best_len = 1;
    unsigned at;
    unsigned len;

    for (at = 0; at < 8; at++) {
        for (len = 0; at + len < 8 && groups[at + len] == 0; len++) {
        }
        if (len > best_len) {
            best = at;
            best_len = len;
        }
    }
    text[0] = '\0';
    for (at = 0; at < 8; at++) {
        char group[16];

        if (best < 8 && at >= best && at < best + best_len) {
            append(text, at == best ? "::" : "");
            continue;
        }
        (void)snprintf(group, sizeof(group), "%x", groups[at]);
        append(text, at > 0 && at != best + best_len ? ":" : "");
        append(text, group);
    }
}

/* The text is the expected one, and both readers understand it. */
static void
check_print_v6(const uint8_t *octets, const char *expected)
{
    const char *text = print(octets, SPFE_IP6_OCTETS);
    uint8_t back[SPFE_IP6_OCTETS];

    CHECK_STR(text, strlen(text), expected);
    CHECK(read_whole(read_v6, text, strlen(text), back));
    CHECK_BYTES(back, sizeof(back), octets, SPFE_IP6_OCTETS);
    CHECK_INT(inet_pton(AF_INET6, text, back), 1);
    CHECK_BYTES(back, sizeof(back), octets, SPFE_IP6_OCTETS);
}

/*
 * All 256 places that zero groups can take, and groups of one to four digits
 * between them. The C libraries' own inet_ntop() is no measure for all of it:
 * glibc prints ::102:304 as ::1.2.3.4, which RFC 5952 section 5 asks for only
 * where the prefix tells that IPv4 is in it; musl takes 1::1:1:0:0:1 for
 * another of two equal runs.
 */
static void
test_ip_prints_the_form_of_rfc_5952(void)
{
    static const unsigned bounds[] = {0xf, 0xff, 0xfff, 0xffff};
    unsigned zeros;
    unsigned round;

    random_state = 0x4291;
    for (zeros = 0; zeros < 256; zeros++) {
        for (round = 0; round < 8; round++) {
            unsigned groups[8];
            uint8_t octets[SPFE_IP6_OCTETS];
            char expected[TEXT_ROOM];
            unsigned i;

            for (i = 0; i < 8; i++) {
                groups[i] = zeros >> i & 1 ? 0 : 1 + below(bounds[below(4)]);
                octets[2 * i] = (uint8_t)(groups[i] >> 8);
                octets[2 * i + 1] = (uint8_t)(groups[i] & 0xff);
            }
            if ((zeros & 0x3f) == 0x1f && groups[5] == 0xffff) {
                continue; /* IPv4-mapped: the next test */
            }
            naive_print(groups, expected);
            tap_row(expected);
            check_print_v6(octets, expected);
#ifdef __GLIBC__
            if ((zeros & 0x7f) != 0x3f) {
                char text[INET6_ADDRSTRLEN];

                CHECK(inet_ntop(AF_INET6, octets, text, sizeof(text)) != NULL);
                CHECK_STR(text, strlen(text), expected);
            }
#endif
        }
    }
    tap_row(NULL);
}

static void
test_ip_prints_what_the_rfc_recommends(void)
{
    static const char *const rows[][2] = {
        /* Sections 4.1 to 4.3. */
        {"2001:0db8::0001", "2001:db8::1"},
        {"2001:db8:0:0:0:0:2:1", "2001:db8::2:1"},
        {"2001:db8::0:1", "2001:db8::1"},
        {"2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
        {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
        {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
        {"2001:DB8::ABCD", "2001:db8::abcd"},
        {"0:0:0:0:0:0:0:0", "::"},
        {"0:0:0:0:0:0:0:1", "::1"},
        {"1:0:0:0:0:0:0:0", "1::"},
        {"0:1:0:1:0:1:0:1", "0:1:0:1:0:1:0:1"},
        {"0:0:1:0:0:1:0:0", "::1:0:0:1:0:0"},
        {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
         "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
        /* Section 5: mixed where the prefix tells that IPv4 is in it. */
        {"::ffff:c000:201", "::ffff:192.0.2.1"},
        {"::ffff:0:0", "::ffff:0.0.0.0"},
        {"::ffff:255.255.255.255", "::ffff:255.255.255.255"},
        {"::1.2.3.4", "::102:304"},
        {"::fffe:1.2.3.4", "::fffe:102:304"},
        {"::1:ffff:1.2.3.4", "::1:ffff:102:304"},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        uint8_t octets[SPFE_IP6_OCTETS];

        tap_row(rows[i][0]);
        if (CHECK(
                read_whole(read_v6, rows[i][0], strlen(rows[i][0]), octets))) {
            check_print_v6(octets, rows[i][1]);
        }
    }
}

static void
test_ip_prints_ipv4_as_inet_ntop_does(void)
{
    unsigned i;

    random_state = 0x1035;
    for (i = 0; i < 2000; i++) {
        uint8_t octets[SPFE_IP4_OCTETS];
        uint8_t back[SPFE_IP4_OCTETS];
        char expected[INET_ADDRSTRLEN];
        const char *text;

        fill_random(octets, sizeof(octets));
        octets[i % 4] = (uint8_t)(i / 4 % 256);
        CHECK(inet_ntop(AF_INET, octets, expected, sizeof(expected)) != NULL);
        text = print(octets, SPFE_IP4_OCTETS);
        CHECK_STR(text, strlen(text), expected);
        CHECK(read_whole(read_v4, text, strlen(text), back));
        CHECK_BYTES(back, sizeof(back), octets, sizeof(octets));
    }
}

struct tree_row {
    const char *address;
    const char *dotted;
    const char *reverse;
    const char *tree;
};

/*
 * The second is the example of RFC 3596 section 2.5, the third that of RFC
 * 7208 section 7.4; in upper case, as the SPF suites compare it.
 */
static void
test_ip_reverse_names_and_macro_forms(void)
{
    static const struct tree_row rows[] = {
        {"192.0.2.103", "192.0.2.103", "103.2.0.192.in-addr.arpa", "in-addr"},
        {"4321:0:1:2:3:4:567:89ab",
         "4.3.2.1.0.0.0.0.0.0.0.1.0.0.0.2.0.0.0.3.0.0.0.4.0.5.6.7.8.9.A.B",
         "B.A.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4"
         ".ip6.arpa",
         "ip6"},
        {"2001:db8::cb01",
         "2.0.0.1.0.D.B.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.C.B.0.1",
         "1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2"
         ".ip6.arpa",
         "ip6"},
        {"::ffff:10.0.255.9", "10.0.255.9", "9.255.0.10.in-addr.arpa",
         "in-addr"},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        const struct tree_row *row = &rows[i];
        struct spfe_ip ip;
        struct spfe_buf out;
        char room[80];

        tap_row(row->address);
        CHECK(spfe_ip_parse(&ip, row->address, strlen(row->address)));
        spfe_buf_init(&out, room, sizeof(room));
        spfe_ip_print_dotted(&ip, &out);
        CHECK_STR(room, out.length, row->dotted);
        spfe_buf_init(&out, room, sizeof(room));
        spfe_ip_print_reverse(&ip, &out);
        CHECK_STR(room, out.length, row->reverse);
        CHECK_STR(spfe_ip_tree(&ip), strlen(spfe_ip_tree(&ip)), row->tree);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"100 000 texts are read as inet_pton() reads them",
         test_ip_reading_agrees_with_inet_pton},
        {"a dotted quad is that of RFC 7208",
         test_ip_reads_a_dotted_quad_of_rfc_7208},
        {"IPv6 is read in the three forms of RFC 4291",
         test_ip_reads_the_three_forms_of_rfc_4291},
        {"a whole text is one address of either family",
         test_ip_parse_takes_the_whole_text_as_either_family},
        {"IPv4-mapped becomes IPv4, and nothing else does",
         test_ip_set_makes_ipv4_of_mapped_and_of_nothing_else},
        {"a network is decided by the bits of its prefix alone",
         test_ip_network_is_decided_by_the_prefix_bits_alone},
        {"a mask clears the bits after the prefix",
         test_ip_mask_clears_the_bits_after_the_prefix},
        {"all places of zero groups are printed as RFC 5952 says",
         test_ip_prints_the_form_of_rfc_5952},
        {"the examples of RFC 5952 are printed as it recommends",
         test_ip_prints_what_the_rfc_recommends},
        {"IPv4 is printed as inet_ntop() does",
         test_ip_prints_ipv4_as_inet_ntop_does},
        {"macro forms and reverse names are those of the RFCs",
         test_ip_reverse_names_and_macro_forms},
    };

    return tap_run("base/ip", tests, TAP_COUNT(tests));
}
