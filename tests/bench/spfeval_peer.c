/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/spfeval_peer.h"

#include <stdlib.h>
#include <string.h>

int
spfeval_failed(int status)
{
    if (status == SPFEVAL_OK) {
        return 0;
    }
    fprintf(stderr, "%s\n", spfeval_status_message(status));
    return -1;
}

int
spfeval_prefetch(uint32_t *out)
{
    static const char *const names[] = {"serial", "spec", "graph"};
    const char *name = getenv("PREFETCH");

    *out = SPFEVAL_PREFETCH_SERIAL;
    while (name != NULL && *out <= SPFEVAL_PREFETCH_GRAPH) {
        if (strcmp(name, names[*out]) == 0) {
            return 0;
        }
        ++*out;
    }
    if (name == NULL) {
        return 0;
    }
    fprintf(stderr, "PREFETCH is serial, spec or graph, not %s\n", name);
    return -1;
}

int
spfeval_make_options(bool with_explanation, uint32_t prefetch,
                     spfeval_options **out)
{
    static const char receiver[] = "mx.bench.example";
    static const char why[] =
        "Please see https://why.example/?s=%{S};ip=%{i};r=%{R}";
    int status = spfeval_options_new(&spfeval_counting, out);

    if (status == SPFEVAL_OK) {
        status =
            spfeval_options_set_u32(*out, SPFEVAL_OPTION_PREFETCH, prefetch);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_options_set_u32(
            *out, SPFEVAL_OPTION_FETCH_EXPLANATION, with_explanation ? 1 : 0);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_options_set_text(*out, SPFEVAL_OPTION_RECEIVER,
                                          receiver, sizeof(receiver) - 1);
    }
    if (status == SPFEVAL_OK && with_explanation) {
        status = spfeval_options_set_text(
            *out, SPFEVAL_OPTION_DEFAULT_EXPLANATION, why, sizeof(why) - 1);
    }
    return spfeval_failed(status);
}

int
spfeval_set_query(spfeval_check *check, const struct workload_query *query)
{
    int status =
        spfeval_check_set_client_text(check, query->ip, query->ip_len);

    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_helo(check, query->helo, query->helo_len);
    }
    if (status == SPFEVAL_OK) {
        status = spfeval_check_set_mailfrom(check, query->mailfrom,
                                            query->mailfrom_len);
    }
    return status;
}

/* --- The resolver -------------------------------------------------------- */

enum { TTL = 3600 };

static int
add_record(spfeval_answer *answer, enum table_type type,
           const struct table_record *record)
{
    switch (type) {
    case TABLE_A:
    case TABLE_AAAA:
        return spfeval_answer_add_address(
            answer, (const uint8_t *)record->data, record->data_len);
    case TABLE_MX:
        return spfeval_answer_add_mx(answer, (uint16_t)record->preference,
                                     record->data, record->data_len);
    case TABLE_PTR:
        return spfeval_answer_add_ptr(answer, record->data, record->data_len);
    default:
        return spfeval_answer_add_text(answer, record->data, record->data_len);
    }
}

int
spfeval_table_answer(struct bench *bench, const spfeval_query *query,
                     spfeval_answer *answer)
{
    enum table_type type =
        table_type_of((unsigned)spfeval_query_get_type(query));
    const struct table_record *record;
    const struct table_node *node;
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);
    int status;

    bench->lookups++;
    node = table_resolve(&bench->table, type, name, len);
    status = spfeval_answer_set_ttl(answer, TTL);
    if (node == NULL) {
        return spfeval_answer_set_rcode(answer, 3);
    }
    record = node->records[type];
    if (record == NULL) {
        return spfeval_answer_set_rcode(answer, 0);
    }
    for (; record != NULL && status == SPFEVAL_OK; record = record->next) {
        status = add_record(answer, type, record);
    }
    return status;
}

static int
lookup(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    return spfeval_table_answer(user_data, query, answer);
}

/* Time stands still: nothing expires, and no call of a clock is counted. */
static int64_t
now(void *user_data)
{
    (void)user_data;
    return 1;
}

int
spfeval_make_table_resolver(struct bench *bench, spfeval_resolver **out)
{
    static const spfeval_resolver_ops ops = {
        .struct_size = sizeof(ops),
        .lookup = lookup,
        .now = now,
    };

    return spfeval_failed(
        spfeval_resolver_new(&spfeval_counting, &ops, bench, out));
}
