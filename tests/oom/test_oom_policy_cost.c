/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The cost of a policy when the Nth allocation fails, once or with all that
 * follow, for all N: reported, and the same policy can be asked again.
 */
#include <stdio.h>
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/report.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/zone_rows.h"

enum { MOST_ALLOCATIONS = 1000, LONG_TEXT = 40000, LINE = 256 };

/* Maps of thousands of pieces, so that they take several blocks. */
static char many[LONG_TEXT];

static const struct zone_row rows[] = {
    {"example.test", SPFEVAL_RRTYPE_TXT,
     "v=spf1 mx include:many.test include:loop.test ip4:192.0.2.2 "
     "redirect=many.test",
     0, 0},
    {"example.test", SPFEVAL_RRTYPE_MX, "example.test", 10, 0},
    {"example.test", SPFEVAL_RRTYPE_A, "192.0.2.1", 0, 0},
    {"many.test", SPFEVAL_RRTYPE_TXT, many, 0, 0},
    {"loop.test", SPFEVAL_RRTYPE_TXT, "v=spf1 include:loop.test a ?all", 0, 0},
};

static void
fill_many(void)
{
    size_t len = (size_t)snprintf(many, sizeof(many), "v=spf1");
    unsigned i;

    for (i = 0; len < sizeof(many) - 64; i++) {
        len += (size_t)snprintf(many + len, sizeof(many) - len,
                                " ?ip4:%u.%u.0.0/24 -ip6:2001:%x::1",
                                i % 200 + 1, i & 255, i);
    }
}

/* A policy that is walked, with as many allocations as that takes. */
static void
make_policy(struct count_alloc *memory, spfeval_zone *zone,
            spfeval_policy **policy)
{
    spfeval_options *options = NULL;

    count_alloc_init(memory);
    CHECK_INT(spfeval_options_new(&memory->table, &options), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_new(options, policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_domain(*policy, "example.test", 12),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_run(*policy, spfeval_zone_get_resolver(zone)),
              SPFEVAL_OK);
    spfeval_options_free(options);
}

static void
free_policy(struct count_alloc *memory, spfeval_policy *policy)
{
    spfeval_policy_free(policy);
    CHECK(count_alloc_is_clean(memory));
    count_alloc_clear(memory);
}

static void
check_cost(spfeval_policy *policy)
{
    static const char expected[] =
        "lookups 6/10 (mx 1, include:many.test 1, include:loop.test 3, "
        "redirect=many.test 1), void lookups 1/2";
    char text[LINE];

    CHECK_INT(spfeval_policy_print_cost(policy, 4, SPFEVAL_LANGUAGE_EN, text,
                                        sizeof(text), NULL),
              SPFEVAL_OK);
    CHECK_STR(text, strlen(text), expected);
}

/* Allocation number of those that the cost takes; returns how many it took. */
static uint64_t
try_once(spfeval_zone *zone, uint64_t number, bool stays_out)
{
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    spfeval_policy *policy = NULL;
    struct count_alloc memory;
    uint64_t before;
    uint64_t calls;

    make_policy(&memory, zone, &policy);
    before = memory.calls;
    if (number > 0 && stays_out) {
        count_alloc_fail_from(&memory, number);
    } else if (number > 0) {
        count_alloc_fail_at(&memory, number);
    }
    CHECK_INT(spfeval_policy_get_cost(policy, 4, &cost),
              number > 0 ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK);
    calls = memory.calls - before;
    CHECK_INT(memory.failures > 0, number > 0);
    count_alloc_fail_at(&memory, 0);
    check_cost(policy);
    free_policy(&memory, policy);
    return calls;
}

static void
test_cost_survives_each_failed_allocation(void)
{
    spfeval_zone *zone = NULL;
    uint64_t most;
    uint64_t number;
    size_t i;

    fill_many();
    CHECK_INT(spfeval_zone_new(NULL, &zone), SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(rows); i++) {
        CHECK_INT(zone_row_add(zone, &rows[i]), SPFEVAL_OK);
    }
    most = try_once(zone, 0, false);
    CHECK(most > 3 && most < MOST_ALLOCATIONS);
    for (number = 1; number <= most; number++) {
        (void)try_once(zone, number, false);
        (void)try_once(zone, number, true);
    }
    printf("# %u allocations\n", (unsigned)most);
    spfeval_zone_free(zone);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each failed allocation is survived",
         test_cost_survives_each_failed_allocation},
    };

    return tap_run("oom/policy_cost", tests, TAP_COUNT(tests));
}
