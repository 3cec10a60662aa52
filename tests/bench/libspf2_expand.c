/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The mode expand: one macro string for each query, in turn. It was compiled
 * before, as the record's is; the buffer is used again.
 */
#include "bench/libspf2_peer.h"

#include <stdlib.h>
#include <string.h>

#include "bench/macros.h"

struct state {
    SPF_server_t *server;
    SPF_request_t **requests; /* one for each query */
    size_t request_count;
    SPF_response_t *response;
    struct macros macros;
    size_t next; /* macro string */
    char *buffer;
    size_t buffer_len;
};

static bool
is_usable(const char *text, size_t len)
{
    (void)text;
    return len > 0;
}

static int
compile_all(struct state *state)
{
    size_t i;

    for (i = 0; i < state->macros.count; i++) {
        SPF_macro_t *macro = NULL;

        if (SPF_record_compile_macro(state->server, state->response, &macro,
                                     state->macros.strings[i].text) !=
            SPF_E_SUCCESS) {
            fprintf(stderr, "libspf2 refuses %s\n",
                    state->macros.strings[i].text);
            return -1;
        }
        state->macros.strings[i].prepared = macro;
    }
    return 0;
}

static int
make_requests(struct bench *bench, struct state *state)
{
    size_t i;

    state->requests =
        calloc(bench->workload.query_count, sizeof(*state->requests));
    if (state->requests == NULL) {
        return -1;
    }
    for (i = 0; i < bench->workload.query_count; i++) {
        SPF_request_t *request =
            libspf2_request(state->server, &bench->workload.queries[i]);

        if (request == NULL) {
            return -1;
        }
        request->cur_dom = request->env_from_dp;
        state->requests[state->request_count++] = request;
    }
    state->response = SPF_response_new(state->requests[0]);
    return state->response != NULL ? 0 : -1;
}

int
libspf2_expand_prepare(struct bench *bench)
{
    struct state *state = calloc(1, sizeof(*state));
    SPF_dns_server_t *table = libspf2_table_new(bench);

    bench->state = state;
    if (state == NULL || table == NULL) {
        return -1;
    }
    state->server = SPF_server_new_dns(table, 0);
    if (state->server == NULL) {
        return -1;
    }
    state->server->destroy_resolver = 1;
    if (libspf2_set_up(state->server) != 0 ||
        make_requests(bench, state) != 0 ||
        macros_collect(&state->macros, &bench->workload, is_usable) != 0) {
        return -1;
    }
    return compile_all(state);
}

static int
expand(struct state *state, const struct macro_string *string,
       SPF_request_t *request)
{
    SPF_macro_t *macro = string->prepared;

    return SPF_record_expand_data(state->server, request, state->response,
                                  (SPF_data_t *)(macro + 1), macro->macro_len,
                                  &state->buffer,
                                  &state->buffer_len) == SPF_E_SUCCESS
               ? 0
               : -1;
}

int
libspf2_expand_pass(struct bench *bench)
{
    struct state *state = bench->state;
    size_t i;

    for (i = 0; i < state->request_count; i++) {
        if (expand(state, &state->macros.strings[state->next],
                   state->requests[i]) != 0) {
            fputs("libspf2 cannot expand\n", stderr);
            return -1;
        }
        if (++state->next == state->macros.count) {
            state->next = 0;
        }
    }
    bench->done += state->request_count;
    return 0;
}

int
libspf2_expand_results(struct bench *bench, FILE *file)
{
    struct state *state = bench->state;
    size_t i;

    for (i = 0; i < state->request_count; i++) {
        const struct macro_string *string =
            &state->macros.strings[i % state->macros.count];

        if (expand(state, string, state->requests[i]) != 0) {
            return -1;
        }
        fprintf(file, "%s\t%s\t%s\t%s\n", string->text,
                bench->workload.queries[i].ip,
                bench->workload.queries[i].mailfrom, state->buffer);
    }
    return 0;
}

void
libspf2_expand_finish(struct bench *bench)
{
    struct state *state = bench->state;
    size_t i;

    if (state == NULL) {
        return;
    }
    for (i = 0; i < state->macros.count; i++) {
        if (state->macros.strings[i].prepared != NULL) {
            SPF_macro_free(state->macros.strings[i].prepared);
        }
    }
    macros_clear(&state->macros);
    if (state->response != NULL) {
        SPF_response_free(state->response);
    }
    for (i = 0; i < state->request_count; i++) {
        SPF_request_free(state->requests[i]);
    }
    free(state->requests);
    free(state->buffer);
    if (state->server != NULL) {
        SPF_server_free(state->server);
    }
    free(state);
}
