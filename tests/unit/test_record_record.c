/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Records as a caller of the library sees them: parse, look at the terms,
 * free; and the texts for what can be wrong with them.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/record.h>
#include <spfeval/status.h>

#include "record/record.h"
#include "support/count_alloc.h"
#include "support/tap.h"

static const char example[] =
    "v=spf1 -a:%{d}.example/24//64 ip4:192.0.2.1/24 ~ip6:2001:db8::1/48 "
    "moo=%{t} redirect=%{o}";

static spfeval_record *
parse(const char *text)
{
    spfeval_record *record = NULL;

    CHECK_INT(spfeval_record_parse(NULL, text, strlen(text), &record, NULL),
              SPFEVAL_OK);
    return record;
}

static void
test_version_is_six_octets_then_space_or_end(void)
{
    static const struct {
        const char *octets;
        uint32_t len;
        bool valid;
    } rows[] = {
        {"v=spf1", 6, true},      {"V=SPF1 a", 8, true},
        {"v=spf1x", 6, true},     {"v=spf1", 5, false},
        {"v=spf1 ", 5, false},    {"v=spf1\0", 7, false},
        {"v=spf1\t", 7, false},   {"v=spf10", 7, false},
        {"v=spf1\x7f", 7, false}, {"v=spf1\xa0", 7, false},
        {"V\x1dspf1", 6, false},  {"\x76=\x13pf1", 6, false},
        {"v=spf\x11", 6, false},  {NULL, 0, false},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_text text = {rows[i].octets, rows[i].len};

        tap_row(rows[i].octets);
        CHECK_INT(spfe_record_has_version(text), rows[i].valid);
    }
}

static void
test_terms_are_shown_as_written(void)
{
    static const spfeval_term expected[] = {
        {.kind = SPFEVAL_TERM_A,
         .qualifier = SPFEVAL_QUALIFIER_FAIL,
         .offset = 7,
         .length = 22,
         .argument_offset = 10,
         .argument_length = 12,
         .prefix4 = 24,
         .prefix6 = 64,
         .macros = SPFEVAL_MACRO_D},
        {.kind = SPFEVAL_TERM_IP4,
         .qualifier = SPFEVAL_QUALIFIER_PASS,
         .offset = 30,
         .length = 16,
         .prefix4 = 24,
         .prefix6 = 128,
         .address_len = 4,
         .address = {192, 0, 2, 1}},
        {.kind = SPFEVAL_TERM_IP6,
         .qualifier = SPFEVAL_QUALIFIER_SOFTFAIL,
         .offset = 47,
         .length = 19,
         .prefix4 = 32,
         .prefix6 = 48,
         .address_len = 16,
         .address = {0x20, 1, 0xd, 0xb8, [15] = 1}},
        {.kind = SPFEVAL_TERM_MODIFIER,
         .offset = 67,
         .length = 8,
         .argument_offset = 71,
         .argument_length = 4,
         .prefix4 = 32,
         .prefix6 = 128,
         .macros = SPFEVAL_MACRO_T},
        {.kind = SPFEVAL_TERM_REDIRECT,
         .offset = 76,
         .length = 13,
         .argument_offset = 85,
         .argument_length = 4,
         .prefix4 = 32,
         .prefix6 = 128,
         .macros = SPFEVAL_MACRO_O},
    };
    spfeval_record *record = parse(example);
    uint32_t i;

    CHECK_INT(spfeval_record_get_term_count(record), TAP_COUNT(expected));
    for (i = 0; i < TAP_COUNT(expected); i++) {
        spfeval_term term;

        memset(&term, 0xA5, sizeof(term));
        term.struct_size = sizeof(term);
        CHECK_INT(spfeval_record_get_term(record, i, &term), SPFEVAL_OK);
        CHECK_INT(term.struct_size, sizeof(term));
        CHECK_INT(term.kind, expected[i].kind);
        CHECK_INT(term.qualifier, expected[i].qualifier);
        CHECK_INT(term.offset, expected[i].offset);
        CHECK_INT(term.length, expected[i].length);
        CHECK_INT(term.argument_offset, expected[i].argument_offset);
        CHECK_INT(term.argument_length, expected[i].argument_length);
        CHECK_INT(term.prefix4, expected[i].prefix4);
        CHECK_INT(term.prefix6, expected[i].prefix6);
        CHECK_INT(term.macros, expected[i].macros);
        CHECK_INT(term.address_len, expected[i].address_len);
        CHECK_BYTES(term.address, sizeof(term.address), expected[i].address,
                    sizeof(term.address));
    }
    spfeval_record_free(record);
}

static void
test_term_that_is_not_there_is_not_written(void)
{
    spfeval_record *record = parse("v=spf1 a mx");
    static const uint32_t indexes[] = {2, 3, UINT32_MAX};
    spfeval_term before;
    spfeval_term term;
    size_t i;

    memset(&before, 0xA5, sizeof(before));
    before.struct_size = sizeof(before);
    term = before;
    for (i = 0; i < TAP_COUNT(indexes); i++) {
        CHECK_INT(spfeval_record_get_term(record, indexes[i], &term),
                  SPFEVAL_ERR_NOT_FOUND);
    }
    CHECK_INT(spfeval_record_get_term(NULL, 0, &term), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_record_get_term(record, 0, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK(memcmp(&term, &before, sizeof(term)) == 0);
    spfeval_record_free(record);
}

static void
test_struct_size_is_respected(void)
{
    spfeval_record *record = parse("v=spf1 a mx");
    spfeval_record *other = NULL;
    spfeval_syntax_error error = {sizeof(error) - 1, 7, 8, 9};
    struct {
        spfeval_term term;
        uint32_t later; /* of a caller that knows a longer struct */
    } longer;

    memset(&longer, 0xA5, sizeof(longer));
    longer.term.struct_size = sizeof(longer);
    CHECK_INT(spfeval_record_get_term(record, 1, &longer.term), SPFEVAL_OK);
    CHECK_INT(longer.term.kind, SPFEVAL_TERM_MX);
    CHECK_INT(longer.later, 0xA5A5A5A5);
    longer.term.struct_size = sizeof(spfeval_term) - 1;
    CHECK_INT(spfeval_record_get_term(record, 0, &longer.term),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(longer.term.kind, SPFEVAL_TERM_MX);

    CHECK_INT(spfeval_record_parse(NULL, "v=spf1 b", 8, &other, &error),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_record_parse(NULL, "v=spf1 a", 8, &other, &error),
              SPFEVAL_ERR_ARGUMENT);
    CHECK(other == NULL);
    CHECK_INT(error.code, 7);
    spfeval_record_free(record);
}

static void
test_text_is_copied_and_ends_in_nul(void)
{
    char text[sizeof(example)];
    spfeval_record *record = NULL;
    const char *copy;
    size_t len = 99;

    memcpy(text, example, sizeof(example));
    CHECK_INT(
        spfeval_record_parse(NULL, text, sizeof(text) - 1, &record, NULL),
        SPFEVAL_OK);
    memset(text, 'x', sizeof(text));
    copy = spfeval_record_get_text(record, &len);
    CHECK_STR(copy, len, example);
    CHECK(copy != NULL && copy[len] == '\0');
    CHECK(spfeval_record_get_text(record, NULL) == copy);
    spfeval_record_free(record);
}

static void
test_null_record_has_no_text_and_no_terms(void)
{
    size_t len = 99;

    CHECK(spfeval_record_get_text(NULL, &len) == NULL);
    CHECK_INT(len, 99);
    CHECK(spfeval_record_get_text(NULL, NULL) == NULL);
    CHECK_INT(spfeval_record_get_term_count(NULL), 0);
    spfeval_record_free(NULL);
}

static void
test_error_is_told_and_no_record_is_made(void)
{
    static const struct {
        const char *text;
        size_t len;
        spfeval_syntax_error error;
    } rows[] = {
        {NULL,
         0,
         {sizeof(spfeval_syntax_error), SPFEVAL_SYNTAX_VERSION, 0, 0}},
        {"v=spf2 a",
         8,
         {sizeof(spfeval_syntax_error), SPFEVAL_SYNTAX_VERSION, 0, 6}},
        {"v=spf1 a\0",
         9,
         {sizeof(spfeval_syntax_error), SPFEVAL_SYNTAX_OCTET, 8, 1}},
        {"v=spf1 all mx/33",
         16,
         {sizeof(spfeval_syntax_error), SPFEVAL_SYNTAX_PREFIX_LENGTH, 13, 3}},
        {"v=spf1 include:",
         15,
         {sizeof(spfeval_syntax_error), SPFEVAL_SYNTAX_ARGUMENT_MISSING, 15,
          0}},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        spfeval_syntax_error error = {sizeof(error), 77, 78, 79};
        spfeval_record *record = NULL;
        struct count_alloc memory;

        count_alloc_init(&memory);
        tap_row(rows[i].text);
        CHECK_INT(spfeval_record_parse(&memory.table, rows[i].text,
                                       rows[i].len, &record, &error),
                  SPFEVAL_ERR_SYNTAX);
        CHECK(record == NULL);
        CHECK_INT(error.struct_size, sizeof(error));
        CHECK_INT(error.code, rows[i].error.code);
        CHECK_INT(error.offset, rows[i].error.offset);
        CHECK_INT(error.length, rows[i].error.length);
        CHECK_INT(spfeval_record_parse(&memory.table, rows[i].text,
                                       rows[i].len, &record, NULL),
                  SPFEVAL_ERR_SYNTAX);
        CHECK(count_alloc_is_clean(&memory));
        count_alloc_clear(&memory);
    }
}

static void
test_text_above_65535_octets_is_too_long(void)
{
    char *text = malloc(65537);
    spfeval_syntax_error error = {sizeof(error), 77, 78, 79};
    spfeval_record *record = NULL;

    if (!CHECK(text != NULL)) {
        return;
    }
    memset(text, ' ', 65537);
    memcpy(text, "v=spf1", 6);
    CHECK_INT(spfeval_record_parse(NULL, text, 65536, &record, &error),
              SPFEVAL_ERR_SYNTAX);
    CHECK(record == NULL);
    CHECK_INT(error.code, SPFEVAL_SYNTAX_TOO_LONG);
    CHECK_INT(error.offset, 65535);
    CHECK_INT(error.length, 1);
    CHECK_INT(spfeval_record_parse(NULL, text, 65537, &record, &error),
              SPFEVAL_ERR_SYNTAX);
    CHECK_INT(error.length, 2);

    error.code = 77;
    CHECK_INT(spfeval_record_parse(NULL, text, 65535, &record, &error),
              SPFEVAL_OK);
    CHECK(record != NULL);
    CHECK_INT(error.code, 77);
    spfeval_record_free(record);
    free(text);
}

static void
test_wrong_parameters_are_refused(void)
{
    struct count_alloc memory;
    spfeval_allocator incomplete;
    spfeval_syntax_error error = {sizeof(error), 77, 78, 79};
    spfeval_record *record = NULL;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_record_parse(&memory.table, NULL, 1, &record, &error),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_record_parse(&memory.table, "v=spf1", 6, NULL, &error),
              SPFEVAL_ERR_ARGUMENT);
    incomplete = memory.table;
    incomplete.release = NULL;
    CHECK_INT(spfeval_record_parse(&incomplete, "v=spf1", 6, &record, &error),
              SPFEVAL_ERR_ARGUMENT);
    incomplete = memory.table;
    incomplete.struct_size = sizeof(incomplete) - 1;
    CHECK_INT(spfeval_record_parse(&incomplete, "v=spf1", 6, &record, &error),
              SPFEVAL_ERR_ARGUMENT);
    CHECK(record == NULL);
    CHECK_INT(error.code, 77);
    CHECK_INT(memory.calls, 0);
}

static void
test_every_failed_allocation_is_given_back(void)
{
    enum { TERMS = 500 };
    static char text[6 + 2 * TERMS];
    spfeval_record *record = NULL;
    uint64_t number;
    size_t i;

    memcpy(text, "v=spf1", 6);
    for (i = 6; i < sizeof(text); i += 2) {
        memcpy(text + i, " a", 2);
    }
    for (number = 1; record == NULL && number < 100; number++) {
        spfeval_syntax_error error = {sizeof(error), 77, 78, 79};
        struct count_alloc memory;
        int status;

        count_alloc_init(&memory);
        count_alloc_fail_at(&memory, number);
        status = spfeval_record_parse(&memory.table, text, sizeof(text),
                                      &record, &error);
        CHECK_INT(status,
                  memory.failures > 0 ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK);
        CHECK_INT(record == NULL, memory.failures > 0);
        CHECK_INT(error.code, 77);
        if (record != NULL) {
            CHECK_INT(spfeval_record_get_term_count(record), TERMS);
            CHECK(memory.live_blocks > 0);
            spfeval_record_free(record);
        }
        CHECK(count_alloc_is_clean(&memory));
        count_alloc_clear(&memory);
    }
    CHECK(number > 3);
}

static void
test_syntax_errors_have_names_and_messages(void)
{
    static const char *const names[] = {
        "none",
        "version",
        "too-long",
        "octet",
        "unknown-mechanism",
        "qualified-modifier",
        "argument",
        "argument-missing",
        "domain-end",
        "macro",
        "macro-letter",
        "macro-digits",
        "prefix-length",
        "ip4-network",
        "ip6-network",
        "duplicate-modifier",
    };
    static const int others[] = {-1, 16, 1000, INT32_MAX, INT32_MIN};
    int code;
    size_t i;

    for (code = 0; code < (int)TAP_COUNT(names); code++) {
        const char *name = spfeval_syntax_name(code);
        const char *message = spfeval_syntax_message(code);

        if (CHECK(name != NULL) && CHECK(message != NULL)) {
            CHECK_STR(name, strlen(name), names[code]);
            CHECK(strlen(message) > 0);
            CHECK(strcmp(message, spfeval_syntax_message(-1)) != 0);
        }
    }
    for (i = 0; i < TAP_COUNT(others); i++) {
        const char *name = spfeval_syntax_name(others[i]);

        CHECK_STR(name, name == NULL ? 0 : strlen(name), "unknown");
        CHECK(spfeval_syntax_message(others[i]) != NULL);
    }
    CHECK(strcmp(spfeval_syntax_message(SPFEVAL_SYNTAX_UNKNOWN_MECHANISM),
                 "unknown mechanism") == 0);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the version is six octets and then a space or the end",
         test_version_is_six_octets_then_space_or_end},
        {"terms are shown as written", test_terms_are_shown_as_written},
        {"a term that is not there is not written",
         test_term_that_is_not_there_is_not_written},
        {"struct_size is respected", test_struct_size_is_respected},
        {"the text is copied and ends in a NUL",
         test_text_is_copied_and_ends_in_nul},
        {"NULL has no text and no terms",
         test_null_record_has_no_text_and_no_terms},
        {"an error is told and no record is made",
         test_error_is_told_and_no_record_is_made},
        {"a text above 65535 octets is too long",
         test_text_above_65535_octets_is_too_long},
        {"wrong parameters are refused", test_wrong_parameters_are_refused},
        {"what was allocated before a failure is given back",
         test_every_failed_allocation_is_given_back},
        {"syntax errors have names and messages",
         test_syntax_errors_have_names_and_messages},
    };

    return tap_run("record/record", tests, TAP_COUNT(tests));
}
