/* SPDX-License-Identifier: BSD-2-Clause */
/* Many DNS questions of one check are found as few are. */
#include <stdio.h>
#include <string.h>

#include <spfeval/status.h>

#include "rule/lookup.h"
#include "support/count_alloc.h"
#include "support/tap.h"

enum {
    FEW = 16,     /* that are not in an index */
    MANY = 1000,  /* more than an index is made for at first */
    ROOM = 200000 /* octets of the arena */
};

struct setup {
    struct count_alloc memory;
    struct spfe_mem mem;
    struct spfe_arena arena;
    struct spfe_lookups lookups;
    struct spfe_lookup *asked[MANY];
    char names[MANY][16]; /* they live as long as the check */
};

static void
set_up(struct setup *setup)
{
    unsigned i;

    memset(setup, 0, sizeof(*setup));
    count_alloc_init(&setup->memory);
    CHECK_INT(spfe_mem_init(&setup->mem, &setup->memory.table), SPFEVAL_OK);
    spfe_arena_init(&setup->arena, &setup->mem, ROOM, NULL, 0);
    spfe_lookups_reset(&setup->lookups);
    for (i = 0; i < MANY; i++) {
        (void)snprintf(setup->names[i], sizeof(setup->names[i]), "n%u.test",
                       i);
    }
}

static void
tear_down(struct setup *setup)
{
    spfe_arena_clear(&setup->arena);
    CHECK(count_alloc_is_clean(&setup->memory));
}

static struct spfe_text
text_of(const char *name)
{
    struct spfe_text text = {name, (uint32_t)strlen(name)};

    return text;
}

static struct spfe_lookup *
ask(struct setup *setup, uint16_t type, const char *name)
{
    return spfe_lookups_ask(&setup->lookups, &setup->arena, type,
                            text_of(name));
}

static void
ask_many(struct setup *setup, unsigned count)
{
    unsigned i;

    for (i = 0; i < count; i++) {
        setup->asked[i] = ask(setup, SPFEVAL_RRTYPE_A, setup->names[i]);
    }
}

/* How many of them are found again, by question and by id. */
static unsigned
count_found(const struct setup *setup, unsigned count)
{
    unsigned found = 0;
    unsigned i;

    for (i = 0; i < count; i++) {
        struct spfe_lookup *lookup = setup->asked[i];
        char name[sizeof(setup->names[i])];

        (void)snprintf(name, sizeof(name), "N%u.Test", i);
        if (lookup != NULL &&
            spfe_lookups_find(&setup->lookups, SPFEVAL_RRTYPE_A,
                              text_of(name)) == lookup &&
            spfe_lookups_find_open(&setup->lookups, lookup->query.id) ==
                lookup) {
            found++;
        }
    }
    return found;
}

/* --- finding ------------------------------------------------------------- */

static void
test_many_are_each_found_whatever_their_number(void)
{
    unsigned count;

    for (count = FEW - 2; count <= MANY; count += count < 70 ? 1 : 93) {
        struct setup setup;

        set_up(&setup);
        ask_many(&setup, count);
        CHECK_INT(setup.lookups.count, count);
        CHECK_INT(count_found(&setup, count), count);
        tear_down(&setup);
    }
}

static void
test_same_question_of_many_is_asked_once(void)
{
    struct setup setup;
    unsigned same = 0;
    unsigned i;

    set_up(&setup);
    ask_many(&setup, MANY);
    for (i = 0; i < MANY; i++) {
        same += ask(&setup, SPFEVAL_RRTYPE_A, setup.names[i]) == setup.asked[i]
                    ? 1
                    : 0;
    }
    CHECK_INT(same, MANY);
    CHECK_INT(setup.lookups.count, MANY);
    CHECK(spfe_lookups_find(&setup.lookups, SPFEVAL_RRTYPE_AAAA,
                            text_of("n7.test")) == NULL);
    CHECK(spfe_lookups_find(&setup.lookups, SPFEVAL_RRTYPE_A,
                            text_of("n1000.test")) == NULL);
    tear_down(&setup);
}

/* The hash is that of the name: these all begin at the same place. */
static void
test_questions_with_one_hash_are_told_apart(void)
{
    struct setup setup;
    unsigned found = 0;
    unsigned i;

    set_up(&setup);
    for (i = 0; i < MANY; i++) {
        setup.asked[i] = ask(&setup, (uint16_t)(i + 1), "one.test");
    }
    for (i = 0; i < MANY; i++) {
        found += ask(&setup, (uint16_t)(i + 1), "ONE.test") == setup.asked[i]
                     ? 1
                     : 0;
    }
    CHECK_INT(found, MANY);
    CHECK_INT(setup.lookups.count, MANY);
    tear_down(&setup);
}

static void
test_order_of_many_stays(void)
{
    struct setup setup;
    struct spfe_lookup *lookup;
    unsigned i = 0;

    set_up(&setup);
    ask_many(&setup, MANY);
    for (lookup = setup.lookups.first; lookup != NULL; lookup = lookup->next) {
        CHECK(i < MANY && lookup == setup.asked[i]);
        CHECK(spfe_lookups_take(&setup.lookups) == lookup);
        i++;
    }
    CHECK_INT(i, MANY);
    CHECK(spfe_lookups_take(&setup.lookups) == NULL);
    tear_down(&setup);
}

/* There is an answer that cannot be used: the question is asked again. */
static void
test_dropped_one_of_many_is_asked_again(void)
{
    struct setup setup;
    struct spfe_lookup *again;

    set_up(&setup);
    ask_many(&setup, MANY);
    setup.asked[5]->dropped = true;
    CHECK(spfe_lookups_find(&setup.lookups, SPFEVAL_RRTYPE_A,
                            text_of("n5.test")) == NULL);
    again = ask(&setup, SPFEVAL_RRTYPE_A, setup.names[5]);
    CHECK(again != NULL && again != setup.asked[5]);
    CHECK(ask(&setup, SPFEVAL_RRTYPE_A, setup.names[6]) == setup.asked[6]);
    CHECK(ask(&setup, SPFEVAL_RRTYPE_A, setup.names[5]) == again);
    tear_down(&setup);
}

/* --- ids ----------------------------------------------------------------- */

static void
test_id_of_another_check_finds_none_of_many(void)
{
    struct setup setup;
    uint32_t old[2];
    uint32_t number;
    unsigned found = 0;

    set_up(&setup);
    ask_many(&setup, MANY);
    old[0] = setup.asked[0]->query.id;
    old[1] = setup.asked[MANY - 1]->query.id;
    spfe_lookups_reset(&setup.lookups);
    spfe_arena_reset(&setup.arena);
    ask_many(&setup, MANY);
    CHECK(spfe_lookups_find_open(&setup.lookups, old[0]) == NULL);
    CHECK(spfe_lookups_find_open(&setup.lookups, old[1]) == NULL);
    for (number = 0; number <= UINT16_MAX; number++) {
        uint32_t id = (uint32_t)setup.lookups.generation << 16 | number;

        found += spfe_lookups_find_open(&setup.lookups, id) != NULL ? 1 : 0;
    }
    CHECK_INT(found, MANY);
    tear_down(&setup);
}

static void
test_answered_ones_of_many_are_not_open(void)
{
    struct setup setup;
    unsigned i;

    set_up(&setup);
    ask_many(&setup, MANY);
    for (i = MANY; i-- > 0;) {
        uint32_t id = setup.asked[i]->query.id;

        CHECK(spfe_lookups_find_open(&setup.lookups, id) == setup.asked[i]);
        setup.asked[i]->answered = true;
        CHECK(spfe_lookups_find_open(&setup.lookups, id) == NULL);
    }
    tear_down(&setup);
}

/* --- memory -------------------------------------------------------------- */

/* Asking ahead must not change how evaluation ends, so an index is free. */
static void
test_each_question_counts_as_much(void)
{
    struct setup setup;

    set_up(&setup);
    ask_many(&setup, MANY);
    CHECK_INT(setup.arena.used, MANY * sizeof(struct spfe_lookup));
    CHECK_INT(setup.arena.max, ROOM);
    tear_down(&setup);
}

/* And it takes less than they do. */
static void
test_memory_is_bounded_by_what_counts(void)
{
    struct setup setup;

    set_up(&setup);
    ask_many(&setup, MANY);
    CHECK(setup.memory.peak_bytes < 3 * setup.arena.used / 2);
    tear_down(&setup);
}

static void
test_bound_of_memory_is_no_error_before_it_is_reached(void)
{
    struct setup setup;

    set_up(&setup);
    setup.arena.max = 100 * sizeof(struct spfe_lookup);
    ask_many(&setup, 101);
    CHECK(setup.asked[100] == NULL);
    CHECK_INT(setup.arena.status, SPFEVAL_ERR_LIMIT);
    CHECK_INT(setup.lookups.count, 100);
    CHECK_INT(count_found(&setup, 100), 100);
    tear_down(&setup);
}

/* What was asked is found; how many, and whether an allocation failed. */
static bool
try_memory(uint64_t number,
           void (*fail)(struct count_alloc *memory, uint64_t number),
           unsigned *asked)
{
    struct setup setup;
    bool failed;
    unsigned i;

    set_up(&setup);
    fail(&setup.memory, number);
    ask_many(&setup, MANY);
    failed = setup.memory.failures > 0;
    *asked = 0;
    for (i = 0; i < MANY; i++) {
        *asked += setup.asked[i] != NULL ? 1 : 0;
    }
    CHECK_INT(setup.lookups.count, *asked);
    CHECK_INT(count_found(&setup, MANY), *asked);
    tear_down(&setup);
    return failed;
}

static void
test_without_memory_for_an_index_they_are_found(void)
{
    uint64_t number = 1;
    unsigned asked;

    while (try_memory(number, count_alloc_fail_at, &asked)) {
        CHECK(asked >= MANY - 1);
        number++;
    }
    CHECK_INT(asked, MANY);
    while (--number > 0) {
        CHECK(try_memory(number, count_alloc_fail_from, &asked));
        CHECK(asked < MANY);
    }
}

static void
test_lack_of_memory_for_an_index_leaves_no_status(void)
{
    struct setup setup;

    set_up(&setup);
    setup.arena.max = (FEW + 1) * sizeof(struct spfe_lookup);
    ask_many(&setup, FEW + 1);
    CHECK(setup.asked[FEW] != NULL);
    CHECK_INT(setup.arena.status, SPFEVAL_OK);
    CHECK_INT(count_found(&setup, FEW + 1), FEW + 1);
    tear_down(&setup);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"many are each found, whatever their number",
         test_many_are_each_found_whatever_their_number},
        {"the same question of many is asked once",
         test_same_question_of_many_is_asked_once},
        {"questions with one hash are told apart",
         test_questions_with_one_hash_are_told_apart},
        {"the order of many stays", test_order_of_many_stays},
        {"a dropped one of many is asked again",
         test_dropped_one_of_many_is_asked_again},
        {"the id of another check finds none of many",
         test_id_of_another_check_finds_none_of_many},
        {"answered ones of many are not open",
         test_answered_ones_of_many_are_not_open},
        {"each question counts as much", test_each_question_counts_as_much},
        {"memory is bounded by what counts",
         test_memory_is_bounded_by_what_counts},
        {"the bound of memory is no error before it is reached",
         test_bound_of_memory_is_no_error_before_it_is_reached},
        {"without memory for an index they are found",
         test_without_memory_for_an_index_they_are_found},
        {"a lack of memory for an index leaves no status",
         test_lack_of_memory_for_an_index_leaves_no_status},
    };

    return tap_run("rule/lookup_index", tests, TAP_COUNT(tests));
}
