/* SPDX-License-Identifier: BSD-2-Clause */
/* The mail exchangers of an answer, in order. */
#include <string.h>

#include <spfeval/dns.h>
#include <spfeval/status.h>

#include "base/arena.h"
#include "rule/exchange.h"
#include "support/tap.h"

enum { MOST_BYTES = 65536 };

struct exchange_row {
    uint16_t preference;
    const char *name;
};

static void
check_sorted(const struct exchange_row *rows, size_t count,
             const char *expected)
{
    struct spfe_mem mem;
    struct spfe_arena arena;
    spfeval_answer *answer = NULL;
    struct spfe_answer view;
    struct spfe_text before = {"before", 6};
    struct spfe_text *names = &before;
    uint32_t found = 99;
    char text[256] = "";
    size_t i;

    CHECK_INT(spfe_mem_init(&mem, NULL), SPFEVAL_OK);
    spfe_arena_init(&arena, &mem, MOST_BYTES, NULL, 0);
    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    for (i = 0; i < count; i++) {
        CHECK_INT(spfeval_answer_add_mx(answer, rows[i].preference,
                                        rows[i].name, strlen(rows[i].name)),
                  SPFEVAL_OK);
    }
    view = spfe_answer_view(answer);
    CHECK_INT(spfe_exchanges_sort(&view, &arena, &names, &found), SPFEVAL_OK);
    CHECK(names != &before);
    CHECK_INT(names == NULL, found == 0);
    for (i = 0; i < found; i++) {
        CHECK_INT(names[i].ptr[names[i].len], '\0');
        strcat(text, names[i].ptr);
        strcat(text, " ");
    }
    CHECK_STR(text, strlen(text), expected);
    spfeval_answer_free(answer);
    spfe_arena_clear(&arena);
}

static void
test_exchanges_come_by_preference_then_name(void)
{
    static const struct exchange_row rows[] = {
        {20, "a.test"}, {10, "z.test"}, {10, "B.test"}, {10, "c.test"}};

    check_sorted(rows, TAP_COUNT(rows), "B.test c.test z.test a.test ");
}

static void
test_exchanges_without_a_usable_name_are_left_out(void)
{
    static const struct exchange_row rows[] = {
        {0, ""}, {1, "localhost"}, {2, "a..test"}, {3, "ok.test."}};

    check_sorted(rows, TAP_COUNT(rows), "ok.test ");
    check_sorted(rows, 1, "");
    check_sorted(rows, 0, "");
}

/* --- many ---------------------------------------------------------------- */

enum { MANY = 100 };

/* The bits of the number are upper-case letters: "aaaaaaa.test" to DNS. */
static void
mark_name(unsigned number, char out[16])
{
    unsigned bit;

    memcpy(out, "aaaaaaa.test", 13);
    for (bit = 0; bit < 7; bit++) {
        if ((number >> bit & 1) != 0) {
            out[bit] = 'A';
        }
    }
}

static unsigned
number_of(struct spfe_text name)
{
    unsigned number = 0;
    unsigned bit;

    for (bit = 0; bit < 7; bit++) {
        number |= (name.ptr[bit] == 'A' ? 1u : 0u) << bit;
    }
    return number;
}

static uint16_t
preference_of(unsigned number, unsigned preferences)
{
    return (uint16_t)(number * 37 % 101 % preferences);
}

/* So many, of so few preferences: the equal ones stay as they came. */
static void
check_stays(unsigned count, unsigned preferences)
{
    struct spfe_mem mem;
    struct spfe_arena arena;
    spfeval_answer *answer = NULL;
    struct spfe_answer view;
    struct spfe_text *names = NULL;
    uint32_t found = 0;
    unsigned wrong = 0;
    unsigned i;

    CHECK_INT(spfe_mem_init(&mem, NULL), SPFEVAL_OK);
    spfe_arena_init(&arena, &mem, MOST_BYTES, NULL, 0);
    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    for (i = 0; i < count; i++) {
        char name[16];

        mark_name(i, name);
        CHECK_INT(spfeval_answer_add_mx(answer, preference_of(i, preferences),
                                        name, strlen(name)),
                  SPFEVAL_OK);
    }
    view = spfe_answer_view(answer);
    CHECK_INT(spfe_exchanges_sort(&view, &arena, &names, &found), SPFEVAL_OK);
    CHECK_INT(found, count);
    for (i = 1; i < found; i++) {
        unsigned before = number_of(names[i - 1]);
        unsigned after = number_of(names[i]);
        uint16_t first = preference_of(before, preferences);
        uint16_t second = preference_of(after, preferences);

        wrong += first > second || (first == second && before >= after);
    }
    CHECK_INT(wrong, 0);
    spfeval_answer_free(answer);
    spfe_arena_clear(&arena);
}

static void
test_many_exchanges_are_in_order_and_equal_ones_stay(void)
{
    unsigned count;

    for (count = 1; count <= MANY; count++) {
        check_stays(count, 1);
        check_stays(count, 5);
        check_stays(count, 101);
    }
}

static void
test_many_exchanges_need_memory(void)
{
    struct spfe_mem mem;
    struct spfe_arena arena;
    spfeval_answer *answer = NULL;
    struct spfe_answer view;
    size_t max;
    int status = SPFEVAL_ERR_LIMIT;
    unsigned i;

    CHECK_INT(spfe_mem_init(&mem, NULL), SPFEVAL_OK);
    CHECK_INT(spfeval_answer_new(NULL, &answer), SPFEVAL_OK);
    for (i = 0; i < MANY; i++) {
        CHECK_INT(spfeval_answer_add_mx(answer, 1, "m.test", 6), SPFEVAL_OK);
    }
    view = spfe_answer_view(answer);
    for (max = 0; max < MOST_BYTES && status != SPFEVAL_OK; max += 64) {
        struct spfe_text *names = NULL;
        uint32_t found = 0;

        spfe_arena_init(&arena, &mem, max, NULL, 0);
        status = spfe_exchanges_sort(&view, &arena, &names, &found);
        CHECK(status == SPFEVAL_ERR_LIMIT ||
              (status == SPFEVAL_OK && found == MANY));
        spfe_arena_clear(&arena);
    }
    CHECK_INT(status, SPFEVAL_OK);
    spfeval_answer_free(answer);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"by preference, then name",
         test_exchanges_come_by_preference_then_name},
        {"names that cannot be asked for are left out",
         test_exchanges_without_a_usable_name_are_left_out},
        {"many are in order, and equal ones stay as they came",
         test_many_exchanges_are_in_order_and_equal_ones_stay},
        {"many need memory", test_many_exchanges_need_memory},
    };

    return tap_run("rule/exchange", tests, TAP_COUNT(tests));
}
