/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The inside of a zone in memory: its names as a hash table of nodes, and what
 * stands at each. Everything lives in one arena and goes with the zone.
 */
#ifndef SPFE_RESOLVER_ZONE_H
#define SPFE_RESOLVER_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include <spfeval/zone.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/text.h"
#include "resolver/resolver.h"

/* One record; its data is an address, a text, or the name it points to. */
struct spfe_zone_record {
    struct spfe_zone_record *next; /* of the same name, in the order added */
    struct spfe_text data;
    uint32_t ttl;
    uint16_t type;
    uint16_t preference; /* of an MX */
};

/* How queries of one type fail; type 0 is each type without a record. */
struct spfe_zone_fault {
    struct spfe_zone_fault *next;
    uint16_t type;
    uint16_t rcode; /* unless it times out */
    bool times_out;
};

/* A name. */
struct spfe_zone_node {
    struct spfe_zone_node *next;  /* in its bucket */
    struct spfe_zone_node *after; /* of all, in the order added */
    struct spfe_text name;
    uint32_t hash;
    bool exists;                     /* something was added here, or below */
    struct spfe_zone_node *parent;   /* NULL at the root, or where the zone */
    struct spfe_zone_node *wildcard; /* is flat; the name "*" below, or NULL */
    struct spfe_zone_record *first;
    struct spfe_zone_record *last;
    const struct spfe_zone_record *alias; /* the CNAME, or NULL */
    struct spfe_zone_fault *faults;
};

struct spfeval_zone {
    struct spfe_mem mem;
    struct spfe_arena arena;
    struct spfe_zone_node **buckets;
    uint32_t bucket_count; /* a power of two, or 0 */
    uint32_t node_count;
    struct spfe_zone_node *first;
    struct spfe_zone_node *last;
    bool has_names;
    bool authoritative;
    struct spfeval_resolver resolver;
};

/* The node of a name without final dot, or NULL. */
struct spfe_zone_node *spfe_zone_find(const struct spfeval_zone *zone,
                                      struct spfe_text name);

/*
 * The same, added if need be, in an authoritative zone with all names above
 * it. They exist only once spfe_zone_confirm() says so: what is added in two
 * steps must not be seen half. NULL when out of memory.
 */
struct spfe_zone_node *spfe_zone_enter(struct spfeval_zone *zone,
                                       struct spfe_text name);
void spfe_zone_confirm(struct spfeval_zone *zone, struct spfe_zone_node *node);

/* Forget all names; only for a zone in which none exists. */
void spfe_zone_forget(struct spfeval_zone *zone);

/*
 * The name without its first label; the root is the empty name and has none
 * above it.
 */
struct spfe_text spfe_zone_parent(struct spfe_text name);

#endif
