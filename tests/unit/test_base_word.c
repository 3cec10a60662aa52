/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Eight octets at a time: what is said of each must be what the loop over
 * single octets says, whatever stands beside it.
 */
#include "base/word.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "support/tap.h"

/* An octet in the place at among seven others. */
static uint64_t
place(uint8_t octet, unsigned at, uint8_t others)
{
    char text[SPFE_WORD_OCTETS];

    memset(text, others, sizeof(text));
    text[at] = (char)octet;
    return spfe_word_load(text);
}

static bool
is_flagged(uint64_t flags, unsigned at)
{
    return (flags >> (8 * at) & 0xff) == 0x80;
}

/* Neighbours that a carry could come from, or go to. */
static const uint8_t neighbours[] = {0x00, 0x01, 0x1f, 0x20, 'A',  'Z',
                                     'a',  0x7e, 0x7f, 0x80, 0xff, '.'};

static void
test_each_octet_is_judged_by_itself(void)
{
    unsigned octet;
    unsigned at;
    size_t i;

    for (octet = 0; octet < 256; octet++) {
        for (at = 0; at < SPFE_WORD_OCTETS; at++) {
            for (i = 0; i < TAP_COUNT(neighbours); i++) {
                uint64_t word = place((uint8_t)octet, at, neighbours[i]);

                CHECK_INT(is_flagged(spfe_word_zeros(word), at), octet == 0);
                CHECK_INT(spfe_word_lower(word) >> (8 * at) & 0xff,
                          spfe_ascii_lower((int)octet));
            }
        }
    }
}

static bool
is_printable(unsigned octet)
{
    return octet >= 0x20 && octet <= 0x7e;
}

static bool
is_usual(unsigned octet)
{
    return octet < 0x80 && (spfe_ascii_is((int)octet, SPFE_ASCII_ALNUM) ||
                            octet == '-' || octet == '.' || octet == '/');
}

/* Where the first octet of a word is that a test finds; 8 when nowhere. */
static unsigned
first_of(uint64_t flags)
{
    return flags == 0 ? SPFE_WORD_OCTETS : spfe_word_first(flags);
}

static unsigned
first_that_is_not(bool (*is)(unsigned octet), uint64_t word)
{
    unsigned at = 0;

    while (at < SPFE_WORD_OCTETS && is((unsigned)(word >> (8 * at)) & 0xff)) {
        at++;
    }
    return at;
}

/* Carries may flag octets above it, never below. */
static void
test_first_odd_octet_is_flagged(void)
{
    unsigned octet;
    unsigned at;
    size_t i;

    for (octet = 0; octet < 256; octet++) {
        for (at = 0; at < SPFE_WORD_OCTETS; at++) {
            for (i = 0; i < TAP_COUNT(neighbours); i++) {
                uint64_t word = place((uint8_t)octet, at, neighbours[i]);

                CHECK_INT(first_of(spfe_word_unprintable(word)),
                          first_that_is_not(is_printable, word));
                CHECK_INT(first_of(spfe_word_unusual(word)),
                          first_that_is_not(is_usual, word));
            }
        }
    }
}

static void
test_zeros_of_ascii_are_found(void)
{
    unsigned octet;
    unsigned at;

    for (octet = 0; octet < 128; octet++) {
        for (at = 0; at < SPFE_WORD_OCTETS; at++) {
            uint64_t word = place((uint8_t)octet, at, 0x7f);

            CHECK_INT(spfe_word_zeros_of_ascii(word), spfe_word_zeros(word));
        }
    }
}

static void
test_first_flag_is_found(void)
{
    unsigned at;

    for (at = 0; at < SPFE_WORD_OCTETS; at++) {
        uint64_t flag = UINT64_C(0x80) << (8 * at);

        CHECK_INT(spfe_word_first(flag), at);
        CHECK_INT(spfe_word_first(flag | UINT64_C(0x80) << 56), at);
    }
}

/* The text is a block of its own, so that reading beyond it is seen. */
static void
test_rest_is_filled_and_nothing_else_is_read(void)
{
    enum { LONGEST = 30 };
    size_t len;

    for (len = 1; len <= LONGEST; len++) {
        char *text = malloc(len);
        size_t at;
        size_t i;

        if (!CHECK(text != NULL)) {
            return;
        }
        for (i = 0; i < len; i++) {
            text[i] = (char)(i + 1);
        }
        for (at = 0; at < len; at++) {
            uint64_t word = spfe_word_load_at(text, at, len, 0xee);

            for (i = 0; i < SPFE_WORD_OCTETS; i++) {
                CHECK_INT(word >> (8 * i) & 0xff,
                          at + i < len ? at + i + 1 : 0xee);
            }
        }
        free(text);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each octet is judged by itself",
         test_each_octet_is_judged_by_itself},
        {"the first octet that is odd is flagged",
         test_first_odd_octet_is_flagged},
        {"zeros between ASCII octets are found",
         test_zeros_of_ascii_are_found},
        {"the first flag is found", test_first_flag_is_found},
        {"the rest is filled, and nothing else is read",
         test_rest_is_filled_and_nothing_else_is_read},
    };

    return tap_run("base/word", tests, TAP_COUNT(tests));
}
