/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The classes are one table of numbers. Each is compared here, for all octets,
 * with the RFC's text written out as characters.
 */
#include "base/ascii.h"

#include <string.h>

#include "support/tap.h"

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

struct class_row {
    const char *name;
    int classes;
    const char *members;
};

static const struct class_row class_rows[] = {
    {"ALPHA", SPFE_ASCII_ALPHA, UPPER LOWER},
    {"DIGIT", SPFE_ASCII_DIGIT, DIGITS},
    {"ALNUM", SPFE_ASCII_ALNUM, UPPER LOWER DIGITS},
    {"name", SPFE_ASCII_NAME, UPPER LOWER DIGITS "-_."},
    {"macro-literal", SPFE_ASCII_LITERAL,
     UPPER LOWER DIGITS "!\"#$&'()*+,-./:;<=>?@[\\]^_`{|}~"},
    {"atext", SPFE_ASCII_ATEXT, UPPER LOWER DIGITS "!#$%&'*+-/=?^_`{|}~"},
    {"unreserved", SPFE_ASCII_UNRESERVED, UPPER LOWER DIGITS "-._~"},
    {"delimiter", SPFE_ASCII_DELIMITER, ".-+,/_="},
    {"hex", SPFE_ASCII_HEX, DIGITS "abcdefABCDEF"},
    {"two classes", SPFE_ASCII_DELIMITER | SPFE_ASCII_DIGIT, DIGITS ".-+,/_="},
};

static bool
is_member(const char *members, int octet)
{
    return octet != 0 && strchr(members, octet) != NULL;
}

static void
test_ascii_classes_hold_what_the_rfc_says(void)
{
    size_t i;
    int octet;

    for (i = 0; i < TAP_COUNT(class_rows); i++) {
        tap_row(class_rows[i].name);
        for (octet = 0; octet < 128; octet++) {
            bool expected = is_member(class_rows[i].members, octet);

            CHECK_INT(spfe_ascii_is(octet, class_rows[i].classes) ? octet : -1,
                      expected ? octet : -1);
        }
    }
}

static void
test_ascii_octets_above_127_and_the_end_are_in_no_class(void)
{
    int octet;

    for (octet = 128; octet < 256; octet++) {
        CHECK(!spfe_ascii_is(octet, 0xff));
    }
    CHECK(!spfe_ascii_is(-1, 0xff));
    /* A char that was not made unsigned must not meet the table either. */
    CHECK(!spfe_ascii_is((signed char)'\xc1', 0xff));
    CHECK(!spfe_ascii_is(-128, 0xff));
}

static void
test_ascii_lower_changes_the_26_letters_only(void)
{
    int octet;

    for (octet = 0; octet < 256; octet++) {
        const char *upper = octet == 0 ? NULL : strchr(UPPER, octet);

        CHECK_INT(spfe_ascii_lower(octet),
                  upper == NULL ? octet : LOWER[upper - UPPER]);
    }
}

static void
test_ascii_lower_takes_a_signed_char(void)
{
    int octet;

    for (octet = 128; octet < 256; octet++) {
        CHECK_INT(spfe_ascii_lower(octet - 256), octet);
    }
}

struct compare_row {
    const char *name;
    const char *a;
    size_t a_len;
    const char *b;
    size_t b_len;
    int order; /* of a and b: -1, 0 or 1 */
};

static const struct compare_row compare_rows[] = {
    {"both empty", "", 0, "", 0, 0},
    {"both NULL", NULL, 0, NULL, 0, 0},
    {"NULL comes first", NULL, 0, "a", 1, -1},
    {"same text", "include", 7, "include", 7, 0},
    {"without case", "InClUdE", 7, "iNcLuDe", 7, 0},
    {"first octet", "a", 1, "b", 1, -1},
    {"last octet", "exists", 6, "existt", 6, -1},
    {"letters order without case", "B", 1, "a", 1, 1},
    {"underscore before letters", "_", 1, "A", 1, -1},
    {"a prefix comes first", "mx", 2, "mxa", 3, -1},
    {"digits before letters", "9", 1, "a", 1, -1},
    {"no letter: @ and `", "@", 1, "`", 1, -1},
    {"no letter: [ and {", "[", 1, "{", 1, -1},
    {"Latin-1 has no case here", "\xc4", 1, "\xe4", 1, -1},
    {"octets are unsigned", "z", 1, "\x80", 1, -1},
    {"behind a NUL", "a\0b", 3, "a\0c", 3, -1},
    {"behind a NUL, equal", "a\0B", 3, "A\0b", 3, 0},
    {"a NUL counts", "a", 1, "a\0", 2, -1},
};

static int
sign(int number)
{
    return (number > 0) - (number < 0);
}

static void
test_ascii_compare_orders_without_case(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(compare_rows); i++) {
        const struct compare_row *row = &compare_rows[i];

        tap_row(row->name);
        CHECK_INT(
            sign(spfe_ascii_compare(row->a, row->a_len, row->b, row->b_len)),
            row->order);
        CHECK_INT(
            sign(spfe_ascii_compare(row->b, row->b_len, row->a, row->a_len)),
            -row->order);
    }
}

static void
test_ascii_equal_agrees_with_the_order(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(compare_rows); i++) {
        const struct compare_row *row = &compare_rows[i];

        if (row->a_len == row->b_len) {
            tap_row(row->name);
            CHECK_INT(spfe_ascii_equal(row->a, row->b, row->a_len),
                      row->order == 0);
        }
    }
}

static void
test_ascii_equal_reads_len_octets_only(void)
{
    CHECK(spfe_ascii_equal("abX", "ABy", 2));
    CHECK(!spfe_ascii_equal("abX", "ABy", 3));
    CHECK(spfe_ascii_equal("x", "y", 0));
}

static void
test_ascii_printable_is_0x20_to_0x7e(void)
{
    char text[3] = {'a', 0, 'z'};
    int octet;

    for (octet = 0; octet < 256; octet++) {
        text[1] = (char)octet;
        CHECK_INT(spfe_ascii_is_printable(text, sizeof(text)),
                  octet >= 0x20 && octet <= 0x7e);
    }
    CHECK(spfe_ascii_is_printable(NULL, 0));
    CHECK(!spfe_ascii_is_printable("\n", 1));
    CHECK(!spfe_ascii_is_printable("ab\n", 3));
    CHECK(spfe_ascii_is_printable("ab\n", 2));
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each class holds what the RFC says",
         test_ascii_classes_hold_what_the_rfc_says},
        {"octets above 127 and the end are in no class",
         test_ascii_octets_above_127_and_the_end_are_in_no_class},
        {"lower case is for the 26 letters only",
         test_ascii_lower_changes_the_26_letters_only},
        {"a signed char is taken as its octet",
         test_ascii_lower_takes_a_signed_char},
        {"the order is without case", test_ascii_compare_orders_without_case},
        {"equality agrees with the order",
         test_ascii_equal_agrees_with_the_order},
        {"equality reads no more octets than it is given",
         test_ascii_equal_reads_len_octets_only},
        {"0x20 to 0x7E can be printed, nothing else",
         test_ascii_printable_is_0x20_to_0x7e},
    };

    return tap_run("base/ascii", tests, TAP_COUNT(tests));
}
