/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The memory of a check: pieces that do not touch, a bound that holds, and
 * blocks that are kept for the next check but not for ever.
 */
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#include <spfeval/status.h>

#include "support/count_alloc.h"
#include "support/tap.h"

enum {
    PLENTY = 1 << 20, /* a bound that the test does not meet */
    KEPT = 16384      /* what may stay after a reset */
};

struct fixture {
    struct count_alloc memory;
    struct spfe_mem mem;
    struct spfe_arena arena;
    max_align_t first[8];
};

static void
set_up(struct fixture *fixture, size_t max, size_t first_size)
{
    count_alloc_init(&fixture->memory);
    CHECK_INT(spfe_mem_init(&fixture->mem, &fixture->memory.table),
              SPFEVAL_OK);
    spfe_arena_init(&fixture->arena, &fixture->mem, max,
                    first_size > 0 ? fixture->first : NULL, first_size);
}

static void
tear_down(struct fixture *fixture)
{
    spfe_arena_clear(&fixture->arena);
    CHECK(count_alloc_is_clean(&fixture->memory));
    count_alloc_clear(&fixture->memory);
}

static bool
is_aligned(const void *memory)
{
    return (uintptr_t)memory % sizeof(uint64_t) == 0 &&
           (uintptr_t)memory % sizeof(void *) == 0;
}

static void
test_arena_uses_the_room_of_its_owner_first(void)
{
    struct fixture fixture;
    char *first = (char *)fixture.first;

    set_up(&fixture, PLENTY, 64);
    CHECK(spfe_arena_alloc(&fixture.arena, 16) == first);
    CHECK(spfe_arena_octets(&fixture.arena, 48) == first + 16);
    CHECK_INT(fixture.memory.calls, 0);
    CHECK(spfe_arena_octets(&fixture.arena, 1) != NULL);
    CHECK_INT(fixture.memory.calls, 1);
    tear_down(&fixture);
}

static void
test_arena_without_a_room_takes_blocks(void)
{
    struct fixture fixture;
    char *memory;

    set_up(&fixture, PLENTY, 0);
    CHECK_INT(fixture.memory.calls, 0);
    memory = spfe_arena_alloc(&fixture.arena, 24);
    if (CHECK(memory != NULL)) {
        CHECK(is_aligned(memory));
        memset(memory, 'x', 24);
    }
    CHECK_INT(fixture.memory.calls, 1);
    tear_down(&fixture);
}

static void
test_arena_aligns_structs_and_not_octets(void)
{
    struct fixture fixture;
    size_t size;

    set_up(&fixture, PLENTY, sizeof(fixture.first));
    for (size = 1; size <= 40; size++) {
        char *octets = spfe_arena_octets(&fixture.arena, size);
        char *next = spfe_arena_octets(&fixture.arena, 1);
        size_t room = 0;

        CHECK(next == octets + size || fixture.memory.calls > 0);
        CHECK(is_aligned(spfe_arena_alloc(&fixture.arena, size)));
        CHECK(spfe_arena_octets(&fixture.arena, 3) != NULL);
        CHECK(is_aligned(spfe_arena_room(&fixture.arena, size, &room)));
    }
    tear_down(&fixture);
}

/* Many pieces of different sizes and kinds, each filled with its number. */
static void
test_arena_pieces_keep_their_content(void)
{
    enum { PIECES = 200 };
    struct fixture fixture;
    unsigned char *pieces[PIECES];
    size_t sizes[PIECES];
    size_t i;
    size_t at;
    size_t total = 0;

    set_up(&fixture, PLENTY, sizeof(fixture.first));
    for (i = 0; i < PIECES; i++) {
        sizes[i] = i % 20 == 19 ? 200 * i : 1 + i * 7 % 61;
        pieces[i] =
            i % 2 == 0
                ? spfe_arena_alloc(&fixture.arena, sizes[i])
                : (unsigned char *)spfe_arena_octets(&fixture.arena, sizes[i]);
        if (!CHECK(pieces[i] != NULL)) {
            tear_down(&fixture);
            return;
        }
        memset(pieces[i], (int)i, sizes[i]);
        total += sizes[i];
    }
    for (i = 0; i < PIECES; i++) {
        for (at = 0; at < sizes[i] && pieces[i][at] == i; at++) {
        }
        CHECK_INT(at, sizes[i]);
    }
    CHECK(fixture.arena.used >= total);
    CHECK(fixture.arena.used <= total + PIECES * 7);
    tear_down(&fixture);
}

static void
test_arena_copies_octets_and_adds_a_nul(void)
{
    struct fixture fixture;
    char *copy;

    set_up(&fixture, PLENTY, 64);
    copy = spfe_arena_copy(&fixture.arena, "a\0\x80\xffz", 4);
    CHECK_BYTES(copy, 5, "a\0\x80\xff\0", 5);
    CHECK_INT(fixture.arena.used, 5);
    copy = spfe_arena_copy(&fixture.arena, NULL, 0);
    CHECK_BYTES(copy, 1, "", 1);
    CHECK_INT(fixture.arena.used, 6);
    tear_down(&fixture);
}

static void
test_arena_gives_max_octets_and_not_one_more(void)
{
    struct fixture fixture;

    set_up(&fixture, 5000, 64);
    CHECK(spfe_arena_octets(&fixture.arena, 5001) == NULL);
    CHECK_INT(fixture.arena.status, SPFEVAL_ERR_LIMIT);
    CHECK_INT(fixture.arena.used, 0);
    CHECK_INT(fixture.memory.calls, 0);
    CHECK(spfe_arena_octets(&fixture.arena, 40) != NULL);
    CHECK(spfe_arena_alloc(&fixture.arena, 4960) != NULL);
    CHECK_INT(fixture.arena.used, 5000);
    CHECK(spfe_arena_octets(&fixture.arena, 1) == NULL);
    CHECK(spfe_arena_alloc(&fixture.arena, 1) == NULL);
    CHECK(spfe_arena_copy(&fixture.arena, "", 0) == NULL);
    CHECK_INT(fixture.arena.status, SPFEVAL_ERR_LIMIT);
    CHECK_INT(fixture.arena.used, 5000);
    tear_down(&fixture);
}

static void
test_arena_refuses_sizes_that_wrap_around(void)
{
    struct fixture fixture;
    size_t room = 77;

    set_up(&fixture, PLENTY, 64);
    CHECK(spfe_arena_octets(&fixture.arena, 1) != NULL);
    CHECK(spfe_arena_alloc(&fixture.arena, SIZE_MAX) == NULL);
    CHECK_INT(fixture.arena.status, SPFEVAL_ERR_LIMIT);
    CHECK(spfe_arena_alloc(&fixture.arena, SIZE_MAX - 8) == NULL);
    CHECK(spfe_arena_octets(&fixture.arena, SIZE_MAX) == NULL);
    CHECK(spfe_arena_room(&fixture.arena, SIZE_MAX, &room) == NULL);
    CHECK(spfe_arena_room(&fixture.arena, SIZE_MAX - 8, &room) == NULL);
    CHECK_INT(room, 77);
    CHECK_INT(fixture.arena.used, 1);
    CHECK_INT(fixture.memory.calls, 0);
    tear_down(&fixture);
}

static void
test_arena_without_a_bound_refuses_sizes_that_wrap_around(void)
{
    struct fixture fixture;

    /* The block's own header must not make a tiny block of a huge one. */
    set_up(&fixture, SIZE_MAX, 0);
    CHECK(spfe_arena_alloc(&fixture.arena, SIZE_MAX) == NULL);
    CHECK(spfe_arena_alloc(&fixture.arena, SIZE_MAX - 8) == NULL);
    CHECK(spfe_arena_octets(&fixture.arena, SIZE_MAX - 1) == NULL);
    tear_down(&fixture);
}

static void
test_arena_room_counts_only_when_taken(void)
{
    struct fixture fixture;
    size_t room = 0;
    char *memory;

    set_up(&fixture, PLENTY, 64);
    memory = spfe_arena_room(&fixture.arena, 10, &room);
    CHECK(memory == (char *)fixture.first);
    CHECK_INT(room, 64);
    CHECK_INT(fixture.arena.used, 0);
    CHECK(spfe_arena_room(&fixture.arena, 64, &room) == memory);
    spfe_arena_take(&fixture.arena, 10);
    CHECK_INT(fixture.arena.used, 10);
    CHECK(spfe_arena_octets(&fixture.arena, 1) == memory + 10);
    CHECK_INT(fixture.memory.calls, 0);
    tear_down(&fixture);
}

static void
test_arena_room_has_at_least_what_was_asked_for(void)
{
    static const size_t sizes[] = {1, 63, 64, 65, 4000, 4096, 5000, 20000};
    size_t i;

    for (i = 0; i < TAP_COUNT(sizes); i++) {
        struct fixture fixture;
        size_t room = 0;
        char *memory;

        set_up(&fixture, PLENTY, 64);
        memory = spfe_arena_room(&fixture.arena, sizes[i], &room);
        if (CHECK(memory != NULL) && CHECK(room >= sizes[i])) {
            memset(memory, 'x', room);
            spfe_arena_take(&fixture.arena, room);
        }
        CHECK(spfe_arena_octets(&fixture.arena, 1) != memory);
        tear_down(&fixture);
    }
}

static void
test_arena_room_ends_at_the_bound(void)
{
    struct fixture fixture;
    size_t room = 0;
    char *memory;

    set_up(&fixture, 40, 64);
    CHECK(spfe_arena_octets(&fixture.arena, 8) != NULL);
    memory = spfe_arena_room(&fixture.arena, 5, &room);
    CHECK(memory != NULL);
    CHECK_INT(room, 32);
    CHECK(spfe_arena_room(&fixture.arena, 32, &room) == memory);
    CHECK(spfe_arena_room(&fixture.arena, 33, &room) == NULL);
    CHECK_INT(fixture.arena.status, SPFEVAL_ERR_LIMIT);
    tear_down(&fixture);
}

/* What an ordinary check does: some texts, some structs. */
static bool
fill(struct spfe_arena *arena)
{
    unsigned i;

    for (i = 0; i < 60; i++) {
        if (spfe_arena_alloc(arena, 120) == NULL ||
            spfe_arena_copy(arena, "v=spf1 -all", 11) == NULL) {
            return false;
        }
    }
    return true;
}

static void
test_arena_second_use_allocates_nothing(void)
{
    struct fixture fixture;
    uint64_t calls;
    unsigned round;

    set_up(&fixture, PLENTY, 64);
    CHECK(fill(&fixture.arena));
    calls = fixture.memory.calls;
    CHECK(calls >= 2);
    for (round = 0; round < 3; round++) {
        spfe_arena_reset(&fixture.arena);
        CHECK_INT(fixture.arena.used, 0);
        CHECK(fill(&fixture.arena));
        CHECK_INT(fixture.memory.calls, calls);
    }
    spfe_arena_reset(&fixture.arena);
    CHECK(spfe_arena_octets(&fixture.arena, 1) == (char *)fixture.first);
    tear_down(&fixture);
}

static void
test_arena_reset_gives_back_what_is_huge(void)
{
    struct fixture fixture;

    set_up(&fixture, PLENTY, 64);
    CHECK(spfe_arena_octets(&fixture.arena, 2000) != NULL);
    CHECK(spfe_arena_octets(&fixture.arena, 100000) != NULL);
    CHECK(fill(&fixture.arena));
    spfe_arena_reset(&fixture.arena);
    CHECK(fixture.memory.live_bytes > 0);
    CHECK(fixture.memory.live_bytes <= KEPT + 1024);
    CHECK(fill(&fixture.arena));
    tear_down(&fixture);
}

static void
test_arena_reset_keeps_no_more_than_a_few_blocks(void)
{
    struct fixture fixture;
    unsigned i;

    set_up(&fixture, PLENTY, 0);
    for (i = 0; i < 100; i++) {
        CHECK(spfe_arena_octets(&fixture.arena, 1000) != NULL);
    }
    CHECK(fixture.memory.live_bytes >= 100000);
    spfe_arena_reset(&fixture.arena);
    CHECK(fixture.memory.live_bytes > KEPT / 2);
    CHECK(fixture.memory.live_bytes <= KEPT + 1024);
    tear_down(&fixture);
}

static void
test_arena_kept_blocks_serve_larger_pieces_too(void)
{
    struct fixture fixture;
    unsigned char *large;
    unsigned char *small;

    set_up(&fixture, PLENTY, 0);
    CHECK(fill(&fixture.arena));
    spfe_arena_reset(&fixture.arena);
    small = spfe_arena_alloc(&fixture.arena, 8);
    large = spfe_arena_alloc(&fixture.arena, 9000); /* no kept block fits */
    if (CHECK(small != NULL) && CHECK(large != NULL)) {
        memset(small, 1, 8);
        memset(large, 2, 9000);
        CHECK(fill(&fixture.arena));
        CHECK_INT(small[7], 1);
    }
    tear_down(&fixture);
}

static void
test_arena_clear_releases_all_and_stays_usable(void)
{
    struct fixture fixture;
    unsigned round;

    set_up(&fixture, PLENTY, 64);
    for (round = 0; round < 2; round++) {
        CHECK(fill(&fixture.arena));
        spfe_arena_clear(&fixture.arena);
        CHECK_INT(fixture.memory.live_blocks, 0);
        CHECK_INT(fixture.arena.used, 0);
    }
    CHECK(spfe_arena_octets(&fixture.arena, 1) == (char *)fixture.first);
    spfe_arena_clear(&fixture.arena);
    spfe_arena_clear(&fixture.arena);
    tear_down(&fixture);
}

static void
test_arena_says_when_memory_is_out_and_recovers(void)
{
    struct fixture fixture;
    size_t room = 77;
    size_t used;

    set_up(&fixture, PLENTY, 64);
    CHECK(spfe_arena_octets(&fixture.arena, 60) != NULL);
    used = fixture.arena.used;
    count_alloc_fail_from(&fixture.memory, 1);
    CHECK(spfe_arena_alloc(&fixture.arena, 8) == NULL);
    CHECK_INT(fixture.arena.status, SPFEVAL_ERR_NOMEM);
    CHECK(spfe_arena_octets(&fixture.arena, 5) == NULL);
    CHECK(spfe_arena_copy(&fixture.arena, "abcd", 4) == NULL);
    CHECK(spfe_arena_room(&fixture.arena, 8, &room) == NULL);
    CHECK_INT(room, 77);
    CHECK_INT(fixture.arena.used, used);
    CHECK(spfe_arena_octets(&fixture.arena, 4) != NULL); /* the last room */
    count_alloc_fail_at(&fixture.memory, 0);
    CHECK(spfe_arena_alloc(&fixture.arena, 8) != NULL);
    spfe_arena_reset(&fixture.arena);
    CHECK_INT(fixture.arena.status, SPFEVAL_OK);
    tear_down(&fixture);
}

static void
test_arena_any_allocation_may_fail(void)
{
    struct fixture fixture;
    uint64_t number = 0;
    bool done = false;

    while (!done && number < 10) {
        number++;
        set_up(&fixture, PLENTY, 64);
        count_alloc_fail_at(&fixture.memory, number);
        done = fill(&fixture.arena);
        CHECK_INT(fixture.arena.status, done ? SPFEVAL_OK : SPFEVAL_ERR_NOMEM);
        CHECK_INT(fixture.memory.failures, done ? 0 : 1);
        CHECK(fill(&fixture.arena) || done);
        tear_down(&fixture);
    }
    CHECK(done);
    CHECK(number > 2);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the room of the owner is used first",
         test_arena_uses_the_room_of_its_owner_first},
        {"without such a room blocks are taken",
         test_arena_without_a_room_takes_blocks},
        {"structs are aligned, octets are not",
         test_arena_aligns_structs_and_not_octets},
        {"pieces do not touch each other",
         test_arena_pieces_keep_their_content},
        {"a copy has its octets and a NUL",
         test_arena_copies_octets_and_adds_a_nul},
        {"max octets are given out and not one more",
         test_arena_gives_max_octets_and_not_one_more},
        {"sizes that wrap around are refused",
         test_arena_refuses_sizes_that_wrap_around},
        {"room counts only when it is taken",
         test_arena_room_counts_only_when_taken},
        {"room has at least what was asked for",
         test_arena_room_has_at_least_what_was_asked_for},
        {"room ends at the bound", test_arena_room_ends_at_the_bound},
        {"the second use allocates nothing",
         test_arena_second_use_allocates_nothing},
        {"a reset gives back what is huge",
         test_arena_reset_gives_back_what_is_huge},
        {"a reset keeps no more than a few blocks",
         test_arena_reset_keeps_no_more_than_a_few_blocks},
        {"larger pieces find their place among kept blocks",
         test_arena_kept_blocks_serve_larger_pieces_too},
        {"a clear releases all, and the arena stays usable",
         test_arena_clear_releases_all_and_stays_usable},
        {"it says when memory is out, and recovers",
         test_arena_says_when_memory_is_out_and_recovers},
        {"any allocation may fail", test_arena_any_allocation_may_fail},
        {"without a bound too, sizes that wrap around are refused",
         test_arena_without_a_bound_refuses_sizes_that_wrap_around},
    };

    return tap_run("base/arena", tests, TAP_COUNT(tests));
}
