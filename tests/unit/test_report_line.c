/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/line.h"

#include <string.h>

#include <spfeval/status.h>

#include "support/tap.h"

struct page {
    char text[4096];
    struct spfe_buf out;
    struct spfe_line line;
};

static void
begin(struct page *page, unsigned indent, unsigned hang)
{
    spfe_buf_init(&page->out, page->text, sizeof(page->text));
    spfe_line_init(&page->line, &page->out, SPFE_LINE_WIDTH);
    spfe_line_begin(&page->line, indent, hang);
}

static void
end(struct page *page, const char *expected)
{
    spfe_line_end(&page->line);
    CHECK_INT(spfe_buf_finish(&page->out, NULL), SPFEVAL_OK);
    CHECK_STR(page->text, page->out.length, expected);
}

#define TEN "123456789 "
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN

static void
test_words_go_to_the_next_line_when_they_do_not_fit(void)
{
    struct page page;

    begin(&page, 0, 2);
    spfe_line_add_text(&page.line, SEVENTY "12345678");
    end(&page, SEVENTY "12345678\n");
    begin(&page, 0, 2);
    spfe_line_add_text(&page.line, SEVENTY "123456789");
    end(&page, "123456789 123456789 123456789 123456789 123456789 123456789 "
               "123456789\n  123456789\n");
    begin(&page, 4, 8);
    spfe_line_add_text(&page.line, SEVENTY "1234");
    end(&page, "    " SEVENTY "1234\n");
}

static void
test_blanks_stay_within_a_line_only(void)
{
    struct page page;

    begin(&page, 2, 2);
    spfe_line_add_text(&page.line, "   a   b  ");
    end(&page, "     a   b\n");
    begin(&page, 0, 0);
    spfe_line_add_text(&page.line, SEVENTY "             x");
    end(&page, "123456789 123456789 123456789 123456789 123456789 123456789 "
               "123456789\nx\n");
}

static void
test_long_words_are_broken(void)
{
    struct page page;
    const char *at;
    int i;

    begin(&page, 2, 4);
    spfe_line_add_text(&page.line, "word ");
    for (i = 0; i < 1000; i++) {
        spfe_line_add_octet(&page.line, 'x');
    }
    spfe_line_end(&page.line);
    CHECK_INT(spfe_buf_finish(&page.out, NULL), SPFEVAL_OK);
    for (at = page.text; *at != '\0'; at += strcspn(at, "\n") + 1) {
        CHECK(strcspn(at, "\n") <= SPFE_LINE_WIDTH);
    }
}

static void
test_strangers_octets_are_escaped(void)
{
    struct page page;

    begin(&page, 0, 0);
    spfe_line_add_escaped(&page.line, "a\r\n\x1b\0~\x7f\x80\xff\\", 10);
    end(&page, "a\\x0D\\x0A\\x1B\\x00~\\x7F\\x80\\xFF\\\n");
}

static void
test_without_width_the_text_is_as_it_comes(void)
{
    struct page page;

    begin(&page, 0, 0);
    spfe_line_init(&page.line, &page.out, 0);
    spfe_line_add_text(&page.line, "  " SEVENTY SEVENTY "\"\\");
    CHECK_STR(page.text, page.out.length, "  " SEVENTY SEVENTY "\"\\");
}

static void
test_in_json_quotes_and_backslashes_are_escaped(void)
{
    struct page page;

    begin(&page, 0, 0);
    spfe_line_init(&page.line, &page.out, 0);
    page.line.is_json = true;
    spfe_line_add_escaped(&page.line, "a\"\\\n", 4);
    CHECK_STR(page.text, page.out.length, "a\\\"\\\\\\\\x0A");
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a word goes to the next line when it does not fit",
         test_words_go_to_the_next_line_when_they_do_not_fit},
        {"blanks stay within a line only",
         test_blanks_stay_within_a_line_only},
        {"a long word is broken", test_long_words_are_broken},
        {"a stranger's octets are escaped", test_strangers_octets_are_escaped},
        {"without width the text is as it comes",
         test_without_width_the_text_is_as_it_comes},
        {"in JSON, quotes and backslashes are escaped",
         test_in_json_quotes_and_backslashes_are_escaped},
    };

    return tap_run("report/line", tests, TAP_COUNT(tests));
}
