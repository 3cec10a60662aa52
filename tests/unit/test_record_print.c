/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The canonical form of a record: what it looks like, that it means the same,
 * and what happens when there is no room for it.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/record.h>
#include <spfeval/status.h>

#include "support/tap.h"

static spfeval_record *
parse(const char *text, size_t len)
{
    spfeval_record *record = NULL;

    CHECK_INT(spfeval_record_parse(NULL, text, len, &record, NULL),
              SPFEVAL_OK);
    return record;
}

static void
test_canonical_form_is_what_it_says(void)
{
    static const struct {
        const char *text;
        const char *canonical;
    } rows[] = {
        {"v=spf1", "v=spf1"},
        {"V=SPF1   ", "v=spf1"},
        {"v=SPF1  MX   +A    -ALL  ", "v=spf1 mx a -all"},
        {"v=spf1 +mx -a ~ptr ?all", "v=spf1 mx -a ~ptr ?all"},
        /* defaults go, everything else stays */
        {"v=spf1 a/32 mx//128 a/32//128", "v=spf1 a mx a"},
        {"v=spf1 a/0 mx//0 a/0//0", "v=spf1 a/0 mx//0 a/0//0"},
        {"v=spf1 a/31//128 mx/32//127", "v=spf1 a/31 mx//127"},
        {"v=spf1 A:a.Example/24//64", "v=spf1 a:a.Example/24//64"},
        {"v=spf1 a:x/24.com/32", "v=spf1 a:x/24.com"},
        {"v=spf1 mx:%{D2R-}/32//64", "v=spf1 mx:%{D2R-}//64"},
        {"v=spf1 ptr:a.example. PTR", "v=spf1 ptr:a.example. ptr"},
        {"v=spf1 INCLUDE:%%A.Example", "v=spf1 include:%%A.Example"},
        {"v=spf1 ~EXISTS:%{i}._spf.%{d}", "v=spf1 ~exists:%{i}._spf.%{d}"},
        /* networks */
        {"v=spf1 ip4:192.0.2.1/32", "v=spf1 ip4:192.0.2.1"},
        {"v=spf1 IP4:192.0.2.255/24", "v=spf1 ip4:192.0.2.0/24"},
        {"v=spf1 -ip4:255.255.255.255/0", "v=spf1 -ip4:0.0.0.0/0"},
        {"v=spf1 ip4:10.255.255.255/31", "v=spf1 ip4:10.255.255.254/31"},
        {"v=spf1 ip6:2001:0DB8:0:0:0:0:0:1/128", "v=spf1 ip6:2001:db8::1"},
        {"v=spf1 ip6:2001:DB8::FFFF/32", "v=spf1 ip6:2001:db8::/32"},
        {"v=spf1 ip6:ffff::/0", "v=spf1 ip6:::/0"},
        {"v=spf1 ip6:::1/127", "v=spf1 ip6:::/127"},
        {"v=spf1 ip6:1:2:3:4:5:6:7::", "v=spf1 ip6:1:2:3:4:5:6:7:0"},
        {"v=spf1 ip6:1:0:0:2:0:0:0:3", "v=spf1 ip6:1:0:0:2::3"},
        {"v=spf1 ip6:::ffff:1.2.3.4/120", "v=spf1 ip6:::ffff:1.2.3.0/120"},
        {"v=spf1 ip6:::1.2.3.4", "v=spf1 ip6:::102:304"},
        /* modifiers */
        {"v=spf1 Redirect=A.Example", "v=spf1 redirect=A.Example"},
        {"v=spf1 EXP=%{D}.Example -all", "v=spf1 exp=%{D}.Example -all"},
        {"v=spf1 exp=a.x redirect=b.x mx", "v=spf1 exp=a.x redirect=b.x mx"},
        {"v=spf1   Moo=Cow+  moo=  a=b", "v=spf1 Moo=Cow+ moo= a=b"},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        spfeval_record *record;
        char out[128];
        size_t needed = 0;

        tap_row(rows[i].text);
        record = parse(rows[i].text, strlen(rows[i].text));
        CHECK_INT(spfeval_record_print(record, out, sizeof(out), &needed),
                  SPFEVAL_OK);
        CHECK_STR(out, strlen(out), rows[i].canonical);
        CHECK_INT(needed, strlen(rows[i].canonical) + 1);
        spfeval_record_free(record);
    }
}

static void
test_too_small_a_buffer_learns_what_it_takes(void)
{
    static const char canonical[] =
        "v=spf1 -a:%{d}/24 ip6:2001:db8::/32 x=y redirect=a.example";
    spfeval_record *record = parse(canonical, strlen(canonical));
    size_t capacity;

    for (capacity = 0; capacity <= sizeof(canonical) + 2; capacity++) {
        char *out = malloc(capacity > 0 ? capacity : 1);
        size_t needed = 0;
        int status;

        if (!CHECK(out != NULL)) {
            break;
        }
        memset(out, 'x', capacity > 0 ? capacity : 1);
        status = spfeval_record_print(record, out, capacity, &needed);
        CHECK_INT(needed, sizeof(canonical));
        if (capacity < sizeof(canonical)) {
            CHECK_INT(status, SPFEVAL_ERR_BUFFER);
            /* never a text that looks like a shorter record */
            CHECK_INT(out[0], capacity > 0 ? '\0' : 'x');
        } else {
            CHECK_INT(status, SPFEVAL_OK);
            CHECK_BYTES(out, sizeof(canonical), canonical, sizeof(canonical));
        }
        CHECK_INT(spfeval_record_print(record, out, capacity, NULL), status);
        free(out);
    }
    spfeval_record_free(record);
}

static void
test_size_is_told_without_a_buffer(void)
{
    spfeval_record *record = parse("v=spf1 MX", 9);
    size_t needed = 0;

    CHECK_INT(spfeval_record_print(record, NULL, 0, &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, 10);
    CHECK_INT(spfeval_record_print(record, NULL, 0, NULL), SPFEVAL_ERR_BUFFER);
    spfeval_record_free(record);
}

static void
test_wrong_parameters_are_refused(void)
{
    spfeval_record *record = parse("v=spf1 mx", 9);
    char out[16] = "untouched";
    size_t needed = 99;

    CHECK_INT(spfeval_record_print(NULL, out, sizeof(out), &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_record_print(NULL, NULL, 0, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_record_print(record, NULL, 1, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(needed, 99);
    CHECK_STR(out, strlen(out), "untouched");
    spfeval_record_free(record);
}

static void
test_large_record_is_printed_whole(void)
{
    enum { TERMS = (65535 - 6) / 2 };
    char *text = malloc(65535);
    char *out = malloc(65536);
    spfeval_record *record;
    size_t needed = 0;
    size_t i;

    if (CHECK(text != NULL) && CHECK(out != NULL)) {
        memset(text, ' ', 65535);
        memcpy(text, "V=SPF1", 6);
        for (i = 0; i < TERMS; i++) {
            text[7 + 2 * i] = 'A';
        }
        record = parse(text, 65535);
        CHECK_INT(spfeval_record_print(record, out, 65536, &needed),
                  SPFEVAL_OK);
        CHECK_INT(needed, 6 + 2 * TERMS + 1);
        CHECK_STR(out, 12, "v=spf1 a a a");
        CHECK_STR(out + needed - 5, 4, " a a");
        spfeval_record_free(record);
    }
    free(text);
    free(out);
}

/* --- Any record ---------------------------------------------------------- */

static uint32_t
next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Write one of the texts, with a sign before it. */
static int
add_choice(char *out, size_t capacity, const char *const *texts, size_t count,
           uint32_t *state)
{
    static const char *const signs[] = {"", "", "", "+", "-", "~", "?"};
    uint32_t sign = next_random(state) % TAP_COUNT(signs);
    uint32_t choice = next_random(state) % (uint32_t)count;

    return snprintf(out, capacity, "%s%s", signs[sign], texts[choice]);
}

/* A mechanism that may have prefix lengths. */
static int
add_host(char *out, size_t capacity, uint32_t *state)
{
    static const char *const texts[] = {
        "a",  "A:a.example", "a:x/24.com.", "a:%{i}",
        "mx", "mX:foo%%",    "mx:%{h/}",    "MX:b.Example"};
    uint32_t which = next_random(state);
    int len = add_choice(out, capacity, texts, TAP_COUNT(texts), state);

    if ((which & 1) != 0) {
        len += snprintf(out + len, capacity - (size_t)len, "/%u",
                        (unsigned)(next_random(state) % 33));
    }
    if ((which & 2) != 0) {
        len += snprintf(out + len, capacity - (size_t)len, "//%u",
                        (unsigned)(next_random(state) % 129));
    }
    return len;
}

static int
add_ip4(char *out, size_t capacity, uint32_t *state)
{
    static const char *const texts[] = {"ip4", "IP4", "iP4"};
    unsigned bits = next_random(state);
    int len = add_choice(out, capacity, texts, TAP_COUNT(texts), state);

    return len + snprintf(out + len, capacity - (size_t)len, ":%u.%u.%u.%u/%u",
                          bits & 255, bits >> 8 & 255, bits >> 16 & 255,
                          bits >> 24, (unsigned)(next_random(state) % 33));
}

static int
add_ip6(char *out, size_t capacity, uint32_t *state)
{
    static const char *const texts[] = {"ip6", "IP6", "Ip6"};
    unsigned a = next_random(state);
    unsigned b = next_random(state);
    unsigned prefix = next_random(state) % 129;
    int len = add_choice(out, capacity, texts, TAP_COUNT(texts), state);
    size_t room = capacity - (size_t)len;

    out += len;
    switch (next_random(state) % 3) {
    case 0:
        return len + snprintf(out, room, ":%X:0:0:%x::%04x:0:%x/%u",
                              a & 0xffff, a >> 16 & 1, b & 0xffff, b >> 16,
                              prefix);
    case 1:
        return len + snprintf(out, room, ":::fFfF:%u.%u.%u.%u/%u", a & 255,
                              a >> 8 & 255, a >> 16 & 255, a >> 24, prefix);
    default:
        return len + snprintf(out, room, ":::%x:%u.0.0.%u/%u", a & 1, b & 255,
                              b >> 8 & 255, prefix);
    }
}

static size_t
add_term(char *out, size_t capacity, uint32_t *state)
{
    static const char *const texts[] = {"all",
                                        "ALL",
                                        "include:A.example",
                                        "INCLUDE:%{d1R}._spf.example",
                                        "ptr",
                                        "Ptr:a.example",
                                        "exists:%{l-}.%{O}.x"};
    static const char *const modifiers[] = {"Moo.Cow=", "v=spf1", "ip4=%{c}"};
    int len;

    switch (next_random(state) % 5) {
    case 0:
        len = add_host(out, capacity, state);
        break;
    case 1:
        len = add_ip4(out, capacity, state);
        break;
    case 2:
        len = add_ip6(out, capacity, state);
        break;
    case 3:
        len = add_choice(out, capacity, texts, TAP_COUNT(texts), state);
        break;
    default:
        len = snprintf(out, capacity, "%s",
                       modifiers[next_random(state) % TAP_COUNT(modifiers)]);
        break;
    }
    return (size_t)len;
}

static size_t
make_record(char *out, size_t capacity, uint32_t *state)
{
    uint32_t count = next_random(state) % 12;
    uint32_t modifiers = next_random(state);
    size_t len = (size_t)snprintf(out, capacity, "v=spF1 ");

    if ((modifiers & 3) == 0) {
        len += (size_t)snprintf(out + len, capacity - len,
                                "Redirect=%%{d2}.A.example ");
    }
    while (count-- > 0) {
        len += add_term(out + len, capacity - len, state);
        len += (size_t)snprintf(out + len, capacity - len, "%*s",
                                (int)(next_random(state) % 3 + 1), "");
    }
    if ((modifiers & 12) == 0) {
        len += (size_t)snprintf(out + len, capacity - len, "EXP=e.example");
    }
    return len;
}

/* Clear the bits after the prefix, one by one. */
static void
mask_slowly(uint8_t *address, uint32_t len, uint32_t prefix)
{
    uint32_t bit;

    for (bit = prefix; bit < 8 * len; bit++) {
        address[bit / 8] &= (uint8_t) ~(0x80u >> bit % 8);
    }
}

static bool
terms_are_equal(const spfeval_record *a, const spfeval_record *b,
                uint32_t index)
{
    spfeval_term x = {.struct_size = sizeof(x)};
    spfeval_term y = {.struct_size = sizeof(y)};
    const char *a_text = spfeval_record_get_text(a, NULL);
    const char *b_text = spfeval_record_get_text(b, NULL);

    if (spfeval_record_get_term(a, index, &x) != SPFEVAL_OK ||
        spfeval_record_get_term(b, index, &y) != SPFEVAL_OK) {
        return false;
    }
    mask_slowly(x.address, x.address_len,
                x.address_len == 4 ? x.prefix4 : x.prefix6);
    return x.kind == y.kind && x.qualifier == y.qualifier &&
           x.prefix4 == y.prefix4 && x.prefix6 == y.prefix6 &&
           x.macros == y.macros && x.address_len == y.address_len &&
           memcmp(x.address, y.address, sizeof(x.address)) == 0 &&
           x.argument_length == y.argument_length &&
           memcmp(a_text + x.argument_offset, b_text + y.argument_offset,
                  x.argument_length) == 0;
}

static bool
survives(const char *text, size_t len)
{
    spfeval_record *record = NULL;
    spfeval_record *again = NULL;
    char once[2048];
    char twice[2048];
    size_t once_len = 0;
    uint32_t count;
    bool equal = false;

    if (spfeval_record_parse(NULL, text, len, &record, NULL) == SPFEVAL_OK &&
        spfeval_record_print(record, once, sizeof(once), &once_len) ==
            SPFEVAL_OK &&
        spfeval_record_parse(NULL, once, once_len - 1, &again, NULL) ==
            SPFEVAL_OK &&
        spfeval_record_print(again, twice, sizeof(twice), NULL) ==
            SPFEVAL_OK) {
        count = spfeval_record_get_term_count(record);
        equal = strcmp(once, twice) == 0 &&
                count == spfeval_record_get_term_count(again);
        while (equal && count-- > 0) {
            equal = terms_are_equal(record, again, count);
        }
    }
    spfeval_record_free(record);
    spfeval_record_free(again);
    return equal;
}

static void
test_parsing_the_canonical_form_gives_an_equal_record(void)
{
    enum { ROUNDS = 5000 };
    uint32_t state = 7208;
    char text[2048];
    unsigned round;

    for (round = 0; round < ROUNDS; round++) {
        size_t len = make_record(text, sizeof(text), &state);

        if (!survives(text, len)) {
            CHECK_STR(text, len, "a text that survives");
            break;
        }
    }
    CHECK_INT(round, ROUNDS);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the canonical form is what the header says",
         test_canonical_form_is_what_it_says},
        {"too small a buffer learns what it takes, and holds no record",
         test_too_small_a_buffer_learns_what_it_takes},
        {"the size is told without a buffer",
         test_size_is_told_without_a_buffer},
        {"wrong parameters are refused", test_wrong_parameters_are_refused},
        {"a large record is printed whole",
         test_large_record_is_printed_whole},
        {"parsing the canonical form gives an equal record",
         test_parsing_the_canonical_form_gives_an_equal_record},
    };

    return tap_run("record/print", tests, TAP_COUNT(tests));
}
