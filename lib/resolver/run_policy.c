/* SPDX-License-Identifier: BSD-2-Clause */
/* Runs the walk of a policy to its end with a resolver. */
#include <spfeval/policy.h>
#include <spfeval/status.h>

#include "policy/walk.h"
#include "resolver/pump.h"
#include "resolver/resolver.h"

struct walk {
    spfeval_policy *policy;
    const spfeval_resolver *resolver;
    int64_t until_ms;
};

static int64_t
read_clock(const spfeval_resolver *resolver)
{
    return resolver->ops.now != NULL ? resolver->ops.now(resolver->user_data)
                                     : 0;
}

static bool
is_over(const struct walk *walk)
{
    return read_clock(walk->resolver) >= walk->until_ms;
}

static int
next_query(void *object, const spfeval_query **out)
{
    const struct walk *walk = object;

    return is_over(walk) ? SPFEVAL_ERR_NOT_FOUND
                         : spfeval_policy_next_query(walk->policy, out);
}

static int
answer_query(void *object, uint32_t query_id, const spfeval_answer *answer)
{
    const struct walk *walk = object;

    return spfeval_policy_answer(walk->policy, query_id, answer);
}

static int
run(const struct spfe_pump *pump, spfeval_policy *policy,
    spfeval_resolver *resolver)
{
    int step;

    while ((step = spfeval_policy_step(policy)) == SPFEVAL_STEP_QUERY) {
        int status = spfe_pump_answer(pump, resolver);

        if ((status == SPFEVAL_OK || status == SPFEVAL_ERR_STATE) &&
            is_over(pump->object)) {
            return spfeval_policy_expire(policy);
        }
        if (policy->state == SPFE_WALK_DONE) { /* by the lookup function */
            return SPFEVAL_OK;
        }
        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return step < 0 ? step : SPFEVAL_OK;
}

int
spfeval_policy_run(spfeval_policy *policy, spfeval_resolver *resolver)
{
    struct walk walk = {policy, resolver, 0};
    struct spfe_pump pump = {&walk, next_query, answer_query, NULL};
    spfeval_allocator allocator = {.struct_size = sizeof(allocator)};
    int status;

    if (policy == NULL || resolver == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    walk.until_ms =
        read_clock(resolver) + (int64_t)policy->options->timeout_ms;
    allocator.allocate = policy->options->mem.allocate;
    allocator.release = policy->options->mem.release;
    allocator.user_data = policy->options->mem.user_data;
    status = spfeval_answer_new(&allocator, &pump.room);
    if (status == SPFEVAL_OK) {
        status = run(&pump, policy, resolver);
        spfeval_answer_free(pump.room);
    }
    return status;
}
