/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Macro expansion: RFC 7208 section 7. Besides tables, everything is compared
 * with a plain implementation below, which splits, reverses and joins.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/status.h>

#include "base/dname.h"
#include "rule/macro_expand.h"
#include "support/count_alloc.h"
#include "support/tap.h"

enum { ROOM = 4096, MOST_VALUE_PARTS = 512 };

static struct spfe_text
text_of(const char *text)
{
    struct spfe_text made = {text, (uint32_t)strlen(text)};

    return made;
}

/* RFC 7208 section 7.4, with an IPv4 or an IPv6 client. */
static struct spfe_macro_values
make_values(const char *client)
{
    struct spfe_macro_values values = {
        .sender = text_of("strong-bad@email.example.com"),
        .local = text_of("strong-bad"),
        .sender_domain = text_of("email.example.com"),
        .domain = text_of("email.example.com"),
        .client_name = text_of("mx.example.org"),
        .helo = text_of("helo.example.org"),
        .receiver = text_of("mail.example.net"),
        .time = 1700000000,
    };

    CHECK(spfe_ip_parse(&values.client, client, strlen(client)));
    return values;
}

static void
check_expansion(const char *macros, const struct spfe_macro_values *values,
                const char *expected)
{
    char room[ROOM];
    struct spfe_buf out;

    spfe_buf_init(&out, room, sizeof(room));
    spfe_macro_expand(text_of(macros), values, &out);
    if (CHECK(out.length <= sizeof(room))) {
        CHECK_STR(room, out.length, expected);
    }
}

/* --- tables -------------------------------------------------------------- */

struct expansion_case {
    const char *macros;
    const char *expected;
};

static const struct expansion_case rfc_cases[] = {
    {"%{s}", "strong-bad@email.example.com"},
    {"%{o}", "email.example.com"},
    {"%{d}", "email.example.com"},
    {"%{d4}", "email.example.com"},
    {"%{d3}", "email.example.com"},
    {"%{d2}", "example.com"},
    {"%{d1}", "com"},
    {"%{dr}", "com.example.email"},
    {"%{d2r}", "example.email"},
    {"%{l}", "strong-bad"},
    {"%{l-}", "strong.bad"},
    {"%{lr}", "strong-bad"},
    {"%{lr-}", "bad.strong"},
    {"%{l1r-}", "strong"},
    {"%{p}", "mx.example.org"},
    {"%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"},
    {"%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"},
    {"%{lr-}.lp.%{ir}.%{v}._spf.%{d2}",
     "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"},
    {"%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}",
     "3.2.0.192.in-addr.strong.lp._spf.example.com"},
    {"%{d2}.trusted-domains.example.net",
     "example.com.trusted-domains.example.net"},
    {"", ""},
    {"no macro at all", "no macro at all"},
    {"%%", "%"},
    {"%_", " "},
    {"%-", "%20"},
    {"%%{d}", "%{d}"},
    {"%%%%%_%-%%", "%% %20%"},
    {"a%{d1}b%{d1}", "acombcom"},
    {"%{h}", "helo.example.org"},
    {"%{i}", "192.0.2.3"},
    {"%{c}", "192.0.2.3"},
    {"%{r}", "mail.example.net"},
    {"%{t}", "1700000000"},
    {"%{S}", "strong-bad%40email.example.com"},
    {"%{D}", "email.example.com"},
    {"%{dR}", "com.example.email"},
};

static void
test_macros_expand_as_the_rfc_shows(void)
{
    struct spfe_macro_values values = make_values("192.0.2.3");
    size_t i;

    for (i = 0; i < TAP_COUNT(rfc_cases); i++) {
        tap_row(rfc_cases[i].macros);
        check_expansion(rfc_cases[i].macros, &values, rfc_cases[i].expected);
    }
}

/* Nibbles are upper case here; the RFC prints them in lower case. */
static const struct expansion_case ip6_cases[] = {
    {"%{ir}.%{v}._spf.%{d2}",
     "1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6."
     "_spf.example.com"},
    {"%{i}",
     "2.0.0.1.0.D.B.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.C.B.0.1"},
    {"%{I}",
     "2.0.0.1.0.D.B.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.C.B.0.1"},
    {"%{i4}", "C.B.0.1"},
    {"%{i4r}", "1.0.0.2"},
    {"%{c}", "2001:db8::cb01"},
    {"%{C}", "2001%3Adb8%3A%3Acb01"},
    {"%{v}", "ip6"},
};

static void
test_macros_of_an_ipv6_client_use_nibbles(void)
{
    struct spfe_macro_values values = make_values("2001:db8::cb01");
    size_t i;

    for (i = 0; i < TAP_COUNT(ip6_cases); i++) {
        tap_row(ip6_cases[i].macros);
        check_expansion(ip6_cases[i].macros, &values, ip6_cases[i].expected);
    }
}

static void
test_macros_of_a_mapped_client_are_those_of_ipv4(void)
{
    struct spfe_macro_values values = make_values("::ffff:192.0.2.3");

    check_expansion("%{i} %{c} %{v}", &values, "192.0.2.3 192.0.2.3 in-addr");
}

static void
test_macros_without_a_value_are_unknown_or_empty(void)
{
    static const struct spfe_text nothing;
    struct spfe_macro_values values = make_values("192.0.2.3");

    values.client_name = nothing;
    values.receiver = text_of("");
    values.helo = text_of("");
    check_expansion("%{p} %{r}", &values, "unknown unknown");
    check_expansion("%{P}.%{R}", &values, "unknown.unknown");
    check_expansion("%{pr}.%{r1r}", &values, "unknown.unknown");
    check_expansion("<%{h}%{hr}%{h1}%{H1r.-}>", &values, "<>");
}

static void
test_macro_t_writes_any_second(void)
{
    struct spfe_macro_values values = make_values("192.0.2.3");

    values.time = 0;
    check_expansion("%{t}", &values, "0");
    values.time = INT64_MAX;
    check_expansion("%{t}", &values, "9223372036854775807");
    values.time = -1;
    check_expansion("%{t}", &values, "-1");
    values.time = INT64_MIN;
    check_expansion("%{t}", &values, "-9223372036854775808");
}

struct value_case {
    const char *local;
    const char *macro;
    const char *expected;
};

static const struct value_case value_cases[] = {
    /* Empty parts are parts, before and after reversal. */
    {"", "%{l}", ""},
    {"", "%{lr}", ""},
    {"", "%{l1-}", ""},
    {".", "%{l}", "."},
    {".", "%{l1}", ""},
    {".", "%{lr}", "."},
    {".", "%{l1r}", ""},
    {"...", "%{l2}", "."},
    {"...", "%{l2r}", "."},
    {"...", "%{l3r}", ".."},
    {"...", "%{l9r}", "..."},
    {"a.", "%{l1}", ""},
    {"a.", "%{lr}", ".a"},
    {"a.", "%{l1r}", "a"},
    {".a", "%{l1r}", ""},
    {".a", "%{lr}", "a."},
    {"a..b", "%{l2}", ".b"},
    {"a..b", "%{lr}", "b..a"},
    {"a..b", "%{l2r}", ".a"},
    /* Listed delimiters replace the dot, each of them splits. */
    {"a.b-c", "%{l-}", "a.b.c"},
    {"a.b-c", "%{l1-}", "c"},
    {"a.b-c", "%{lr-}", "c.a.b"},
    {"a.b-c", "%{lr.}", "b-c.a"},
    {"a.b-c", "%{lr.-}", "c.b.a"},
    {"a.b-c", "%{l2r.-}", "b.a"},
    {"a-.b", "%{l2.-}", ".b"},
    {"a+b,c/d_e=f", "%{l+,/_=}", "a.b.c.d.e.f"},
    {"a+b,c/d_e=f", "%{lr+,/_=}", "f.e.d.c.b.a"},
    {"a+b,c/d_e=f", "%{l2r,=}", "c/d_e.a+b"},
    {"a-b", "%{l--------}", "a.b"},
    {"-+,/_=.", "%{l-+,/_=.}", "......."},
    {"-+,/_=.", "%{l3r-+,/_=.}", ".."},
    /* Counts without bound; more than 128 are all. */
    {"a.b", "%{l0000000000000000000000000000001}", "b"},
    {"a.b", "%{l4294967295}", "a.b"},
    {"a.b", "%{l4294967296r}", "b.a"},
    {"a.b", "%{l4294967297}", "a.b"},
    {"a.b", "%{l18446744073709551617r}", "b.a"},
    {"a.b", "%{l99999999999999999999999999999999999999}", "a.b"},
    /* Percent-encoding comes last and leaves unreserved octets alone. */
    {"a+b.c", "%{L}", "a%2Bb.c"},
    {"a+b.c", "%{L+}", "a.b.c"},
    {"a+b@c", "%{L1+}", "b%40c"},
    {"AZaz09-._~", "%{L}", "AZaz09-._~"},
    {"%41", "%{L}", "%2541"},
    {"%{d}", "%{l}", "%{d}"},
    {"%{d}", "%{L}", "%25%7Bd%7D"},
    {"%s%n%d", "%{l}", "%s%n%d"},
};

static void
test_macro_parts_and_delimiters(void)
{
    struct spfe_macro_values values = make_values("192.0.2.3");
    size_t i;

    for (i = 0; i < TAP_COUNT(value_cases); i++) {
        tap_row(value_cases[i].macro);
        values.local = text_of(value_cases[i].local);
        check_expansion(value_cases[i].macro, &values,
                        value_cases[i].expected);
    }
}

/* CVE-2021-33912: an octet above 127 was written as "%ffffff80". */
static void
test_macro_encodes_each_octet_as_three(void)
{
    static const char unreserved[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    struct spfe_macro_values values = make_values("192.0.2.3");
    unsigned octet;

    for (octet = 0; octet < 256; octet++) {
        char value[1];
        char encoded[4];
        char room[8];
        struct spfe_buf out;

        value[0] = (char)octet;
        values.helo.ptr = value;
        values.helo.len = 1;
        if (octet != 0 && strchr(unreserved, (int)octet) != NULL) {
            (void)snprintf(encoded, sizeof(encoded), "%c", octet);
        } else {
            (void)snprintf(encoded, sizeof(encoded), "%%%02X", octet);
        }
        spfe_buf_init(&out, room, sizeof(room));
        spfe_macro_expand(text_of("%{H}"), &values, &out);
        CHECK_STR(room, out.length, encoded);
        spfe_buf_init(&out, room, sizeof(room));
        spfe_macro_expand(text_of("%{h}"), &values, &out);
        CHECK_BYTES(room, out.length, value, 1);
    }
}

/* --- against a plain implementation -------------------------------------- */

struct plain_macro {
    char letter; /* lower case */
    bool upper;
    unsigned parts; /* 0: all */
    bool reverse;
    const char *delimiters;
};

static size_t
plain_escape(const char *octets, size_t len, char *out)
{
    size_t used = 0;
    size_t i;

    for (i = 0; i < len; i++) {
        unsigned octet = (unsigned char)octets[i];

        if ((octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') ||
            (octet >= '0' && octet <= '9') || octet == '-' || octet == '.' ||
            octet == '_' || octet == '~') {
            out[used++] = octets[i];
        } else {
            used +=
                (size_t)sprintf(out + used, "%%%X%X", octet / 16, octet % 16);
        }
    }
    return used;
}

static size_t
plain_expand(const struct plain_macro *macro, struct spfe_text value,
             char *out)
{
    const char *delimiters = *macro->delimiters ? macro->delimiters : ".";
    struct spfe_text parts[MOST_VALUE_PARTS];
    char joined[ROOM];
    size_t count = 1;
    size_t used = 0;
    size_t i;

    parts[0].ptr = value.ptr;
    parts[0].len = 0;
    for (i = 0; i < value.len; i++) {
        if (value.ptr[i] != '\0' && strchr(delimiters, value.ptr[i])) {
            parts[count].ptr = value.ptr + i + 1;
            parts[count++].len = 0;
        } else {
            parts[count - 1].len++;
        }
    }
    for (i = 0; macro->reverse && i < count / 2; i++) {
        struct spfe_text other = parts[i];

        parts[i] = parts[count - 1 - i];
        parts[count - 1 - i] = other;
    }
    i = macro->parts == 0 || macro->parts > count ? 0 : count - macro->parts;
    for (; i < count; i++) {
        memcpy(joined + used, parts[i].ptr, parts[i].len);
        used += parts[i].len;
        joined[used++] = '.';
    }
    used--; /* over the last dot */
    if (macro->upper) {
        return plain_escape(joined, used, out);
    }
    memcpy(out, joined, used);
    return used;
}

struct family {
    const char *client;
    const char *i;
    const char *c;
    const char *v;
};

static const struct family families[] = {
    {"192.0.2.3", "192.0.2.3", "192.0.2.3", "in-addr"},
    {"2001:db8::cb01",
     "2.0.0.1.0.D.B.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.C.B.0.1",
     "2001:db8::cb01", "ip6"},
};

static struct spfe_text
plain_value(char letter, const struct spfe_macro_values *values,
            const struct family *family)
{
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
        return values->client_name;
    case 'h':
        return values->helo;
    case 'r':
        return values->receiver;
    case 'i':
        return text_of(family->i);
    case 'c':
        return text_of(family->c);
    case 'v':
        return text_of(family->v);
    default:
        return text_of("1700000000");
    }
}

static char hostile_long[300];
static const char hostile_octets[] =
    ".\0\x01\x7f-\x80\xff+\xc3\xa9,/%{d}%%_=\"<>\r\n..--\x9f\xe2\x80\xae=";

/* Every macro value holds what a sender, or a HELO, could hold. */
static void
make_hostile(struct spfe_macro_values *values)
{
    static const struct spfe_text octets = {hostile_octets,
                                            sizeof(hostile_octets) - 1};
    size_t i;

    for (i = 0; i < sizeof(hostile_long); i++) {
        hostile_long[i] =
            i % 2 == 0 ? (char)('a' + i % 26) : ".-+,/_=.."[i / 2 % 9];
    }
    values->sender = octets;
    values->local.ptr = hostile_long; /* 150 delimiters */
    values->local.len = sizeof(hostile_long);
    values->helo = octets;
    values->receiver = text_of("-");
    values->client_name = text_of("..");
    values->sender_domain = text_of("a-b_c/d.example.com");
    values->domain = text_of(
        "1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19.20.21.22.23.24.25."
        "26.27.28.29.30.31.32.33.34.35.36.37.38.39.40.41.42.43.44.45.46.47."
        "48.49.50.51.52.53.54.55.56.57.58.59.60.61.62.63.64.65.66.67.68.69."
        "70.71.72.73.74.75.76.77.78.79.80.81.82.83.84.85.86.87.88.89.90.91."
        "92.93.94.95.96.97.98.99.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x."
        "x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x");
}

/* Compare one macro; false at a difference, which was printed. */
static bool
compare(const struct plain_macro *macro, const char *digits,
        const char *reverse, const struct spfe_macro_values *values,
        const struct family *family)
{
    static char source[64];
    char expected[3 * ROOM];
    char room[3 * ROOM];
    struct spfe_buf out;
    size_t expected_len;

    (void)snprintf(source, sizeof(source), "%%{%c%s%s%s}",
                   macro->upper ? macro->letter - 'a' + 'A' : macro->letter,
                   digits, reverse, macro->delimiters);
    expected_len = plain_expand(
        macro, plain_value(macro->letter, values, family), expected);
    spfe_buf_init(&out, room, sizeof(room));
    spfe_macro_expand(text_of(source), values, &out);
    if (out.length == expected_len &&
        memcmp(room, expected, expected_len) == 0) {
        return true;
    }
    tap_row(source);
    return CHECK_BYTES(room, out.length, expected, expected_len);
}

static const char *const delimiter_sets[] = {
    "",   ".",  "-",   "+",   ",",   "/",      "_",       "=",
    "-.", "+-", "/_=", ".--", ",.=", "-+,/_=", ".-+,/_=", "=_/,+-.",
};

/* Letter and digits are given: r, delimiters, case. */
static bool
compare_forms(char letter, const char *digits, unsigned parts,
              const struct spfe_macro_values *values,
              const struct family *family)
{
    static const char *const reverses[] = {"", "r", "R"};
    size_t r;
    size_t d;
    int upper;

    for (r = 0; r < TAP_COUNT(reverses); r++) {
        for (d = 0; d < TAP_COUNT(delimiter_sets); d++) {
            for (upper = 0; upper < 2; upper++) {
                struct plain_macro macro = {letter, upper == 1, parts, r > 0,
                                            delimiter_sets[d]};

                if (!compare(&macro, digits, reverses[r], values, family)) {
                    return false;
                }
            }
        }
    }
    return true;
}

static void
compare_letters(const struct spfe_macro_values *values,
                const struct family *family)
{
    /* RFC 7208 section 7.3 asks for 128 parts; more are all there are. */
    static const struct {
        const char *text;
        unsigned parts;
    } digits[] = {{"", 0},      {"1", 1},     {"2", 2},      {"3", 3},
                  {"127", 127}, {"128", 128}, {"0128", 128}, {"129", 0}};
    const char *letter;
    size_t i;

    for (letter = "slodiphcrtv"; *letter != '\0'; letter++) {
        for (i = 0; i < TAP_COUNT(digits); i++) {
            if (!compare_forms(*letter, digits[i].text, digits[i].parts,
                               values, family)) {
                return;
            }
        }
    }
    CHECK(*letter == '\0');
}

static void
test_each_form_of_each_macro_equals_plain_splitting(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(families); i++) {
        struct spfe_macro_values values = make_values(families[i].client);

        compare_letters(&values, &families[i]);
        make_hostile(&values);
        compare_letters(&values, &families[i]);
    }
}

/* --- into an arena ------------------------------------------------------- */

struct memory {
    struct count_alloc counter;
    struct spfe_mem mem;
    struct spfe_arena arena;
};

static void
init_memory(struct memory *memory, size_t max)
{
    count_alloc_init(&memory->counter);
    CHECK_INT(spfe_mem_init(&memory->mem, &memory->counter.table), SPFEVAL_OK);
    spfe_arena_init(&memory->arena, &memory->mem, max, NULL, 0);
}

static void
clear_memory(struct memory *memory)
{
    spfe_arena_clear(&memory->arena);
    CHECK(count_alloc_is_clean(&memory->counter));
}

/* A text of this many octets, by turns 49 letters and a dot. */
static struct spfe_text
make_long(uint32_t len)
{
    static char text[3 * SPFE_TEXT_MAX];
    struct spfe_text made = {text, len};
    uint32_t i;

    for (i = 0; i < len; i++) {
        text[i] = i % 50 == 49 ? '.' : 'a';
    }
    return made;
}

static void
test_copy_keeps_to_the_most_octets(void)
{
    static const uint32_t mosts[] = {1, 255, 256, 257, 480, 4096, 65535};
    struct spfe_macro_values values = make_values("192.0.2.3");
    size_t i;

    for (i = 0; i < TAP_COUNT(mosts); i++) {
        uint32_t most = mosts[i];
        struct spfe_text out;
        struct memory memory;
        uint32_t len;

        init_memory(&memory, SIZE_MAX);
        for (len = most - 1; len <= most + 1; len++) {
            if (len > SPFE_TEXT_MAX) {
                break; /* no value is longer */
            }
            values.helo = make_long(len);
            CHECK_INT(spfe_macro_expand_copy(text_of("%{h}"), most, &values,
                                             &memory.arena, &out),
                      SPFEVAL_OK);
            if (len > most) {
                CHECK(out.ptr == NULL);
                CHECK_INT(out.len, 0);
            } else if (CHECK(out.ptr != NULL)) {
                CHECK_INT(out.len, len);
                CHECK(memcmp(out.ptr, values.helo.ptr, len) == 0);
                CHECK_INT(out.ptr[len], '\0');
            }
        }
        clear_memory(&memory);
    }
}

static void
test_copy_of_nothing_is_an_empty_text(void)
{
    struct spfe_macro_values values = make_values("192.0.2.3");
    struct spfe_text out;
    struct memory memory;

    init_memory(&memory, SIZE_MAX);
    CHECK_INT(
        spfe_macro_expand_copy(text_of(""), 480, &values, &memory.arena, &out),
        SPFEVAL_OK);
    CHECK_STR(out.ptr, out.len, "");
    clear_memory(&memory);
}

/* CVE-2021-33913: room is counted for three octets where one was read. */
static void
test_copy_has_room_for_encoded_text(void)
{
    static char value[21845]; /* three times that is 65535 */
    struct spfe_macro_values values = make_values("192.0.2.3");
    struct spfe_text out;
    struct memory memory;

    memset(value, 0xff, sizeof(value));
    values.helo.ptr = value;
    values.helo.len = sizeof(value);
    init_memory(&memory, SIZE_MAX);
    CHECK_INT(spfe_macro_expand_copy(text_of("%{H}"), SPFE_TEXT_MAX, &values,
                                     &memory.arena, &out),
              SPFEVAL_OK);
    CHECK_INT(out.len, SPFE_TEXT_MAX);
    CHECK(out.ptr != NULL && memcmp(out.ptr + 65532, "%FF", 4) == 0);
    CHECK_INT(spfe_macro_expand_copy(text_of("%{H}x"), SPFE_TEXT_MAX, &values,
                                     &memory.arena, &out),
              SPFEVAL_OK);
    CHECK(out.ptr == NULL);
    clear_memory(&memory);
}

/* A record of 65535 octets full of %{H} asks for 2.6 GB. */
static void
test_expansion_stops_soon_after_the_most_octets(void)
{
    static char macros[SPFE_TEXT_MAX - 3];
    struct spfe_macro_values values = make_values("192.0.2.3");
    struct spfe_text text = {macros, sizeof(macros)};
    struct spfe_buf out;
    size_t i;

    for (i = 0; i < sizeof(macros); i += 4) {
        memcpy(macros + i, "%{H}", 4);
    }
    values.helo = make_long(SPFE_TEXT_MAX);
    spfe_buf_init(&out, NULL, 0);
    spfe_macro_expand(text, &values, &out);
    CHECK(out.length > SPFE_TEXT_MAX);
    CHECK(out.length <= 4 * (size_t)SPFE_TEXT_MAX);
}

static void
test_copy_tells_why_there_is_no_memory(void)
{
    struct spfe_macro_values values = make_values("192.0.2.3");
    struct spfe_text out;
    struct memory memory;

    values.helo = make_long(20000);
    init_memory(&memory, 4096);
    CHECK_INT(spfe_macro_expand_copy(text_of("%{h}"), SPFE_TEXT_MAX, &values,
                                     &memory.arena, &out),
              SPFEVAL_ERR_LIMIT);
    clear_memory(&memory);

    init_memory(&memory, SIZE_MAX);
    count_alloc_fail_at(&memory.counter, 1);
    CHECK_INT(spfe_macro_expand_copy(text_of("%{h}"), SPFE_TEXT_MAX, &values,
                                     &memory.arena, &out),
              SPFEVAL_ERR_NOMEM);
    count_alloc_fail_at(&memory.counter, 2); /* the larger room */
    CHECK_INT(spfe_macro_expand_copy(text_of("%{h}"), SPFE_TEXT_MAX, &values,
                                     &memory.arena, &out),
              SPFEVAL_ERR_NOMEM);
    CHECK_INT(memory.counter.failures, 2);
    clear_memory(&memory);
}

/* --- target names -------------------------------------------------------- */

static void
check_target(struct spfe_text spec, bool expands, struct spfe_text expected)
{
    struct spfe_macro_values values = make_values("192.0.2.3");
    struct spfe_text out = {NULL, 0};
    struct memory memory;

    values.helo = spec;
    init_memory(&memory, SIZE_MAX);
    CHECK_INT(spfe_macro_expand_domain(expands ? text_of("%{h}") : spec,
                                       expands, &values, &memory.arena, &out),
              SPFEVAL_OK);
    if (CHECK_BYTES(out.ptr, out.len, expected.ptr, expected.len)) {
        CHECK(out.ptr != spec.ptr); /* a copy, with a NUL */
        CHECK_INT(out.ptr[out.len], '\0');
    }
    clear_memory(&memory);
}

static const struct expansion_case target_cases[] = {
    {"example.com", "example.com"},
    {"example.com.", "example.com"},
    {"example.com..", "example.com."},
    {".example.com", ".example.com"},
    {"foo..example.com", "foo..example.com"},
    {"Example.COM", "Example.COM"},
    {".", ""},
    {"", ""},
    {"com", "com"},
};

static void
test_target_loses_one_final_dot(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(target_cases); i++) {
        struct spfe_text spec = text_of(target_cases[i].macros);
        struct spfe_text expected = text_of(target_cases[i].expected);

        tap_row(target_cases[i].macros);
        check_target(spec, false, expected);
        check_target(spec, true, expected);
    }
}

/* RFC 7208 section 7.3: whole labels are removed from the left. */
static void
test_target_is_cut_at_253_octets(void)
{
    struct spfe_text name = make_long(253);
    struct spfe_text longer;
    struct spfe_text rest;

    tap_row("253");
    check_target(name, false, name);
    check_target(name, true, name);

    longer = make_long(254);
    rest.ptr = longer.ptr + 50;
    rest.len = 204;
    tap_row("254");
    check_target(longer, false, rest);
    check_target(longer, true, rest);

    longer = make_long(1000 - 1); /* 20 labels of 49: five stay */
    rest.ptr = longer.ptr + 750;
    rest.len = 249;
    tap_row("999");
    check_target(longer, false, rest);
    check_target(longer, true, rest);
}

static void
test_target_of_254_with_a_final_dot_is_whole(void)
{
    static char octets[254];
    struct spfe_text name = {octets, 254};
    struct spfe_text whole = {octets, 253};

    memcpy(octets, make_long(253).ptr, 253);
    octets[253] = '.';
    check_target(name, false, whole);
    check_target(name, true, whole);
}

static void
test_target_without_a_label_to_keep_is_empty(void)
{
    static char octets[600];
    struct spfe_text name = {octets, 254};
    struct spfe_text whole = {octets, 253};

    memset(octets, 'a', sizeof(octets));
    tap_row("one label");
    check_target(name, true, text_of(""));
    check_target(name, false, text_of(""));
    check_target(whole, true, whole); /* labels are not checked, or cut */

    octets[100] = '.'; /* and the last label has 300 */
    name.len = 401;
    tap_row("a long last label");
    check_target(name, true, text_of(""));
    check_target(name, false, text_of(""));

    octets[400] = '.'; /* the final dot goes first */
    tap_row("a long last label and a dot");
    check_target(name, true, text_of(""));
}

static void
test_target_of_too_many_octets_is_empty(void)
{
    struct spfe_macro_values values = make_values("192.0.2.3");
    struct spfe_text out = {NULL, 0};
    struct memory memory;

    values.helo = make_long(SPFE_TEXT_MAX);
    init_memory(&memory, SIZE_MAX);
    CHECK_INT(spfe_macro_expand_domain(text_of("%{h}"), true, &values,
                                       &memory.arena, &out),
              SPFEVAL_OK);
    CHECK(out.len > 0 && out.len <= SPFE_DNAME_MAX);
    CHECK_INT(spfe_macro_expand_domain(text_of("%{h}x"), true, &values,
                                       &memory.arena, &out),
              SPFEVAL_OK);
    CHECK_STR(out.ptr, out.len, "");
    clear_memory(&memory);
}

static void
test_target_keeps_hostile_octets(void)
{
    static const char octets[] = "\0a.\x80\xff.\x7f b.c\0";
    struct spfe_text name = {octets, sizeof(octets) - 1};

    check_target(name, true, name);
    check_target(name, false, name);
}

static void
test_target_tells_why_there_is_no_memory(void)
{
    static const bool ways[] = {false, true};
    struct spfe_macro_values values = make_values("192.0.2.3");
    size_t i;

    for (i = 0; i < TAP_COUNT(ways); i++) {
        struct spfe_text out = {"old", 3};
        struct memory memory;

        init_memory(&memory, SIZE_MAX);
        count_alloc_fail_from(&memory.counter, 1);
        CHECK_INT(spfe_macro_expand_domain(text_of("%{d}"), ways[i], &values,
                                           &memory.arena, &out),
                  SPFEVAL_ERR_NOMEM);
        CHECK_STR(out.ptr, out.len, "old");
        clear_memory(&memory);
        init_memory(&memory, 8);
        CHECK_INT(spfe_macro_expand_domain(text_of("x.example.com"), ways[i],
                                           &values, &memory.arena, &out),
                  SPFEVAL_ERR_LIMIT);
        CHECK_STR(out.ptr, out.len, "old");
        clear_memory(&memory);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"macros expand as RFC 7208 section 7.4 shows",
         test_macros_expand_as_the_rfc_shows},
        {"an IPv6 client expands to nibbles in upper case",
         test_macros_of_an_ipv6_client_use_nibbles},
        {"an IPv4-mapped client expands like IPv4",
         test_macros_of_a_mapped_client_are_those_of_ipv4},
        {"values that are missing are unknown, or empty",
         test_macros_without_a_value_are_unknown_or_empty},
        {"any second since 1970 is written", test_macro_t_writes_any_second},
        {"empty parts, several delimiters and huge counts",
         test_macro_parts_and_delimiters},
        {"each octet is percent-encoded as two hexadecimal digits",
         test_macro_encodes_each_octet_as_three},
        {"each form of each macro equals plain splitting and joining",
         test_each_form_of_each_macro_equals_plain_splitting},
        {"a text of the most octets is copied, a longer one is none",
         test_copy_keeps_to_the_most_octets},
        {"nothing expands to an empty text",
         test_copy_of_nothing_is_an_empty_text},
        {"encoded text has room for three times its octets",
         test_copy_has_room_for_encoded_text},
        {"expansion stops soon after 65535 octets",
         test_expansion_stops_soon_after_the_most_octets},
        {"a copy tells why there is no memory for it",
         test_copy_tells_why_there_is_no_memory},
        {"a target loses one final dot", test_target_loses_one_final_dot},
        {"a target is cut from the left, label by label, to 253 octets",
         test_target_is_cut_at_253_octets},
        {"a final dot does not count among the 253 octets",
         test_target_of_254_with_a_final_dot_is_whole},
        {"a target without a label to keep is empty",
         test_target_without_a_label_to_keep_is_empty},
        {"a target of more than 65535 octets is empty",
         test_target_of_too_many_octets_is_empty},
        {"hostile octets stay in a target as they are",
         test_target_keeps_hostile_octets},
        {"a target tells why there is no memory for it",
         test_target_tells_why_there_is_no_memory},
    };

    return tap_run("rule/macro_expand", tests, TAP_COUNT(tests));
}
