/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Resolvers whose lookup function uses the policy that it serves. Its cost is
 * never a wrong one.
 */
#include <string.h>

#include <spfeval/spfeval.h>

#include "support/tap.h"
#include "support/try_check.h"

enum { QUERIES = 4, COST = 3 };

struct source;

typedef void (*deed)(struct source *source, const spfeval_query *query);

struct source {
    struct try_check try;
    spfeval_resolver *resolver;
    spfeval_policy *policy;
    deed deed;
    unsigned number; /* of the lookup that does it */
    unsigned lookups;
    bool afterwards;
};

static int
look_up(const struct source *source, const spfeval_query *query,
        spfeval_answer *answer)
{
    size_t len;
    const char *name = spfeval_query_get_name(query, &len);

    return spfeval_zone_lookup(source->try.zone, spfeval_query_get_type(query),
                               name, len, answer);
}

static int
lookup(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    struct source *source = user_data;
    bool is_it = ++source->lookups == source->number;
    int status;

    if (is_it && !source->afterwards) {
        source->deed(source, query);
    }
    status = look_up(source, query, answer);
    if (is_it && source->afterwards) {
        source->deed(source, query);
    }
    return status;
}

static const spfeval_resolver_ops ops = {
    .struct_size = sizeof(spfeval_resolver_ops),
    .lookup = lookup,
};

static void
set_up(struct source *source)
{
    memset(source, 0, sizeof(*source));
    try_check_init(&source->try, NULL);
    CHECK_INT(spfeval_resolver_new(NULL, &ops, source, &source->resolver),
              SPFEVAL_OK);
    try_check_zone(&source->try,
                   "example.com TXT v=spf1 include:i.example.com "
                   "include:j.example.com -all\n"
                   "i.example.com TXT v=spf1 a:a.example.com -all\n"
                   "j.example.com TXT v=spf1 ip4:192.0.2.1 -all\n"
                   "a.example.com A 192.0.2.9");
    CHECK_INT(spfeval_policy_new(source->try.options, &source->policy),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_domain(source->policy, "example.com", 11),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_set_extras(source->policy, 0), SPFEVAL_OK);
}

static void
tear_down(struct source *source)
{
    spfeval_policy_free(source->policy);
    spfeval_resolver_free(source->resolver);
    try_check_clear(&source->try);
}

/* --- Deeds --------------------------------------------------------------- */

static void
do_step(struct source *source, const spfeval_query *query)
{
    (void)query;
    CHECK_INT(spfeval_policy_step(source->policy), SPFEVAL_STEP_QUERY);
}

static void
do_run(struct source *source, const spfeval_query *query)
{
    (void)query;
    CHECK_INT(spfeval_policy_run(source->policy, source->resolver),
              SPFEVAL_ERR_STATE);
}

static void
do_answer(struct source *source, const spfeval_query *query)
{
    CHECK_INT(look_up(source, query, source->try.answer), SPFEVAL_OK);
    CHECK_INT(spfeval_policy_answer(source->policy,
                                    spfeval_query_get_id(query),
                                    source->try.answer),
              SPFEVAL_OK);
}

static void
do_expire(struct source *source, const spfeval_query *query)
{
    (void)query;
    CHECK_INT(spfeval_policy_expire(source->policy), SPFEVAL_OK);
}

/* --- Policies ------------------------------------------------------------ */

struct deed_case {
    const char *claim;
    deed deed;
    int status;
    bool ends; /* what is not looked up by then is not known */
};

static const struct deed_case cases[] = {
    {"stepping it", do_step, SPFEVAL_OK, false},
    {"running it", do_run, SPFEVAL_OK, false},
    {"answering its query", do_answer, SPFEVAL_ERR_RESOLVER, true},
    {"ending it", do_expire, SPFEVAL_OK, true},
};

/* Without a record there is no cost; otherwise what is known is right. */
static void
expect_cost(struct source *source, bool ends)
{
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    int status = spfeval_policy_get_cost(source->policy, 4, &cost);

    if (!ends) {
        CHECK_INT(status, SPFEVAL_OK);
        CHECK_INT(cost.lookups, COST);
        CHECK_INT(cost.unknown, 0);
        return;
    }
    CHECK(status == SPFEVAL_OK || status == SPFEVAL_ERR_NOT_FOUND);
    CHECK(status != SPFEVAL_OK || cost.lookups == COST || cost.unknown > 0);
}

static void
try_deed(const struct deed_case *row, unsigned number, bool afterwards)
{
    struct source source;

    tap_row(row->claim);
    set_up(&source);
    source.deed = row->deed;
    source.number = number;
    source.afterwards = afterwards;
    CHECK_INT(spfeval_policy_run(source.policy, source.resolver), row->status);
    CHECK(source.lookups >= number);
    CHECK_INT(spfeval_policy_expire(source.policy), SPFEVAL_OK);
    expect_cost(&source, row->ends);
    tear_down(&source);
}

static void
test_lookup_that_uses_its_policy(void)
{
    size_t i;
    unsigned number;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        for (number = 1; number <= QUERIES; number++) {
            try_deed(&cases[i], number, false);
            try_deed(&cases[i], number, true);
        }
    }
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a lookup that uses its policy", test_lookup_that_uses_its_policy},
    };

    return tap_run("abuse/policy", tests, TAP_COUNT(tests));
}
