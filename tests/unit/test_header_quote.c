/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whatever somebody sends is written so that it stays within its place: a
 * quoted-string, a comment, a line.
 */
#include "header/quote.h"

#include <stdio.h>
#include <string.h>

#include <spfeval/header.h>
#include <spfeval/status.h>

#include "support/tap.h"

enum { UNCUT = 100 };

static struct spfe_text
text_of(const char *string)
{
    struct spfe_text text = {string, (uint32_t)strlen(string)};

    return text;
}

/* Check what becomes of octets. */
static void
check_quoted(const char *octets, size_t len, enum spfe_quote place,
             uint32_t flags, size_t max, const char *expected)
{
    struct spfe_text text = {octets, (uint32_t)len};
    struct spfe_buf out;
    char buffer[1024];

    spfe_buf_init(&out, buffer, sizeof(buffer));
    spfe_quote_add(&out, text, place, flags, max);
    CHECK_STR(buffer, out.length, expected);
}

static void
test_bare_words_are_those_of_the_grammar(void)
{
    static const struct {
        const char *text;
        bool dot_atom;
        bool token;
        bool domain_name;
    } rows[] = {
        {"", false, false, false},
        {"example.org", true, true, true},
        {"EXAMPLE.Org", true, true, true},
        {"a-b.example.org", true, true, true},
        {"-a.example.org", true, true, false},
        {"a-.example.org", true, true, false},
        {"a.example-", true, true, false},
        {"_dmarc.example.org", true, true, false},
        {"example", true, true, false},
        {"example.org.", false, true, false},
        {".example.org", false, true, false},
        {"a..example.org", false, true, false},
        {".", false, true, false},
        {"192.0.2.1", true, true, true},
        {"2001:db8::1", false, false, false},
        {"ip4:192.0.2.1", false, false, false},
        {"-all", true, true, false},
        {"~all", true, true, false},
        {"?all", true, false, false},
        {"mx/24", true, false, false},
        {"a=b", true, false, false},
        {"{a|b}", true, true, false},
        {"%{d}", true, true, false},
        {"a@example.org", false, false, false},
        {"[192.0.2.1]", false, false, false},
        {"a b", false, false, false},
        {" a", false, false, false},
        {"a ", false, false, false},
        {"a\tb", false, false, false},
        {"a\rb", false, false, false},
        {"a\nb", false, false, false},
        {"a\x7f", false, false, false},
        {"a\x80", false, false, false},
        {"caf\xc3\xa9.example.org", false, false, false},
        {"a(b).example.org", false, false, false},
        {"a\"b", false, false, false},
        {"a\\b", false, false, false},
        {"a;b", false, false, false},
        {"a,b", false, false, false},
        {"a<b>", false, false, false},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        tap_row(rows[i].text);
        CHECK_INT(spfe_quote_is_dot_atom(text_of(rows[i].text)),
                  rows[i].dot_atom);
        CHECK_INT(spfe_quote_is_token(text_of(rows[i].text)), rows[i].token);
        CHECK_INT(spfe_quote_is_domain_name(text_of(rows[i].text)),
                  rows[i].domain_name);
    }
}

static void
test_labels_of_a_domain_name_have_at_most_63_octets(void)
{
    char name[80];

    (void)snprintf(name, sizeof(name), "%063d.org", 1);
    CHECK(spfe_quote_is_domain_name(text_of(name)));
    (void)snprintf(name, sizeof(name), "%064d.org", 1);
    CHECK(!spfe_quote_is_domain_name(text_of(name)));
    (void)snprintf(name, sizeof(name), "org.%064d", 1);
    CHECK(!spfe_quote_is_domain_name(text_of(name)));
}

static void
test_nul_is_in_no_bare_word(void)
{
    struct spfe_text text = {"a\0b", 3};

    CHECK(!spfe_quote_is_dot_atom(text));
    CHECK(!spfe_quote_is_token(text));
    CHECK(!spfe_quote_is_domain_name(text));
}

static void
test_each_octet_is_kept_escaped_or_replaced(void)
{
    unsigned octet;

    for (octet = 0; octet < 256; octet++) {
        char in = (char)octet;
        bool shown = octet >= 0x20 && octet <= 0x7e;
        char plain[2] = {shown ? in : '?', '\0'};
        char escaped[3] = {'\\', in, '\0'};
        bool in_comment = strchr("()\\", in) != NULL && octet != 0;
        bool in_string = strchr("\"\\", in) != NULL && octet != 0;

        check_quoted(&in, 1, SPFE_QUOTE_PLAIN, 0, UNCUT, plain);
        check_quoted(&in, 1, SPFE_QUOTE_COMMENT, 0, UNCUT,
                     in_comment ? escaped : plain);
        check_quoted(&in, 1, SPFE_QUOTE_STRING, 0, UNCUT,
                     in_string ? escaped : plain);
        /* alone none is UTF-8 */
        check_quoted(&in, 1, SPFE_QUOTE_PLAIN, SPFEVAL_HEADER_SMTPUTF8, UNCUT,
                     plain);
    }
}

static const struct {
    const char *name;
    const char *octets;
    const char *shown; /* with SPFEVAL_HEADER_SMTPUTF8 */
} utf8_rows[] = {
    {"two octets", "\xc2\xa0\xc3\xa9\xdf\xbf", "\xc2\xa0\xc3\xa9\xdf\xbf"},
    {"three octets", "\xe0\xa0\x80\xe2\x82\xac\xef\xbf\xbf",
     "\xe0\xa0\x80\xe2\x82\xac\xef\xbf\xbf"},
    {"four octets", "\xf0\x90\x80\x80\xf1\x80\x80\x80\xf4\x8f\xbf\xbf",
     "\xf0\x90\x80\x80\xf1\x80\x80\x80\xf4\x8f\xbf\xbf"},
    {"before the surrogates", "\xed\x9f\xbf", "\xed\x9f\xbf"},
    {"a surrogate", "\xed\xa0\x80", "???"},
    {"too long for ASCII", "\xc0\x8a\xc1\xbf", "????"},
    {"too long for two", "\xe0\x9f\xbf", "???"},
    {"too long for three", "\xf0\x8f\xbf\xbf", "????"},
    {"beyond U+10FFFF", "\xf4\x90\x80\x80", "????"},
    {"five octets", "\xf8\x88\x80\x80\x80", "?????"},
    {"one octet missing", "\xe2\x82", "??"},
    {"one octet missing, then text",
     "\xe2\x82"
     "a",
     "??a"},
    {"two octets missing", "a\xf0\x90", "a??"},
    {"third octet wrong", "\xf0\x90\x41\x80", "??A?"},
    {"fourth octet wrong", "\xf0\x90\x80\xc0", "????"},
    {"no first octet", "\x80\xbf", "??"},
    {"controls of Latin-1", "\xc2\x80\xc2\x85\xc2\x9b\xc2\x9f", "????????"},
    {"line and paragraph separator", "\xe2\x80\xa8\xe2\x80\xa9", "??????"},
    {"beside the separators", "\xe2\x80\xa7\xe2\x80\xaa\xe2\x81\xa8",
     "\xe2\x80\xa7\xe2\x80\xaa\xe2\x81\xa8"},
    {"line end within", "\xe2\r\n\x82", "????"},
};

static void
test_valid_utf8_stays_when_asked_for(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(utf8_rows); i++) {
        tap_row(utf8_rows[i].name);
        check_quoted(utf8_rows[i].octets, strlen(utf8_rows[i].octets),
                     SPFE_QUOTE_STRING, SPFEVAL_HEADER_SMTPUTF8, UNCUT,
                     utf8_rows[i].shown);
    }
}

static void
test_without_smtputf8_each_octet_above_ascii_is_replaced(void)
{
    check_quoted("caf\xc3\xa9", 5, SPFE_QUOTE_STRING, 0, UNCUT, "caf??");
    check_quoted("caf\xc3\xa9", 5, SPFE_QUOTE_COMMENT,
                 SPFEVAL_HEADER_LF | SPFEVAL_HEADER_MAILBOX |
                     SPFEVAL_HEADER_BODY,
                 UNCUT, "caf??");
}

static void
test_long_text_is_cut_where_it_leaves_it_whole(void)
{
    static const struct {
        const char *name;
        const char *octets;
        const char *shown; /* of at most 8 octets */
    } rows[] = {
        {"fits", "12345678", "12345678"},
        {"one too many", "123456789", "12345..."},
        {"escapes fit", "\"\"\"\"", "\\\"\\\"\\\"\\\""},
        {"an escape is not split", "1234\"6789", "1234..."},
        {"an escape that fits", "123\"56789", "123\\\"..."},
        {"an escape that makes it too long", "1234567\"", "12345..."},
        {"UTF-8 fits", "1234\xc3\xa9\xc3\xa9", "1234\xc3\xa9\xc3\xa9"},
        {"UTF-8 is not split", "1234\xc3\xa9\xc3\xa9\xc3\xa9", "1234..."},
        {"four octets are not split",
         "12\xf0\x90\x80\x80\xf0\x90\x80\x80\xf0\x90\x80\x80", "12..."},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        tap_row(rows[i].name);
        check_quoted(rows[i].octets, strlen(rows[i].octets), SPFE_QUOTE_STRING,
                     SPFEVAL_HEADER_SMTPUTF8, 8, rows[i].shown);
    }
    check_quoted("\xf0\x90\x80\x80", 4, SPFE_QUOTE_STRING,
                 SPFEVAL_HEADER_SMTPUTF8, 3, "...");
}

static void
test_quoted_string_has_its_quotes_within_the_limit(void)
{
    struct spfe_buf out;
    char buffer[32];

    spfe_buf_init(&out, buffer, sizeof(buffer));
    spfe_quote_add_string(&out, text_of("a\"b"), 0, 20);
    CHECK_STR(buffer, out.length, "\"a\\\"b\"");
    spfe_buf_init(&out, buffer, sizeof(buffer));
    spfe_quote_add_string(&out, text_of("1234567890"), 0, 10);
    CHECK_STR(buffer, out.length, "\"12345...\"");
    spfe_buf_init(&out, buffer, sizeof(buffer));
    spfe_quote_add_string(&out, text_of(""), 0, 10);
    CHECK_STR(buffer, out.length, "\"\"");
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"bare words are those of the grammar",
         test_bare_words_are_those_of_the_grammar},
        {"labels of a domain-name have at most 63 octets",
         test_labels_of_a_domain_name_have_at_most_63_octets},
        {"NUL is in no bare word", test_nul_is_in_no_bare_word},
        {"each octet is kept, escaped or replaced",
         test_each_octet_is_kept_escaped_or_replaced},
        {"valid UTF-8 stays when asked for",
         test_valid_utf8_stays_when_asked_for},
        {"without SMTPUTF8 each octet above ASCII is replaced",
         test_without_smtputf8_each_octet_above_ascii_is_replaced},
        {"long text is cut where it leaves it whole",
         test_long_text_is_cut_where_it_leaves_it_whole},
        {"a quoted-string has its quotes within the limit",
         test_quoted_string_has_its_quotes_within_the_limit},
    };

    return tap_run("header/quote", tests, TAP_COUNT(tests));
}
