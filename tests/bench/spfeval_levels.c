/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The mode levels: how many round trips a check waits for, one after the
 * other. All questions that are open are answered together, which is one trip.
 * With PREFETCH=graph what was asked is remembered, but answers are fresh.
 */
#include "bench/spfeval_peer.h"

#include <stdlib.h>

enum { MOST_OPEN = 256 };

struct state {
    spfeval_options *options;
    spfeval_check *check;
    spfeval_answer *answer;
    spfeval_cache *graph; /* of what to ask; holds no answers */
};

int
spfeval_levels_prepare(struct bench *bench)
{
    struct state *state = calloc(1, sizeof(*state));
    uint32_t prefetch;
    int status;

    bench->state = state;
    if (state == NULL || spfeval_prefetch(&prefetch) != 0 ||
        spfeval_make_options(true, prefetch, &state->options) != 0) {
        return -1;
    }
    status = spfeval_check_new(state->options, &state->check);
    if (status == SPFEVAL_OK) {
        status = spfeval_answer_new(&spfeval_counting, &state->answer);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_cache_new(&spfeval_counting, &state->graph);
    }
    return spfeval_failed(status);
}

/* Take all that is open, then answer it. */
static int
answer_level(struct bench *bench, struct state *state)
{
    const spfeval_query *open[MOST_OPEN];
    size_t count = 0;
    size_t i;
    int status = SPFEVAL_OK;

    while (count < MOST_OPEN &&
           spfeval_check_next_query(state->check, &open[count]) ==
               SPFEVAL_OK) {
        count++;
    }
    bench->round_trips++;
    for (i = 0; i < count && status == SPFEVAL_OK; i++) {
        spfeval_answer_clear(state->answer);
        status = spfeval_table_answer(bench, open[i], state->answer);
        if (status == SPFEVAL_OK) {
            status = spfeval_check_answer(
                state->check, spfeval_query_get_id(open[i]), state->answer);
        }
    }
    return status;
}

static int
run_query(struct bench *bench, const struct workload_query *query)
{
    struct state *state = bench->state;
    int step;
    int status;

    spfeval_check_reset(state->check);
    status = spfeval_set_query(state->check, query);
    if (status == SPFEVAL_OK) {
        status = spfeval_cache_prime(state->graph, state->check);
    }
    if (status != SPFEVAL_OK) {
        return status;
    }
    while ((step = spfeval_check_step(state->check)) == SPFEVAL_STEP_QUERY) {
        status = answer_level(bench, state);
        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    if (step != SPFEVAL_STEP_DONE) {
        return step;
    }
    return spfeval_cache_learn(state->graph, state->check);
}

int
spfeval_levels_pass(struct bench *bench)
{
    struct state *state = bench->state;
    size_t i;

    for (i = 0; i < bench->workload.query_count; i++) {
        int status = run_query(bench, &bench->workload.queries[i]);

        if (status != SPFEVAL_OK) {
            return spfeval_failed(status);
        }
        bench->results[i] = (uint8_t)spfeval_outcome_get_result(
            spfeval_check_get_outcome(state->check));
    }
    bench->done += bench->workload.query_count;
    return 0;
}

void
spfeval_levels_finish(struct bench *bench)
{
    struct state *state = bench->state;

    if (state == NULL) {
        return;
    }
    spfeval_check_free(state->check);
    spfeval_answer_free(state->answer);
    spfeval_cache_free(state->graph);
    spfeval_options_free(state->options);
    free(state);
}
