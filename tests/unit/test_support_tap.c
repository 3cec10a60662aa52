/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The tools of the tests themselves: a check that cannot fail, or an allocator
 * that cannot count, would make every other test worthless.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "support/count_alloc.h"
#include "support/tap.h"

static void
test_checks_accept_what_is_equal(void)
{
    CHECK(true);
    CHECK_INT(-7, -7);
    CHECK_STR("abc", 3, "abc");
    CHECK_STR("abcdef", 3, "abc");
    CHECK_STR(NULL, 0, NULL);
    CHECK_BYTES("a\0b", 3, "a\0b", 3);
}

static void
test_allocator_counts_calls_blocks_and_octets(void)
{
    struct count_alloc memory;
    char *first;
    char *second;

    count_alloc_init(&memory);
    first = memory.table.allocate(&memory, 10);
    second = memory.table.allocate(&memory, 20);
    CHECK_INT(memory.calls, 2);
    CHECK_INT(memory.live_blocks, 2);
    CHECK_INT(memory.live_bytes, 30);
    CHECK_INT((uintptr_t)first % sizeof(max_align_t) % 16, 0);
    memory.table.release(&memory, first);
    memory.table.release(&memory, second);
    CHECK_INT(memory.live_bytes, 0);
    CHECK_INT(memory.peak_bytes, 30);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_allocator_fails_the_call_that_was_named(void)
{
    struct count_alloc memory;
    unsigned round;

    count_alloc_init(&memory);
    count_alloc_fail_at(&memory, 2);
    for (round = 1; round <= 3; round++) {
        void *block = memory.table.allocate(&memory, 1);

        CHECK_INT(block == NULL, round == 2);
        if (block != NULL) {
            memory.table.release(&memory, block);
        }
    }
    CHECK_INT(memory.failures, 1);
    count_alloc_fail_from(&memory, 1);
    CHECK(memory.table.allocate(&memory, 1) == NULL);
    CHECK(memory.table.allocate(&memory, 1) == NULL);
    count_alloc_fail_at(&memory, 0);
    CHECK_INT(memory.failures, 3);
    CHECK(count_alloc_is_clean(&memory));
}

static void
test_allocator_sees_wrong_releases_and_overruns(void)
{
    struct count_alloc memory;
    char outside = 0;
    char *block;

    count_alloc_init(&memory);
    memory.table.release(&memory, &outside);
    CHECK_INT(memory.bad_releases, 1);
    block = memory.table.allocate(&memory, 4);
    if (!CHECK(block != NULL)) {
        return;
    }
    block[4] = 'x';
    memory.table.release(&memory, block);
    CHECK_INT(memory.overruns, 1);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"checks accept what is equal", test_checks_accept_what_is_equal},
        {"the allocator counts calls, blocks and octets",
         test_allocator_counts_calls_blocks_and_octets},
        {"the allocator fails the call that was named",
         test_allocator_fails_the_call_that_was_named},
        {"the allocator sees wrong releases and overruns",
         test_allocator_sees_wrong_releases_and_overruns},
    };

    return tap_run("support/tap", tests, TAP_COUNT(tests));
}
