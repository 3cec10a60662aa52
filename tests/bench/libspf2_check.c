/* SPDX-License-Identifier: BSD-2-Clause */
/* The modes cold, memo and net: whole checks. */
#include "bench/libspf2_peer.h"

#include <stdlib.h>
#include <string.h>

#include <spf2/spf_dns_cache.h>
#include <spf2/spf_dns_resolv.h>

enum { CACHE_BITS = 16 };

/* Counts what goes through to the layer below. */
static SPF_dns_rr_t *
count_lookup(SPF_dns_server_t *dns, const char *domain, ns_type rr_type,
             int should_cache)
{
    struct bench *bench = dns->hook;

    bench->lookups++;
    return SPF_dns_lookup(dns->layer_below, domain, rr_type, should_cache);
}

static void
count_destroy(SPF_dns_server_t *dns)
{
    free(dns);
}

static SPF_dns_server_t *
count_new(struct bench *bench, SPF_dns_server_t *below)
{
    SPF_dns_server_t *dns = calloc(1, sizeof(*dns));

    if (dns != NULL) {
        dns->destroy = count_destroy;
        dns->lookup = count_lookup;
        dns->layer_below = below;
        dns->name = "count";
        dns->hook = bench;
    }
    return dns;
}

/* Settings that each mode has. */
static int
use(struct bench *bench, SPF_dns_server_t *dns)
{
    SPF_server_t *server = dns != NULL ? SPF_server_new_dns(dns, 0) : NULL;

    if (server == NULL) {
        return -1;
    }
    server->destroy_resolver = 1;
    bench->state = server;
    return libspf2_set_up(server);
}

int
libspf2_set_up(SPF_server_t *server)
{
    return SPF_server_set_rec_dom(server, "mx.bench.example") == SPF_E_SUCCESS
               ? 0
               : -1;
}

int
libspf2_cold_prepare(struct bench *bench)
{
    return use(bench, libspf2_table_new(bench));
}

int
libspf2_memo_prepare(struct bench *bench)
{
    SPF_dns_server_t *table = libspf2_table_new(bench);

    return table != NULL
               ? use(bench, SPF_dns_cache_new(table, NULL, 0, CACHE_BITS))
               : -1;
}

int
libspf2_net_prepare(struct bench *bench)
{
    SPF_dns_server_t *resolv = SPF_dns_resolv_new(NULL, NULL, 0);

    return resolv != NULL ? use(bench, count_new(bench, resolv)) : -1;
}

SPF_request_t *
libspf2_request(SPF_server_t *server, const struct workload_query *query)
{
    SPF_request_t *request = SPF_request_new(server);
    SPF_errcode_t status;

    if (request == NULL) {
        return NULL;
    }
    status = strchr(query->ip, ':') != NULL
                 ? SPF_request_set_ipv6_str(request, query->ip)
                 : SPF_request_set_ipv4_str(request, query->ip);
    if (status == SPF_E_SUCCESS) {
        status = SPF_request_set_helo_dom(request, query->helo);
    }
    if (status != SPF_E_SUCCESS) {
        SPF_request_free(request);
        return NULL;
    }
    (void)SPF_request_set_env_from(request, query->mailfrom);
    return request;
}

/* From strings to the result; all that was made is freed. */
static int
run_query(SPF_server_t *server, const struct workload_query *query,
          uint8_t *result)
{
    SPF_request_t *request = libspf2_request(server, query);
    SPF_response_t *response = NULL;

    if (request == NULL) {
        return -1;
    }
    (void)SPF_request_query_mailfrom(request, &response);
    if (response != NULL) {
        *result = (uint8_t)SPF_response_result(response);
        SPF_response_free(response);
    }
    SPF_request_free(request);
    return 0;
}

static int
run_timed(struct bench *bench, size_t index)
{
    uint64_t begun_ns = bench_now_ns();
    int status = run_query(bench->state, &bench->workload.queries[index],
                           &bench->results[index]);

    bench->spent_ns[index] += bench_now_ns() - begun_ns;
    return status;
}

int
libspf2_check_pass(struct bench *bench)
{
    const struct workload *workload = &bench->workload;
    size_t i;
    int status = 0;

    for (i = 0; i < workload->query_count && status == 0; i++) {
        status = bench->mode->is_network
                     ? run_timed(bench, i)
                     : run_query(bench->state, &workload->queries[i],
                                 &bench->results[i]);
    }
    bench->done += workload->query_count;
    return status;
}

void
libspf2_check_finish(struct bench *bench)
{
    if (bench->state != NULL) {
        SPF_server_free(bench->state);
    }
}
