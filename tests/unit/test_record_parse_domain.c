/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The domain-spec of a term, its macros, and where a "/" stops being part of
 * it (RFC 7208 sections 5.6, 7.1 and 12).
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <spfeval/record.h>
#include <spfeval/status.h>

#include "support/record_case.h"
#include "support/tap.h"

/* Short names, so that a row stays a row. */
enum {
    PASS = SPFEVAL_QUALIFIER_PASS,
    A = SPFEVAL_TERM_A,
    MX = SPFEVAL_TERM_MX,
    PTR = SPFEVAL_TERM_PTR,
    INCLUDE = SPFEVAL_TERM_INCLUDE,
    EXISTS = SPFEVAL_TERM_EXISTS,
    REDIRECT = SPFEVAL_TERM_REDIRECT,
    EXP = SPFEVAL_TERM_EXP,
    MODIFIER = SPFEVAL_TERM_MODIFIER,

    OCTET = SPFEVAL_SYNTAX_OCTET,
    DOMAIN_END = SPFEVAL_SYNTAX_DOMAIN_END,
    MACRO = SPFEVAL_SYNTAX_MACRO,
    LETTER = SPFEVAL_SYNTAX_MACRO_LETTER,
    DIGITS = SPFEVAL_SYNTAX_MACRO_DIGITS,
    LENGTH = SPFEVAL_SYNTAX_PREFIX_LENGTH
};

static void
test_domain_ends_in_toplabel_or_macro(void)
{
    static const struct record_accepted rows[] = {
        {"two labels", "a:foo.example", A, PASS, 2, "foo.example", 0, 32, 128},
        {"one final dot", "a:foo.example.", A, PASS, 2, "foo.example.", 0, 32,
         128},
        {"an empty first label", "a:.com", A, PASS, 2, ".com", 0, 32, 128},
        {"an empty label within", "a:foo..example.com", A, PASS, 2,
         "foo..example.com", 0, 32, 128},
        {"a macro alone", "exists:%{i}", EXISTS, PASS, 7, "%{i}",
         SPFEVAL_MACRO_I, 32, 128},
        {"a macro at the end", "a:foo-bar%{d}", A, PASS, 2, "foo-bar%{d}",
         SPFEVAL_MACRO_D, 32, 128},
        {"a percent sign at the end", "a:foo%%", A, PASS, 2, "foo%%", 0, 32,
         128},
        {"a space at the end", "a:foo%_", A, PASS, 2, "foo%_", 0, 32, 128},
        {"%20 at the end", "include:foo%-", INCLUDE, PASS, 8, "foo%-", 0, 32,
         128},
        {"a toplabel after a macro", "a:%{d}.com", A, PASS, 2, "%{d}.com",
         SPFEVAL_MACRO_D, 32, 128},
        {"text right after a macro", "a:%{l}-x.com", A, PASS, 2, "%{l}-x.com",
         SPFEVAL_MACRO_L, 32, 128},
        {"a toplabel and a dot after a macro", "mx:%{d}.com.", MX, PASS, 3,
         "%{d}.com.", SPFEVAL_MACRO_D, 32, 128},
        {"odd octets before the toplabel",
         "a:!#$&'()*+,-/:;<=>?@[\\]^_`{|}~.x", A, PASS, 2,
         "!#$&'()*+,-/:;<=>?@[\\]^_`{|}~.x", 0, 32, 128},
        {"a quote and digits before it", "ptr:\"0\".x9", PTR, PASS, 4,
         "\"0\".x9", 0, 32, 128},
    };

    record_case_accept(rows, TAP_COUNT(rows));
}

static void
test_domain_with_another_end_is_refused(void)
{
    static const struct record_refused rows[] = {
        {"one label", "a:museum", DOMAIN_END, 2, "museum"},
        {"one label and a dot", "a:museum.", DOMAIN_END, 2, "museum."},
        {"one label with a hyphen", "a:foo-bar", DOMAIN_END, 2, "foo-bar"},
        {"a dot", "a:.", DOMAIN_END, 2, "."},
        {"two dots", "a:..", DOMAIN_END, 2, ".."},
        {"two dots at the end", "a:foo.example..", DOMAIN_END, 2,
         "foo.example.."},
        {"a number", "a:abc.123", DOMAIN_END, 2, "abc.123"},
        {"an address", "a:111.222.33.44", DOMAIN_END, 2, "111.222.33.44"},
        {"an address and a dot", "mx:111.222.33.44.", DOMAIN_END, 3,
         "111.222.33.44."},
        {"an address in brackets", "include:[192.0.2.1]", DOMAIN_END, 8,
         "[192.0.2.1]"},
        {"a port", "a:example.com:8080", DOMAIN_END, 2, "example.com:8080"},
        {"a path", "exists:foo.example/", DOMAIN_END, 7, "foo.example/"},
        {"a mail address", "include:joe@localhost", DOMAIN_END, 8,
         "joe@localhost"},
        {"a comma", "include:a.example,b.example,", DOMAIN_END, 8,
         "a.example,b.example,"},
        {"a dot after a macro", "a:%{d}.", DOMAIN_END, 2, "%{d}."},
        {"letters after a macro", "a:%{d}com", DOMAIN_END, 2, "%{d}com"},
        {"letters after %%", "a:foo%%com", DOMAIN_END, 2, "foo%%com"},
        {"a number after a macro", "a:%{d}.4", DOMAIN_END, 2, "%{d}.4"},
        {"a dot that a macro cuts off", "a:foo.%{d}com", DOMAIN_END, 2,
         "foo.%{d}com"},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

static void
test_toplabel_has_letters_digits_and_inner_hyphens(void)
{
    static const struct {
        const char *label;
        bool valid;
    } rows[] = {
        {"a", true},     {"Z", true},          {"com", true},
        {"1a", true},    {"a1", true},         {"1a1", true},
        {"1-2", true},   {"1--2", true},       {"a-b", true},
        {"a-1-b", true}, {"xn--zckzah", true}, {"XN--P1AI", true},
        {"1", false},    {"123", false},       {"-", false},
        {"--", false},   {"-a", false},        {"a-", false},
        {"-com", false}, {"1-", false},        {"a_b", false},
        {"_a", false},   {"a+b", false},       {"a/b", false},
        {"a:b", false},  {"c@m", false},       {"c[m", false},
        {"c`m", false},  {"c{m", false},       {"com;", false},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        char text[64];
        int len =
            snprintf(text, sizeof(text), "v=spf1 exists:x.%s", rows[i].label);
        struct record_case parsed;

        tap_row(rows[i].label);
        record_case_parse(&parsed, text, (size_t)len);
        if (rows[i].valid) {
            CHECK_INT(parsed.status, SPFEVAL_OK);
        } else if (CHECK_INT(parsed.status, SPFEVAL_ERR_SYNTAX)) {
            CHECK_INT(parsed.error.code, DOMAIN_END);
            CHECK_INT(parsed.error.offset, 14);
            CHECK_INT(parsed.error.len, len - 14);
        }
        record_case_clear(&parsed);
    }
}

static void
test_slash_belongs_to_the_domain_or_begins_the_lengths(void)
{
    static const struct record_accepted rows[] = {
        {"a length", "a:foo.example/24", A, PASS, 2, "foo.example", 0, 24,
         128},
        {"an IPv6 length", "mx:foo.example//64", MX, PASS, 3, "foo.example", 0,
         32, 64},
        {"both", "a:foo.example./0//0", A, PASS, 2, "foo.example.", 0, 0, 0},
        {"after a macro", "a:%{d}/32", A, PASS, 2, "%{d}", SPFEVAL_MACRO_D, 32,
         128},
        {"after %%", "a:foo%%//128", A, PASS, 2, "foo%%", 0, 32, 128},
        {"in the domain", "a:foo:bar/baz.example.com", A, PASS, 2,
         "foo:bar/baz.example.com", 0, 32, 128},
        {"a length in the domain", "a:x.com/24.com", A, PASS, 2,
         "x.com/24.com", 0, 32, 128},
        {"two in the domain", "a:x//64.com", A, PASS, 2, "x//64.com", 0, 32,
         128},
        {"in the domain and after it", "mx:x.com/24.com/25//65", MX, PASS, 3,
         "x.com/24.com", 0, 25, 65},
        {"many in the domain", "a://///.com/8", A, PASS, 2, "/////.com", 0, 8,
         128},
        {"as a delimiter", "a:%{d1r/}/24", A, PASS, 2, "%{d1r/}",
         SPFEVAL_MACRO_D, 24, 128},
        {"a length that include does not have", "include:x/24.com", INCLUDE,
         PASS, 8, "x/24.com", 0, 32, 128},
    };

    record_case_accept(rows, TAP_COUNT(rows));
}

static void
test_lengths_after_a_domain_are_whole_and_in_range(void)
{
    static const struct record_refused rows[] = {
        {"IPv4 out of range", "a:foo.example/33", LENGTH, 13, "/33"},
        {"IPv6 out of range", "a:foo.example//129", LENGTH, 13, "//129"},
        {"the first of two out of range", "mx:foo.example/99//64", LENGTH, 14,
         "/99//64"},
        {"the second of two out of range", "mx:foo.example/0//999", LENGTH, 14,
         "/0//999"},
        {"one label and out of range", "a:museum/33", LENGTH, 8, "/33"},
        /* what is no length remains in the domain, whose end it spoils */
        {"a leading zero", "a:example.com/024", DOMAIN_END, 2,
         "example.com/024"},
        {"two zeros", "a:example.com/00", DOMAIN_END, 2, "example.com/00"},
        {"a leading zero for IPv6", "a:example.com//064", DOMAIN_END, 2,
         "example.com//064"},
        {"three digits", "a:example.com/100", DOMAIN_END, 2,
         "example.com/100"},
        {"four digits for IPv6", "a:example.com//1000", DOMAIN_END, 2,
         "example.com//1000"},
        {"no digits", "a:example.com/", DOMAIN_END, 2, "example.com/"},
        {"no digits for IPv6", "a:example.com//", DOMAIN_END, 2,
         "example.com//"},
        {"no digits for IPv6, after IPv4", "a:example.com/24//", DOMAIN_END, 2,
         "example.com/24//"},
        {"a sign", "a:example.com/+8", DOMAIN_END, 2, "example.com/+8"},
        {"a letter", "a:example.com/8x", DOMAIN_END, 2, "example.com/8x"},
        {"a mask", "a:example.com/255.255.0.0", DOMAIN_END, 2,
         "example.com/255.255.0.0"},
        /* the last length is one, and the rest is the domain */
        {"a single slash before IPv6", "a:example.com/24/32", DOMAIN_END, 2,
         "example.com/24"},
        {"the same, out of range", "a:example.com/24/64", LENGTH, 16, "/64"},
        {"the wrong order", "a:example.com//64/24", DOMAIN_END, 2,
         "example.com//64"},
        {"three slashes", "a:example.com///64", DOMAIN_END, 2, "example.com/"},
        {"a macro before two lengths", "a:%{d}/24/24", DOMAIN_END, 2,
         "%{d}/24"},
        {"lengths behind one label", "a:museum/24", DOMAIN_END, 2, "museum"},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

static void
test_macros_are_noted_with_the_term(void)
{
    static const struct record_accepted rows[] = {
        {"all that a domain may have",
         "exists:%{s}%{l}%{o}%{d}%{i}%{p}%{h}%{v}", EXISTS, PASS, 7,
         "%{s}%{l}%{o}%{d}%{i}%{p}%{h}%{v}", 255, 32, 128},
        {"the same in upper case", "include:%{S}%{L}%{O}%{D}%{I}%{P}%{H}%{V}",
         INCLUDE, PASS, 8, "%{S}%{L}%{O}%{D}%{I}%{P}%{H}%{V}", 255, 32, 128},
        {"one of them twice", "a:%{i}.%{ir}.example", A, PASS, 2,
         "%{i}.%{ir}.example", SPFEVAL_MACRO_I, 32, 128},
        {"in the middle", "mx:a.%{p}.example", MX, PASS, 3, "a.%{p}.example",
         SPFEVAL_MACRO_P, 32, 128},
        {"parts, reversed, delimiters", "a:%{l1r+-}.b.example", A, PASS, 2,
         "%{l1r+-}.b.example", SPFEVAL_MACRO_L, 32, 128},
        {"a leading zero", "a:%{d01}", A, PASS, 2, "%{d01}", SPFEVAL_MACRO_D,
         32, 128},
        {"more parts than 32 bits hold", "a:%{d4294967296}", A, PASS, 2,
         "%{d4294967296}", SPFEVAL_MACRO_D, 32, 128},
        {"c, r and t in an unknown modifier", "moo=%{c}%{r}%{T}", MODIFIER, 0,
         4, "%{c}%{r}%{T}",
         SPFEVAL_MACRO_C | SPFEVAL_MACRO_R | SPFEVAL_MACRO_T, 32, 128},
        {"letters after a macro there", "moo=%{d}com", MODIFIER, 0, 4,
         "%{d}com", SPFEVAL_MACRO_D, 32, 128},
        {"literal percents there", "moo=%%a%_b%-", MODIFIER, 0, 4, "%%a%_b%-",
         0, 32, 128},
    };

    record_case_accept(rows, TAP_COUNT(rows));
}

static void
test_malformed_macros_are_refused_in_every_term(void)
{
    static const struct record_refused rows[] = {
        {"a percent sign and a letter", "a:foo%dbar.example", MACRO, 5, "%d"},
        {"a percent sign at the end", "include:a.example%", MACRO, 17, "%"},
        {"an open brace at the end", "a:a.example%{", MACRO, 11, "%{"},
        {"no closing brace", "a:%{d", MACRO, 2, "%{d"},
        {"a space in a macro", "a:%{d }.example", MACRO, 2, "%{d"},
        {"no letter", "ptr:%{}", MACRO, 4, "%{}"},
        {"a digit before the letter", "mx:%{2d}", MACRO, 3, "%{2"},
        {"a second letter", "a:%{dx}", MACRO, 2, "%{dx"},
        {"digits after r", "a:%{dr2}", MACRO, 2, "%{dr2"},
        {"a letter after a delimiter", "a:%{d-r}", MACRO, 2, "%{d-r"},
        {"an unknown letter", "exists:%{q}.example", LETTER, 7, "%{q"},
        {"an unknown upper-case letter", "a:%{E}.example", LETTER, 2, "%{E"},
        {"c in a mechanism", "exists:%{c}.example", LETTER, 7, "%{c"},
        {"r in a mechanism", "include:%{R}.example", LETTER, 8, "%{R"},
        {"t in a mechanism", "a:%{t}.example", LETTER, 2, "%{t"},
        {"c in redirect", "redirect=%{c}.example", LETTER, 9, "%{c"},
        {"r in the domain of exp", "exp=%{r}.example", LETTER, 4, "%{r"},
        {"no parts", "a:%{d0}", DIGITS, 2, "%{d0}"},
        {"no parts, twice said", "a:%{d00}.example", DIGITS, 2, "%{d00}"},
        {"no parts, reversed", "a:%{d0r}.example", DIGITS, 2, "%{d0r"},
        {"in redirect", "redirect=%{d0}", DIGITS, 9, "%{d0}"},
        {"in an unknown modifier", "foo=%abc", MACRO, 4, "%a"},
        {"an unknown letter there", "foo=bar%{x}", LETTER, 7, "%{x"},
        {"no parts there", "foo=%{s000}", DIGITS, 4, "%{s000}"},
        {"before a wrong length", "a:%{x}/33", LETTER, 2, "%{x"},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

static void
test_octets_outside_printable_ascii_are_shown(void)
{
    static const char hostile[] = {'\0',   '\t',   '\n',   '\r',  '\x1f',
                                   '\x7f', '\x80', '\xa0', '\xff'};
    static const struct {
        const char *name;
        const char *before;
    } rows[] = {
        {"in a domain", "include:a"},
        {"after a domain", "a:a.example"},
        {"after a macro", "exists:%{i}"},
        {"first in a domain", "mx:"},
        {"in redirect", "redirect=a."},
        {"in the value of a modifier", "moo=x"},
        {"in the name of a modifier", "mo"},
        {"after a mechanism", "-mx"},
        {"in place of a term", ""},
        {"after a sign", "~"},
        {"in an IPv4 network", "ip4:192.0.2"},
        {"after an IPv6 network", "ip6:2001:db8::"},
        {"in a prefix length", "ip4:192.0.2.0/2"},
    };
    size_t i;
    size_t j;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        size_t at = 7 + strlen(rows[i].before);

        tap_row(rows[i].name);
        for (j = 0; j < sizeof(hostile); j++) {
            struct record_case parsed;
            char text[64];
            int len = snprintf(text, sizeof(text), "v=spf1 %s?.example -all",
                               rows[i].before);

            text[at] = hostile[j];
            record_case_parse(&parsed, text, (size_t)len);
            CHECK(parsed.record == NULL);
            if (CHECK_INT(parsed.status, SPFEVAL_ERR_SYNTAX)) {
                CHECK_INT(parsed.error.code, OCTET);
                CHECK_INT(parsed.error.offset, at);
                CHECK_INT(parsed.error.len, 1);
            }
            record_case_clear(&parsed);
        }
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a domain-spec ends in a toplabel or a macro",
         test_domain_ends_in_toplabel_or_macro},
        {"a domain-spec with another end is refused",
         test_domain_with_another_end_is_refused},
        {"a toplabel has letters, digits and inner hyphens, not digits only",
         test_toplabel_has_letters_digits_and_inner_hyphens},
        {"a slash belongs to the domain or begins the prefix lengths",
         test_slash_belongs_to_the_domain_or_begins_the_lengths},
        {"prefix lengths after a domain are whole and in range",
         test_lengths_after_a_domain_are_whole_and_in_range},
        {"the macros of a term are noted",
         test_macros_are_noted_with_the_term},
        {"malformed macros are refused in every term",
         test_malformed_macros_are_refused_in_every_term},
        {"an octet outside printable ASCII is refused and shown",
         test_octets_outside_printable_ascii_are_shown},
    };

    return tap_run("record/parse: domains and macros", tests,
                   TAP_COUNT(tests));
}
