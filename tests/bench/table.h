/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The DNS data of a workload as a hash table: what a name server would say, at
 * next to no cost. Finding a name takes about 170 instructions, of the 24 500
 * that a check with 3.4 lookups took when this was written.
 */
#ifndef TESTS_BENCH_TABLE_H
#define TESTS_BENCH_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "bench/workload.h"

/* Types that a workload can hold, as an index. */
enum table_type {
    TABLE_A,
    TABLE_AAAA,
    TABLE_MX,
    TABLE_PTR,
    TABLE_TXT,
    TABLE_CNAME,
    TABLE_TYPES
};

enum { TABLE_MOST_ALIASES = 16, TABLE_NAME_MAX = 1024 };

/* One record, read once. */
struct table_record {
    struct table_record *next;
    const char *data; /* address: network order; else the text or name */
    size_t data_len;
    unsigned preference;
};

struct table_node {
    struct table_node *next; /* in the same slot */
    uint64_t hash;
    uint64_t *words; /* the name, folded, filled up with zeros */
    size_t name_len;
    const char *name;
    struct table_record *records[TABLE_TYPES];
    void *prepared[TABLE_TYPES]; /* for the peer; NULL at first */
};

struct table {
    struct table_node **slots;
    size_t slot_count; /* a power of two */
    size_t node_count;
};

/* Says what is wrong and returns -1, else 0. The workload must outlive it. */
int table_build(struct table *table, const struct workload *workload);

/* NULL when the name does not exist. Case and a final dot do not count. */
struct table_node *table_find(const struct table *table, const char *name,
                              size_t len);

/*
 * The same, behind aliases when the name has no record of the type; NULL also
 * for a loop of aliases.
 */
struct table_node *table_resolve(const struct table *table,
                                 enum table_type type, const char *name,
                                 size_t len);

/* From IANA's number; TABLE_TYPES when there is none such. */
enum table_type table_type_of(unsigned rrtype);

/* What prepared holds belongs to the peer. */
void table_clear(struct table *table);

#endif
