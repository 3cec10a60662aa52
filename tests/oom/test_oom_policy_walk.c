/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A walk whose Nth allocation fails, once or with all that follow, for all N:
 * reported, nothing kept, and another walk works.
 */
#include <stdlib.h>
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "policy/walk.h"
#include "support/count_alloc.h"
#include "support/tap.h"
#include "support/zone_rows.h"

enum { MOST_ALLOCATIONS = 2000 };

static const struct zone_row rows[] = {
    {"example.test", SPFEVAL_RRTYPE_TXT,
     "v=spf1 mx a:h.%{d} include:a.test exists:e.test exp=e.test -all", 0, 0},
    {"example.test", SPFEVAL_RRTYPE_MX, "m.example.test", 10, 0},
    {"example.test", SPFEVAL_RRTYPE_MX, "n.example.test", 10, 0},
    {"m.example.test", SPFEVAL_RRTYPE_A, "192.0.2.1", 0, 0},
    {"a.test", SPFEVAL_RRTYPE_TXT, "v=spf1 include:example.test a ~all", 0, 0},
    {"e.test", SPFEVAL_RRTYPE_TXT, "See %{i}", 0, 0},
};

/* What a caller does; returns the first status that is not good. */
static int
walk(const spfeval_allocator *table, spfeval_resolver *resolver)
{
    static const struct spfe_text text = {"v=spf1 a -all", 13};
    spfeval_options *options = NULL;
    spfeval_policy *policy = NULL;
    struct spfeval_policy *other = NULL;
    int status = spfeval_options_new(table, &options);

    if (status == SPFEVAL_OK) {
        status = spfeval_policy_new(options, &policy);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_policy_set_domain(policy, "example.test", 12);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_policy_set_extras(policy, 1);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_policy_add_sender(policy, "a.test", 6);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_policy_run(policy, resolver);
    }
    if (status == SPFEVAL_OK) {
        status = spfe_policy_what_if(policy, text, &other);
    }
    spfeval_policy_free(other);
    spfeval_policy_free(policy);
    spfeval_options_free(options);
    return status;
}

static void
test_walk_survives_each_failed_allocation(void)
{
    spfeval_zone *zone = NULL;
    spfeval_resolver *resolver;
    struct count_alloc memory;
    uint64_t total;
    uint64_t number;
    size_t i;
    int mode;

    CHECK_INT(spfeval_zone_new(NULL, &zone), SPFEVAL_OK);
    for (i = 0; i < TAP_COUNT(rows); i++) {
        CHECK_INT(zone_row_add(zone, &rows[i]), SPFEVAL_OK);
    }
    resolver = spfeval_zone_get_resolver(zone);
    count_alloc_init(&memory);
    CHECK_INT(walk(&memory.table, resolver), SPFEVAL_OK);
    total = memory.calls;
    CHECK(count_alloc_is_clean(&memory));
    CHECK(total > 3 && total < MOST_ALLOCATIONS);
    for (number = 1; number <= total; number++) {
        for (mode = 0; mode < 2; mode++) {
            count_alloc_init(&memory);
            if (mode == 0) {
                count_alloc_fail_at(&memory, number);
            } else {
                count_alloc_fail_from(&memory, number);
            }
            CHECK_INT(walk(&memory.table, resolver), SPFEVAL_ERR_NOMEM);
            CHECK(memory.failures > 0);
            CHECK(count_alloc_is_clean(&memory));
            count_alloc_clear(&memory);
        }
    }
    spfeval_zone_free(zone);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each failed allocation is survived",
         test_walk_survives_each_failed_allocation},
    };

    return tap_run("oom/policy_walk", tests, TAP_COUNT(tests));
}
