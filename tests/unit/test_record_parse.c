/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A record as a whole: its version, the spaces between its terms, its size,
 * and the memory it takes (RFC 7208 sections 3.4, 4.5, 4.6 and 12). What its
 * terms may be is in the programs test_record_parse_*.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/record.h>
#include <spfeval/status.h>

#include "base/arena.h"
#include "record/parse.h"
#include "support/count_alloc.h"
#include "support/record_case.h"
#include "support/tap.h"

static void
test_record_begins_with_its_version(void)
{
    static const struct {
        const char *text;
        bool valid;
        uint32_t len; /* of the offending part, from the start */
    } rows[] = {
        {"v=spf1", true, 0},
        {"v=spf1 ", true, 0},
        {"V=sPF1 mx", true, 0},
        {"", false, 0},
        {"v", false, 1},
        {"v=spf", false, 5},
        {" v=spf1", false, 6},
        {"v=spf2", false, 6},
        {"v=spf10", false, 6},
        {"v=spf1mx", false, 6},
        {"v=spf1;", false, 6},
        {"v=spf1, mx", false, 6},
        {"v=spf1\tmx", false, 6},
        {"v=spf1\xa0mx", false, 6},
        {"v =spf1", false, 6},
        {"\"v=spf1 mx\"", false, 6},
        {"\xef\xbb\xbfv=spf1 mx", false, 6},
        {"spf2.0/pra mx", false, 6},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct record_case parsed;

        tap_row(rows[i].text);
        record_case_parse(&parsed, rows[i].text, strlen(rows[i].text));
        CHECK_INT(parsed.record != NULL, rows[i].valid);
        if (rows[i].valid) {
            CHECK_INT(parsed.status, SPFEVAL_OK);
        } else if (CHECK_INT(parsed.status, SPFEVAL_ERR_SYNTAX)) {
            CHECK_INT(parsed.error.code, SPFEVAL_SYNTAX_VERSION);
            CHECK_INT(parsed.error.offset, 0);
            CHECK_INT(parsed.error.len, rows[i].len);
        }
        record_case_clear(&parsed);
    }
}

static void
test_spaces_separate_terms(void)
{
    static const struct {
        const char *text;
        uint32_t count;
        uint32_t offsets[3];
    } rows[] = {
        {"v=spf1", 0, {0}},
        {"v=spf1 ", 0, {0}},
        {"v=spf1      ", 0, {0}},
        {"v=spf1 a", 1, {7}},
        {"v=spf1     a   ", 1, {11}},
        {"v=spf1 mx  a -all", 3, {7, 11, 13}},
        {"v=spf1   x=  y=    z= ", 3, {9, 13, 19}},
    };
    size_t i;
    uint32_t j;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct record_case parsed;

        tap_row(rows[i].text);
        record_case_parse(&parsed, rows[i].text, strlen(rows[i].text));
        if (CHECK(parsed.record != NULL) &&
            CHECK_INT(parsed.record->term_count, rows[i].count)) {
            CHECK_STR(parsed.record->text.ptr, parsed.record->text.len,
                      rows[i].text);
            for (j = 0; j < rows[i].count; j++) {
                CHECK_INT(parsed.record->terms[j].offset, rows[i].offsets[j]);
            }
        }
        record_case_clear(&parsed);
    }
}

static void
test_nothing_else_separates_terms(void)
{
    static const struct record_refused rows[] = {
        {"a tab", "a\tmx", SPFEVAL_SYNTAX_OCTET, 1, "\t"},
        {"a line feed", "a\nmx", SPFEVAL_SYNTAX_OCTET, 1, "\n"},
        {"a tab after a space", "a \tmx", SPFEVAL_SYNTAX_OCTET, 2, "\t"},
        {"a no-break space", "a\xc2\xa0mx", SPFEVAL_SYNTAX_OCTET, 1, "\xc2"},
        {"a comma", "a,mx", SPFEVAL_SYNTAX_UNKNOWN_MECHANISM, 0, "a,mx"},
        {"a semicolon", "mx; a", SPFEVAL_SYNTAX_UNKNOWN_MECHANISM, 0, "mx;"},
        {"nothing", "a-mx", SPFEVAL_SYNTAX_UNKNOWN_MECHANISM, 0, "a-mx"},
        {"an en dash for a minus",
         "a \xe2\x80\x93"
         "all",
         SPFEVAL_SYNTAX_OCTET, 2, "\xe2"},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

static void
test_first_of_several_errors_is_told(void)
{
    static const struct record_refused rows[] = {
        {"after all", "-all a:museum", SPFEVAL_SYNTAX_DOMAIN_END, 7, "museum"},
        {"before others", "mx/33 a:museum exp=", SPFEVAL_SYNTAX_PREFIX_LENGTH,
         2, "/33"},
        {"in an unused redirect",
         "-all redirect=", SPFEVAL_SYNTAX_ARGUMENT_MISSING, 14, ""},
        {"in one term", "a:%{q}.museum/99", SPFEVAL_SYNTAX_MACRO_LETTER, 2,
         "%{q"},
    };

    record_case_refuse(rows, TAP_COUNT(rows));
}

/* Memory of size octets that begins with text and goes on with fill. */
static char *
make_long(const char *text, char fill, size_t size)
{
    char *octets = malloc(size);

    if (octets != NULL) {
        memset(octets, fill, size);
        memcpy(octets, text, strlen(text));
    }
    return octets;
}

static void
check_long(const char *text, char fill, size_t size,
           void (*check)(const struct record_case *parsed))
{
    char *octets = make_long(text, fill, size);
    struct record_case parsed;

    if (!CHECK(octets != NULL)) {
        return;
    }
    record_case_parse(&parsed, octets, size);
    check(&parsed);
    record_case_clear(&parsed);
    free(octets);
}

static void
check_spaces_only(const struct record_case *parsed)
{
    CHECK_INT(parsed->status, SPFEVAL_OK);
    CHECK(parsed->record != NULL && parsed->record->term_count == 0);
}

static void
check_one_long_value(const struct record_case *parsed)
{
    CHECK_INT(parsed->status, SPFEVAL_OK);
    if (CHECK(parsed->record != NULL) &&
        CHECK_INT(parsed->record->term_count, 1)) {
        CHECK_INT(parsed->record->terms[0].len, 65535 - 7);
        CHECK_INT(parsed->record->terms[0].argument.offset, 9);
        CHECK_INT(parsed->record->terms[0].argument.len, 65535 - 9);
    }
}

static void
check_long_domain_without_end(const struct record_case *parsed)
{
    CHECK_INT(parsed->status, SPFEVAL_ERR_SYNTAX);
    CHECK_INT(parsed->error.code, SPFEVAL_SYNTAX_DOMAIN_END);
    CHECK_INT(parsed->error.offset, 9);
    CHECK_INT(parsed->error.len, 65535 - 9);
}

static void
check_many_digits(const struct record_case *parsed)
{
    CHECK_INT(parsed->status, SPFEVAL_ERR_SYNTAX);
    CHECK_INT(parsed->error.code, SPFEVAL_SYNTAX_MACRO);
    CHECK_INT(parsed->error.offset, 9);
    CHECK_INT(parsed->error.len, 65535 - 9);
}

static void
check_too_long(const struct record_case *parsed)
{
    CHECK_INT(parsed->status, SPFEVAL_ERR_SYNTAX);
    CHECK(parsed->record == NULL);
    CHECK_INT(parsed->error.code, SPFEVAL_SYNTAX_TOO_LONG);
    CHECK_INT(parsed->error.offset, 65535);
    CHECK_INT(parsed->error.len, 1);
}

static void
test_record_has_65535_octets_at_most(void)
{
    tap_row("spaces");
    check_long("v=spf1", ' ', 65535, check_spaces_only);
    check_long("v=spf1", ' ', 65536, check_too_long);
    tap_row("the value of a modifier");
    check_long("v=spf1 x=", 'y', 65535, check_one_long_value);
    check_long("v=spf1 x=", 'y', 65536, check_too_long);
    tap_row("a domain");
    check_long("v=spf1 a:", 'y', 65535, check_long_domain_without_end);
    tap_row("slashes");
    check_long("v=spf1 a:", '/', 65535, check_long_domain_without_end);
    tap_row("the digits of a macro");
    check_long("v=spf1 x=%{d", '9', 65535, check_many_digits);
}

static void
test_error_in_the_last_octet_is_found(void)
{
    char *octets = make_long("v=spf1 a", ' ', 65535);
    struct record_case parsed;

    if (!CHECK(octets != NULL)) {
        return;
    }
    octets[65534] = '?';
    record_case_parse(&parsed, octets, 65535);
    CHECK_INT(parsed.status, SPFEVAL_ERR_SYNTAX);
    CHECK_INT(parsed.error.code, SPFEVAL_SYNTAX_UNKNOWN_MECHANISM);
    CHECK_INT(parsed.error.offset, 65534);
    CHECK_INT(parsed.error.len, 1);
    record_case_clear(&parsed);
    free(octets);
}

static void
test_record_has_as_many_terms_as_fit(void)
{
    enum { TERMS = (65535 - 6) / 2 };
    char *octets = make_long("v=spf1", ' ', 65535);
    struct record_case parsed;
    uint32_t wrong = 0;
    uint32_t i;

    if (!CHECK(octets != NULL)) {
        return;
    }
    for (i = 0; i < TERMS; i++) {
        octets[7 + 2 * i] = 'a';
    }
    record_case_parse(&parsed, octets, 65535);
    CHECK_INT(parsed.status, SPFEVAL_OK);
    if (CHECK(parsed.record != NULL) &&
        CHECK_INT(parsed.record->term_count, TERMS)) {
        for (i = 0; i < TERMS; i++) {
            const struct spfe_term *term = &parsed.record->terms[i];

            wrong += term->offset != 7 + 2 * i || term->len != 1 ||
                     term->kind != SPFEVAL_TERM_A || term->prefix4 != 32 ||
                     term->prefix6 != 128 || term->argument.len != 0;
        }
        CHECK_INT(wrong, 0);
    }
    record_case_clear(&parsed);
    free(octets);
}

/* --- Memory -------------------------------------------------------------- */

/* "v=spf1" and so many times " ip4:192.0.2.N", N from 0 to 255 and again. */
static struct spfe_text
make_networks(unsigned count, char *out, size_t capacity)
{
    struct spfe_text text = {out, 0};
    unsigned i;

    text.len = (uint32_t)snprintf(out, capacity, "v=spf1");
    for (i = 0; i < count; i++) {
        text.len +=
            (uint32_t)snprintf(out + text.len, capacity - text.len,
                               " ip4:192.0.2.%u", (unsigned)(uint8_t)i);
    }
    return text;
}

static bool
are_networks(const struct spfeval_record *record, uint32_t count)
{
    uint32_t i;

    for (i = 0; i < count; i++) {
        if (record->terms[i].kind != SPFEVAL_TERM_IP4 ||
            record->terms[i].address[3] != (uint8_t)i) {
            return false;
        }
    }
    return record->term_count == count;
}

static void
test_terms_keep_their_place_in_the_arena(void)
{
    static const uint32_t counts[] = {0, 1, 8, 9, 160, 170, 341, 1000};
    static char room[20000];
    size_t i;

    for (i = 0; i < TAP_COUNT(counts); i++) {
        struct spfe_text text = make_networks(counts[i], room, sizeof(room));
        struct spfe_syntax_error error;
        struct spfeval_record *record = NULL;
        struct count_alloc memory;
        struct spfe_arena arena;
        struct spfe_mem mem;
        void *after;

        count_alloc_init(&memory);
        CHECK_INT(spfe_mem_init(&mem, &memory.table), SPFEVAL_OK);
        spfe_arena_init(&arena, &mem, SIZE_MAX, NULL, 0);
        CHECK_INT(spfe_record_parse(&arena, text, &record, &error),
                  SPFEVAL_OK);
        after = spfe_arena_alloc(&arena, 512);
        if (CHECK(record != NULL) && CHECK(after != NULL)) {
            memset(after, 0xEE, 512);
            CHECK(are_networks(record, counts[i]));
        }
        spfe_arena_clear(&arena);
        CHECK(count_alloc_is_clean(&memory));
        count_alloc_clear(&memory);
    }
}

static void
test_arena_limit_is_a_status_not_a_syntax_error(void)
{
    static const struct spfe_syntax_error untouched = {77, 78, 79};
    static char room[4096];
    struct spfe_text text = make_networks(40, room, sizeof(room));
    struct spfeval_record *record = NULL;
    unsigned refused = 0;
    size_t max;

    for (max = 0; record == NULL && max < 100000; max++) {
        struct spfe_syntax_error error = untouched;
        struct count_alloc memory;
        struct spfe_arena arena;
        struct spfe_mem mem;
        int status;

        count_alloc_init(&memory);
        (void)spfe_mem_init(&mem, &memory.table);
        spfe_arena_init(&arena, &mem, max, NULL, 0);
        status = spfe_record_parse(&arena, text, &record, &error);
        CHECK_INT(status, record == NULL ? SPFEVAL_ERR_LIMIT : SPFEVAL_OK);
        CHECK(memcmp(&error, &untouched, sizeof(error)) == 0);
        CHECK(arena.used <= max);
        if (record == NULL) {
            refused++;
        } else {
            CHECK(are_networks(record, 40));
        }
        spfe_arena_clear(&arena);
        CHECK(count_alloc_is_clean(&memory));
        count_alloc_clear(&memory);
    }
    CHECK(record != NULL);
    CHECK(refused >= 40 * sizeof(struct spfe_term));
}

static void
test_every_failed_allocation_is_a_status(void)
{
    static const struct spfe_syntax_error untouched = {77, 78, 79};
    static char room[40000];
    struct spfe_text text = make_networks(2000, room, sizeof(room));
    struct spfeval_record *record = NULL;
    uint64_t number;

    for (number = 1; record == NULL && number < 100; number++) {
        struct spfe_syntax_error error = untouched;
        struct count_alloc memory;
        struct spfe_arena arena;
        struct spfe_mem mem;
        int status;

        count_alloc_init(&memory);
        count_alloc_fail_at(&memory, number);
        (void)spfe_mem_init(&mem, &memory.table);
        spfe_arena_init(&arena, &mem, SIZE_MAX, NULL, 0);
        status = spfe_record_parse(&arena, text, &record, &error);
        CHECK_INT(status,
                  memory.failures > 0 ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK);
        CHECK_INT(record == NULL, memory.failures > 0);
        CHECK(memcmp(&error, &untouched, sizeof(error)) == 0);
        spfe_arena_clear(&arena);
        CHECK(count_alloc_is_clean(&memory));
        count_alloc_clear(&memory);
    }
    CHECK(record != NULL);
    CHECK(number > 3); /* a record of this size takes several blocks */
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a record begins with v=spf1 and a space or its end",
         test_record_begins_with_its_version},
        {"spaces separate terms, as many as there are",
         test_spaces_separate_terms},
        {"nothing else separates terms", test_nothing_else_separates_terms},
        {"the first of several errors is told",
         test_first_of_several_errors_is_told},
        {"a record has 65535 octets at most",
         test_record_has_65535_octets_at_most},
        {"an error in the last octet is found",
         test_error_in_the_last_octet_is_found},
        {"a record has as many terms as fit into it",
         test_record_has_as_many_terms_as_fit},
        {"terms keep their place in the arena",
         test_terms_keep_their_place_in_the_arena},
        {"the limit of the arena is a status, not a syntax error",
         test_arena_limit_is_a_status_not_a_syntax_error},
        {"every failed allocation is a status",
         test_every_failed_allocation_is_a_status},
    };

    return tap_run("record/parse", tests, TAP_COUNT(tests));
}
