/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mechanisms and modifiers of a record: which term is what, and what each of
 * them may be followed by (RFC 7208 sections 4.6.1, 5, 6 and 12).
 */
#include <stdint.h>
#include <string.h>

#include <spfeval/record.h>
#include <spfeval/status.h>

#include "record/parse.h"
#include "support/record_case.h"
#include "support/tap.h"

/* Short names, so that a row stays a row. */
enum {
    NO_SIGN = SPFEVAL_QUALIFIER_NONE,
    PASS = SPFEVAL_QUALIFIER_PASS,
    FAIL = SPFEVAL_QUALIFIER_FAIL,
    SOFTFAIL = SPFEVAL_QUALIFIER_SOFTFAIL,
    NEUTRAL = SPFEVAL_QUALIFIER_NEUTRAL,

    ALL = SPFEVAL_TERM_ALL,
    INCLUDE = SPFEVAL_TERM_INCLUDE,
    A = SPFEVAL_TERM_A,
    MX = SPFEVAL_TERM_MX,
    PTR = SPFEVAL_TERM_PTR,
    EXISTS = SPFEVAL_TERM_EXISTS,
    REDIRECT = SPFEVAL_TERM_REDIRECT,
    EXP = SPFEVAL_TERM_EXP,
    MODIFIER = SPFEVAL_TERM_MODIFIER,

    NO_MECHANISM = SPFEVAL_SYNTAX_UNKNOWN_MECHANISM,
    QUALIFIED = SPFEVAL_SYNTAX_QUALIFIED_MODIFIER,
    ARGUMENT = SPFEVAL_SYNTAX_ARGUMENT,
    MISSING = SPFEVAL_SYNTAX_ARGUMENT_MISSING,
    DOMAIN_END = SPFEVAL_SYNTAX_DOMAIN_END,
    DUPLICATE = SPFEVAL_SYNTAX_DUPLICATE_MODIFIER
};

static void
test_signs_are_qualifiers(void)
{
    static const struct record_accepted rows[] = {
        {"no sign", "mx", MX, PASS, 0, NULL, 0, 32, 128},
        {"plus", "+mx", MX, PASS, 0, NULL, 0, 32, 128},
        {"minus", "-mx", MX, FAIL, 0, NULL, 0, 32, 128},
        {"tilde", "~mx", MX, SOFTFAIL, 0, NULL, 0, 32, 128},
        {"question mark", "?mx", MX, NEUTRAL, 0, NULL, 0, 32, 128},
        {"with an argument", "?include:a.example", INCLUDE, NEUTRAL, 9,
         "a.example", 0, 32, 128},
    };

    record_case_accept(rows, TAP_COUNT(rows));
}

static void
test_mechanisms_are_known_by_name_without_case(void)
{
    static const struct record_accepted rows[] = {
        {"all", "aLL", ALL, PASS, 0, NULL, 0, 32, 128},
        {"include", "InClUdE:a.example", INCLUDE, PASS, 8, "a.example", 0, 32,
         128},
        {"a alone", "A", A, PASS, 0, NULL, 0, 32, 128},
        {"a with a domain", "a:a.example", A, PASS, 2, "a.example", 0, 32,
         128},
        {"mx alone", "Mx", MX, PASS, 0, NULL, 0, 32, 128},
        {"mx with a domain", "mx:A.Example", MX, PASS, 3, "A.Example", 0, 32,
         128},
        {"ptr alone", "PTR", PTR, PASS, 0, NULL, 0, 32, 128},
        {"ptr with a domain", "ptr:a.example", PTR, PASS, 4, "a.example", 0,
         32, 128},
        {"exists", "EXISTS:a.example", EXISTS, PASS, 7, "a.example", 0, 32,
         128},
    };

    record_case_accept(rows, TAP_COUNT(rows));
}

static void
test_other_words_are_no_mechanisms(void)
{
    static const struct record_refused rows[] = {
        {"a word", "moo", NO_MECHANISM, 0, "moo"},
        {"only the name is shown", "~moo:a.example", NO_MECHANISM, 0, "~moo"},
        {"with a prefix length", "moo/24", NO_MECHANISM, 0, "moo"},
        {"a name that goes on", "all.", NO_MECHANISM, 0, "all."},
        {"a name that lacks a letter", "inclde:a.example", NO_MECHANISM, 0,
         "inclde"},
        {"a name with a letter more", "mxx", NO_MECHANISM, 0, "mxx"},
        {"the old ip", "ip:192.0.2.1", NO_MECHANISM, 0, "ip"},
        {"ipv4", "ipv4:192.0.2.1", NO_MECHANISM, 0, "ipv4"},
        {"a naked address", "192.0.2.1", NO_MECHANISM, 0, "192.0.2.1"},
        {"a naked network", "192.0.2.0/24", NO_MECHANISM, 0, "192.0.2.0"},
        {"the version again, without =", "spf1", NO_MECHANISM, 0, "spf1"},
        {"two minus signs", "--all", NO_MECHANISM, 0, "--all"},
        {"two signs", "~?all", NO_MECHANISM, 0, "~?all"},
        {"a sign alone", "-", NO_MECHANISM, 0, "-"},
        {"a sign after the name", "all+", NO_MECHANISM, 0, "all+"},
        {"a comma after the name", "mx,", NO_MECHANISM, 0, "mx,"},
        {"a semicolon", "all;", NO_MECHANISM, 0, "all;"},
        {"quotes", "\"mx\"", NO_MECHANISM, 0, "\"mx\""},
        {"a macro as a mechanism", "%{d}", NO_MECHANISM, 0, "%{d}"},
        {"no name before the colon", ":a.example", NO_MECHANISM, 0, ""},
        {"no name before the slash", "/24", NO_MECHANISM, 0, ""},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

static void
test_mechanisms_refuse_arguments_they_cannot_have(void)
{
    static const struct record_refused rows[] = {
        {"all with a colon", "all:", ARGUMENT, 3, ":"},
        {"all with a domain", "-all:a.example", ARGUMENT, 4, ":a.example"},
        {"all with a length", "?all/8", ARGUMENT, 4, "/8"},
        {"include with a length", "include/24", ARGUMENT, 7, "/24"},
        {"exists with a length", "exists/24", ARGUMENT, 6, "/24"},
        {"ptr with a length", "-ptr/0", ARGUMENT, 4, "/0"},
        /* after a domain-spec, "/" is part of it */
        {"include with domain and length", "include:e.example.com/24",
         DOMAIN_END, 8, "e.example.com/24"},
        {"exists with domain and length", "exists:mail.example.com/24",
         DOMAIN_END, 7, "mail.example.com/24"},
        {"ptr with domain and length", "ptr:a.example//64", DOMAIN_END, 4,
         "a.example//64"},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

static void
test_mechanisms_refuse_missing_arguments(void)
{
    static const struct record_refused rows[] = {
        {"include alone", "include", MISSING, 7, ""},
        {"include with a sign", "-include", MISSING, 8, ""},
        {"include with a colon", "include:", MISSING, 8, ""},
        {"exists alone", "exists", MISSING, 6, ""},
        {"exists with a colon", "exists:", MISSING, 7, ""},
        {"a with a colon", "a:", MISSING, 2, ""},
        {"a with a colon and a length", "a:/24", MISSING, 2, ""},
        {"mx with a colon", "mx:", MISSING, 3, ""},
        {"mx with a colon and two lengths", "mx:/24//64", MISSING, 3, ""},
        {"ptr with a colon", "ptr:", MISSING, 4, ""},
        {"a space after the colon", "include: a.example", MISSING, 8, ""},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

static void
test_equals_sign_makes_a_modifier(void)
{
    static const struct record_accepted rows[] = {
        {"ip4=", "ip4=1.2.3.4", MODIFIER, NO_SIGN, 4, "1.2.3.4", 0, 32, 128},
        {"all=", "all=x", MODIFIER, NO_SIGN, 4, "x", 0, 32, 128},
        {"include=", "include=x", MODIFIER, NO_SIGN, 8, "x", 0, 32, 128},
        {"a=", "a=b", MODIFIER, NO_SIGN, 2, "b", 0, 32, 128},
        {"the version again", "v=spf1", MODIFIER, NO_SIGN, 2, "spf1", 0, 32,
         128},
        {"all that a name may hold", "mOO.cow-far_out9=man:dog/cat", MODIFIER,
         NO_SIGN, 17, "man:dog/cat", 0, 32, 128},
        {"one letter and a hyphen", "a-=b", MODIFIER, NO_SIGN, 3, "b", 0, 32,
         128},
        {"no value", "moo=", MODIFIER, NO_SIGN, 4, "", 0, 32, 128},
        {"equals signs in the value", "moo==a=", MODIFIER, NO_SIGN, 4,
         "=a=", 0, 32, 128},
        {"a value that is no domain", "moo=-all", MODIFIER, NO_SIGN, 4, "-all",
         0, 32, 128},
        {"the old default", "default=pass", MODIFIER, NO_SIGN, 8, "pass", 0,
         32, 128},
        {"a name that begins like another", "redirect2=x", MODIFIER, NO_SIGN,
         10, "x", 0, 32, 128},
        {"failure reports, RFC 6652", "ra=postmaster", MODIFIER, NO_SIGN, 3,
         "postmaster", 0, 32, 128},
    };

    record_case_accept(rows, TAP_COUNT(rows));
}

static void
test_equals_sign_elsewhere_makes_none(void)
{
    static const struct record_refused rows[] = {
        {"no name", "=all", NO_MECHANISM, 0, "=all"},
        {"a digit first", "4h=x", NO_MECHANISM, 0, "4h=x"},
        {"a dot first", ".h=x", NO_MECHANISM, 0, ".h=x"},
        {"an underscore first", "_h=x", NO_MECHANISM, 0, "_h=x"},
        {"behind a slash", "moo.cow/far_out=man", NO_MECHANISM, 0, "moo.cow"},
        {"behind a colon", "moo.cow:far_out=man", NO_MECHANISM, 0, "moo.cow"},
        {"behind another octet", "moo+cow=x", NO_MECHANISM, 0, "moo+cow=x"},
        {"after a space", "moo =x", NO_MECHANISM, 0, "moo"},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

static void
test_modifiers_refuse_signs(void)
{
    static const struct record_refused rows[] = {
        {"plus", "+redirect=a.example", QUALIFIED, 0, "+redirect=a.example"},
        {"minus", "-exp=a.example", QUALIFIED, 0, "-exp=a.example"},
        {"tilde, unknown name", "~moo=", QUALIFIED, 0, "~moo="},
        {"question mark", "?all=x", QUALIFIED, 0, "?all=x"},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

static void
test_redirect_and_exp_take_a_domain(void)
{
    static const struct record_accepted rows[] = {
        {"redirect", "redirect=a.example", REDIRECT, NO_SIGN, 9, "a.example",
         0, 32, 128},
        {"redirect without case", "rEDirECT=_spf.a.example.", REDIRECT,
         NO_SIGN, 9, "_spf.a.example.", 0, 32, 128},
        {"redirect with a macro", "redirect=%{d2}", REDIRECT, NO_SIGN, 9,
         "%{d2}", SPFEVAL_MACRO_D, 32, 128},
        {"exp", "exp=a.example", EXP, NO_SIGN, 4, "a.example", 0, 32, 128},
        {"exp without case", "EXP=%{h}.a.example", EXP, NO_SIGN, 4,
         "%{h}.a.example", SPFEVAL_MACRO_H, 32, 128},
    };

    record_case_accept(rows, TAP_COUNT(rows));
}

static void
test_redirect_and_exp_refuse_what_is_no_domain(void)
{
    static const struct record_refused rows[] = {
        {"redirect to nothing", "redirect=", MISSING, 9, ""},
        {"redirect to a term", "redirect=-all", DOMAIN_END, 9, "-all"},
        {"redirect with a length", "redirect=a.example/24", DOMAIN_END, 9,
         "a.example/24"},
        {"redirect to one label", "redirect=museum", DOMAIN_END, 9, "museum"},
        {"redirect as a mechanism", "redirect:a.example", NO_MECHANISM, 0,
         "redirect"},
        {"exp without a value", "exp=", MISSING, 4, ""},
        {"exp with a term", "exp=-all", DOMAIN_END, 4, "-all"},
        {"exp with an address", "exp=192.0.2.1", DOMAIN_END, 4, "192.0.2.1"},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

static void
test_redirect_and_exp_appear_once(void)
{
    static const struct record_refused rows[] = {
        {"redirect twice, equal", "redirect=a.example redirect=a.example",
         DUPLICATE, 19, "redirect=a.example"},
        {"redirect twice, other case", "redirect=a.example REDIRECT=b.example",
         DUPLICATE, 19, "REDIRECT=b.example"},
        {"exp twice, equal", "exp=a.example exp=a.example", DUPLICATE, 14,
         "exp=a.example"},
        {"exp twice, terms between",
         "exp=a.example mx redirect=b.example exp=c.example", DUPLICATE, 36,
         "exp=c.example"},
        {"the second is wrong besides", "exp=a.example exp=", DUPLICATE, 14,
         "exp="},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

static void
test_unknown_modifiers_may_repeat(void)
{
    static const char text[] = "v=spf1 moo=a moo=a MOO= v=spf1 v=spf1";
    struct record_case parsed;

    record_case_parse(&parsed, text, strlen(text));
    CHECK_INT(parsed.status, SPFEVAL_OK);
    if (CHECK(parsed.record != NULL)) {
        CHECK_INT(parsed.record->term_count, 5);
        CHECK(!parsed.record->has_redirect);
        CHECK(!parsed.record->has_exp);
        CHECK(!parsed.record->has_all);
    }
    record_case_clear(&parsed);
}

static void
test_record_knows_where_redirect_exp_and_all_are(void)
{
    static const struct {
        const char *text;
        bool has_all;
        bool has_redirect;
        uint32_t redirect;
        bool has_exp;
        uint32_t exp;
    } rows[] = {
        {"v=spf1", false, false, 0, false, 0},
        {"v=spf1 mx -all", true, false, 0, false, 0},
        {"v=spf1 redirect=a.example mx", false, true, 0, false, 0},
        {"v=spf1 a mx exp=a.example", false, false, 0, true, 2},
        {"v=spf1 exp=a.example all redirect=b.example", true, true, 2, true,
         0},
        {"v=spf1 all=1 redirected=x exp.x=y", false, false, 0, false, 0},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct record_case parsed;

        tap_row(rows[i].text);
        record_case_parse(&parsed, rows[i].text, strlen(rows[i].text));
        if (CHECK(parsed.record != NULL)) {
            const struct spfeval_record *record = parsed.record;

            CHECK_INT(record->has_all, rows[i].has_all);
            CHECK_INT(record->has_redirect, rows[i].has_redirect);
            CHECK_INT(record->has_exp, rows[i].has_exp);
            CHECK(!record->has_redirect ||
                  record->redirect == rows[i].redirect);
            CHECK(!record->has_exp || record->exp == rows[i].exp);
        }
        record_case_clear(&parsed);
    }
}

/* Behind an error, too; and a second redirect is known as such. */
static void
test_a_term_can_be_parsed_alone(void)
{
    static const char text[] = "zz a/24 redirect=a.example redirect=b.example";
    struct spfeval_record record = {.text = {text, sizeof(text) - 1}};
    struct spfe_syntax_error error = {0, 0, 0};
    struct spfe_term term;

    CHECK_INT(spfe_record_parse_term(&record, 0, 2, &term, &error),
              SPFEVAL_ERR_SYNTAX);
    CHECK_INT(error.code, SPFEVAL_SYNTAX_UNKNOWN_MECHANISM);
    CHECK_INT(spfe_record_parse_term(&record, 3, 4, &term, &error),
              SPFEVAL_OK);
    CHECK_INT(term.kind, SPFEVAL_TERM_A);
    CHECK_INT(term.prefix4, 24);
    CHECK_INT(term.offset, 3);
    CHECK_INT(term.len, 4);
    CHECK_INT(spfe_record_parse_term(&record, 8, 18, &term, &error),
              SPFEVAL_OK);
    CHECK_INT(term.argument.offset, 17);
    CHECK_INT(spfe_record_parse_term(&record, 27, 18, &term, &error),
              SPFEVAL_ERR_SYNTAX);
    CHECK_INT(error.code, SPFEVAL_SYNTAX_DUPLICATE_MODIFIER);
    CHECK_INT(error.offset, 27);
    CHECK_INT(error.len, 18);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"signs are qualifiers, and no sign is a pass",
         test_signs_are_qualifiers},
        {"mechanisms are known by name, without case",
         test_mechanisms_are_known_by_name_without_case},
        {"other words are no mechanisms", test_other_words_are_no_mechanisms},
        {"mechanisms refuse arguments that they cannot have",
         test_mechanisms_refuse_arguments_they_cannot_have},
        {"mechanisms refuse a missing argument",
         test_mechanisms_refuse_missing_arguments},
        {"a name and an equals sign make a modifier, whatever the name",
         test_equals_sign_makes_a_modifier},
        {"an equals sign elsewhere makes no modifier",
         test_equals_sign_elsewhere_makes_none},
        {"a modifier with a sign is refused", test_modifiers_refuse_signs},
        {"redirect and exp take a domain-spec",
         test_redirect_and_exp_take_a_domain},
        {"redirect and exp with another value are not unknown modifiers",
         test_redirect_and_exp_refuse_what_is_no_domain},
        {"redirect and exp appear once at most",
         test_redirect_and_exp_appear_once},
        {"unknown modifiers may repeat", test_unknown_modifiers_may_repeat},
        {"the record knows where redirect, exp and all are",
         test_record_knows_where_redirect_exp_and_all_are},
        {"a term can be parsed alone", test_a_term_can_be_parsed_alone},
    };

    return tap_run("record/parse: terms", tests, TAP_COUNT(tests));
}
