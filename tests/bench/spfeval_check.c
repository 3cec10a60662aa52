/* SPDX-License-Identifier: BSD-2-Clause */
/* The modes cold, header and memo: whole checks, DNS in memory. */
#include "bench/spfeval_peer.h"

#include <stdlib.h>

enum { HEADER_ROOM = 4096 };

struct state {
    spfeval_options *options;
    spfeval_check *check;
    spfeval_resolver *table;
    spfeval_cache *cache;
    spfeval_resolver *cached; /* in front of the table; NULL without a cache */
    size_t written;           /* octets of text, so that none is left out */
};

static int
prepare(struct bench *bench, bool with_explanation)
{
    struct state *state = calloc(1, sizeof(*state));

    bench->state = state;
    if (state == NULL ||
        spfeval_make_options(with_explanation, SPFEVAL_PREFETCH_SERIAL,
                             &state->options) != 0 ||
        spfeval_make_table_resolver(bench, &state->table) != 0) {
        return -1;
    }
    return spfeval_failed(spfeval_check_new(state->options, &state->check));
}

int
spfeval_cold_prepare(struct bench *bench)
{
    return prepare(bench, false);
}

int
spfeval_header_prepare(struct bench *bench)
{
    return prepare(bench, true);
}

int
spfeval_memo_prepare(struct bench *bench)
{
    struct state *state;
    int status;

    if (prepare(bench, false) != 0) {
        return -1;
    }
    state = bench->state;
    status = spfeval_cache_new(&spfeval_counting, &state->cache);
    if (status == SPFEVAL_OK) {
        status = spfeval_cache_set_u32(
            state->cache, SPFEVAL_CACHE_OPTION_MAX_ENTRIES, 1000000);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_cache_resolver_new(&spfeval_counting, state->cache,
                                            state->table, &state->cached);
    }
    return spfeval_failed(status);
}

/* One mail; the result stays in the check until the next one. */
static int
run_query(struct state *state, const struct workload_query *query,
          const spfeval_outcome **out)
{
    int status;

    spfeval_check_reset(state->check);
    status = spfeval_set_query(state->check, query);
    if (status == SPFEVAL_OK) {
        status = spfeval_check_run(state->check, state->cached != NULL
                                                     ? state->cached
                                                     : state->table);
    }
    *out = spfeval_check_get_outcome(state->check);
    return status;
}

int
spfeval_check_pass(struct bench *bench)
{
    const struct workload *workload = &bench->workload;
    const spfeval_outcome *outcome;
    size_t i;

    for (i = 0; i < workload->query_count; i++) {
        int status = run_query(bench->state, &workload->queries[i], &outcome);

        if (status != SPFEVAL_OK) {
            return spfeval_failed(status);
        }
        bench->results[i] = (uint8_t)spfeval_outcome_get_result(outcome);
    }
    bench->done += workload->query_count;
    return 0;
}

/* What libspf2 always makes: the field and the explanation. */
static int
write_texts(struct state *state, const spfeval_outcome *outcome)
{
    char text[HEADER_ROOM];
    size_t len = 0;
    int status =
        spfeval_received_spf_print(outcome, 0, text, sizeof(text), &len);

    state->written += len;
    if (spfeval_outcome_get_explanation(outcome, &len) != NULL) {
        state->written += len;
    }
    return status;
}

int
spfeval_header_pass(struct bench *bench)
{
    const struct workload *workload = &bench->workload;
    const spfeval_outcome *outcome;
    size_t i;

    for (i = 0; i < workload->query_count; i++) {
        int status = run_query(bench->state, &workload->queries[i], &outcome);

        if (status == SPFEVAL_OK) {
            status = write_texts(bench->state, outcome);
        }
        if (status != SPFEVAL_OK) {
            return spfeval_failed(status);
        }
        bench->results[i] = (uint8_t)spfeval_outcome_get_result(outcome);
    }
    bench->done += workload->query_count;
    return 0;
}

void
spfeval_check_finish(struct bench *bench)
{
    struct state *state = bench->state;

    if (state == NULL) {
        return;
    }
    spfeval_check_free(state->check);
    spfeval_resolver_free(state->cached);
    spfeval_cache_free(state->cache);
    spfeval_resolver_free(state->table);
    spfeval_options_free(state->options);
    free(state);
}
