/* SPDX-License-Identifier: BSD-2-Clause */
/* A hash table of links; who looks something up compares the keys. */
#ifndef SPFE_LDNS_TABLE_H
#define SPFE_LDNS_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "ldns/list.h"
#include "ldns/memory.h"

struct spfe_table {
    const struct spfe_memory *memory;
    struct spfe_list *slots;
    size_t mask; /* number of slots less one */
    size_t count;
};

struct spfe_table_node {
    struct spfe_list link;
    uint64_t hash;
};

/* SPFEVAL_OK or SPFEVAL_ERR_NOMEM. */
int spfe_table_init(struct spfe_table *table,
                    const struct spfe_memory *memory);

/* Release the slots; accepts a zeroed table. */
void spfe_table_clear(struct spfe_table *table);

/* Never fails: without memory to grow, the lists become longer. */
void spfe_table_add(struct spfe_table *table, struct spfe_table_node *node,
                    uint64_t hash);
void spfe_table_remove(struct spfe_table *table, struct spfe_table_node *node);

/* The list of nodes that may have this hash, and others. */
static inline struct spfe_list *
spfe_table_slot(const struct spfe_table *table, uint64_t hash)
{
    return &table->slots[hash & table->mask];
}

static inline struct spfe_table_node *
spfe_table_node_at(struct spfe_list *link)
{
    return SPFE_LIST_ENTRY(link, struct spfe_table_node, link);
}

#endif
