/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How often a check on a handle that was used before asks for memory: a mail
 * server keeps its handles, and its checks must not depend on the heap.
 */
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/count_alloc.h"
#include "support/host.h"
#include "support/policies.h"
#include "support/tap.h"

enum {
    ROUNDS = 5,
    MOST_STEPPING = 0, /* allocations of one check */
    MOST_RUN = 0
};

/* The kinds of policy that ordinary mail meets. */
static const char *const ordinary[] = {
    "ip4 and ip6",
    "include tree with 9 lookups",
    "mx",
    "a",
    "exists with macros",
    "exp with macros, after redirect",
    "default explanation",
    "null reverse-path",
};

typedef int (*driver)(struct host *host, spfeval_check *check);

static int
run(struct host *host, spfeval_check *check)
{
    return spfeval_check_run(check, spfeval_zone_get_resolver(host->zone));
}

static int
step(struct host *host, spfeval_check *check)
{
    const spfeval_query *query;
    int status;

    while ((status = spfeval_check_step(check)) == SPFEVAL_STEP_QUERY) {
        while (spfeval_check_next_query(check, &query) == SPFEVAL_OK) {
            host_look_up(host, query);
            CHECK_INT(spfeval_check_answer(check, spfeval_query_get_id(query),
                                           host->answer),
                      SPFEVAL_OK);
        }
    }
    return status == SPFEVAL_STEP_DONE ? SPFEVAL_OK : status;
}

/* What one check allocates, from its inputs to its outcome. */
static uint64_t
count_allocations(struct host *host, const struct policy_case *row,
                  driver drive, spfeval_check *check)
{
    uint64_t before = host->memory.calls + host->outside.calls;
    const spfeval_outcome *outcome;

    spfeval_check_reset(check);
    CHECK_INT(policy_case_set_inputs(row, check), SPFEVAL_OK);
    CHECK_INT(drive(host, check), SPFEVAL_OK);
    outcome = spfeval_check_get_outcome(check);
    CHECK_INT(spfeval_outcome_get_result(outcome), row->result);
    CHECK_INT(spfeval_outcome_get_reason(outcome), row->reason);
    return host->memory.calls + host->outside.calls - before;
}

static const struct policy_case *
find_case(const char *name)
{
    size_t i;

    for (i = 0; i < policy_case_count; i++) {
        if (strcmp(policy_cases[i].name, name) == 0) {
            return &policy_cases[i];
        }
    }
    return NULL;
}

/* The same mail again and again, on a handle of its own. */
static void
try_same_mail(driver drive, uint64_t most)
{
    struct host host;
    size_t i;

    if (!host_init(&host, "")) {
        return;
    }
    for (i = 0; i < TAP_COUNT(ordinary); i++) {
        const struct policy_case *row = find_case(ordinary[i]);
        spfeval_check *check = host_make_check(&host);
        int round;

        tap_row(ordinary[i]);
        if (CHECK(row != NULL) && CHECK(check != NULL)) {
            (void)count_allocations(&host, row, drive, check);
            for (round = 1; round < ROUNDS; round++) {
                CHECK(count_allocations(&host, row, drive, check) <= most);
            }
        }
        spfeval_check_free(check);
    }
    tap_row(NULL);
    host_clear(&host);
}

/* All of them in turn, on one handle, which has seen each once. */
static void
try_mixed_mail(driver drive, uint64_t most)
{
    struct host host;
    spfeval_check *check;
    int round;
    size_t i;

    if (!host_init(&host, "")) {
        return;
    }
    check = host_make_check(&host);
    for (round = 0; round < ROUNDS && check != NULL; round++) {
        for (i = 0; i < policy_case_count; i++) {
            uint64_t count;

            if (policy_cases[i].is_long) {
                continue;
            }
            tap_row(policy_cases[i].name);
            count = count_allocations(&host, &policy_cases[i], drive, check);
            CHECK(round == 0 || count <= most);
        }
    }
    tap_row(NULL);
    spfeval_check_free(check);
    host_clear(&host);
}

static void
test_stepping_on_a_used_handle_allocates_nothing(void)
{
    try_same_mail(step, MOST_STEPPING);
    try_mixed_mail(step, MOST_STEPPING);
}

static void
test_run_on_a_used_handle_allocates_once_at_most(void)
{
    try_same_mail(run, MOST_RUN);
    try_mixed_mail(run, MOST_RUN);
}

/* arena.c: "One huge check must not leave its memory with the handle". */
static void
test_long_check_leaves_no_more_than_an_ordinary_one_needs(void)
{
    enum { MOST_KEPT = 20480 };
    struct host host;
    spfeval_check *check;
    size_t before;
    size_t i;

    if (!host_init(&host, "")) {
        return;
    }
    before = host.memory.live_bytes;
    check = host_make_check(&host);
    for (i = 0; i < policy_case_count; i++) {
        tap_row(policy_cases[i].name);
        (void)count_allocations(&host, &policy_cases[i], step, check);
        spfeval_check_reset(check);
        CHECK(host.memory.live_bytes - before < MOST_KEPT);
    }
    tap_row(NULL);
    CHECK(host.memory.peak_bytes - before > MOST_KEPT);
    spfeval_check_free(check);
    host_clear(&host);
}

/* The counter can see what there is to see. */
static void
test_first_check_of_a_handle_does_allocate(void)
{
    const struct policy_case *row = find_case("include tree with 9 lookups");
    spfeval_check *check;
    struct host host;

    if (!CHECK(row != NULL) || !host_init(&host, "")) {
        return;
    }
    check = host_make_check(&host);
    CHECK(count_allocations(&host, row, step, check) > 0);
    spfeval_check_free(check);
    host_clear(&host);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the first check of a handle does allocate",
         test_first_check_of_a_handle_does_allocate},
        {"stepping on a used handle allocates nothing",
         test_stepping_on_a_used_handle_allocates_nothing},
        {"a run on a used handle allocates once at most",
         test_run_on_a_used_handle_allocates_once_at_most},
        {"a long check leaves no more than an ordinary one needs",
         test_long_check_leaves_no_more_than_an_ordinary_one_needs},
    };

    return tap_run("oom/allocation_count", tests, TAP_COUNT(tests));
}
