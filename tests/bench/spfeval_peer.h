/* SPDX-License-Identifier: BSD-2-Clause */
/* What the modes of bench_spfeval share. */
#ifndef TESTS_BENCH_SPFEVAL_PEER_H
#define TESTS_BENCH_SPFEVAL_PEER_H

#include <spfeval/spfeval.h>

#include "bench/bench.h"

/* Counts what is allocated, and calls malloc(). */
extern const spfeval_allocator spfeval_counting;

/* Prints what the library's status means; -1, or 0 for SPFEVAL_OK. */
int spfeval_failed(int status);

/* PREFETCH from the environment: serial, spec or graph. */
int spfeval_prefetch(uint32_t *out);

/*
 * Options of a host: it has a name, and says itself why it rejects when the
 * domain does not; with_explanation false asks for no explanation.
 */
int spfeval_make_options(bool with_explanation, uint32_t prefetch,
                         spfeval_options **out);

/* From the strings of a query to a check that can begin. */
int spfeval_set_query(spfeval_check *check,
                      const struct workload_query *query);

/*
 * A resolver that answers from the table and counts lookups. Each answer is
 * built from the record's octets, so none of them brings a parsed record.
 */
int spfeval_make_table_resolver(struct bench *bench, spfeval_resolver **out);

/* The same for a host that has no resolver. */
int spfeval_table_answer(struct bench *bench, const spfeval_query *query,
                         spfeval_answer *answer);

/* Modes; each file defines those that it is named after. */
int spfeval_cold_prepare(struct bench *bench);
int spfeval_header_prepare(struct bench *bench);
int spfeval_memo_prepare(struct bench *bench);
int spfeval_check_pass(struct bench *bench);
int spfeval_header_pass(struct bench *bench);
void spfeval_check_finish(struct bench *bench);

int spfeval_levels_prepare(struct bench *bench);
int spfeval_levels_pass(struct bench *bench);
void spfeval_levels_finish(struct bench *bench);

int spfeval_parse_prepare(struct bench *bench);
int spfeval_parse_pass(struct bench *bench);
int spfeval_parse_results(struct bench *bench, FILE *file);
void spfeval_parse_finish(struct bench *bench);

int spfeval_expand_prepare(struct bench *bench);
int spfeval_expand_pass(struct bench *bench);
int spfeval_expand_results(struct bench *bench, FILE *file);
void spfeval_expand_finish(struct bench *bench);

int spfeval_net_prepare(struct bench *bench);
int spfeval_net_pass(struct bench *bench);
void spfeval_net_finish(struct bench *bench);

#endif
