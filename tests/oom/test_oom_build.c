/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Records in the making, and merged ones, whose Nth allocation fails, once or
 * with all that follow, for all N: reported, nothing kept, nothing changed,
 * and the call can be repeated.
 */
#include <string.h>

#include <spfeval/build.h>
#include <spfeval/status.h>

#include "support/count_alloc.h"
#include "support/tap.h"

enum { MOST_ALLOCATIONS = 200, ROOM = 512 };

static const char built[] =
    "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::1 a:b.example mx "
    "exp=e.example redirect=r.example";

/* Make what is above, each step again until it works. */
static unsigned
make(struct count_alloc *memory)
{
    static const char *const senders[] = {
        "mx", "192.0.2.1", "2001:db8::1", "b.example", "MX", "192.0.2.0/24"};
    spfeval_build *build = NULL;
    unsigned failed = 0;
    char room[ROOM];
    size_t needed = 0;
    size_t i;

    while (spfeval_build_new(&memory->table, &build) == SPFEVAL_ERR_NOMEM &&
           failed++ < 1) {
        count_alloc_fail_at(memory, 0);
    }
    for (i = 0; i < TAP_COUNT(senders) + 2; i++) {
        int status;

        if (i < TAP_COUNT(senders)) {
            status = spfeval_build_add_sender(build, senders[i],
                                              strlen(senders[i]));
        } else if (i == TAP_COUNT(senders)) {
            status = spfeval_build_set_exp(build, "E.example", 9);
        } else {
            status = spfeval_build_set_redirect(build, "R.example", 9);
        }
        if (status != SPFEVAL_OK && CHECK_INT(status, SPFEVAL_ERR_NOMEM) &&
            failed++ < 1) {
            count_alloc_fail_at(memory, 0);
            i--;
        }
    }
    CHECK_INT(spfeval_build_print(build, room, sizeof(room), &needed),
              SPFEVAL_OK);
    CHECK_STR(room, needed - 1, built);
    spfeval_build_free(build);
    return failed;
}

static void
test_build_reports_each_lack_of_memory(void)
{
    struct count_alloc memory;
    uint64_t most;
    uint64_t number;

    count_alloc_init(&memory);
    CHECK_INT(make(&memory), 0);
    CHECK(count_alloc_is_clean(&memory));
    most = memory.calls;
    CHECK(most > 10 && most < MOST_ALLOCATIONS);
    for (number = 1; number <= 2 * most; number++) {
        uint64_t nth = (number + 1) / 2;

        count_alloc_init(&memory);
        if (number % 2 == 0) {
            count_alloc_fail_from(&memory, nth);
        } else {
            count_alloc_fail_at(&memory, nth);
        }
        CHECK_INT(make(&memory), 1);
        CHECK(count_alloc_is_clean(&memory));
        count_alloc_clear(&memory);
    }
}

static int
merge(struct count_alloc *memory, char *room, size_t *needed)
{
    static const char first[] = "v=spf1 a mx moo=x -all";
    static const char second[] = "v=spf1 A ip4:192.0.2.1 exp=e.example ~all";

    return spfeval_merge_print(&memory->table, first, strlen(first), second,
                               strlen(second), SPFEVAL_MERGE_WEAKER, room,
                               ROOM, needed);
}

static void
test_merge_reports_each_lack_of_memory(void)
{
    struct count_alloc memory;
    char room[ROOM];
    size_t needed = 0;
    uint64_t most;
    uint64_t number;

    count_alloc_init(&memory);
    CHECK_INT(merge(&memory, room, &needed), SPFEVAL_OK);
    CHECK_STR(room, needed - 1,
              "v=spf1 a mx ip4:192.0.2.1 ~all moo=x exp=e.example");
    CHECK(count_alloc_is_clean(&memory));
    most = memory.calls;
    CHECK(most > 0 && most < MOST_ALLOCATIONS);
    for (number = 1; number <= most; number++) {
        count_alloc_init(&memory);
        count_alloc_fail_at(&memory, number);
        CHECK_INT(merge(&memory, room, &needed), SPFEVAL_ERR_NOMEM);
        CHECK(count_alloc_is_clean(&memory));
        CHECK_INT(merge(&memory, room, &needed), SPFEVAL_OK);
        CHECK(count_alloc_is_clean(&memory));
        count_alloc_clear(&memory);
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a build reports each lack of memory",
         test_build_reports_each_lack_of_memory},
        {"a merge reports each lack of memory",
         test_merge_reports_each_lack_of_memory},
    };

    return tap_run("oom/build", tests, TAP_COUNT(tests));
}
