/* SPDX-License-Identifier: BSD-2-Clause */
/* What the modes of bench_libspf2 share. */
#ifndef TESTS_BENCH_LIBSPF2_PEER_H
#define TESTS_BENCH_LIBSPF2_PEER_H

/* Its headers need these before them. */
#include <sys/types.h>

#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>

#include <spf2/spf.h>

#include "bench/bench.h"

/*
 * DNS from the table. Answers are made before; each lookup gives a copy, as
 * the library's own layers do, since the caller frees it. NULL without memory.
 */
SPF_dns_server_t *libspf2_table_new(struct bench *bench);

/* A host's settings: its name. 0, or -1. */
int libspf2_set_up(SPF_server_t *server);

/* From the strings of a query to a request. NULL without memory. */
SPF_request_t *libspf2_request(SPF_server_t *server,
                               const struct workload_query *query);

/* Modes. */
int libspf2_cold_prepare(struct bench *bench);
int libspf2_memo_prepare(struct bench *bench);
int libspf2_net_prepare(struct bench *bench);
int libspf2_check_pass(struct bench *bench);
void libspf2_check_finish(struct bench *bench);

int libspf2_parse_prepare(struct bench *bench);
int libspf2_parse_pass(struct bench *bench);
int libspf2_parse_results(struct bench *bench, FILE *file);
void libspf2_parse_finish(struct bench *bench);

int libspf2_expand_prepare(struct bench *bench);
int libspf2_expand_pass(struct bench *bench);
int libspf2_expand_results(struct bench *bench, FILE *file);
void libspf2_expand_finish(struct bench *bench);

#endif
