/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * White space, comments and quoted-strings of RFC 5322, from octets that may
 * be anything.
 */
#include "header/scan.h"

#include <string.h>

#include "support/tap.h"

struct row {
    const char *in;
    const char *out; /* NULL when refused */
    size_t offset;   /* where the cursor stands then */
};

static void
test_white_space_and_comments_are_skipped(void)
{
    static const struct row rows[] = {
        {"", "", 0},
        {"x", "", 0},
        {" \t x", "", 3},
        {"\r\n x", "", 3},
        {"\n\tx", "", 2},
        {" \r\n \r\n x", "", 7},
        {"\r\nx", "", 0},
        {" \r\n", "", 1},
        {"\r x", "", 0},
        {"\v", "", 0},
        {"(a)x", "a", 3},
        {" ( a b ) (c)x", " a b ", 12},
        {"(a(b)c)", "a(b)c", 7},
        {"(((())))", "((()))", 8},
        {"(\\(\\)\\\\\\a)", "()\\a", 10},
        {"(a\r\n b)", "a b", 7},
        {"(a\n\tb)", "a\tb", 6},
        {"(\r)", "\r", 3},
        {"()", "", 2},
        {"(caf\xc3\xa9\x01)", "caf\xc3\xa9\x01", 8},
        {"(", NULL, 1},
        {"(a", NULL, 2},
        {"(a\\", NULL, 3},
        {"(a\\)", NULL, 4},
        {"((a)", NULL, 4},
        {"(a\r\nb)", NULL, 2},
        {"(a\nb)", NULL, 2},
        {"(a\\\r\n b)", NULL, 3},
        {"(a\r\n", NULL, 2},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_cursor in =
            spfe_cursor_make(rows[i].in, strlen(rows[i].in));
        struct spfe_buf out;
        char text[64];
        bool has_comment = false;

        tap_row(rows[i].in);
        spfe_buf_init(&out, text, sizeof(text));
        CHECK_INT(spfe_scan_cfws(&in, &out, &has_comment),
                  rows[i].out != NULL);
        CHECK_INT(spfe_cursor_offset(&in), rows[i].offset);
        if (rows[i].out != NULL) {
            CHECK_STR(text, out.length, rows[i].out);
            CHECK_INT(has_comment, strchr(rows[i].in, '(') != NULL);
        }
        in.at = in.start;
        CHECK_INT(spfe_scan_cfws(&in, NULL, NULL), rows[i].out != NULL);
    }
}

static void
test_quoted_strings_are_unquoted(void)
{
    static const struct row rows[] = {
        {"\"\"", "", 2},
        {"\"a b\"x", "a b", 5},
        {"\"\\\"\\\\\\a\"", "\"\\a", 8},
        {"\"a\r\n b\"", "a b", 7},
        {"\"a\r\n \r\n b\"", "a  b", 10},
        {"\"(;)\"", "(;)", 5},
        {"\"\x01\xff\"", "\x01\xff", 4},
        {"\"", NULL, 1},
        {"\"a", NULL, 2},
        {"\"a\\", NULL, 3},
        {"\"a\\\"", NULL, 4},
        {"\"a\r\nb\"", NULL, 2},
        {"\"\\\n b\"", NULL, 2},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_cursor in =
            spfe_cursor_make(rows[i].in, strlen(rows[i].in));
        struct spfe_buf out;
        char text[64];

        tap_row(rows[i].in);
        spfe_buf_init(&out, text, sizeof(text));
        CHECK_INT(spfe_scan_string(&in, &out), rows[i].out != NULL);
        CHECK_INT(spfe_cursor_offset(&in), rows[i].offset);
        if (rows[i].out != NULL) {
            CHECK_STR(text, out.length, rows[i].out);
        }
    }
}

static void
test_nul_is_an_octet_like_others(void)
{
    struct spfe_cursor in = spfe_cursor_make("(a\0b)", 5);
    struct spfe_buf out;
    char text[8];

    spfe_buf_init(&out, text, sizeof(text));
    CHECK(spfe_scan_cfws(&in, &out, NULL));
    CHECK_BYTES(text, out.length, "a\0b", 3);
    in = spfe_cursor_make("\"\\\0\"", 4);
    spfe_buf_init(&out, text, sizeof(text));
    CHECK(spfe_scan_string(&in, &out));
    CHECK_BYTES(text, out.length, "\0", 1);
}

static void
test_name_is_skipped_if_it_is_there(void)
{
    static const struct row rows[] = {
        {"Name: x", NULL, 5},  {"nAME:x", NULL, 5}, {"Name \t: x", NULL, 7},
        {"Name", NULL, 0},     {"Name x", NULL, 0}, {"Names: x", NULL, 0},
        {" Name: x", NULL, 0}, {"", NULL, 0},       {"Name\r\n :", NULL, 0},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_cursor in =
            spfe_cursor_make(rows[i].in, strlen(rows[i].in));

        tap_row(rows[i].in);
        spfe_scan_name(&in, "Name");
        CHECK_INT(spfe_cursor_offset(&in), rows[i].offset);
    }
}

static void
test_one_line_end_may_end_the_field(void)
{
    static const struct row rows[] = {
        {"", "", 0},        {"\n", "", 0},     {"\r\n", "", 0},
        {"\r", NULL, 0},    {"\n\n", NULL, 0}, {"\r\n\r\n", NULL, 0},
        {"\r\nx", NULL, 0}, {" ", NULL, 0},    {"x\r\n", NULL, 0},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_cursor in =
            spfe_cursor_make(rows[i].in, strlen(rows[i].in));

        CHECK_INT(spfe_scan_end(&in), rows[i].out != NULL);
        CHECK_INT(spfe_cursor_left(&in) == 0, rows[i].out != NULL);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"white space and comments are skipped",
         test_white_space_and_comments_are_skipped},
        {"quoted-strings are unquoted", test_quoted_strings_are_unquoted},
        {"NUL is an octet like others", test_nul_is_an_octet_like_others},
        {"the name is skipped if it is there",
         test_name_is_skipped_if_it_is_there},
        {"one line end may end the field",
         test_one_line_end_may_end_the_field},
    };

    return tap_run("header/scan", tests, TAP_COUNT(tests));
}
