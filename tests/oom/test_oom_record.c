/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Parsing a record whose Nth allocation fails, once or with all that follow,
 * for all N, and for texts of many lengths.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/record.h>
#include <spfeval/status.h>

#include "support/count_alloc.h"
#include "support/tap.h"

enum {
    MOST_ALLOCATIONS = 100,
    MOST_TEXT = 65535,
    MOST_PADDING = 4200, /* more than is allocated at a time */
    PADDING_STEP = 31
};

struct record_case {
    const char *name;
    const char *text;
    int status;
    uint32_t code;   /* of the syntax error */
    uint32_t offset; /* of the syntax error */
};

static const struct record_case cases[] = {
    {"no terms", "v=spf1", SPFEVAL_OK, 0, 0},
    {"all mechanisms and modifiers",
     "v=spf1 +a mx/24//64 -ptr:example.com ~ip4:192.0.2.0/24 "
     "?ip6:2001:db8::/32 "
     "exists:%{ir}.%{v}._spf.%{d2} include:example.net all "
     "redirect=_spf.%{o} exp=why.%{d} unknown=%{s}%%%_%-",
     SPFEVAL_OK, 0, 0},
    {"another version", "v=spf2 all", SPFEVAL_ERR_SYNTAX,
     SPFEVAL_SYNTAX_VERSION, 0},
    {"an error in the last term", "v=spf1 a mx -all exists:%{x}.example.com",
     SPFEVAL_ERR_SYNTAX, SPFEVAL_SYNTAX_MACRO_LETTER, 24},
    {"a second redirect", "v=spf1 redirect=example.com redirect=example.net",
     SPFEVAL_ERR_SYNTAX, SPFEVAL_SYNTAX_DUPLICATE_MODIFIER, 28},
};

/* A record without an error. */
static void
check_record(const spfeval_record *record, const char *text, size_t len,
             uint32_t terms)
{
    size_t stored_len = 0;
    const char *stored = spfeval_record_get_text(record, &stored_len);
    spfeval_term last = {.struct_size = sizeof(last)};

    CHECK_BYTES(stored, stored_len, text, len);
    CHECK_INT(spfeval_record_get_term_count(record), terms);
    if (terms > 0) {
        CHECK_INT(spfeval_record_get_term(record, terms - 1, &last),
                  SPFEVAL_OK);
        CHECK_INT(last.offset + last.length, len);
    }
}

/* Parse without memory: nothing of the caller's may change. */
static void
check_refused(struct count_alloc *memory, const char *text, size_t len)
{
    spfeval_record *record = NULL;
    spfeval_syntax_error error = {sizeof(error), 91, 92, 93};

    CHECK_INT(spfeval_record_parse(&memory->table, text, len, &record, &error),
              SPFEVAL_ERR_NOMEM);
    CHECK(record == NULL);
    CHECK_INT(error.struct_size, sizeof(error));
    CHECK_INT(error.code, 91);
    CHECK_INT(error.offset, 92);
    CHECK_INT(error.length, 93);
    CHECK_INT(memory->live_blocks, 0);
}

/* Parse with memory: what is right for the case. */
static void
check_parsed(struct count_alloc *memory, const struct record_case *row,
             size_t len, uint32_t terms)
{
    spfeval_record *record = NULL;
    spfeval_syntax_error error = {sizeof(error), 91, 92, 93};

    CHECK_INT(
        spfeval_record_parse(&memory->table, row->text, len, &record, &error),
        row->status);
    if (row->status != SPFEVAL_OK) {
        CHECK(record == NULL);
        CHECK_INT(error.code, row->code);
        CHECK_INT(error.offset, row->offset);
    } else if (CHECK(record != NULL)) {
        check_record(record, row->text, len, terms);
        CHECK_INT(error.code, 91);
    }
    spfeval_record_free(record);
}

/* How many allocations parsing takes. */
static uint64_t
count_allocations(const struct record_case *row, size_t len, uint32_t *terms)
{
    struct count_alloc memory;
    spfeval_record *record = NULL;

    count_alloc_init(&memory);
    CHECK_INT(
        spfeval_record_parse(&memory.table, row->text, len, &record, NULL),
        row->status);
    *terms = spfeval_record_get_term_count(record);
    spfeval_record_free(record);
    CHECK(count_alloc_is_clean(&memory));
    return memory.calls;
}

static void
try_all_allocations(const struct record_case *row)
{
    size_t len = strlen(row->text);
    uint32_t terms;
    uint64_t most = count_allocations(row, len, &terms);
    uint64_t number;
    int stays_out;

    CHECK(most > 0 && most < MOST_ALLOCATIONS);
    for (number = 1; number <= most; number++) {
        for (stays_out = 0; stays_out <= 1; stays_out++) {
            struct count_alloc memory;

            count_alloc_init(&memory);
            if (stays_out != 0) {
                count_alloc_fail_from(&memory, number);
            } else {
                count_alloc_fail_at(&memory, number);
            }
            check_refused(&memory, row->text, len);
            CHECK(memory.failures > 0);
            count_alloc_fail_at(&memory, 0);
            check_parsed(&memory, row, len, terms);
            CHECK(count_alloc_is_clean(&memory));
            count_alloc_clear(&memory);
        }
    }
}

static void
test_each_lack_of_memory_is_reported(void)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        tap_row(cases[i].name);
        try_all_allocations(&cases[i]);
    }
}

/* Fill a text with as many terms of this kind as fit. */
static char *
make_text(size_t len, const char *term)
{
    char *text = malloc(len + 1);
    size_t term_len = strlen(term);
    size_t used;

    if (text == NULL) {
        return NULL;
    }
    used = (size_t)snprintf(text, len + 1, "v=spf1");
    while (len - used >= term_len) {
        memcpy(text + used, term, term_len);
        used += term_len;
    }
    text[used] = '\0';
    return text;
}

static void
try_text(const char *name, size_t len, const char *term)
{
    struct record_case row = {name, NULL, SPFEVAL_OK, 0, 0};
    char *text = make_text(len, term);

    tap_row(name);
    row.text = text;
    if (CHECK(text != NULL)) {
        try_all_allocations(&row);
    }
    tap_row(NULL);
    free(text);
}

static void
test_long_records_report_each_lack_of_memory(void)
{
    try_text("hundreds of networks", 8000, " ip4:192.0.2.0/24");
    try_text("hundreds of macros", 8000, " exists:%{i}.%{d}");
    try_text("as many terms as fit", MOST_TEXT, " a");
    try_text("as many octets as fit", MOST_TEXT,
             " include:a-name-of-some-length.example.com");
}

/* The text and the terms share memory: move the end of the one. */
static void
test_records_of_all_lengths_report_each_lack_of_memory(void)
{
    static const char terms[] = " a mx ptr ip4:192.0.2.0/24 exists:%{i}.%{d} "
                                "include:example.com -all exp=example.net";
    static char text[MOST_PADDING + sizeof(terms) + 32];
    struct record_case row = {"a long modifier", text, SPFEVAL_OK, 0, 0};
    int padding;

    tap_row(row.name);
    for (padding = 0; padding < MOST_PADDING; padding += PADDING_STEP) {
        (void)snprintf(text, sizeof(text), "v=spf1 x=%0*d%s", padding, 0,
                       terms);
        try_all_allocations(&row);
    }
}

/* record.h: an argument that is wrong is wrong without memory too. */
static void
test_errors_that_need_no_memory_stay_what_they_are(void)
{
    spfeval_record *record = NULL;
    struct count_alloc memory;
    char *text = malloc(MOST_TEXT + 1);

    if (!CHECK(text != NULL)) {
        return;
    }
    memset(text, ' ', MOST_TEXT + 1);
    count_alloc_init(&memory);
    count_alloc_fail_from(&memory, 1);
    CHECK_INT(spfeval_record_parse(&memory.table, NULL, 1, &record, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_record_parse(&memory.table, "v=spf1", 6, NULL, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_record_parse(&memory.table, text, MOST_TEXT + 1, &record,
                                   NULL),
              SPFEVAL_ERR_SYNTAX);
    CHECK(record == NULL);
    CHECK(count_alloc_is_clean(&memory));
    free(text);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each lack of memory is reported, and the call can be repeated",
         test_each_lack_of_memory_is_reported},
        {"long records report each lack of memory",
         test_long_records_report_each_lack_of_memory},
        {"records of all lengths report each lack of memory",
         test_records_of_all_lengths_report_each_lack_of_memory},
        {"errors that need no memory stay what they are",
         test_errors_that_need_no_memory_stay_what_they_are},
    };

    return tap_run("oom/record", tests, TAP_COUNT(tests));
}
