/* SPDX-License-Identifier: BSD-2-Clause */
/* The names of a zone. */
#include <string.h>

#include "base/dname.h"
#include "resolver/zone.h"

enum { FIRST_BUCKETS = 16 };

struct spfe_text
spfe_zone_parent(struct spfe_text name)
{
    const char *dot = name.len == 0 ? NULL : memchr(name.ptr, '.', name.len);
    struct spfe_text parent = {"", 0};

    if (dot != NULL) {
        parent.ptr = dot + 1;
        parent.len = name.len - (uint32_t)(dot + 1 - name.ptr);
    }
    return parent;
}

static struct spfe_zone_node *
find_hashed(const struct spfeval_zone *zone, struct spfe_text name,
            uint32_t hash)
{
    struct spfe_zone_node *node;

    if (zone->bucket_count == 0) {
        return NULL;
    }
    node = zone->buckets[hash & (zone->bucket_count - 1)];
    while (node != NULL &&
           (node->hash != hash || !spfe_dname_equal(node->name, name))) {
        node = node->next;
    }
    return node;
}

struct spfe_zone_node *
spfe_zone_find(const struct spfeval_zone *zone, struct spfe_text name)
{
    return find_hashed(zone, name, spfe_dname_hash(name));
}

static void
put_in_bucket(struct spfe_zone_node **buckets, uint32_t count,
              struct spfe_zone_node *node)
{
    struct spfe_zone_node **bucket = &buckets[node->hash & (count - 1)];

    node->next = *bucket;
    *bucket = node;
}

/* Twice as many buckets, so that they stay short. */
static bool
grow(struct spfeval_zone *zone)
{
    uint32_t count =
        zone->bucket_count == 0 ? FIRST_BUCKETS : 2 * zone->bucket_count;
    struct spfe_zone_node **buckets;
    uint32_t i;

    if (count > UINT32_MAX / 2 / sizeof(*buckets)) { /* not reached: memory */
        return false;
    }
    buckets = spfe_mem_alloc(&zone->mem, count * sizeof(*buckets));
    if (buckets == NULL) {
        return false;
    }
    for (i = 0; i < count; i++) {
        buckets[i] = NULL;
    }
    for (i = 0; i < zone->bucket_count; i++) {
        struct spfe_zone_node *node = zone->buckets[i];

        while (node != NULL) {
            struct spfe_zone_node *next = node->next;

            put_in_bucket(buckets, count, node);
            node = next;
        }
    }
    spfe_mem_free(&zone->mem, zone->buckets);
    zone->buckets = buckets;
    zone->bucket_count = count;
    return true;
}

/* Find or add one name, without those above it. */
static struct spfe_zone_node *
enter_one(struct spfeval_zone *zone, struct spfe_text name)
{
    uint32_t hash = spfe_dname_hash(name);
    struct spfe_zone_node *node = find_hashed(zone, name, hash);

    if (node != NULL) {
        return node;
    }
    if (zone->node_count >= zone->bucket_count && !grow(zone)) {
        return NULL;
    }
    node = spfe_arena_alloc(&zone->arena, sizeof(*node));
    if (node == NULL) {
        return NULL;
    }
    memset(node, 0, sizeof(*node));
    node->name.ptr = spfe_arena_copy(&zone->arena, name.ptr, name.len);
    if (node->name.ptr == NULL) {
        return NULL;
    }
    node->name.len = name.len;
    node->hash = hash;
    put_in_bucket(zone->buckets, zone->bucket_count, node);
    zone->node_count++;
    if (zone->last == NULL) {
        zone->first = node;
    } else {
        zone->last->after = node;
    }
    zone->last = node;
    return node;
}

static bool
is_wildcard(struct spfe_text name)
{
    return name.len > 0 && name.ptr[0] == '*' &&
           (name.len == 1 || name.ptr[1] == '.');
}

/* RFC 8020: a name that has names below it exists. From the root down. */
static struct spfe_zone_node *
enter_tree(struct spfeval_zone *zone, struct spfe_text name)
{
    uint32_t at = name.len + 1; /* behind the dot before the last part */
    struct spfe_text part = {"", 0};
    struct spfe_zone_node *node = enter_one(zone, part);

    while (node != NULL && at > 0) {
        struct spfe_zone_node *above = node;

        at--;
        while (at > 0 && name.ptr[at - 1] != '.') {
            at--;
        }
        part.ptr = name.ptr + at;
        part.len = name.len - at;
        if (part.len == 0) {
            continue; /* the name ends in a dot of its own, or is the root */
        }
        node = enter_one(zone, part);
        if (node != NULL) {
            node->parent = above;
            if (is_wildcard(part)) {
                above->wildcard = node; /* RFC 4592 */
            }
        }
    }
    return node;
}

struct spfe_zone_node *
spfe_zone_enter(struct spfeval_zone *zone, struct spfe_text name)
{
    struct spfe_zone_node *node = spfe_zone_find(zone, name);

    if (node != NULL) {
        return node;
    }
    return zone->authoritative ? enter_tree(zone, name)
                               : enter_one(zone, name);
}

void
spfe_zone_confirm(struct spfeval_zone *zone, struct spfe_zone_node *node)
{
    zone->has_names = true;
    for (; node != NULL && !node->exists; node = node->parent) {
        node->exists = true;
    }
}

void
spfe_zone_forget(struct spfeval_zone *zone)
{
    spfe_mem_free(&zone->mem, zone->buckets);
    zone->buckets = NULL;
    zone->bucket_count = 0;
    zone->node_count = 0;
    zone->first = NULL;
    zone->last = NULL;
}
