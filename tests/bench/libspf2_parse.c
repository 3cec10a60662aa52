/* SPDX-License-Identifier: BSD-2-Clause */
/* The mode parse: each SPF record of the zone, once a pass. */
#include "bench/libspf2_peer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct state {
    SPF_server_t *server;
    SPF_request_t *request;
    const struct workload_row **rows;
    size_t count;
};

static int
is_spf(const struct workload_row *row)
{
    return strcmp(row->type, "TXT") == 0 &&
           strncasecmp(row->data, "v=spf1", 6) == 0 &&
           (row->data[6] == ' ' || row->data[6] == '\0');
}

int
libspf2_parse_prepare(struct bench *bench)
{
    const struct workload *workload = &bench->workload;
    struct state *state = calloc(1, sizeof(*state));
    SPF_dns_server_t *table = libspf2_table_new(bench);
    size_t i;

    bench->state = state;
    if (state == NULL || table == NULL) {
        return -1;
    }
    state->server = SPF_server_new_dns(table, 0);
    if (state->server == NULL) {
        return -1;
    }
    state->server->destroy_resolver = 1;
    state->request = SPF_request_new(state->server);
    state->rows = calloc(workload->row_count + 1, sizeof(*state->rows));
    if (state->request == NULL || state->rows == NULL) {
        return -1;
    }
    for (i = 0; i < workload->row_count; i++) {
        if (is_spf(&workload->rows[i])) {
            state->rows[state->count++] = &workload->rows[i];
        }
    }
    return 0;
}

static SPF_errcode_t
parse(struct state *state, const char *text)
{
    SPF_response_t *response = SPF_response_new(state->request);
    SPF_record_t *record = NULL;
    SPF_errcode_t status;

    if (response == NULL) {
        return SPF_E_NO_MEMORY;
    }
    status = SPF_record_compile(state->server, response, &record, text);
    if (record != NULL) {
        SPF_record_free(record);
    }
    SPF_response_free(response);
    return status;
}

int
libspf2_parse_pass(struct bench *bench)
{
    struct state *state = bench->state;
    size_t i;

    for (i = 0; i < state->count; i++) {
        if (parse(state, state->rows[i]->data) == SPF_E_NO_MEMORY) {
            return -1;
        }
    }
    bench->done += state->count;
    return 0;
}

int
libspf2_parse_results(struct bench *bench, FILE *file)
{
    struct state *state = bench->state;
    size_t i;

    for (i = 0; i < state->count; i++) {
        fprintf(file, "parse\t-\t%s\t%s\n", state->rows[i]->name,
                parse(state, state->rows[i]->data) == SPF_E_SUCCESS
                    ? "valid"
                    : "invalid");
    }
    return 0;
}

void
libspf2_parse_finish(struct bench *bench)
{
    struct state *state = bench->state;

    if (state == NULL) {
        return;
    }
    if (state->request != NULL) {
        SPF_request_free(state->request);
    }
    if (state->server != NULL) {
        SPF_server_free(state->server);
    }
    free(state->rows);
    free(state);
}
