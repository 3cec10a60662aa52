/* SPDX-License-Identifier: BSD-2-Clause */
#include "rule/lookup.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/dname.h"
#include "rule/lookup_index.h"

enum {
    MOST_LOOKUPS = 65535, /* the number has 16 bits of the id */
    FEW_LOOKUPS = 16      /* an ordinary check has three or four */
};

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
find_in_tail(const struct spfe_lookups *lookups, uint16_t type,
             struct spfe_text name, uint32_t hash)
{
    struct spfe_lookup *lookup;

    for (lookup = lookups->tail; lookup != NULL; lookup = lookup->next) {
        if (spfe_lookup_is(lookup, type, name, hash)) {
            return lookup;
        }
    }
    return NULL;
}

static struct spfe_lookup *
find_in_index(const struct spfe_lookups *lookups, uint16_t type,
              struct spfe_text name, uint32_t hash)
{
    return lookups->index == NULL
               ? NULL
               : spfe_lookup_index_find(lookups->index, type, name, hash);
}

static void
append(struct spfe_lookups *lookups, struct spfe_lookup *lookup)
{
    if (lookups->last == NULL) {
        lookups->first = lookup;
        lookups->tail = lookup;
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
    uint32_t hash = spfe_dname_hash(name);
    struct spfe_lookup *lookup = find_in_tail(lookups, type, name, hash);

    return lookup != NULL ? lookup : find_in_index(lookups, type, name, hash);
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
    struct spfe_lookup *lookup = find_in_tail(lookups, type, name, hash);

    if (lookup != NULL) {
        return lookup;
    }
    if (lookups->count >= FEW_LOOKUPS) {
        spfe_lookup_index_update(lookups, arena);
        lookup = find_in_index(lookups, type, name, hash);
        if (lookup != NULL) {
            return lookup;
        }
        if (lookups->count == MOST_LOOKUPS) {
            arena->status = SPFEVAL_ERR_LIMIT;
            return NULL;
        }
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

    for (lookup = lookups->tail; lookup != NULL; lookup = lookup->next) {
        if (lookup->query.id == id) {
            return lookup->answered ? NULL : lookup;
        }
    }
    return lookups->index == NULL
               ? NULL
               : spfe_lookup_index_find_open(lookups->index, id);
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
