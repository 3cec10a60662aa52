/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/json.h"

#include <string.h>

#include <spfeval/status.h>

#include "support/tap.h"

struct page {
    char text[4096];
    struct spfe_buf out;
    struct spfe_json json;
};

static void
begin(struct page *page, bool indent)
{
    spfe_buf_init(&page->out, page->text, sizeof(page->text));
    spfe_json_init(&page->json, &page->out, indent);
}

static void
end(struct page *page, const char *expected)
{
    CHECK_INT(spfe_buf_finish(&page->out, NULL), SPFEVAL_OK);
    CHECK_STR(page->text, page->out.length, expected);
}

static void
write_example(struct spfe_json *json)
{
    spfe_json_begin_object(json);
    spfe_json_put_number(json, "a", 4294967295u);
    spfe_json_name(json, "b");
    spfe_json_begin_array(json);
    spfe_json_string(json, "x");
    spfe_json_begin_object(json);
    spfe_json_end_object(json);
    spfe_json_begin_array(json);
    spfe_json_end_array(json);
    spfe_json_null(json);
    spfe_json_end_array(json);
    spfe_json_put_bool(json, "c", true);
    spfe_json_put_bool(json, "d", false);
    spfe_json_put_null(json, "e");
    spfe_json_put_string(json, "f", NULL);
    spfe_json_put_text(json, "g", NULL, 3);
    spfe_json_end_object(json);
}

static void
test_values_stand_in_one_line(void)
{
    struct page page;

    begin(&page, false);
    write_example(&page.json);
    end(&page,
        "{\"a\": 4294967295, \"b\": [\"x\", {}, [], null], \"c\": true, "
        "\"d\": false, \"e\": null, \"f\": null, \"g\": null}");
}

static void
test_values_stand_in_lines_of_their_own(void)
{
    struct page page;

    begin(&page, true);
    write_example(&page.json);
    end(&page, "{\n  \"a\": 4294967295,\n  \"b\": [\n    \"x\",\n    {},\n"
               "    [],\n    null\n  ],\n  \"c\": true,\n  \"d\": false,\n"
               "  \"e\": null,\n  \"f\": null,\n  \"g\": null\n}");
}

struct string_case {
    const char *octets;
    size_t len;
    const char *expected; /* without quotes */
};

#define OCTETS(text) text, sizeof(text) - 1

static void
check_strings(const struct string_case *cases, size_t count)
{
    size_t i;

    for (i = 0; i < count; i++) {
        struct page page;

        tap_row(cases[i].expected);
        begin(&page, false);
        spfe_json_text(&page.json, cases[i].octets, cases[i].len);
        if (CHECK(page.out.length >= 2)) {
            CHECK_STR(page.text + 1, page.out.length - 2, cases[i].expected);
        }
    }
}

static void
test_characters_are_escaped(void)
{
    static const struct string_case cases[] = {
        {OCTETS(""), ""},
        {OCTETS("a \"b\" \\ /"), "a \\\"b\\\" \\\\ /"},
        {OCTETS("\b\f\n\r\t"), "\\b\\f\\n\\r\\t"},
        {OCTETS("\0\x1b\x7f"), "\\u0000\\u001B\\u007F"},
        {OCTETS("\xc3\xa9\xe2\x82\xac"), "\\u00E9\\u20AC"},
        {OCTETS("\xf0\x9f\x9a\x80\xf4\x8f\xbf\xbf"),
         "\\uD83D\\uDE80\\uDBFF\\uDFFF"},
        {OCTETS("\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf"),
         "\\u0080\\u07FF\\u0800\\uFFFF"},
    };

    check_strings(cases, TAP_COUNT(cases));
}

static void
test_octets_that_are_not_utf8_are_shown(void)
{
    static const struct string_case cases[] = {
        {OCTETS("\xff"), "\\\\xFF"},
        {OCTETS("a\xc3"), "a\\\\xC3"},
        {OCTETS("\xc3z"), "\\\\xC3z"},
        {OCTETS("\xc0\xaf"), "\\\\xC0\\\\xAF"},
        {OCTETS("\xe0\x9f\xbf"), "\\\\xE0\\\\x9F\\\\xBF"},
        {OCTETS("\xed\xa0\x80"), "\\\\xED\\\\xA0\\\\x80"},
        {OCTETS("\xf4\x90\x80\x80"), "\\\\xF4\\\\x90\\\\x80\\\\x80"},
        {OCTETS("\xf0\x9f\x9a"), "\\\\xF0\\\\x9F\\\\x9A"},
        {OCTETS("\xf8\x80\x80\x80\x80"),
         "\\\\xF8\\\\x80\\\\x80\\\\x80\\\\x80"},
        {OCTETS("\x80\xc3\xa9"), "\\\\x80\\u00E9"},
    };

    check_strings(cases, TAP_COUNT(cases));
}

static void
test_strings_may_come_in_pieces(void)
{
    struct page page;

    begin(&page, false);
    spfe_json_begin_array(&page.json);
    spfe_json_begin_string(&page.json);
    spfe_json_add_octets(&page.json, "10 ", 3);
    spfe_json_add_octets(&page.json, "\"", 1);
    spfe_json_end_string(&page.json);
    spfe_json_null(&page.json);
    spfe_json_end_array(&page.json);
    end(&page, "[\"10 \\\"\", null]");
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"values stand in one line", test_values_stand_in_one_line},
        {"indented values stand in lines of their own",
         test_values_stand_in_lines_of_their_own},
        {"characters are escaped", test_characters_are_escaped},
        {"octets that are not UTF-8 are shown",
         test_octets_that_are_not_utf8_are_shown},
        {"strings may come in pieces", test_strings_may_come_in_pieces},
    };

    return tap_run("report/json", tests, TAP_COUNT(tests));
}
