/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/table.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/table_hash.h"

static struct table_node *
probe(const struct table *table, const struct table_key *key)
{
    struct table_node *node =
        table->slots[key->hash & (table->slot_count - 1)];

    while (node != NULL &&
           (node->hash != key->hash || node->name_len != key->len ||
            !table_key_equals(key, node->words))) {
        node = node->next;
    }
    return node;
}

struct table_node *
table_find(const struct table *table, const char *name, size_t len)
{
    struct table_key key;

    return table_key_make(&key, name, len) ? probe(table, &key) : NULL;
}

struct table_node *
table_resolve(const struct table *table, enum table_type type,
              const char *name, size_t len)
{
    struct table_node *node = table_find(table, name, len);
    int aliases = 0;

    while (node != NULL && node->records[type] == NULL &&
           node->records[TABLE_CNAME] != NULL) {
        const struct table_record *alias = node->records[TABLE_CNAME];

        if (++aliases > TABLE_MOST_ALIASES) {
            return NULL;
        }
        node = table_find(table, alias->data, alias->data_len);
    }
    return node;
}

enum table_type
table_type_of(unsigned rrtype)
{
    static const unsigned numbers[TABLE_TYPES] = {1, 28, 15, 12, 16, 5};
    unsigned type = 0;

    while (type < TABLE_TYPES && numbers[type] != rrtype) {
        type++;
    }
    return (enum table_type)type;
}

/* --- Building ------------------------------------------------------------ */

static struct table_node *
add_node(struct table *table, const struct workload_row *row)
{
    struct table_key key;
    struct table_node *node;
    struct table_node **slot;

    if (!table_key_make(&key, row->name, row->name_len)) {
        return NULL;
    }
    node = probe(table, &key);
    if (node != NULL) {
        return node;
    }
    node = calloc(1, sizeof(*node));
    if (node == NULL) {
        return NULL;
    }
    node->words = table_key_copy(&key);
    if (node->words == NULL) {
        free(node);
        return NULL;
    }
    node->hash = key.hash;
    node->name = row->name;
    node->name_len = key.len;
    slot = &table->slots[key.hash & (table->slot_count - 1)];
    node->next = *slot;
    *slot = node;
    table->node_count++;
    return node;
}

static enum table_type
type_by_name(const char *name)
{
    static const char *const names[TABLE_TYPES] = {"A",   "AAAA", "MX",
                                                   "PTR", "TXT",  "CNAME"};
    unsigned type = 0;

    while (type < TABLE_TYPES && strcmp(names[type], name) != 0) {
        type++;
    }
    return (enum table_type)type;
}

static int
read_address(struct table_record *record, int family, const char *text,
             size_t len)
{
    char *octets = malloc(len);

    record->data = octets;
    record->data_len = len;
    return octets != NULL && inet_pton(family, text, octets) == 1 ? 0 : -1;
}

static int
read_record(struct table_record *record, enum table_type type,
            const struct workload_row *row)
{
    record->data = row->data;
    record->data_len = row->data_len;
    if (type == TABLE_A) {
        return read_address(record, AF_INET, row->data, 4);
    }
    if (type == TABLE_AAAA) {
        return read_address(record, AF_INET6, row->data, 16);
    }
    if (type == TABLE_MX) {
        char *end;

        record->preference = (unsigned)strtoul(row->data, &end, 10);
        record->data = end + strspn(end, " ");
        record->data_len = strlen(record->data);
    }
    if (type != TABLE_TXT && record->data_len > 0 &&
        record->data[record->data_len - 1] == '.') {
        record->data_len--;
    }
    return 0;
}

static int
add_record(struct table *table, const struct workload_row *row)
{
    enum table_type type = type_by_name(row->type);
    struct table_node *node = add_node(table, row);
    struct table_record **last;

    if (node == NULL) {
        return -1;
    }
    if (type == TABLE_TYPES) {
        return 0; /* SPF never asks for it, but the name exists */
    }
    last = &node->records[type];
    while (*last != NULL) {
        last = &(*last)->next;
    }
    *last = calloc(1, sizeof(**last));
    return *last != NULL ? read_record(*last, type, row) : -1;
}

int
table_build(struct table *table, const struct workload *workload)
{
    size_t i;

    memset(table, 0, sizeof(*table));
    table->slot_count = 1024;
    while (table->slot_count < 4 * workload->row_count) {
        table->slot_count *= 2;
    }
    table->slots = calloc(table->slot_count, sizeof(struct table_node *));
    if (table->slots == NULL) {
        return -1;
    }
    for (i = 0; i < workload->row_count; i++) {
        const struct workload_row *row = &workload->rows[i];

        if (add_record(table, row) != 0) {
            fprintf(stderr, "zone.tsv: cannot use %s %s %s\n", row->name,
                    row->type, row->data);
            table_clear(table);
            return -1;
        }
    }
    return 0;
}

static void
free_records(struct table_node *node, unsigned type)
{
    while (node->records[type] != NULL) {
        struct table_record *record = node->records[type];

        node->records[type] = record->next;
        if (type == TABLE_A || type == TABLE_AAAA) {
            char *octets;

            memcpy(&octets, &record->data, sizeof(octets));
            free(octets);
        }
        free(record);
    }
}

void
table_clear(struct table *table)
{
    size_t i;
    unsigned type;

    for (i = 0; table->slots != NULL && i < table->slot_count; i++) {
        while (table->slots[i] != NULL) {
            struct table_node *node = table->slots[i];

            table->slots[i] = node->next;
            for (type = 0; type < TABLE_TYPES; type++) {
                free_records(node, type);
            }
            free(node->words);
            free(node);
        }
    }
    free(table->slots);
    memset(table, 0, sizeof(*table));
}
