/* SPDX-License-Identifier: BSD-2-Clause */
/* A policy walked with a resolver: its clock, and its mistakes. */
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/resolver.h>
#include <spfeval/status.h>
#include <spfeval/zone.h>

#include "policy/walk.h"
#include "support/tap.h"
#include "support/walk_case.h"

static const struct zone_row rows[] = {
    {"example.test", SPFEVAL_RRTYPE_TXT, "v=spf1 include:a.test a:b.test", 0,
     0},
    {"a.test", SPFEVAL_RRTYPE_TXT, "v=spf1 a -all", 0, 0},
    {"b.test", SPFEVAL_RRTYPE_A, "192.0.2.1", 0, 0},
};

struct source {
    spfeval_zone *zone;
    int64_t now_ms;
    int64_t takes_ms; /* each lookup */
    int status;       /* what lookups return */
    int lookups;
    bool is_empty; /* answers say nothing */
};

static int
look_up(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    struct source *source = user_data;
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);

    source->lookups++;
    source->now_ms += source->takes_ms;
    if (source->status != SPFEVAL_OK || source->is_empty) {
        return source->status;
    }
    return spfeval_zone_lookup(source->zone, spfeval_query_get_type(query),
                               name, len, answer);
}

static int64_t
read_clock(void *user_data)
{
    return ((const struct source *)user_data)->now_ms;
}

/* Run the policy of example.test; the case is to be cleared. */
static int
run(struct walk_case *test, struct source *source)
{
    spfeval_resolver_ops ops = {.struct_size = sizeof(ops)};
    spfeval_resolver *resolver = NULL;
    int status;

    ops.lookup = look_up;
    ops.now = read_clock;
    walk_case_init(test, rows, TAP_COUNT(rows));
    source->zone = test->zone;
    CHECK_INT(spfeval_policy_set_domain(test->policy, "example.test", 12),
              SPFEVAL_OK);
    CHECK_INT(spfeval_resolver_new(NULL, &ops, source, &resolver), SPFEVAL_OK);
    status = spfeval_policy_run(test->policy, resolver);
    spfeval_resolver_free(resolver);
    return status;
}

static void
test_run_walks_to_the_end(void)
{
    struct walk_case test;
    struct source source = {0};

    source.takes_ms = 100;
    CHECK_INT(run(&test, &source), SPFEVAL_OK);
    CHECK_INT(source.lookups, 6);
    CHECK_INT(test.policy->answered_count, test.policy->lookups.count);
    CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_STEP_DONE);
    walk_case_clear(&test);
}

static void
test_run_stops_at_the_deadline(void)
{
    struct walk_case test;
    struct source source = {0};

    source.takes_ms = 9000; /* of 20000 */
    CHECK_INT(run(&test, &source), SPFEVAL_OK);
    CHECK_INT(source.lookups, 3);
    CHECK(test.policy->answered_count < test.policy->lookups.count);
    CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_STEP_DONE);
    CHECK(test.policy->root->facts[0].child->found != NULL);
    CHECK(!spfe_lookup_is_known(test.policy->root->facts[1].addresses[1]));
    walk_case_clear(&test);
}

static void
test_run_reports_a_resolver_that_fails(void)
{
    struct walk_case test;
    struct source source = {0};

    source.status = SPFEVAL_ERR_NOMEM;
    CHECK_INT(run(&test, &source), SPFEVAL_ERR_NOMEM);
    walk_case_clear(&test);

    source.status = SPFEVAL_OK;
    source.is_empty = true;
    CHECK_INT(run(&test, &source), SPFEVAL_ERR_RESOLVER);
    /* It can go on without that answer. */
    CHECK_INT(
        spfeval_policy_run(test.policy, spfeval_zone_get_resolver(test.zone)),
        SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_policy_expire(test.policy), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_STEP_DONE);
    walk_case_clear(&test);
}

static void
test_run_refuses_a_policy_that_somebody_else_walks(void)
{
    struct walk_case test;
    const spfeval_query *query;
    spfeval_resolver *resolver;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    resolver = spfeval_zone_get_resolver(test.zone);
    CHECK_INT(spfeval_policy_run(test.policy, resolver), SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_policy_run(test.policy, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_set_domain(test.policy, "example.test", 12),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_STEP_QUERY);
    CHECK_INT(spfeval_policy_next_query(test.policy, &query), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_run(test.policy, resolver), SPFEVAL_ERR_STATE);
    walk_case_clear(&test);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"it walks to the end", test_run_walks_to_the_end},
        {"it stops at the deadline", test_run_stops_at_the_deadline},
        {"a resolver that fails is reported",
         test_run_reports_a_resolver_that_fails},
        {"queries that somebody else took are an error",
         test_run_refuses_a_policy_that_somebody_else_walks},
    };

    return tap_run("resolver/run_policy", tests, TAP_COUNT(tests));
}
