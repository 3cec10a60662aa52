/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Text into a fixed room: nothing is written behind it, and the length that
 * was wanted is known at the end.
 */
#include "base/buf.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <spfeval/status.h>

#include "support/tap.h"

static void
test_buf_collects_what_is_added(void)
{
    char room[32];
    struct spfe_buf buf;
    size_t needed = 0;

    spfe_buf_init(&buf, room, sizeof(room));
    spfe_buf_add_text(&buf, "v=spf1");
    spfe_buf_add_octet(&buf, ' ');
    spfe_buf_add(&buf, "a/24x", 2);
    spfe_buf_add_decimal(&buf, 24);
    spfe_buf_add_text(&buf, "");
    spfe_buf_add(&buf, NULL, 0);
    CHECK_INT(spfe_buf_finish(&buf, &needed), SPFEVAL_OK);
    CHECK_STR(room, strlen(room), "v=spf1 a/24");
    CHECK_INT(buf.length, 11);
    CHECK_INT(needed, 12);
}

static void
test_buf_keeps_hostile_octets(void)
{
    static const char hostile[] = {'\0', '\x7f', '\x80', '\xff', '%', 's'};
    char room[16];
    struct spfe_buf buf;

    spfe_buf_init(&buf, room, sizeof(room));
    spfe_buf_add(&buf, hostile, sizeof(hostile));
    spfe_buf_add_octet(&buf, '\0');
    spfe_buf_add_octet(&buf, '\xfe');
    CHECK_INT(spfe_buf_finish(&buf, NULL), SPFEVAL_OK);
    CHECK_BYTES(room, buf.length, "\0\x7f\x80\xff%s\0\xfe", 8);
    CHECK_INT(room[8], '\0');
}

/* Write "abcdefg" by all means into each capacity from 0 to 10. */
static void
add_seven(struct spfe_buf *buf)
{
    spfe_buf_add(buf, "abX", 2);
    spfe_buf_add_octet(buf, 'c');
    spfe_buf_add_text(buf, "def");
    spfe_buf_add_octet(buf, 'g');
}

static void
test_buf_tells_the_room_it_needs_at_any_capacity(void)
{
    size_t capacity;

    for (capacity = 0; capacity <= 10; capacity++) {
        char room[12];
        struct spfe_buf buf;
        size_t needed = 0;
        bool fits = capacity >= 8;

        memset(room, '#', sizeof(room));
        spfe_buf_init(&buf, room, capacity);
        add_seven(&buf);
        CHECK_INT(buf.length, 7);
        CHECK_INT(spfe_buf_finish(&buf, &needed),
                  fits ? SPFEVAL_OK : SPFEVAL_ERR_BUFFER);
        CHECK_INT(needed, 8);
        CHECK_INT(room[capacity], '#');
        if (capacity > 0) {
            CHECK_STR(room, strlen(room), fits ? "abcdefg" : "");
        }
    }
}

static void
test_buf_of_no_room_still_counts(void)
{
    struct spfe_buf buf;
    size_t needed = 0;

    spfe_buf_init(&buf, NULL, 0);
    CHECK_INT(spfe_buf_finish(&buf, &needed), SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, 1);
    add_seven(&buf);
    spfe_buf_add_decimal(&buf, -12);
    CHECK_INT(spfe_buf_finish(&buf, &needed), SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, 11);
    CHECK_INT(spfe_buf_finish(&buf, NULL), SPFEVAL_ERR_BUFFER);
}

static void
test_buf_goes_on_counting_after_it_was_full(void)
{
    char room[4];
    struct spfe_buf buf;
    size_t needed = 0;

    spfe_buf_init(&buf, room, sizeof(room));
    spfe_buf_add_text(&buf, "abcdef");
    spfe_buf_add(&buf, "g", 1);
    spfe_buf_add_octet(&buf, 'h');
    CHECK_BYTES(room, sizeof(room), "abcd", 4);
    CHECK_INT(spfe_buf_finish(&buf, &needed), SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, 9);
    CHECK_INT(room[0], '\0');
}

static void
test_buf_empty_text_takes_one_octet(void)
{
    char room[1] = {'#'};
    struct spfe_buf buf;
    size_t needed = 0;

    spfe_buf_init(&buf, room, sizeof(room));
    CHECK_INT(spfe_buf_finish(&buf, &needed), SPFEVAL_OK);
    CHECK_INT(needed, 1);
    CHECK_INT(room[0], '\0');
}

static void
test_buf_init_starts_anew(void)
{
    char room[8];
    struct spfe_buf buf;

    spfe_buf_init(&buf, room, sizeof(room));
    spfe_buf_add_text(&buf, "too long for it");
    spfe_buf_init(&buf, room, sizeof(room));
    spfe_buf_add_text(&buf, "short");
    CHECK_INT(spfe_buf_finish(&buf, NULL), SPFEVAL_OK);
    CHECK_STR(room, buf.length, "short");
}

static void
test_buf_decimal_is_what_printf_shows(void)
{
    static const int64_t numbers[] = {
        0,         1,          -1,         9,         10,
        -10,       99,         100,        255,       65535,
        INT32_MAX, INT32_MIN,  UINT32_MAX, INT64_MAX, INT64_MAX - 1,
        INT64_MIN, -INT64_MAX,
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(numbers); i++) {
        char expected[32];
        char room[32];
        struct spfe_buf buf;

        (void)snprintf(expected, sizeof(expected), "%" PRId64, numbers[i]);
        spfe_buf_init(&buf, room, sizeof(room));
        spfe_buf_add_decimal(&buf, numbers[i]);
        CHECK_STR(room, buf.length, expected);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"what is added stands in the room", test_buf_collects_what_is_added},
        {"octets are kept whatever they are", test_buf_keeps_hostile_octets},
        {"at any capacity the room it needs is told, and kept",
         test_buf_tells_the_room_it_needs_at_any_capacity},
        {"without any room it still counts", test_buf_of_no_room_still_counts},
        {"a full buffer goes on counting",
         test_buf_goes_on_counting_after_it_was_full},
        {"an empty text takes one octet", test_buf_empty_text_takes_one_octet},
        {"a buffer can be used again", test_buf_init_starts_anew},
        {"a decimal is what printf shows, INT64_MIN included",
         test_buf_decimal_is_what_printf_shows},
    };

    return tap_run("base/buf", tests, TAP_COUNT(tests));
}
