/* SPDX-License-Identifier: BSD-2-Clause */
/* The list of events, which grows in blocks. */
#include <string.h>

#include <spfeval/status.h>

#include "base/arena.h"
#include "check/trace.h"
#include "support/count_alloc.h"
#include "support/tap.h"

struct setup {
    struct count_alloc memory;
    struct spfe_mem mem;
    struct spfe_arena arena;
    struct spfe_trace trace;
};

static void
set_up(struct setup *setup, size_t max)
{
    memset(setup, 0, sizeof(*setup));
    count_alloc_init(&setup->memory);
    CHECK_INT(spfe_mem_init(&setup->mem, &setup->memory.table), SPFEVAL_OK);
    spfe_arena_init(&setup->arena, &setup->mem, max, NULL, 0);
}

static void
tear_down(struct setup *setup)
{
    spfe_arena_clear(&setup->arena);
    CHECK(count_alloc_is_clean(&setup->memory));
}

static bool
add(struct setup *setup, uint32_t term)
{
    struct spfe_event *event = spfe_trace_add(&setup->trace, &setup->arena);

    if (event == NULL) {
        return false;
    }
    *event = (struct spfe_event){.term = term, .target = "x", .target_len = 1};
    return true;
}

static void
test_trace_without_events_has_none(void)
{
    struct spfe_trace trace = {.last = NULL};

    CHECK(spfe_trace_get(&trace, 0) == NULL);
    CHECK(spfe_trace_get(&trace, UINT32_MAX) == NULL);
}

static void
test_events_are_found_by_their_number_in_any_block(void)
{
    const uint32_t count = 1000; /* of eight blocks */
    struct setup setup;
    uint32_t i;

    set_up(&setup, 100000);
    for (i = 0; i < count; i++) {
        const struct spfe_event *event;

        CHECK(spfe_trace_get(&setup.trace, i) == NULL);
        CHECK(add(&setup, 1000 + i));
        CHECK_INT(setup.trace.count, i + 1);
        event = spfe_trace_get(&setup.trace, i);
        if (CHECK(event != NULL)) {
            CHECK_INT(event->term, 1000 + i);
        }
    }
    for (i = 0; i < count; i++) {
        const struct spfe_event *event = spfe_trace_get(&setup.trace, i);

        if (CHECK(event != NULL)) {
            CHECK_INT(event->term, 1000 + i);
        }
    }
    CHECK(spfe_trace_get(&setup.trace, count) == NULL);
    tear_down(&setup);
}

static void
test_events_stay_where_they_are(void)
{
    struct setup setup;
    struct spfe_event *first;
    int i;

    set_up(&setup, 100000);
    first = spfe_trace_add(&setup.trace, &setup.arena);
    if (!CHECK(first != NULL)) {
        return;
    }
    *first = (struct spfe_event){.term = 1, .verdict = SPFEVAL_VERDICT_MATCH};
    for (i = 0; i < 100; i++) {
        CHECK(add(&setup, 9));
    }
    CHECK(spfe_trace_get(&setup.trace, 0) == first);
    CHECK_INT(first->term, 1);
    CHECK_INT(first->verdict, SPFEVAL_VERDICT_MATCH);
    tear_down(&setup);
}

/* Whoever looks at all of them by number must not pass all blocks for each. */
static void
test_many_events_are_in_few_blocks(void)
{
    const struct spfe_trace_block *block;
    struct setup setup;
    uint32_t blocks = 0;
    uint32_t i;

    set_up(&setup, 1u << 22);
    for (i = 0; i < 20000; i++) {
        CHECK(add(&setup, i));
    }
    for (block = setup.trace.last; block != NULL; block = block->before) {
        blocks++;
    }
    CHECK(blocks <= 16);
    CHECK(setup.arena.used < 2 * 20000 * sizeof(struct spfe_event));
    tear_down(&setup);
}

static void
test_event_that_finds_no_memory_is_not_there(void)
{
    struct setup setup;
    uint32_t i = 0;

    set_up(&setup, 100000);
    count_alloc_fail_at(&setup.memory, 1);
    CHECK(!add(&setup, 1));
    CHECK_INT(setup.arena.status, SPFEVAL_ERR_NOMEM);
    CHECK_INT(setup.trace.count, 0);
    CHECK(spfe_trace_get(&setup.trace, 0) == NULL);
    CHECK(add(&setup, 2));
    CHECK_INT(setup.trace.count, 1);
    tear_down(&setup);

    /* Room for some blocks: the first event of one more does not fit. */
    set_up(&setup, 4096);
    while (setup.trace.count < 1000 && add(&setup, setup.trace.count)) {
        i = setup.trace.count;
    }
    CHECK(i > 1 && i < 1000);
    CHECK(!add(&setup, i));
    CHECK_INT(setup.arena.status, SPFEVAL_ERR_LIMIT);
    CHECK_INT(setup.trace.count, i);
    CHECK(spfe_trace_get(&setup.trace, i - 1) != NULL);
    CHECK(spfe_trace_get(&setup.trace, i) == NULL);
    tear_down(&setup);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a trace without events has none",
         test_trace_without_events_has_none},
        {"events are found by their number, in any block",
         test_events_are_found_by_their_number_in_any_block},
        {"many events are in few blocks", test_many_events_are_in_few_blocks},
        {"events stay where they are", test_events_stay_where_they_are},
        {"an event that finds no memory is not there",
         test_event_that_finds_no_memory_is_not_there},
    };

    return tap_run("check/trace", tests, TAP_COUNT(tests));
}
