/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One macro of RFC 7208 section 7.1: letter, parts, order, delimiters; and the
 * check of an explanation's text (section 6.2).
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/record.h>

#include "base/cursor.h"
#include "record/macro_parse.h"
#include "support/tap.h"

/* Short names, so that a row stays a row. */
enum {
    NONE = SPFEVAL_SYNTAX_NONE,
    MACRO = SPFEVAL_SYNTAX_MACRO,
    LETTER = SPFEVAL_SYNTAX_MACRO_LETTER,
    DIGITS = SPFEVAL_SYNTAX_MACRO_DIGITS,
    OCTET = SPFEVAL_SYNTAX_OCTET
};

#define ALL SPFE_MACRO_ALL_PARTS

/* A cursor over memory of exactly the text's size; the caller frees it. */
static struct spfe_cursor
make_cursor(const char *text, size_t len, char **memory)
{
    *memory = malloc(len > 0 ? len : 1);
    if (!CHECK(*memory != NULL)) {
        len = 0;
    } else {
        memcpy(*memory, text, len);
    }
    return spfe_cursor_make(*memory, len);
}

static uint8_t
delimiter_bits(const char *delimiters)
{
    uint8_t bits = 0;

    for (; *delimiters != '\0'; delimiters++) {
        bits |= spfe_macro_delimiter(*delimiters);
    }
    return bits;
}

static void
test_macro_has_letter_parts_order_and_delimiters(void)
{
    static const struct {
        const char *text;
        char letter;
        bool escape;
        bool reverse;
        uint32_t parts;
        const char *delimiters;
    } rows[] = {
        {"%{s}", 's', false, false, ALL, "."},
        {"%{S}", 's', true, false, ALL, "."},
        {"%{ir}", 'i', false, true, ALL, "."},
        {"%{dR}", 'd', false, true, ALL, "."},
        {"%{DR}", 'd', true, true, ALL, "."},
        {"%{d1}", 'd', false, false, 1, "."},
        {"%{d2r}", 'd', false, true, 2, "."},
        {"%{d01}", 'd', false, false, 1, "."},
        {"%{d0000000000000000000000000010}", 'd', false, false, 10, "."},
        {"%{d127}", 'd', false, false, 127, "."},
        {"%{d128}", 'd', false, false, 128, "."},
        {"%{d129}", 'd', false, false, ALL, "."},
        {"%{d1280}", 'd', false, false, ALL, "."},
        {"%{d4294967295}", 'd', false, false, ALL, "."},
        {"%{d4294967296}", 'd', false, false, ALL, "."},
        {"%{d4294967297}", 'd', false, false, ALL, "."},
        {"%{d18446744073709551617r}", 'd', false, true, ALL, "."},
        {"%{l-}", 'l', false, false, ALL, "-"},
        {"%{lr-}", 'l', false, true, ALL, "-"},
        {"%{L1R+}", 'l', true, true, 1, "+"},
        {"%{o.-+,/_=}", 'o', false, false, ALL, ".-+,/_="},
        {"%{o--==--}", 'o', false, false, ALL, "-="},
        {"%{h3.}", 'h', false, false, 3, "."},
        {"%{h3/.}", 'h', false, false, 3, "/."},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        char text[64];
        int len = snprintf(text, sizeof(text), "%sr2}", rows[i].text);
        struct spfe_macro macro;
        struct spfe_cursor in;
        char *memory;

        tap_row(rows[i].text);
        in = make_cursor(text, (size_t)len, &memory);
        CHECK_INT(spfe_macro_parse(&in, SPFE_MACRO_IN_DOMAIN, &macro), NONE);
        CHECK_INT(spfe_cursor_offset(&in), strlen(rows[i].text));
        CHECK(macro.literal == NULL);
        CHECK_INT(macro.letter, rows[i].letter);
        CHECK_INT(macro.escape, rows[i].escape);
        CHECK_INT(macro.reverse, rows[i].reverse);
        CHECK_INT(macro.parts, rows[i].parts);
        CHECK_INT(macro.delimiters, delimiter_bits(rows[i].delimiters));
        free(memory);
    }
}

static void
test_literals_stand_for_percent_space_and_encoded_space(void)
{
    static const struct {
        const char *text;
        const char *literal;
    } rows[] = {{"%%", "%"}, {"%_", " "}, {"%-", "%20"}};
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_macro macro;
        struct spfe_cursor in;
        char *memory;

        tap_row(rows[i].text);
        in = make_cursor(rows[i].text, 2, &memory);
        CHECK_INT(spfe_macro_parse(&in, SPFE_MACRO_IN_DOMAIN, &macro), NONE);
        CHECK_INT(spfe_cursor_left(&in), 0);
        if (CHECK(macro.literal != NULL)) {
            CHECK_STR(macro.literal, strlen(macro.literal), rows[i].literal);
        }
        CHECK_INT(macro.bit, 0);
        free(memory);
    }
}

/* Every octet as a letter, in both places: what is said, and which bit. */
static void
test_letters_are_those_of_the_place(void)
{
    static const char letters[] = "slodipvhcrt";
    static const char capitals[] = "SLODIPVHCRT";
    int octet;

    for (octet = 0; octet < 256; octet++) {
        const char *small = octet == 0 ? NULL : strchr(letters, octet);
        const char *large = octet == 0 ? NULL : strchr(capitals, octet);
        bool is_letter =
            (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z');
        ptrdiff_t at = small != NULL   ? small - letters
                       : large != NULL ? large - capitals
                                       : -1;
        int wrong = is_letter ? LETTER : MACRO;
        char text[4] = "%{?}";
        struct spfe_macro macro;
        struct spfe_cursor in;

        text[2] = (char)octet;
        in = spfe_cursor_make(text, sizeof(text));
        CHECK_INT(spfe_macro_parse(&in, SPFE_MACRO_IN_TEXT, &macro),
                  at >= 0 ? NONE : wrong);
        CHECK_INT(spfe_cursor_offset(&in), at >= 0 ? 4 : 2);
        if (at >= 0) {
            CHECK_INT(macro.letter, letters[at]);
            CHECK_INT(macro.escape, large != NULL);
            CHECK_INT(macro.bit, 1 << at);
        }
        in = spfe_cursor_make(text, sizeof(text));
        /* c, r and t come last */
        CHECK_INT(spfe_macro_parse(&in, SPFE_MACRO_IN_DOMAIN, &macro),
                  at >= 0 && at < 8 ? NONE : wrong);
    }
}

static void
test_bits_are_those_of_the_public_header(void)
{
    static const struct {
        const char *text;
        uint16_t bit;
    } rows[] = {
        {"%{s}", SPFEVAL_MACRO_S}, {"%{l}", SPFEVAL_MACRO_L},
        {"%{o}", SPFEVAL_MACRO_O}, {"%{d}", SPFEVAL_MACRO_D},
        {"%{i}", SPFEVAL_MACRO_I}, {"%{p}", SPFEVAL_MACRO_P},
        {"%{v}", SPFEVAL_MACRO_V}, {"%{h}", SPFEVAL_MACRO_H},
        {"%{c}", SPFEVAL_MACRO_C}, {"%{r}", SPFEVAL_MACRO_R},
        {"%{t}", SPFEVAL_MACRO_T},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_cursor in = spfe_cursor_make(rows[i].text, 4);
        struct spfe_macro macro;

        tap_row(rows[i].text);
        CHECK_INT(spfe_macro_parse(&in, SPFE_MACRO_IN_TEXT, &macro), NONE);
        CHECK_INT(macro.bit, rows[i].bit);
    }
}

static void
test_malformed_macros_are_refused_where_they_break(void)
{
    static const struct {
        const char *text;
        int code;
        size_t at;
    } rows[] = {
        {"%", MACRO, 1},         {"% ", MACRO, 1},
        {"%a", MACRO, 1},        {"%(d)", MACRO, 1},
        {"%}", MACRO, 1},        {"%{", MACRO, 2},
        {"%{}", MACRO, 2},       {"%{%d}", MACRO, 2},
        {"%{ d}", MACRO, 2},     {"%{-}", MACRO, 2},
        {"%{1}", MACRO, 2},      {"%{d", MACRO, 3},
        {"%{d ", MACRO, 3},      {"%{dd}", MACRO, 3},
        {"%{d%}", MACRO, 3},     {"%{d:}", MACRO, 3},
        {"%{d{}", MACRO, 3},     {"%{d1", MACRO, 4},
        {"%{dr", MACRO, 4},      {"%{drr}", MACRO, 4},
        {"%{dr1}", MACRO, 4},    {"%{d-", MACRO, 4},
        {"%{d-r}", MACRO, 4},    {"%{d-1}", MACRO, 4},
        {"%{d1r-.x}", MACRO, 7}, {"%{d\x80}", MACRO, 3},
        {"%{\xf3}", MACRO, 2},   {"%\xff", MACRO, 1},
        {"%{x}", LETTER, 2},     {"%{x", LETTER, 2},
        {"%{Z0}", LETTER, 2},    {"%{d0}", DIGITS, 4},
        {"%{d0", DIGITS, 4},     {"%{d00}", DIGITS, 5},
        {"%{d0r}", DIGITS, 4},   {"%{d000000000000}", DIGITS, 15},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_macro macro;
        struct spfe_cursor in;
        char *memory;

        tap_row(rows[i].text);
        in = make_cursor(rows[i].text, strlen(rows[i].text), &memory);
        CHECK_INT(spfe_macro_parse(&in, SPFE_MACRO_IN_TEXT, &macro),
                  rows[i].code);
        CHECK_INT(spfe_cursor_offset(&in), rows[i].at);
        free(memory);
    }
}

static void
test_delimiters_are_seven_octets(void)
{
    static const char delimiters[] = ".-+,/_=";
    uint8_t seen = 0;
    int octet;

    for (octet = -1; octet < 256; octet++) {
        uint8_t bit = spfe_macro_delimiter(octet);

        if (octet > 0 && strchr(delimiters, octet) != NULL) {
            CHECK(bit != 0 && (bit & (bit - 1)) == 0);
            CHECK_INT(seen & bit, 0);
            seen |= bit;
        } else {
            CHECK_INT(bit, 0);
        }
    }
    CHECK_INT(seen, 127);
}

static int
scan(const char *octets, size_t len, uint16_t *macros)
{
    struct spfe_text text;
    char *memory = malloc(len > 0 ? len : 1);
    int code;

    if (!CHECK(memory != NULL)) {
        return -1;
    }
    memcpy(memory, octets, len);
    text.ptr = memory;
    text.len = (uint32_t)len;
    code = spfe_macro_scan_explanation(text, macros);
    free(memory);
    return code;
}

static void
test_explanation_is_macros_literals_and_spaces(void)
{
    static const struct {
        const char *text;
        int code;
        uint16_t macros;
    } rows[] = {
        {"", NONE, 0},
        {" ", NONE, 0},
        {"See http://a.example/?%_%%%-", NONE, 0},
        {"%{i} is not one of %{d}'s designated mail servers.", NONE,
         SPFEVAL_MACRO_I | SPFEVAL_MACRO_D},
        {"%{c}%{R}%{t}", NONE,
         SPFEVAL_MACRO_C | SPFEVAL_MACRO_R | SPFEVAL_MACRO_T},
        {"%{S}%{s}  %{p1r}", NONE, SPFEVAL_MACRO_S | SPFEVAL_MACRO_P},
        {"100%", MACRO, 0},
        {"100% safe", MACRO, 0},
        {"%{d", MACRO, 0},
        {"%{d 1}", MACRO, 0},
        {"from %{d0}", DIGITS, 0},
        {"%{i} %{q}", LETTER, 0},
        {"tab\there", OCTET, 0},
        {"line\r\n", OCTET, 0},
        {"\x7f", OCTET, 0},
        {"caf\xc3\xa9", OCTET, 0},
        {"\xff%{q}", OCTET, 0},
    };
    uint16_t macros;
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        tap_row(rows[i].text);
        macros = 0x5A5A;
        CHECK_INT(scan(rows[i].text, strlen(rows[i].text), &macros),
                  rows[i].code);
        if (rows[i].code == NONE) {
            CHECK_INT(macros, rows[i].macros);
        }
    }
    tap_row("a NUL");
    CHECK_INT(scan("a\0b", 3, &macros), OCTET);
}

static void
test_explanation_may_be_long(void)
{
    enum { SIZE = 65532 }; /* a multiple of 4 */
    static char text[SIZE];
    uint16_t macros = 0;
    size_t i;

    for (i = 0; i < SIZE; i += 4) {
        memcpy(text + i, i == SIZE - 4 ? "%{t}" : "%{h}", 4);
    }
    CHECK_INT(scan(text, SIZE, &macros), NONE);
    CHECK_INT(macros, SPFEVAL_MACRO_H | SPFEVAL_MACRO_T);
    CHECK_INT(scan(text, SIZE - 1, &macros), MACRO);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a macro has a letter, parts, an order and delimiters",
         test_macro_has_letter_parts_order_and_delimiters},
        {"%%, %_ and %- stand for a percent sign, a space and %20",
         test_literals_stand_for_percent_space_and_encoded_space},
        {"the letters are those of the place, in either case",
         test_letters_are_those_of_the_place},
        {"the bits are those of the public header",
         test_bits_are_those_of_the_public_header},
        {"malformed macros are refused where they break",
         test_malformed_macros_are_refused_where_they_break},
        {"delimiters are seven octets, with one bit each",
         test_delimiters_are_seven_octets},
        {"an explanation is macros, literals and spaces",
         test_explanation_is_macros_literals_and_spaces},
        {"an explanation may be long", test_explanation_may_be_long},
    };

    return tap_run("record/macro_parse", tests, TAP_COUNT(tests));
}
