/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a bench works on: the DNS data of DIR/zone.tsv and the queries of
 * DIR/queries.tsv. Fields stand between tabs; lines that begin with "#" are
 * comments.
 */
#ifndef TESTS_BENCH_WORKLOAD_H
#define TESTS_BENCH_WORKLOAD_H

#include <stddef.h>
#include <stdint.h>

/* One record: name, type, data. All texts end in a NUL. */
struct workload_row {
    const char *name;
    size_t name_len;
    const char *type;
    const char *data; /* TXT: the joined text; MX: preference, exchange */
    size_t data_len;
};

/* One mail, and what its maker thinks that SPF says of it. */
struct workload_query {
    const char *shape;
    const char *ip;
    size_t ip_len;
    const char *helo;
    size_t helo_len;
    const char *mailfrom;
    size_t mailfrom_len;
    const char *intent; /* empty when the column is missing */
};

struct workload {
    char *zone_text;
    char *queries_text;
    struct workload_row *rows;
    size_t row_count;
    struct workload_query *queries;
    size_t query_count;
};

/*
 * Read both files, of the queries only those of one shape; NULL for all. Says
 * on standard error what is wrong and returns -1, else 0.
 */
int workload_load(struct workload *workload, const char *folder,
                  const char *shape);

void workload_clear(struct workload *workload);

#endif
