/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Each public function while there is no memory: at each allocation that it
 * makes, once or from there on. What it does then is what its row says.
 *
 *     test_oom_calls --names
 *
 * prints each function with what it does (tests/oom/calls.test).
 */
#include <stdio.h>
#include <string.h>

#include "oom/call_scene.h"
#include "support/tap.h"

enum { MOST_ALLOCATIONS = 2000, REPETITIONS = 3 };

static void
run_short(struct call_scene *scene, uint64_t number, bool stays)
{
    if (stays) {
        count_alloc_fail_from(&scene->memory, number);
    } else {
        count_alloc_fail_at(&scene->memory, number);
    }
}

/*
 * A call that fails again and again holds no more memory each time; and when
 * there is memory again it does its work.
 */
static void
expect_repeatable(struct call_scene *scene, const struct call_row *row,
                  uint64_t number)
{
    size_t held = scene->memory.live_bytes;
    int i;

    for (i = 0; i < REPETITIONS; i++) {
        /* What it holds since may be what it lacked. */
        count_alloc_fail_from(&scene->memory, number > 1 ? number - 1 : 1);
        if (row->call(scene) != SPFEVAL_ERR_NOMEM) {
            return;
        }
        count_alloc_fail_at(&scene->memory, 0);
        if (number == 1) {
            CHECK_INT(scene->memory.live_bytes, held);
        }
    }
    CHECK_INT(row->call(scene), SPFEVAL_OK);
}

/* False when that many allocations are not made. */
static bool
try_number(const struct call_row *row, uint64_t number, bool stays)
{
    struct call_scene scene;
    bool failed;
    int status;

    if (!call_scene_init(&scene)) {
        return false;
    }
    run_short(&scene, number, stays);
    status = row->call(&scene);
    failed = scene.memory.failures > 0;
    CHECK_INT(status, failed ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK);
    count_alloc_fail_at(&scene.memory, 0);
    if (failed && row->rule == CALL_REPEATS) {
        expect_repeatable(&scene, row, number);
    }
    if (failed && row->rule == CALL_ENDS) {
        (void)row->call(&scene); /* whatever it says, it does no harm */
    }
    call_scene_clear(&scene);
    return failed;
}

static void
try_quiet(const struct call_row *row)
{
    struct call_scene scene;
    uint64_t before;

    if (!call_scene_init(&scene)) {
        return;
    }
    before = scene.memory.calls;
    count_alloc_fail_from(&scene.memory, 1);
    CHECK_INT(row->call(&scene), SPFEVAL_OK);
    CHECK_INT(scene.memory.calls, before);
    count_alloc_fail_at(&scene.memory, 0);
    call_scene_clear(&scene);
}

static void
try_row(const struct call_row *row)
{
    int stays;

    for (stays = 0; stays <= 1; stays++) {
        uint64_t number = 1;

        while (number < MOST_ALLOCATIONS &&
               try_number(row, number, stays != 0)) {
            number++;
        }
        /* A row that never fails is none. */
        CHECK(number > 1 && number < MOST_ALLOCATIONS);
    }
}

static void
try_table(const struct call_table *table)
{
    size_t i;

    for (i = 0; i < table->count; i++) {
        const struct call_row *row = &table->rows[i];

        tap_row(row->names);
        if (row->rule == CALL_QUIET) {
            try_quiet(row);
        } else if (row->rule != CALL_ELSEWHERE) {
            try_row(row);
        }
    }
}

static void
test_answers_zones_caches_and_options(void)
{
    try_table(&call_dns_rows);
}

static void
test_checks_and_sessions(void)
{
    try_table(&call_check_rows);
}

static void
test_records_and_policies(void)
{
    try_table(&call_policy_rows);
}

static void
test_what_takes_no_memory(void)
{
    try_table(&call_outcome_rows);
    try_table(&call_reader_rows);
}

/* "name", "name quiet" or "name file", one a line. */
static void
print_names(const struct call_table *table)
{
    size_t i;

    for (i = 0; i < table->count; i++) {
        const struct call_row *row = &table->rows[i];
        const char *at = row->names;

        while (*at != '\0') {
            int len = (int)strcspn(at, " ");

            printf("%.*s %s\n", len, at,
                   row->rule == CALL_QUIET ? "quiet"
                   : row->file != NULL     ? row->file
                                           : "fails");
            at += len;
            at += strspn(at, " ");
        }
    }
}

int
main(int argc, char **argv)
{
    static const struct tap_test tests[] = {
        {"answers, zones, caches and options",
         test_answers_zones_caches_and_options},
        {"checks and sessions", test_checks_and_sessions},
        {"records and policies", test_records_and_policies},
        {"what takes no memory", test_what_takes_no_memory},
    };

    if (argc > 1 && strcmp(argv[1], "--names") == 0) {
        print_names(&call_dns_rows);
        print_names(&call_check_rows);
        print_names(&call_policy_rows);
        print_names(&call_outcome_rows);
        print_names(&call_reader_rows);
        return 0;
    }
    return tap_run("oom/calls", tests, TAP_COUNT(tests));
}
