/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Answers that get no memory for their Nth allocation, once or for all that
 * follow, for all N: filled by hand, and by a zone.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/dns.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "base/arena.h"
#include "base/mem.h"
#include "dns/answer.h"
#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/zone_rows.h"

#define TEN "0123456789"
#define TEXT_OF_50 TEN TEN TEN TEN TEN

enum { MOST_ALLOCATIONS = 100, MANY_RECORDS = 300, LONG_TEXT = 3000 };

static void
fail(struct count_alloc *memory, uint64_t number, bool stays_out)
{
    if (stays_out) {
        count_alloc_fail_from(memory, number);
    } else {
        count_alloc_fail_at(memory, number);
    }
}

/* How an answer is filled. */
enum filling { ADDRESS4, ADDRESS6, TEXT, LONGER_TEXT, HOSTS, NAMES };

struct filling_case {
    const char *name;
    enum filling filling;
    uint16_t type;
};

static const struct filling_case fillings[] = {
    {"A", ADDRESS4, SPFEVAL_RRTYPE_A},
    {"AAAA", ADDRESS6, SPFEVAL_RRTYPE_AAAA},
    {"TXT", TEXT, SPFEVAL_RRTYPE_TXT},
    {"TXT of many character-strings", LONGER_TEXT, SPFEVAL_RRTYPE_TXT},
    {"MX", HOSTS, SPFEVAL_RRTYPE_MX},
    {"PTR", NAMES, SPFEVAL_RRTYPE_PTR},
};

/* An answer that can run short of memory, and a twin that cannot. */
struct pair {
    struct count_alloc memory;
    spfeval_answer *answer;
    spfeval_answer *twin;
};

/* Add the record with this number, or prolong the one before. */
static int
add(spfeval_answer *answer, enum filling filling, int number)
{
    static char text[LONG_TEXT];
    uint8_t address[16] = {32, 1, 13, 184};
    char name[64];
    size_t len;

    address[15] = (uint8_t)number;
    address[14] = (uint8_t)(number >> 8);
    len = (size_t)snprintf(name, sizeof(name), "%0*d.example.com",
                           number % 37 + 1, number);
    memset(text, 'a' + number % 26, sizeof(text));
    switch (filling) {
    case ADDRESS4:
        return spfeval_answer_add_address(answer, address + 12, 4);
    case ADDRESS6:
        return spfeval_answer_add_address(answer, address, 16);
    case TEXT:
        len = number % 50 == 49 ? LONG_TEXT : (size_t)number;
        return spfeval_answer_add_text(answer, text, len);
    case LONGER_TEXT:
        return number % 100 == 0
                   ? spfeval_answer_add_text(answer, NULL, 0)
                   : spfeval_answer_extend_text(answer, text, 255);
    case HOSTS:
        return spfeval_answer_add_mx(answer, (uint16_t)number, name, len);
    default:
        return spfeval_answer_add_ptr(answer, name, len);
    }
}

static void
check_same_answer(const struct pair *pair, uint16_t type)
{
    struct spfe_answer copies[2];
    struct spfe_arena arena;
    struct spfe_mem mem;

    CHECK_INT(spfeval_answer_get_class(pair->answer),
              spfeval_answer_get_class(pair->twin));
    CHECK_INT(spfeval_answer_get_count(pair->answer),
              spfeval_answer_get_count(pair->twin));
    if (spfeval_answer_get_class(pair->twin) == SPFEVAL_DNS_UNSET) {
        return;
    }
    CHECK_INT(spfe_mem_init(&mem, NULL), SPFEVAL_OK);
    spfe_arena_init(&arena, &mem, SIZE_MAX, NULL, 0);
    if (CHECK_INT(spfe_answer_copy(pair->answer, type, &arena, &copies[0]),
                  SPFEVAL_OK) &&
        CHECK_INT(spfe_answer_copy(pair->twin, type, &arena, &copies[1]),
                  SPFEVAL_OK)) {
        CHECK_BYTES(copies[0].data, copies[0].len, copies[1].data,
                    copies[1].len);
        CHECK_INT(copies[0].has_ttl, copies[1].has_ttl);
        CHECK_INT(copies[0].ttl, copies[1].ttl);
    }
    spfe_arena_clear(&arena);
}

static bool
make_answer(struct pair *pair)
{
    int status;

    status = spfeval_answer_new(&pair->memory.table, &pair->answer);
    if (pair->memory.failures > 0) {
        CHECK_INT(status, SPFEVAL_ERR_NOMEM);
        CHECK(pair->answer == NULL);
        count_alloc_fail_at(&pair->memory, 0);
        status = spfeval_answer_new(&pair->memory.table, &pair->answer);
    }
    return CHECK_INT(status, SPFEVAL_OK) &&
           CHECK_INT(spfeval_answer_new(NULL, &pair->twin), SPFEVAL_OK);
}

/* dns.h: "Out of memory; the answer is unchanged." Then it is added again. */
static void
pair_add(struct pair *pair, const struct filling_case *row, int number,
         bool stays_out)
{
    uint64_t failures = pair->memory.failures;
    int status = add(pair->answer, row->filling, number);

    if (pair->memory.failures > failures) {
        CHECK_INT(status, SPFEVAL_ERR_NOMEM);
        check_same_answer(pair, row->type);
        if (stays_out) {
            CHECK_INT(add(pair->answer, row->filling, number),
                      SPFEVAL_ERR_NOMEM);
            check_same_answer(pair, row->type);
        }
        count_alloc_fail_at(&pair->memory, 0);
        status = add(pair->answer, row->filling, number);
    }
    CHECK_INT(status, SPFEVAL_OK);
    CHECK_INT(add(pair->twin, row->filling, number), SPFEVAL_OK);
}

/* True while the allocation with this number exists, and so failed. */
static bool
survives(const struct filling_case *row, uint64_t number, bool stays_out)
{
    struct pair pair = {.answer = NULL};
    bool failed;
    int i;

    count_alloc_init(&pair.memory);
    fail(&pair.memory, number, stays_out);
    if (make_answer(&pair)) {
        CHECK_INT(spfeval_answer_set_ttl(pair.answer, 60), SPFEVAL_OK);
        CHECK_INT(spfeval_answer_set_ttl(pair.twin, 60), SPFEVAL_OK);
        for (i = 0; i < MANY_RECORDS; i++) {
            pair_add(&pair, row, i, stays_out);
        }
        check_same_answer(&pair, row->type);
    }
    failed = pair.memory.failures > 0;
    spfeval_answer_free(pair.answer);
    spfeval_answer_free(pair.twin);
    CHECK(count_alloc_is_clean(&pair.memory));
    count_alloc_clear(&pair.memory);
    return failed;
}

static void
test_answers_are_unchanged_by_what_failed(void)
{
    int stays_out;
    size_t i;

    for (i = 0; i < TAP_COUNT(fillings); i++) {
        tap_row(fillings[i].name);
        for (stays_out = 0; stays_out <= 1; stays_out++) {
            uint64_t number = 1;

            while (number < MOST_ALLOCATIONS &&
                   survives(&fillings[i], number, stays_out != 0)) {
                number++;
            }
            CHECK(number > 3 && number < MOST_ALLOCATIONS);
        }
    }
}

/* "The first one added decides": the one that failed was not added. */
static void
test_record_that_failed_does_not_fix_the_type(void)
{
    struct pair pair = {.answer = NULL};

    count_alloc_init(&pair.memory);
    if (!make_answer(&pair)) {
        return;
    }
    count_alloc_fail_from(&pair.memory, 1);
    CHECK_INT(add(pair.answer, HOSTS, 1), SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_answer_get_class(pair.answer), SPFEVAL_DNS_UNSET);
    CHECK_INT(add(pair.answer, TEXT, 1), SPFEVAL_ERR_NOMEM);
    CHECK_INT(spfeval_answer_extend_text(pair.answer, "x", 1),
              SPFEVAL_ERR_STATE);
    count_alloc_fail_at(&pair.memory, 0);
    CHECK_INT(add(pair.answer, ADDRESS4, 1), SPFEVAL_OK);
    CHECK_INT(add(pair.twin, ADDRESS4, 1), SPFEVAL_OK);
    check_same_answer(&pair, SPFEVAL_RRTYPE_A);
    spfeval_answer_free(pair.answer);
    spfeval_answer_free(pair.twin);
    CHECK(count_alloc_is_clean(&pair.memory));
}

/* True while the allocation with this number exists, and so failed. */
static bool
lookup_survives(const spfeval_zone *zone, int type, const char *name,
                uint64_t number, bool stays_out, uint32_t count)
{
    struct count_alloc memory;
    spfeval_answer *answer = NULL;
    bool failed;
    int status;

    count_alloc_init(&memory);
    if (!CHECK_INT(spfeval_answer_new(&memory.table, &answer), SPFEVAL_OK)) {
        return false;
    }
    fail(&memory, number, stays_out);
    status = spfeval_zone_lookup(zone, type, name, strlen(name), answer);
    failed = memory.failures > 0;
    if (failed) {
        CHECK_INT(status, SPFEVAL_ERR_NOMEM);
        count_alloc_fail_at(&memory, 0);
        status = spfeval_zone_lookup(zone, type, name, strlen(name), answer);
    }
    CHECK_INT(status, SPFEVAL_OK);
    CHECK_INT(spfeval_answer_get_class(answer), SPFEVAL_DNS_OK);
    CHECK_INT(spfeval_answer_get_count(answer), count);
    spfeval_answer_free(answer);
    CHECK(count_alloc_is_clean(&memory));
    count_alloc_clear(&memory);
    return failed;
}

static void
test_lookup_without_memory_can_be_repeated(void)
{
    static const struct zone_row alias = {
        "alias.example.com", SPFEVAL_RRTYPE_CNAME, "big.example.com", 0, 0};
    static const struct zone_row records[] = {
        {"big.example.com", SPFEVAL_RRTYPE_A, "192.0.2.1", 0, 0},
        {"big.example.com", SPFEVAL_RRTYPE_AAAA, "2001:db8::1", 0, 0},
        {"big.example.com", SPFEVAL_RRTYPE_MX, "mail.example.com", 10, 0},
        {"big.example.com", SPFEVAL_RRTYPE_PTR, "mail.example.com", 0, 0},
        {"big.example.com", SPFEVAL_RRTYPE_TXT,
         "a text, " TEXT_OF_50 TEXT_OF_50, 0, 0},
    };
    spfeval_zone *zone;
    size_t i;

    if (!CHECK_INT(spfeval_zone_new(NULL, &zone), SPFEVAL_OK)) {
        return;
    }
    CHECK_INT(zone_row_add(zone, &alias), SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(records); i++) {
        int stays_out;
        int round;

        for (round = 0; round < MANY_RECORDS; round++) {
            CHECK_INT(zone_row_add(zone, &records[i]), SPFEVAL_OK);
        }
        for (stays_out = 0; stays_out <= 1; stays_out++) {
            uint64_t number = 1;

            while (number < MOST_ALLOCATIONS &&
                   lookup_survives(zone, records[i].kind, alias.name, number,
                                   stays_out != 0, MANY_RECORDS)) {
                number++;
            }
            CHECK(number > 2 && number < MOST_ALLOCATIONS);
        }
    }
    spfeval_zone_free(zone);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"answers are unchanged by what failed",
         test_answers_are_unchanged_by_what_failed},
        {"a record that failed does not fix the type",
         test_record_that_failed_does_not_fix_the_type},
        {"a zone's answer without memory can be asked for again",
         test_lookup_without_memory_can_be_repeated},
    };

    return tap_run("oom/answer", tests, TAP_COUNT(tests));
}
