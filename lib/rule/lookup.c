/* SPDX-License-Identifier: BSD-2-Clause */
#include "rule/lookup.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/dname.h"

enum { MOST_LOOKUPS = 65535 }; /* the number has 16 bits of the id */

void
spfe_lookups_reset(struct spfe_lookups *lookups)
{
    uint16_t generation = lookups->generation;
    struct spfe_lookup *lookup;

    for (lookup = lookups->first; lookup != NULL; lookup = lookup->next) {
        spfe_shared_release(lookup->shared);
    }
    memset(lookups, 0, sizeof(*lookups));
    lookups->generation = (uint16_t)(generation + 1);
}

static struct spfe_lookup *
find(const struct spfe_lookups *lookups, uint16_t type, struct spfe_text name,
     uint32_t hash)
{
    struct spfe_lookup *lookup;

    for (lookup = lookups->first; lookup != NULL; lookup = lookup->next) {
        if (lookup->query.hash == hash && lookup->query.type == type &&
            !lookup->dropped && spfe_dname_equal(lookup->query.name, name)) {
            return lookup;
        }
    }
    return NULL;
}

static void
append(struct spfe_lookups *lookups, struct spfe_lookup *lookup)
{
    if (lookups->last == NULL) {
        lookups->first = lookup;
    } else {
        lookups->last->next = lookup;
    }
    lookups->last = lookup;
    if (lookups->untaken == NULL) {
        lookups->untaken = lookup;
    }
    lookups->count++;
}

struct spfe_lookup *
spfe_lookups_find(const struct spfe_lookups *lookups, uint16_t type,
                  struct spfe_text name)
{
    return find(lookups, type, name, spfe_dname_hash(name));
}

struct spfe_lookup *
spfe_lookups_ask(struct spfe_lookups *lookups, struct spfe_arena *arena,
                 uint16_t type, struct spfe_text name)
{
    return spfe_lookups_ask_hashed(lookups, arena, type, name,
                                   spfe_dname_hash(name));
}

struct spfe_lookup *
spfe_lookups_ask_hashed(struct spfe_lookups *lookups, struct spfe_arena *arena,
                        uint16_t type, struct spfe_text name, uint32_t hash)
{
    static const struct spfe_lookup blank;
    struct spfe_lookup *lookup = find(lookups, type, name, hash);

    if (lookup != NULL) {
        return lookup;
    }
    if (lookups->count == MOST_LOOKUPS) {
        arena->status = SPFEVAL_ERR_LIMIT;
        return NULL;
    }
    lookup = spfe_arena_alloc(arena, sizeof(*lookup));
    if (lookup == NULL) {
        return NULL;
    }
    *lookup = blank;
    lookup->query.name = name;
    lookup->query.type = type;
    lookup->query.id =
        (uint32_t)lookups->generation << 16 | (lookups->count + 1);
    lookup->query.hash = hash;
    append(lookups, lookup);
    return lookup;
}

struct spfe_lookup *
spfe_lookups_find_open(const struct spfe_lookups *lookups, uint32_t id)
{
    struct spfe_lookup *lookup;

    for (lookup = lookups->first; lookup != NULL; lookup = lookup->next) {
        if (lookup->query.id == id) {
            return lookup->answered ? NULL : lookup;
        }
    }
    return NULL;
}

struct spfe_lookup *
spfe_lookups_take(struct spfe_lookups *lookups)
{
    struct spfe_lookup *lookup = lookups->untaken;

    if (lookup != NULL) {
        lookups->untaken = lookup->next;
    }
    return lookup;
}

const struct spfe_found *
spfe_lookup_find_record(struct spfe_lookup *lookup, struct spfe_arena *arena)
{
    if (lookup->found == NULL) {
        lookup->found = spfe_select_and_parse(&lookup->answer, arena);
    }
    return lookup->found;
}
