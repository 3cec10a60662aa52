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
    struct spfe_text *names = NULL;
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

int
main(void)
{
    static const struct tap_test tests[] = {
        {"by preference, then name",
         test_exchanges_come_by_preference_then_name},
        {"names that cannot be asked for are left out",
         test_exchanges_without_a_usable_name_are_left_out},
    };

    return tap_run("rule/exchange", tests, TAP_COUNT(tests));
}
