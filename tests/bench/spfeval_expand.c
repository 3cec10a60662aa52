/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The mode expand: one macro string for each query, in turn. The record was
 * parsed before, so the string is known to be good; what it takes to expand it
 * is all in the figure.
 */
#include "bench/spfeval_peer.h"

#include <stdlib.h>
#include <string.h>

#include "bench/macros.h"
#include "record/macro_parse.h"
#include "rule/macro_expand.h"

enum { ROOM = 4096 };

struct state {
    struct macros macros;
    struct spfe_macro_values *values; /* one for each query */
    size_t next;                      /* macro string */
    size_t written;
};

static bool
is_usable(const char *text, size_t len)
{
    struct spfe_text whole = {text, (uint32_t)len};
    uint16_t macros;

    return spfe_macro_scan_explanation(whole, &macros) == SPFEVAL_SYNTAX_NONE;
}

static struct spfe_text
text_of(const char *ptr, size_t len)
{
    struct spfe_text text = {ptr, (uint32_t)len};

    return text;
}

static void
set_values(struct spfe_macro_values *values,
           const struct workload_query *query)
{
    const char *at = strrchr(query->mailfrom, '@');

    memset(values, 0, sizeof(*values));
    (void)spfe_ip_parse(&values->client, query->ip, query->ip_len);
    values->sender = text_of(query->mailfrom, query->mailfrom_len);
    values->helo = text_of(query->helo, query->helo_len);
    values->local = text_of("postmaster", 10);
    values->sender_domain = values->helo;
    if (at != NULL) {
        values->local =
            text_of(query->mailfrom, (size_t)(at - query->mailfrom));
        values->sender_domain = text_of(at + 1, strlen(at + 1));
    }
    values->domain = values->sender_domain;
    values->receiver = text_of("mx.bench.example", 16);
}

int
spfeval_expand_prepare(struct bench *bench)
{
    const struct workload *workload = &bench->workload;
    struct state *state = calloc(1, sizeof(*state));
    size_t i;

    bench->state = state;
    if (state == NULL ||
        macros_collect(&state->macros, workload, is_usable) != 0) {
        return -1;
    }
    state->values = calloc(workload->query_count, sizeof(*state->values));
    if (state->values == NULL) {
        return -1;
    }
    for (i = 0; i < workload->query_count; i++) {
        set_values(&state->values[i], &workload->queries[i]);
    }
    return 0;
}

static void
expand(const struct macro_string *string,
       const struct spfe_macro_values *values, struct spfe_buf *out)
{
    spfe_macro_expand(text_of(string->text, string->len), values, out);
}

int
spfeval_expand_pass(struct bench *bench)
{
    struct state *state = bench->state;
    size_t i;

    for (i = 0; i < bench->workload.query_count; i++) {
        char room[ROOM];
        struct spfe_buf out;

        spfe_buf_init(&out, room, sizeof(room));
        expand(&state->macros.strings[state->next], &state->values[i], &out);
        state->written += out.length;
        if (++state->next == state->macros.count) {
            state->next = 0;
        }
    }
    bench->done += bench->workload.query_count;
    return 0;
}

/* All macro strings for the first query, and so on in turn. */
int
spfeval_expand_results(struct bench *bench, FILE *file)
{
    struct state *state = bench->state;
    size_t i;

    for (i = 0; i < bench->workload.query_count; i++) {
        const struct macro_string *string =
            &state->macros.strings[i % state->macros.count];
        char room[ROOM];
        struct spfe_buf out;

        spfe_buf_init(&out, room, sizeof(room) - 1);
        expand(string, &state->values[i], &out);
        (void)spfe_buf_finish(&out, NULL);
        fprintf(file, "%s\t%s\t%s\t%s\n", string->text,
                bench->workload.queries[i].ip,
                bench->workload.queries[i].mailfrom, room);
    }
    return 0;
}

void
spfeval_expand_finish(struct bench *bench)
{
    struct state *state = bench->state;

    if (state != NULL) {
        macros_clear(&state->macros);
        free(state->values);
        free(state);
    }
}
