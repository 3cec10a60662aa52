/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lines of a header field: short where they can be, never blank, and the same
 * text again when they are joined.
 */
#include "header/fold.h"

#include <string.h>

#include <spfeval/header.h>

#include "support/tap.h"

static const char nines[] = "999999999"; /* with its space ten columns */

struct field {
    struct spfe_fold fold;
    struct spfe_buf out;
    char text[4096];
};

static void
begin(struct field *field, uint32_t flags)
{
    spfe_buf_init(&field->out, field->text, sizeof(field->text));
    spfe_fold_begin(&field->fold, &field->out, "Name", flags);
}

static void
add(struct field *field, const char *word)
{
    spfe_fold_add(&field->fold, word, strlen(word));
}

static void
add_words(struct field *field, const char *text)
{
    spfe_fold_add_words(&field->fold, text, strlen(text));
}

static void
check_field(struct field *field, const char *expected)
{
    spfe_fold_end(&field->fold);
    CHECK_STR(field->text, field->out.length, expected);
}

static void
add_nines(struct field *field, unsigned count)
{
    while (count-- > 0) {
        add(field, nines);
    }
}

static void
test_words_that_fit_stay_on_a_line(void)
{
    struct field field;

    begin(&field, 0);
    add(&field, "one");
    add(&field, "two");
    spfe_fold_add_separator(&field.fold);
    add(&field, "three");
    check_field(&field, "Name: one two; three\r\n");
}

/* "Name: " is 6 columns, seven words are 69 of them, one less space. */
static void
test_lines_have_78_octets_with_the_separator(void)
{
    struct field field;

    begin(&field, SPFEVAL_HEADER_LF);
    add_nines(&field, 7);
    CHECK_INT(field.fold.column, 75);
    add(&field, "7");
    spfe_fold_add_separator(&field.fold);
    add(&field, "8");
    check_field(&field, "Name: 999999999 999999999 999999999 999999999 "
                        "999999999 999999999 999999999 7;\n 8\n");

    begin(&field, SPFEVAL_HEADER_LF);
    add_nines(&field, 7);
    add(&field, "78");
    check_field(&field, "Name: 999999999 999999999 999999999 999999999 "
                        "999999999 999999999 999999999\n 78\n");
}

static void
test_later_lines_have_78_octets_too(void)
{
    struct field field;

    begin(&field, SPFEVAL_HEADER_LF);
    add_nines(&field, 14);
    add(&field, "123456");
    add(&field, "1");
    check_field(&field, "Name: 999999999 999999999 999999999 999999999 "
                        "999999999 999999999 999999999\n"
                        " 999999999 999999999 999999999 999999999 999999999 "
                        "999999999 999999999 123456\n"
                        " 1\n");
}

static void
test_body_is_folded_as_if_the_name_stood_there(void)
{
    struct field whole;
    struct field body;

    begin(&whole, 0);
    begin(&body, SPFEVAL_HEADER_BODY);
    add_nines(&whole, 20);
    add_nines(&body, 20);
    spfe_fold_end(&whole.fold);
    spfe_fold_end(&body.fold);
    CHECK_BYTES(body.text, body.out.length, whole.text + 6,
                whole.out.length - 8);
}

static void
test_a_long_word_is_not_broken(void)
{
    static char word[SPFE_LINE_MAX];
    struct field field;

    memset(word, 'w', sizeof(word) - 2);
    begin(&field, 0);
    add(&field, "a");
    add(&field, word);
    add(&field, "b");
    spfe_fold_end(&field.fold);
    CHECK_BYTES(field.text, 10, "Name: a\r\n ", 10);
    CHECK_BYTES(field.text + 10, strlen(word), word, strlen(word));
    CHECK_STR(field.text + 10 + strlen(word),
              field.out.length - 10 - strlen(word), "\r\n b\r\n");
}

static void
test_the_first_word_stays_beside_the_name(void)
{
    static char word[200];
    struct field field;

    memset(word, 'w', sizeof(word) - 1);
    begin(&field, 0);
    add(&field, word);
    CHECK_BYTES(field.text, 8, "Name: ww", 8);
}

static void
test_text_breaks_before_its_spaces(void)
{
    struct field field;

    begin(&field, SPFEVAL_HEADER_LF);
    add_words(&field, "(999999999 999999999 999999999 999999999 999999999 "
                      "999999999 999999999   next)");
    check_field(&field, "Name: (999999999 999999999 999999999 999999999 "
                        "999999999 999999999 999999999\n   next)\n");
}

static void
test_many_spaces_make_no_blank_line(void)
{
    char text[301];
    struct field field;
    size_t i;

    memset(text, ' ', 300);
    text[0] = '(';
    text[299] = ')';
    text[300] = '\0';
    begin(&field, SPFEVAL_HEADER_LF);
    add(&field, "word");
    add_words(&field, text);
    spfe_fold_end(&field.fold);
    for (i = 0; i < field.out.length; i++) {
        if (field.text[i] == '\n' && i + 1 < field.out.length) {
            const char *rest = field.text + i + 1;

            CHECK(rest[strspn(rest, " ")] != '\n');
        }
    }
    CHECK_BYTES(field.text, 13, "Name: word (\n", 13);
}

/* Unfolding takes the line ends away, RFC 5322 section 2.2.3. */
static void
test_unfolding_gives_back_text_that_ends_in_spaces(void)
{
    char text[302] = "(x";
    char unfolded[512];
    struct field field;
    size_t used = 0;
    size_t i;

    memset(text + 2, ' ', 299);
    begin(&field, SPFEVAL_HEADER_LF);
    add(&field, "word");
    add_words(&field, text);
    spfe_fold_end(&field.fold);
    for (i = 0; i < field.out.length && used < sizeof(unfolded) - 1; i++) {
        if (field.text[i] != '\n') {
            unfolded[used++] = field.text[i];
        }
    }
    CHECK_BYTES(unfolded, 11, "Name: word ", 11);
    CHECK_BYTES(unfolded + 11, used - 11, text, strlen(text));
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"words that fit stay on a line", test_words_that_fit_stay_on_a_line},
        {"lines have 78 octets with the separator",
         test_lines_have_78_octets_with_the_separator},
        {"later lines have 78 octets too",
         test_later_lines_have_78_octets_too},
        {"a body is folded as if the name stood there",
         test_body_is_folded_as_if_the_name_stood_there},
        {"a long word is not broken", test_a_long_word_is_not_broken},
        {"the first word stays beside the name",
         test_the_first_word_stays_beside_the_name},
        {"text breaks before its spaces", test_text_breaks_before_its_spaces},
        {"many spaces make no blank line",
         test_many_spaces_make_no_blank_line},
        {"unfolding gives back text that ends in spaces",
         test_unfolding_gives_back_text_that_ends_in_spaces},
    };

    return tap_run("header/fold", tests, TAP_COUNT(tests));
}
