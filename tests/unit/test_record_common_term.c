/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The short cuts of the parser: what they accept is exactly what the parser of
 * single terms says, and what that refuses the record is refused for. An error
 * here lets a record mean one thing to us and another to everybody else.
 */
#include "record/common_term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/record.h>
#include <spfeval/status.h>

#include "record/ip4_list.h"
#include "record/parse.h"
#include "support/tap.h"

enum { LONGEST = 200, ROUNDS = 200000, MOST_TERMS = 64 };

/* Records from which others are made by small changes. */
static const char *const seeds[] = {
    "v=spf1 ip4:192.0.2.1 ip4:198.51.100.0/24 ip4:203.0.113.128/25 -all",
    "v=spf1 ip4:255.255.255.255/32 ip4:0.0.0.0/0 ~all",
    "v=spf1 include:_spf.example.com include:b.example.org ?all",
    "v=spf1 ip6:2001:db8::1/64 ip6:::ffff:192.0.2.1 ip6:2001:db8:1:2:3:4:5:6",
    "v=spf1 +a -mx ~a:mail.example ?mx:mail.example/24//64 all",
    "v=spf1 A MX:a.example INCLUDE:A.Example IP4:192.0.2.1 IP6:::1/128 ALL",
    "v=spf1 ip4:192.0.2.1/32   a:1.2.3 include:a_b.c-d include:%{d}.x all",
    "v=spf1 redirect=a.example exp=b.example x=y ip4:1.2.3.4/9 ptr exists:a.b",
    "v=spf1 ip4:192.0.2.256 ip4:1.2.3.04 ip4:1.2.3.4/33 a/24 all/1",
    "v=spf1 all",
    "v=spf1 a",
    "v=spf1",
};

/* A repeatable sequence (Knuth, TAOCP volume 2, section 3.3.4). */
static uint32_t
next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(*state >> 33);
}

static size_t
mutate(char *text, size_t len, uint64_t *random)
{
    static const char octets[] = " :/.=%{}+-~?_aAlLiImMxXpP4609123\t\x7f\xe9";
    uint32_t changes = next_random(random) % 4;

    while (changes-- > 0 && len > 8) {
        size_t at = 6 + next_random(random) % (len - 6);

        switch (next_random(random) % 4) {
        case 0: /* another octet, perhaps the NUL behind them */
            text[at] = octets[next_random(random) % sizeof(octets)];
            break;
        case 1: /* one less */
            memmove(text + at, text + at + 1, len - at - 1);
            len--;
            break;
        case 2: /* one twice */
            if (len < LONGEST) {
                memmove(text + at + 1, text + at, len - at);
                len++;
            }
            break;
        default: /* cut off */
            len = at;
            break;
        }
    }
    return len;
}

static bool
is_same(const struct spfe_term *a, const struct spfe_term *b)
{
    bool same = a->kind == b->kind && a->qualifier == b->qualifier &&
                a->offset == b->offset && a->len == b->len &&
                a->prefix4 == b->prefix4 && a->prefix6 == b->prefix6;

    if (spfe_term_is_ip(a)) {
        return same && memcmp(a->address, b->address, sizeof(a->address)) == 0;
    }
    return same && a->argument.offset == b->argument.offset &&
           a->argument.len == b->argument.len &&
           a->argument.macros == b->argument.macros &&
           a->argument.expands == b->argument.expands &&
           a->argument.is_name == b->argument.is_name;
}

/* Each term by itself, as spfe_record_parse_term() reads it. */
static int
parse_one_by_one(struct spfeval_record *record, struct spfe_term *terms,
                 struct spfe_syntax_error *error)
{
    const char *text = record->text.ptr;
    uint32_t at = 6;

    while (at < record->text.len) {
        uint32_t start = at;
        int status;

        if (text[at] == ' ') {
            at++;
            continue;
        }
        while (at < record->text.len && text[at] != ' ') {
            at++;
        }
        if (record->term_count == MOST_TERMS) {
            return SPFEVAL_ERR_LIMIT;
        }
        status = spfe_record_parse_term(record, start, at - start,
                                        &terms[record->term_count], error);
        if (status != SPFEVAL_OK) {
            return status;
        }
        record->term_count++;
    }
    return SPFEVAL_OK;
}

static void
compare(struct spfe_text text)
{
    struct spfe_term terms[MOST_TERMS];
    struct spfeval_record expected = {.text = text};
    struct spfe_syntax_error wrong = {0, 0, 0};
    struct spfe_syntax_error error = {0, 0, 0};
    struct spfeval_record *record = NULL;
    struct spfe_arena arena;
    struct spfe_mem mem;
    uint32_t i;
    int status;

    CHECK_INT(spfe_mem_init(&mem, NULL), SPFEVAL_OK);
    spfe_arena_init(&arena, &mem, 1 << 20, NULL, 0);
    status = parse_one_by_one(&expected, terms, &wrong);
    CHECK_INT(spfe_record_parse(&arena, text, &record, &error), status);
    CHECK_INT(error.code, wrong.code);
    CHECK_INT(error.offset, wrong.offset);
    CHECK_INT(error.len, wrong.len);
    if (status == SPFEVAL_OK && record != NULL &&
        CHECK_INT(record->term_count, expected.term_count)) {
        CHECK_INT(record->has_all, expected.has_all);
        for (i = 0; i < record->term_count; i++) {
            CHECK(is_same(&record->terms[i], &terms[i]));
        }
    }
    spfe_arena_clear(&arena);
}

/* The record is a block of its own, so that reading beyond it is seen. */
static void
test_records_are_the_terms_that_they_consist_of(void)
{
    uint64_t random = 1;
    unsigned round;

    for (round = 0; round < ROUNDS; round++) {
        const char *seed = seeds[round % TAP_COUNT(seeds)];
        char row[LONGEST + 1];
        size_t len = strlen(seed);
        struct spfe_text text;
        char *copy;

        memcpy(row, seed, len);
        if (round >= TAP_COUNT(seeds)) {
            len = mutate(row, len, &random);
        }
        copy = malloc(len);
        if (!CHECK(copy != NULL)) {
            return;
        }
        memcpy(copy, row, len);
        text.ptr = copy;
        text.len = (uint32_t)len;
        if (spfe_record_has_version(text)) {
            compare(text);
        }
        free(copy);
    }
}

struct row {
    const char *text;
    uint32_t terms; /* how many are read the short way */
    uint32_t left;  /* octets that remain */
};

static void
test_usual_terms_are_read_up_to_an_unusual_one(void)
{
    static const struct row rows[] = {
        {"a mx -all", 3, 0},
        {"include:a.example  ~all ", 2, 0},
        {"a:b.example ptr all", 1, 7},
        {"a/24", 0, 4},
        {"9all", 0, 4},
        {"all:", 0, 4},
        {"a:b.example.", 0, 12},
        {"a:b.1", 0, 5},
        {"a:b", 0, 3},
        {"include:%{d}.x", 0, 14},
        {"redirect=a.example", 0, 18},
        {"ip4:192.0.2.1/024", 0, 17},
        {"ip4:192.0.2.1/33", 0, 16},
        {"ip6:::1/129", 0, 11},
        {"-ip4:192.0.2.1/9 all", 2, 0},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(rows); i++) {
        struct spfe_cursor in =
            spfe_cursor_make(rows[i].text, strlen(rows[i].text));
        struct spfe_term terms[4];
        bool has_all = false;

        tap_row(rows[i].text);
        CHECK_INT(spfe_common_terms_read(&in, terms, 4, &has_all),
                  rows[i].terms);
        CHECK_INT(spfe_cursor_left(&in), rows[i].left);
        CHECK_INT(has_all,
                  rows[i].left == 0 && strstr(rows[i].text, "all") != NULL);
    }
}

static void
test_no_more_terms_are_read_than_there_is_room_for(void)
{
    struct spfe_cursor in = spfe_cursor_make("a a a a", 7);
    struct spfe_term terms[3];
    bool has_all = false;

    memset(terms, 0, sizeof(terms));
    CHECK_INT(spfe_common_terms_read(&in, terms, 2, &has_all), 2);
    CHECK_INT(terms[2].kind, 0);
    CHECK_INT(spfe_cursor_left(&in), 4);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"records are the terms that they consist of",
         test_records_are_the_terms_that_they_consist_of},
        {"usual terms are read up to an unusual one",
         test_usual_terms_are_read_up_to_an_unusual_one},
        {"no more terms are read than there is room for",
         test_no_more_terms_are_read_than_there_is_room_for},
    };

    return tap_run("record/common_term", tests, TAP_COUNT(tests));
}
