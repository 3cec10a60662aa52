/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reading Received-SPF fields as mail software writes them, and refusing what
 * is none.
 */
#include <stdlib.h>
#include <string.h>

#include <spfeval/header.h>
#include <spfeval/status.h>

#include "support/count_alloc.h"
#include "support/tap.h"

/* Parse memory of exactly its size. */
static int
parse(const char *field, size_t len, spfeval_received_spf **out,
      size_t *offset)
{
    char *copy = malloc(len + 1);
    int status = SPFEVAL_ERR_NOMEM;

    if (CHECK(copy != NULL)) {
        memcpy(copy + 1, field, len);
        status = spfeval_received_spf_parse(NULL, copy + 1, len, out, offset);
        free(copy);
    }
    return status;
}

struct pair {
    const char *key;
    const char *value; /* NULL when there is none */
};

struct row {
    const char *claim;
    const char *field;
    int result;
    const char *comment;
    struct pair pairs[4]; /* up to one without a key */
};

static const struct row rows[] = {
    {"RFC 7208 section 9.1, first example",
     "Received-SPF: pass (mybox.example.org: domain of\r\n"
     " myname@example.com designates 192.0.2.1 as permitted sender)\r\n"
     "    receiver=mybox.example.org; client-ip=192.0.2.1;\r\n"
     "    envelope-from=\"myname@example.com\"; helo=foo.example.com;\r\n",
     SPFEVAL_RESULT_PASS,
     "mybox.example.org: domain of myname@example.com designates 192.0.2.1 as "
     "permitted sender",
     {{"receiver", "mybox.example.org"},
      {"envelope-from", "myname@example.com"},
      {"helo", "foo.example.com"}}},
    {"RFC 7208 section 9.1, second example, with its colon unquoted",
     "Received-SPF: fail (mybox.example.org: domain of\n"
     "                     myname@example.com does not designate\n"
     "                     192.0.2.1 as permitted sender)\n"
     "                     identity=mailfrom; client-ip=192.0.2.1;\n"
     "                     envelope-from=\"myname@example.com\";\n"
     "                     mechanism=ip4:192.0.2.1\n",
     SPFEVAL_RESULT_FAIL,
     "mybox.example.org: domain of                     myname@example.com "
     "does not designate                     192.0.2.1 as permitted sender",
     {{"identity", "mailfrom"}, {"mechanism", "ip4:192.0.2.1"}}},
    {"result alone", "none", SPFEVAL_RESULT_NONE, NULL, {{"helo", NULL}}},
    {"result and comment, as erratum 5436 allows",
     "neutral (comment)",
     SPFEVAL_RESULT_NEUTRAL,
     "comment",
     {{"helo", NULL}}},
    {"result and list, no comment",
     "softfail helo=a",
     SPFEVAL_RESULT_SOFTFAIL,
     NULL,
     {{"helo", "a"}}},
    {"any case",
     "RECEIVED-SPF: SoftFail Helo=A; CLIENT-IP=b",
     SPFEVAL_RESULT_SOFTFAIL,
     NULL,
     {{"helo", "A"}, {"client-ip", "b"}, {"CLIENT-ip", "b"}}},
    {"a comment before the result is not the one",
     " (x) temperror (y) (z)helo=a",
     SPFEVAL_RESULT_TEMPERROR,
     "y",
     {{"helo", "a"}}},
    {"comments and folds everywhere",
     "(a)\r\n permerror(b(c\\)))\r\n helo\r\n (d)\t=(e) a (f);\r\n (g)"
     "client-ip = b (h)\r\n ; ",
     SPFEVAL_RESULT_PERMERROR,
     "b(c))",
     {{"helo", "a"}, {"client-ip", "b"}}},
    {"an empty comment is one",
     "pass () helo=a",
     SPFEVAL_RESULT_PASS,
     "",
     {{"helo", "a"}}},
    {"quoted values are unquoted",
     "pass helo=\"a \\\"b\\\\ ; (c)\r\n d\"; x=\"\"",
     SPFEVAL_RESULT_PASS,
     NULL,
     {{"helo", "a \"b\\ ; (c) d"}, {"x", ""}}},
    {"of a repeated key the first counts",
     "pass helo=a; HELO=b; helo=\"c\"",
     SPFEVAL_RESULT_PASS,
     NULL,
     {{"helo", "a"}}},
    {"unknown keys",
     "pass x-_.9=a; pr=C",
     SPFEVAL_RESULT_PASS,
     NULL,
     {{"x-_.9", "a"}, {"pr", "C"}, {"p", NULL}, {"", NULL}}},
    {"values that others leave bare",
     "pass client-ip=2001:db8::1; envelope-from=<a=b@c.example>; "
     "helo=[192.0.2.1];",
     SPFEVAL_RESULT_PASS,
     NULL,
     {{"client-ip", "2001:db8::1"},
      {"envelope-from", "<a=b@c.example>"},
      {"helo", "[192.0.2.1]"}}},
    {"octets beyond ASCII",
     "pass (\xc3\xa9\x01) a=\xff; b=\"\x80\r\x7f\"",
     SPFEVAL_RESULT_PASS,
     "\xc3\xa9\x01",
     {{"a", "\xff"}, {"b", "\x80\r\x7f"}}},
};

static void
check_text(const char *actual, size_t len, const char *expected)
{
    CHECK_STR(actual, len, expected);
    if (actual != NULL) {
        CHECK_INT(actual[len], '\0');
    }
}

static void
check_row(const struct row *row)
{
    spfeval_received_spf *field = NULL;
    const struct pair *pair;
    const char *text;
    size_t len = 0;

    tap_row(row->claim);
    if (!CHECK_INT(parse(row->field, strlen(row->field), &field, NULL),
                   SPFEVAL_OK)) {
        return;
    }
    CHECK_INT(spfeval_received_spf_get_result(field), row->result);
    text = spfeval_received_spf_get_comment(field, &len);
    check_text(text, len, row->comment);
    for (pair = row->pairs; pair < row->pairs + 4 && pair->key != NULL;
         pair++) {
        text = spfeval_received_spf_get_value(field, pair->key, &len);
        check_text(text, len, pair->value);
        CHECK(spfeval_received_spf_get_value(field, pair->key, NULL) == text);
    }
    CHECK(spfeval_received_spf_get_comment(field, NULL) ==
          spfeval_received_spf_get_comment(field, &len));
    spfeval_received_spf_free(field);
}

static void
test_fields_are_read(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        check_row(&rows[i]);
    }
}

static void
test_other_text_is_refused_where_it_goes_wrong(void)
{
    static const struct {
        const char *field;
        size_t offset;
    } refused[] = {
        {"", 0},
        {"Received-SPF:", 13},
        {"Received-SPF pass", 0},
        {"Received-SPFx: pass", 0},
        {"passed", 0},
        {"unset", 0},
        {"error helo=a", 0},
        {"pass;", 4},
        {"pass helo", 9},
        {"pass helo=", 10},
        {"pass helo=;", 10},
        {"pass =a", 5},
        {"pass 1a=b", 5},
        {"pass helo=a b=c", 12},
        {"pass helo=a;; b=c", 12},
        {"pass helo=\"a\"b", 13},
        {"pass helo=a\"b\"", 11},
        {"pass helo=\"a", 12},
        {"pass helo=\"a\\", 13},
        {"pass (a", 7},
        {"pass (a))", 8},
        {"pass helo=a\r\nX: y", 11},
        {"pass\r\n\r\n", 4},
        {"pass\rhelo=a", 4},
        {"pass helo=\"a\r\nb\"", 12},
        {"pass helo=a\x01", 11},
        {"pass helo=a\\b", 11},
        {"pass helo=a\x7f", 11},
        /* Comments without an end, in each place. */
        {"(a", 2},
        {"pass helo(a", 11},
        {"pass helo=(a", 12},
        {"pass helo=a (b", 14},
        {"pass helo=a; (b", 15},
    };
    spfeval_received_spf *field = NULL;
    size_t i;

    for (i = 0; i < TAP_COUNT(refused); i++) {
        size_t offset = 999;

        tap_row(refused[i].field);
        CHECK_INT(
            parse(refused[i].field, strlen(refused[i].field), &field, &offset),
            SPFEVAL_ERR_SYNTAX);
        CHECK_INT(offset, refused[i].offset);
    }
    CHECK_INT(parse("pass\0", 5, &field, NULL), SPFEVAL_ERR_SYNTAX);
    CHECK(field == NULL);
}

static void
test_nul_octets_are_kept_where_text_is_quoted(void)
{
    static const char text[] = "pass (a\0b) helo=\"\0\"; x=y";
    spfeval_received_spf *field = NULL;
    const char *value;
    size_t len = 0;

    if (!CHECK_INT(parse(text, sizeof(text) - 1, &field, NULL), SPFEVAL_OK)) {
        return;
    }
    value = spfeval_received_spf_get_comment(field, &len);
    CHECK_BYTES(value, len, "a\0b", 3);
    value = spfeval_received_spf_get_value(field, "helo", &len);
    CHECK_BYTES(value, len, "\0", 1);
    value = spfeval_received_spf_get_value(field, "x", &len);
    CHECK_STR(value, len, "y");
    spfeval_received_spf_free(field);
}

enum { MOST = 65535 };

/* Fill text with pieces, after what it begins with. */
static void
fill(char *text, const char *begin, const char *piece)
{
    size_t at = strlen(begin);
    size_t len = strlen(piece);

    memset(text, ' ', MOST + 1);
    memcpy(text, begin, at);
    for (; at + len <= MOST; at += len) {
        memcpy(text + at, piece, len);
    }
}

static void
test_the_longest_fields_are_read(void)
{
    static const char *const pieces[] = {"a=b;",   "ab=\"\";", " ",
                                         "k=v ; ", "()",       "a=\"\\\\\";"};
    char *text = malloc(MOST + 1);
    size_t i;

    if (!CHECK(text != NULL)) {
        return;
    }
    for (i = 0; i < TAP_COUNT(pieces); i++) {
        spfeval_received_spf *field = NULL;

        tap_row(pieces[i]);
        fill(text, "pass ", pieces[i]);
        CHECK_INT(parse(text, MOST, &field, NULL), SPFEVAL_OK);
        spfeval_received_spf_free(field);
        field = NULL;
        CHECK_INT(parse(text, MOST + 1, &field, NULL), SPFEVAL_ERR_ARGUMENT);
        CHECK(field == NULL);
    }
    free(text);
}

/* A field of separators only must not cost much more than itself. */
static void
test_memory_is_bounded_by_the_field(void)
{
    struct count_alloc memory;
    spfeval_received_spf *field = NULL;
    char *text = malloc(MOST + 1);

    if (!CHECK(text != NULL)) {
        return;
    }
    count_alloc_init(&memory);
    fill(text, "pass ", ";");
    CHECK_INT(
        spfeval_received_spf_parse(&memory.table, text, MOST, &field, NULL),
        SPFEVAL_ERR_SYNTAX);
    CHECK(memory.peak_bytes < 4 * (size_t)MOST);
    CHECK_INT(memory.calls, 1);
    CHECK(count_alloc_is_clean(&memory));
    free(text);
}

static void
test_one_allocation_that_may_fail(void)
{
    static const char text[] = "pass (comment) helo=a; x=\"y\"";
    struct count_alloc memory;
    spfeval_received_spf *field = NULL;
    size_t offset = 77;

    count_alloc_init(&memory);
    count_alloc_fail_at(&memory, 1);
    CHECK_INT(spfeval_received_spf_parse(&memory.table, text, sizeof(text) - 1,
                                         &field, &offset),
              SPFEVAL_ERR_NOMEM);
    CHECK(field == NULL);
    CHECK_INT(offset, 77);
    CHECK_INT(spfeval_received_spf_parse(&memory.table, text, sizeof(text) - 1,
                                         &field, &offset),
              SPFEVAL_OK);
    CHECK_INT(memory.calls, 2);
    CHECK_INT(memory.live_blocks, 1);
    CHECK_INT(offset, 77);
    spfeval_received_spf_free(field);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_misuse_is_refused(void)
{
    spfeval_allocator broken = {.struct_size = sizeof(broken)};
    spfeval_received_spf *field = NULL;
    size_t len = 77;

    CHECK_INT(spfeval_received_spf_parse(NULL, NULL, 0, &field, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_received_spf_parse(NULL, "pass", 4, NULL, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_received_spf_parse(&broken, "pass", 4, &field, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK(field == NULL);
    CHECK_INT(spfeval_received_spf_get_result(NULL), SPFEVAL_RESULT_UNSET);
    CHECK(spfeval_received_spf_get_value(NULL, "helo", &len) == NULL);
    CHECK(spfeval_received_spf_get_comment(NULL, &len) == NULL);
    spfeval_received_spf_free(NULL);
    if (CHECK_INT(parse("pass", 4, &field, NULL), SPFEVAL_OK)) {
        CHECK(spfeval_received_spf_get_value(field, NULL, &len) == NULL);
    }
    CHECK_INT(len, 77);
    spfeval_received_spf_free(field);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"fields are read", test_fields_are_read},
        {"other text is refused where it goes wrong",
         test_other_text_is_refused_where_it_goes_wrong},
        {"NUL octets are kept where text is quoted",
         test_nul_octets_are_kept_where_text_is_quoted},
        {"the longest fields are read", test_the_longest_fields_are_read},
        {"memory is bounded by the field",
         test_memory_is_bounded_by_the_field},
        {"there is one allocation, and it may fail",
         test_one_allocation_that_may_fail},
        {"misuse is refused", test_misuse_is_refused},
    };

    return tap_run("header/received_spf_read", tests, TAP_COUNT(tests));
}
