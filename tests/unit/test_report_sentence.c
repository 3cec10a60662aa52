/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/sentence.h"

#include <stdint.h>
#include <string.h>

#include <spfeval/report.h>
#include <spfeval/status.h>

#include "support/tap.h"

static void
check_filled(const char *template, const struct spfe_values *values,
             const char *expected)
{
    char text[4096];
    struct spfe_buf out;
    struct spfe_line line;

    spfe_buf_init(&out, text, sizeof(text));
    spfe_line_init(&line, &out, 0);
    spfe_sentence_fill(template, values, &line);
    CHECK_INT(spfe_buf_finish(&out, NULL), SPFEVAL_OK);
    CHECK_STR(text, out.length, expected);
}

static void
check_value(struct spfe_value value, const char *expected)
{
    check_filled("%1", &(struct spfe_values){{value}}, expected);
}

static void
test_placeholders_may_come_in_any_order(void)
{
    const struct spfe_values values = {{spfe_value_name("one"),
                                        spfe_value_text("two", 3),
                                        spfe_value_number(4294967295u)}};

    check_filled("%3, %1 and %2; %1.", &values,
                 "4294967295, one and two; one.");
    check_filled("100%% of %%{p} %1%%", &values, "100% of %{p} one%");
    check_filled("", &values, "");
}

static void
test_values_are_not_read_as_templates(void)
{
    check_value(spfe_value_text("%1 %s %%", 8), "%1 %s %%");
}

static void
test_text_is_escaped_and_cut(void)
{
    char octets[300];
    char expected[300] = "";

    memset(octets, 'x', sizeof(octets));
    memset(expected, 'x', 256);
    strcpy(expected + 256, "...");
    check_value(spfe_value_text(octets, 300), expected);
    expected[256] = '\0';
    check_value(spfe_value_text(octets, 256), expected);
    check_value(spfe_value_text("a\nb", 3), "a\\x0Ab");
    check_value(spfe_value_text("a\0b", 3), "a\\x00b");
    check_value(spfe_value_text(NULL, 7), "");
}

static void
test_explanations_are_never_cut(void)
{
    char octets[1001];

    memset(octets, 'x', 1000);
    octets[1000] = '\0';
    check_value(spfe_value_whole(octets, 1000), octets);
}

static void
test_addresses_are_written_in_their_usual_form(void)
{
    static const uint8_t ip4[] = {192, 0, 2, 1};
    static const uint8_t ip6[16] = {0x20, 0x01, 0x0d, 0xb8, [15] = 1};

    check_value(spfe_value_address(ip4, 4), "192.0.2.1");
    check_value(spfe_value_source(ip4, 4), "ip4:192.0.2.1");
    check_value(spfe_value_address(ip6, 16), "2001:db8::1");
    check_value(spfe_value_source(ip6, 16), "ip6:2001:db8::1");
}

static void
test_meant_terms_have_a_colon_for_the_first_equals_sign(void)
{
    check_value(spfe_value_meant(spfe_value_text("a=b=c", 5)), "a:b=c");
    check_value(spfe_value_meant(spfe_value_text("mx=", 3)), "mx:");
    check_value(spfe_value_meant(spfe_value_text("mx", 2)), "mx");
    check_value(spfe_value_meant(spfe_value_text("", 0)), "");
}

static void
test_excerpts_and_pointers_stand_in_columns(void)
{
    check_value(spfe_value_excerpt("abc", 3, 0, 0), "abc");
    check_value(spfe_value_excerpt("abc", 3, 1, 0), "...abc");
    check_value(spfe_value_excerpt("abc", 3, 0, 1), "abc...");
    check_value(spfe_value_pointer(3, 2), "   ^^");
}

static void
test_keys_are_filled_in_each_language(void)
{
    const struct spfe_values values = {{spfe_value_name("X")}};
    char text[256];
    struct spfe_buf out;
    struct spfe_line line;

    spfe_buf_init(&out, text, sizeof(text));
    spfe_line_init(&line, &out, 0);
    spfe_sentence_print(SPFEVAL_LANGUAGE_EN, SPFE_KEY_NONE_NXDOMAIN, &values,
                        &line);
    spfe_line_add_octet(&line, '|');
    spfe_sentence_print(SPFEVAL_LANGUAGE_NL, SPFE_KEY_NONE_NXDOMAIN, &values,
                        &line);
    CHECK_STR(text, out.length,
              "The domain X does not exist in DNS.|Het domein X bestaat niet "
              "in DNS.");
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"placeholders may come in any order",
         test_placeholders_may_come_in_any_order},
        {"values are not read as templates",
         test_values_are_not_read_as_templates},
        {"text is escaped, and cut when it is long",
         test_text_is_escaped_and_cut},
        {"explanations are never cut", test_explanations_are_never_cut},
        {"addresses are written in their usual form",
         test_addresses_are_written_in_their_usual_form},
        {"a meant term has a colon for the first equals sign",
         test_meant_terms_have_a_colon_for_the_first_equals_sign},
        {"excerpts and pointers stand in columns",
         test_excerpts_and_pointers_stand_in_columns},
        {"keys are filled in each language",
         test_keys_are_filled_in_each_language},
    };

    return tap_run("report/sentence", tests, TAP_COUNT(tests));
}
