/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * All octets from outside are read through the cursor: its end must hold
 * whatever the octets are, and no octet may look like the end.
 */
#include "base/cursor.h"

#include <stdint.h>
#include <string.h>

#include "support/tap.h"

static void
test_cursor_end_is_no_octet(void)
{
    struct spfe_cursor in = spfe_cursor_make("", 0);
    int octet;

    CHECK_INT(spfe_cursor_peek(&in), SPFE_END);
    for (octet = 0; octet < 256; octet++) {
        CHECK(octet != SPFE_END);
        CHECK(!spfe_cursor_take(&in, (char)octet));
    }
    CHECK_INT(spfe_cursor_offset(&in), 0);
}

static void
test_cursor_reads_nothing_from_null(void)
{
    struct spfe_cursor in = spfe_cursor_make(NULL, 0);

    CHECK_INT(spfe_cursor_left(&in), 0);
    CHECK_INT(spfe_cursor_offset(&in), 0);
    CHECK_INT(spfe_cursor_peek(&in), SPFE_END);
    CHECK_INT(spfe_cursor_peek_at(&in, 0), SPFE_END);
    spfe_cursor_skip(&in);
    CHECK(!spfe_cursor_take(&in, '\0'));
    CHECK_INT(spfe_cursor_offset(&in), 0);
}

static void
test_cursor_gives_each_octet_unsigned(void)
{
    char octets[256];
    struct spfe_cursor in;
    int octet;

    for (octet = 0; octet < 256; octet++) {
        octets[octet] = (char)octet;
    }
    in = spfe_cursor_make(octets, sizeof(octets));
    for (octet = 0; octet < 256; octet++) {
        CHECK_INT(spfe_cursor_peek(&in), octet);
        CHECK_INT(spfe_cursor_offset(&in), octet);
        CHECK_INT(spfe_cursor_left(&in), 256 - octet);
        spfe_cursor_skip(&in);
    }
    CHECK_INT(spfe_cursor_peek(&in), SPFE_END);
}

static void
test_cursor_stays_at_the_end(void)
{
    static const char octets[] = {'a', 'b'};
    struct spfe_cursor in = spfe_cursor_make(octets, sizeof(octets));
    unsigned round;

    for (round = 0; round < 5; round++) {
        spfe_cursor_skip(&in);
    }
    CHECK_INT(spfe_cursor_offset(&in), 2);
    CHECK_INT(spfe_cursor_left(&in), 0);
    CHECK_INT(spfe_cursor_peek(&in), SPFE_END);
}

static void
test_cursor_stops_at_the_length_and_not_at_a_nul(void)
{
    struct spfe_cursor in = spfe_cursor_make("a\0bc", 3);

    CHECK(spfe_cursor_take(&in, 'a'));
    CHECK(spfe_cursor_take(&in, '\0'));
    CHECK(spfe_cursor_take(&in, 'b'));
    CHECK(!spfe_cursor_take(&in, 'c'));
    CHECK_INT(spfe_cursor_offset(&in), 3);
}

static void
test_cursor_peeks_ahead_within_its_octets_only(void)
{
    struct spfe_cursor in = spfe_cursor_make("abcd", 3);

    CHECK_INT(spfe_cursor_peek_at(&in, 0), 'a');
    CHECK_INT(spfe_cursor_peek_at(&in, 2), 'c');
    CHECK_INT(spfe_cursor_peek_at(&in, 3), SPFE_END);
    CHECK_INT(spfe_cursor_peek_at(&in, SIZE_MAX), SPFE_END);
    spfe_cursor_skip(&in);
    CHECK_INT(spfe_cursor_peek_at(&in, 0), 'b');
    CHECK_INT(spfe_cursor_peek_at(&in, 1), 'c');
    CHECK_INT(spfe_cursor_peek_at(&in, 2), SPFE_END);
    CHECK_INT(spfe_cursor_offset(&in), 1);
}

static void
test_cursor_takes_only_the_octet_that_is_named(void)
{
    struct spfe_cursor in = spfe_cursor_make("aA\xff", 3);

    CHECK(!spfe_cursor_take(&in, 'A'));
    CHECK_INT(spfe_cursor_offset(&in), 0);
    CHECK(spfe_cursor_take(&in, 'a'));
    CHECK(!spfe_cursor_take(&in, 'a'));
    CHECK(spfe_cursor_take(&in, 'A'));
    CHECK(!spfe_cursor_take(&in, '\x7f'));
    CHECK(spfe_cursor_take(&in, '\xff'));
    CHECK(!spfe_cursor_take(&in, '\xff'));
    CHECK_INT(spfe_cursor_left(&in), 0);
}

static void
test_cursor_copy_reads_ahead_alone(void)
{
    struct spfe_cursor in = spfe_cursor_make("abc", 3);
    struct spfe_cursor ahead = in;

    spfe_cursor_skip(&ahead);
    spfe_cursor_skip(&ahead);
    CHECK_INT(spfe_cursor_offset(&ahead), 2);
    CHECK_INT(spfe_cursor_offset(&in), 0);
    CHECK_INT(spfe_cursor_peek(&in), 'a');
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the end is no octet", test_cursor_end_is_no_octet},
        {"nothing is read from NULL", test_cursor_reads_nothing_from_null},
        {"each octet is given unsigned",
         test_cursor_gives_each_octet_unsigned},
        {"the cursor stays at the end", test_cursor_stays_at_the_end},
        {"the length ends the text, a NUL does not",
         test_cursor_stops_at_the_length_and_not_at_a_nul},
        {"peeking ahead stays within the octets",
         test_cursor_peeks_ahead_within_its_octets_only},
        {"only the octet that is named is taken",
         test_cursor_takes_only_the_octet_that_is_named},
        {"a copy reads ahead and leaves the cursor",
         test_cursor_copy_reads_ahead_alone},
    };

    return tap_run("base/cursor", tests, TAP_COUNT(tests));
}
