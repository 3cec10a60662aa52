/* SPDX-License-Identifier: BSD-2-Clause */
/* The same domain with another record, from the answers that are there. */
#include <spfeval/status.h>

#include "policy/walk.h"

static int
copy_answer(struct spfeval_policy *policy, struct spfe_lookup *lookup,
            const struct spfe_lookup *known)
{
    lookup->answer = known->answer;
    if (known->answer.len > 0) {
        lookup->answer.data = (const uint8_t *)spfe_arena_copy(
            &policy->arena, (const char *)known->answer.data,
            known->answer.len);
        if (lookup->answer.data == NULL) {
            return policy->arena.status;
        }
    }
    lookup->answered = true;
    policy->answered_count++;
    return SPFEVAL_OK;
}

/* Answer what was asked since; *answered says whether there was anything. */
static int
answer_known(struct spfeval_policy *policy, const struct spfeval_policy *other,
             bool *answered)
{
    struct spfe_lookup *lookup;
    int status = SPFEVAL_OK;

    *answered = false;
    while (status == SPFEVAL_OK &&
           (lookup = spfe_lookups_take(&policy->lookups)) != NULL) {
        const struct spfe_lookup *known = spfe_lookups_find(
            &other->lookups, lookup->query.type, lookup->query.name);

        if (known != NULL && known->answered) {
            status = copy_answer(policy, lookup, known);
            *answered = true;
        }
    }
    return status;
}

static int
run(struct spfeval_policy *policy, const struct spfeval_policy *other)
{
    int step;

    while ((step = spfeval_policy_step(policy)) == SPFEVAL_STEP_QUERY) {
        bool answered;
        int status = answer_known(policy, other, &answered);

        if (status != SPFEVAL_OK) {
            return status;
        }
        if (!answered) {
            return spfeval_policy_expire(policy);
        }
    }
    return step < 0 ? step : SPFEVAL_OK;
}

int
spfe_policy_what_if(const struct spfeval_policy *policy,
                    struct spfe_text record, struct spfeval_policy **out)
{
    struct spfeval_policy *other;
    int status = spfeval_policy_new(policy->options, &other);

    if (status != SPFEVAL_OK) {
        return status;
    }
    if (policy->domain.len > 0) {
        status = spfeval_policy_set_domain(other, policy->domain.ptr,
                                           policy->domain.len);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_policy_set_record(other, record.ptr, record.len);
    }
    if (status == SPFEVAL_OK) {
        other->wants_extras = policy->wants_extras;
        status = run(other, policy);
    }
    if (status != SPFEVAL_OK) {
        spfeval_policy_free(other);
        return status;
    }
    *out = other;
    return SPFEVAL_OK;
}
