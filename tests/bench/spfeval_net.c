/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The mode net: INFLIGHT checks at a time on one thread, over the resolver of
 * libspfeval-ldns. A check that is finished makes room for the next query; its
 * handle is used again.
 */
#include "bench/spfeval_peer.h"

#include <spfeval/resolver_ldns.h>

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum {
    SPARE_FDS = 32,
    MOST_SOCKETS = 65535,
    ENOUGH_TO_MEASURE = 1000 /* checks, so that what is there once is small */
};

/* Room for one check in flight. */
struct slot {
    spfeval_check *check;
    size_t query; /* its index */
    uint64_t begun_ns;
    bool is_busy;
};

struct state {
    spfeval_options *options;
    spfeval_stub *stub;
    spfeval_cache *graph; /* of what to ask; holds no answers */
    struct slot *slots;
    size_t slot_count;
    size_t next; /* query that was not begun yet */
    size_t busy;
    long before_kib;  /* before there were checks */
    bool is_measured; /* whether kib_in_flight was taken */
};

/* --- Set-up -------------------------------------------------------------- */

static uint32_t
most_sockets(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return 500;
    }
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur > MOST_SOCKETS + SPARE_FDS
               ? MOST_SOCKETS
               : (uint32_t)limit.rlim_cur - SPARE_FDS;
}

static int
open_stub(struct state *state)
{
    const char *server = getenv("SERVER");
    const char *sockets = getenv("SOCKETS");
    uint32_t most = most_sockets();
    int status = spfeval_stub_new(&spfeval_counting, &state->stub);

    if (server == NULL) {
        fputs("SERVER is not set: address:port of a name server\n", stderr);
        return -1;
    }
    if (sockets != NULL && strtoul(sockets, NULL, 10) < most) {
        most = (uint32_t)strtoul(sockets, NULL, 10);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_stub_add_server(state->stub, server, strlen(server));
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_stub_set_u32(state->stub,
                                      SPFEVAL_STUB_OPTION_MAX_SOCKETS, most);
    }
    return spfeval_failed(status);
}

int
spfeval_net_prepare(struct bench *bench)
{
    struct state *state = calloc(1, sizeof(*state));
    uint32_t prefetch;
    size_t i;
    int status = SPFEVAL_OK;

    bench->state = state;
    if (state == NULL || spfeval_prefetch(&prefetch) != 0 ||
        spfeval_make_options(true, prefetch, &state->options) != 0 ||
        open_stub(state) != 0 ||
        spfeval_failed(spfeval_cache_new(&spfeval_counting, &state->graph)) !=
            0) {
        return -1;
    }
    state->before_kib = bench_maxrss_kib();
    state->slot_count = bench_number("INFLIGHT", 1);
    state->slots = calloc(state->slot_count, sizeof(*state->slots));
    if (state->slots == NULL) {
        return -1;
    }
    for (i = 0; i < state->slot_count && status == SPFEVAL_OK; i++) {
        status = spfeval_check_new(state->options, &state->slots[i].check);
    }
    return spfeval_failed(status);
}

/* --- Checks -------------------------------------------------------------- */

static int
ask_all(struct bench *bench, struct state *state, struct slot *slot)
{
    const spfeval_query *query;
    int status = SPFEVAL_OK;

    while (status == SPFEVAL_OK &&
           spfeval_check_next_query(slot->check, &query) == SPFEVAL_OK) {
        size_t len = 0;
        const char *name = spfeval_query_get_name(query, &len);

        bench->lookups++;
        status =
            spfeval_stub_ask(state->stub, spfeval_query_get_type(query), name,
                             len, slot, spfeval_query_get_id(query));
    }
    return status;
}

static int
end_check(struct bench *bench, struct state *state, struct slot *slot)
{
    const spfeval_outcome *outcome = spfeval_check_get_outcome(slot->check);

    bench->results[slot->query] = (uint8_t)spfeval_outcome_get_result(outcome);
    bench->spent_ns[slot->query] += bench_now_ns() - slot->begun_ns;
    bench->done++;
    slot->is_busy = false;
    state->busy--;
    return spfeval_cache_learn(state->graph, slot->check);
}

/* Answers to questions that a check no longer has are refused, by their id. */
static int
step(struct bench *bench, struct state *state, struct slot *slot)
{
    switch (spfeval_check_step(slot->check)) {
    case SPFEVAL_STEP_QUERY:
        return ask_all(bench, state, slot);
    case SPFEVAL_STEP_DONE:
        return end_check(bench, state, slot);
    default:
        return SPFEVAL_ERR_NOMEM;
    }
}

static int
begin_check(struct bench *bench, struct state *state, struct slot *slot)
{
    int status;

    slot->query = state->next++;
    slot->begun_ns = bench_now_ns();
    slot->is_busy = true;
    state->busy++;
    spfeval_check_reset(slot->check);
    status =
        spfeval_set_query(slot->check, &bench->workload.queries[slot->query]);
    if (status == SPFEVAL_OK) {
        status = spfeval_cache_prime(state->graph, slot->check);
    }
    return status == SPFEVAL_OK ? step(bench, state, slot) : status;
}

/* --- The loop ------------------------------------------------------------ */

/* Let a slot work as long as there are queries that end at once. */
static int
fill_slot(struct bench *bench, struct state *state, struct slot *slot)
{
    int status = SPFEVAL_OK;

    while (status == SPFEVAL_OK && !slot->is_busy &&
           state->next < bench->workload.query_count) {
        status = begin_check(bench, state, slot);
    }
    return status;
}

static int
take_answers(struct bench *bench, struct state *state)
{
    spfeval_stub_answer answer = {.struct_size = sizeof(answer)};
    int status = SPFEVAL_OK;

    while (status == SPFEVAL_OK &&
           spfeval_stub_next_answer(state->stub, &answer) == SPFEVAL_OK) {
        struct slot *slot = answer.user_data;

        if (!slot->is_busy) {
            continue;
        }
        status = spfeval_check_answer(slot->check, (uint32_t)answer.number,
                                      answer.answer);
        if (status == SPFEVAL_ERR_NOT_FOUND) {
            status = SPFEVAL_OK; /* asked ahead for a check that is over */
            continue;
        }
        if (status == SPFEVAL_OK) {
            status = step(bench, state, slot);
        }
        if (status == SPFEVAL_OK) {
            status = fill_slot(bench, state, slot);
        }
    }
    return status;
}

static int
fill_all(struct bench *bench, struct state *state)
{
    size_t i;
    int status = SPFEVAL_OK;

    for (i = 0; i < state->slot_count && status == SPFEVAL_OK; i++) {
        status = fill_slot(bench, state, &state->slots[i]);
    }
    if (!state->is_measured && state->busy >= ENOUGH_TO_MEASURE) {
        bench->kib_in_flight =
            (double)(bench_maxrss_kib() - state->before_kib) /
            (double)state->busy;
        state->is_measured = true;
    }
    return status;
}

int
spfeval_net_pass(struct bench *bench)
{
    struct state *state = bench->state;
    struct pollfd wait = {.fd = spfeval_stub_get_fd(state->stub),
                          .events = POLLIN};
    int status;

    state->next = 0;
    status = fill_all(bench, state);
    while (status == SPFEVAL_OK && state->busy > 0) {
        (void)poll(&wait, 1, spfeval_stub_get_timeout(state->stub));
        status = spfeval_stub_process(state->stub);
        if (status == SPFEVAL_OK) {
            status = take_answers(bench, state);
        }
    }
    return spfeval_failed(status);
}

void
spfeval_net_finish(struct bench *bench)
{
    struct state *state = bench->state;
    size_t i;

    if (state == NULL) {
        return;
    }
    for (i = 0; state->slots != NULL && i < state->slot_count; i++) {
        spfeval_check_free(state->slots[i].check);
    }
    free(state->slots);
    spfeval_stub_free(state->stub);
    spfeval_cache_free(state->graph);
    spfeval_options_free(state->options);
    free(state);
}
