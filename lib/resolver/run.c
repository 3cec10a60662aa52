/* SPDX-License-Identifier: BSD-2-Clause */
/* Runs a check to its end with a resolver. */
#include <spfeval/cache.h>
#include <spfeval/status.h>

#include "check/check.h"
#include "check/session.h"
#include "resolver/pump.h"
#include "resolver/resolver.h"

static int
tick(spfeval_check *check, const spfeval_resolver *resolver)
{
    if (resolver->ops.now == NULL) {
        return SPFEVAL_OK;
    }
    return spfeval_check_tick(check, resolver->ops.now(resolver->user_data),
                              NULL);
}

static int
next_query(void *object, const spfeval_query **out)
{
    return spfeval_check_next_query(object, out);
}

static int
answer_query(void *object, uint32_t query_id, const spfeval_answer *answer)
{
    return spfeval_check_answer(object, query_id, answer);
}

/* Made once a check, and kept: the next mail allocates nothing for it. */
static int
provide_answer(spfeval_check *check)
{
    const struct spfe_mem *mem = &check->options->mem;
    spfeval_allocator allocator = {
        .struct_size = sizeof(allocator),
        .allocate = mem->allocate,
        .release = mem->release,
        .user_data = mem->user_data,
    };

    if (check->answer != NULL) {
        return SPFEVAL_OK;
    }
    return spfeval_answer_new(&allocator, &check->answer);
}

int
spfeval_check_run(spfeval_check *check, spfeval_resolver *resolver)
{
    struct spfe_pump pump = {check, next_query, answer_query, NULL};
    int status;
    int step;

    if (check == NULL || resolver == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    status = provide_answer(check);
    if (status != SPFEVAL_OK) {
        return status;
    }
    pump.room = check->answer;
    if (resolver->cache != NULL && check->state == SPFE_STATE_INPUT) {
        (void)spfeval_cache_prime(resolver->cache, check);
    }
    while ((step = spfeval_check_step(check)) == SPFEVAL_STEP_QUERY) {
        status = tick(check, resolver);
        if (status == SPFEVAL_OK && spfeval_check_get_outcome(check) == NULL) {
            status = spfe_pump_answer(&pump, resolver);
        }
        if (status == SPFEVAL_OK) {
            status = tick(check, resolver);
        }
        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    if (step != SPFEVAL_STEP_DONE) {
        return step;
    }
    if (resolver->cache != NULL) { /* without memory it learns nothing */
        (void)spfeval_cache_learn(resolver->cache, check);
    }
    return SPFEVAL_OK;
}

int
spfeval_session_run(spfeval_session *session, spfeval_resolver *resolver)
{
    spfeval_check *check;

    if (session == NULL || resolver == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (!spfe_session_has_client(session)) {
        return SPFEVAL_ERR_STATE;
    }
    while ((check = spfe_session_current(session)) != NULL) {
        int status = spfeval_check_run(check, resolver);

        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return SPFEVAL_OK;
}
