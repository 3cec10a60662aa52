/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/libspf2_peer.h"

#include <stdlib.h>
#include <string.h>

enum { TTL = 3600 };

static int
fill(SPF_dns_rr_t *made, enum table_type type,
     const struct table_record *record)
{
    int count = 0;

    for (; record != NULL; record = record->next) {
        size_t room = record->data_len + 1;

        if (SPF_dns_rr_buf_realloc(made, count,
                                   room < sizeof(SPF_dns_rr_data_t)
                                       ? sizeof(SPF_dns_rr_data_t)
                                       : room) != SPF_E_SUCCESS) {
            return -1;
        }
        memcpy(made->rr[count], record->data, record->data_len);
        if (type != TABLE_A && type != TABLE_AAAA) {
            ((char *)made->rr[count])[record->data_len] = '\0';
        }
        made->num_rr = ++count;
    }
    return 0;
}

/* NULL without memory. */
static SPF_dns_rr_t *
make(SPF_dns_server_t *dns, const struct table_node *node,
     enum table_type type, const char *domain, ns_type rr_type)
{
    int found = node->records[type] != NULL ? NETDB_SUCCESS : NO_DATA;
    SPF_dns_rr_t *made = SPF_dns_rr_new_init(dns, domain, rr_type, TTL, found);

    if (made != NULL && fill(made, type, node->records[type]) != 0) {
        SPF_dns_rr_free(made);
        return NULL;
    }
    return made;
}

static SPF_dns_rr_t *
lookup(SPF_dns_server_t *dns, const char *domain, ns_type rr_type,
       int should_cache)
{
    struct bench *bench = dns->hook;
    enum table_type type = table_type_of((unsigned)rr_type);
    struct table_node *node = NULL;
    SPF_dns_rr_t *copy = NULL;

    (void)should_cache;
    bench->lookups++;
    if (type < TABLE_TYPES) {
        node = table_resolve(&bench->table, type, domain, strlen(domain));
    }
    if (node == NULL) {
        return SPF_dns_rr_new_nxdomain(dns, domain);
    }
    if (node->prepared[type] == NULL) {
        node->prepared[type] = make(dns, node, type, domain, rr_type);
    }
    if (node->prepared[type] == NULL ||
        SPF_dns_rr_dup(&copy, node->prepared[type]) != SPF_E_SUCCESS) {
        return NULL;
    }
    return copy;
}

static void
destroy(SPF_dns_server_t *dns)
{
    struct bench *bench = dns->hook;
    size_t i;
    unsigned type;

    for (i = 0; i < bench->table.slot_count; i++) {
        struct table_node *node = bench->table.slots[i];

        for (; node != NULL; node = node->next) {
            for (type = 0; type < TABLE_TYPES; type++) {
                if (node->prepared[type] != NULL) {
                    SPF_dns_rr_free(node->prepared[type]);
                }
            }
        }
    }
    free(dns);
}

SPF_dns_server_t *
libspf2_table_new(struct bench *bench)
{
    SPF_dns_server_t *dns = calloc(1, sizeof(*dns));

    if (dns != NULL) {
        dns->destroy = destroy;
        dns->lookup = lookup;
        dns->name = "table";
        dns->hook = bench;
    }
    return dns;
}
