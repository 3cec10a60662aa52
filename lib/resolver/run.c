/* SPDX-License-Identifier: BSD-2-Clause */
/* Runs a check to its end with a resolver. */
#include <spfeval/status.h>

#include "check/ahead.h"
#include "check/check.h"
#include "check/session.h"
#include "dns/answer.h"
#include "resolver/cache.h"
#include "resolver/pump.h"
#include "resolver/resolver.h"

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

/* A check on its way to its end. */
struct run {
    spfeval_check *check;
    spfeval_resolver *resolver;
    struct spfe_pump pump;
    int64_t now_ms; /* when the clock was last read; it may have none */
    bool knows_time;
};

/* Read the clock, and tell the check. */
static int
tick(struct run *run)
{
    const spfeval_resolver *resolver = run->resolver;

    if (resolver->ops.now == NULL) {
        return SPFEVAL_OK;
    }
    run->knows_time = true;
    run->now_ms = resolver->ops.now(resolver->user_data);
    return spfe_check_knows_time(run->check, run->now_ms)
               ? SPFEVAL_OK
               : spfeval_check_tick(run->check, run->now_ms, NULL);
}

/*
 * What a cache knows goes from there into the check, without a copy. False
 * when it knows nothing.
 */
static bool
answer_from_cache(const struct run *run, struct spfe_lookup *lookup,
                  int *status)
{
    struct spfeval_cache *cache = run->resolver->cache;
    struct spfe_shared *shared;
    uint32_t ttl;

    if (cache == NULL) {
        return false;
    }
    shared = spfe_cache_find(cache, &lookup->query, run->now_ms, &ttl);
    if (shared == NULL) {
        return false;
    }
    *status = spfe_ahead_store_shared(run->check, lookup, shared, ttl);
    return true;
}

/* Ask the resolver, which takes its time, and may end the check meanwhile. */
static int
answer_from_resolver(struct run *run, const struct spfe_lookup *lookup)
{
    int status = spfe_pump_fetch(&run->pump, run->resolver, &lookup->query);

    if (run->check->state == SPFE_STATE_DONE) {
        return SPFEVAL_OK;
    }
    return status == SPFEVAL_OK ? tick(run) : status;
}

/* Answer the queries of one step. */
static int
answer_step(struct run *run)
{
    struct spfe_lookups *lookups = &run->check->lookups;
    struct spfe_lookup *lookup = spfe_lookups_take(lookups);
    int status = SPFEVAL_OK;

    if (lookup == NULL) {
        /* A query that somebody else took would keep us here for ever. */
        return SPFEVAL_ERR_STATE;
    }
    while (lookup != NULL && status == SPFEVAL_OK) {
        if (!answer_from_cache(run, lookup, &status)) {
            status = answer_from_resolver(run, lookup);
        }
        lookup = run->check->state == SPFE_STATE_DONE
                     ? NULL
                     : spfe_lookups_take(lookups);
    }
    return status;
}

static bool
uses_hints(const spfeval_check *check, const spfeval_resolver *resolver)
{
    return resolver->cache != NULL &&
           check->options->prefetch == SPFEVAL_PREFETCH_GRAPH;
}

/*
 * Only a resolver takes time. So the clock is read after it was asked, and
 * where a time begins: that of the check, and that of its explanation.
 */
static bool
wants_time(const struct run *run)
{
    return !run->knows_time || (run->check->state == SPFE_STATE_EXPLAINING &&
                                !run->check->has_explaining_since);
}

/* Step and answer. What spfeval_check_step() returned last, or an error. */
static int
run_to_end(struct run *run)
{
    spfeval_check *check = run->check;
    int step;

    while ((step = spfeval_check_step(check)) == SPFEVAL_STEP_QUERY) {
        int status = wants_time(run) ? tick(run) : SPFEVAL_OK;

        if (status == SPFEVAL_OK && check->state != SPFE_STATE_DONE) {
            status = answer_step(run);
        }
        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return step;
}

static int
run_check(spfeval_check *check, spfeval_resolver *resolver)
{
    struct run run = {
        check, resolver, {check, NULL, answer_query, NULL}, 0, false};
    int status = provide_answer(check);

    if (status != SPFEVAL_OK) {
        return status;
    }
    run.pump.room = check->answer;
    if (uses_hints(check, resolver) && check->state == SPFE_STATE_INPUT) {
        (void)spfeval_cache_prime(resolver->cache, check);
    }
    status = run_to_end(&run);
    if (status != SPFEVAL_STEP_DONE) {
        return status;
    }
    if (uses_hints(check, resolver)) { /* without memory it learns nothing */
        (void)spfeval_cache_learn(resolver->cache, check);
    }
    return SPFEVAL_OK;
}

/* A lookup function that runs the check again would mix up the answers. */
int
spfeval_check_run(spfeval_check *check, spfeval_resolver *resolver)
{
    int status;

    if (check == NULL || resolver == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (check->is_running) {
        return SPFEVAL_ERR_STATE;
    }
    check->is_running = true;
    status = run_check(check, resolver);
    spfe_answer_rest(check->answer);
    check->is_running = false;
    return status;
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
        int status =
            spfe_session_status(session, spfeval_check_run(check, resolver));

        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return SPFEVAL_OK;
}
