/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Finds one of many questions of a check at once. A few are gone through one
 * by one, which costs less (rule/lookup.c).
 */
#ifndef SPFE_RULE_LOOKUP_INDEX_H
#define SPFE_RULE_LOOKUP_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/dname.h"
#include "rule/lookup.h"

/* Is it this question, and can its answer be used? */
static inline bool
spfe_lookup_is(const struct spfe_lookup *lookup, uint16_t type,
               struct spfe_text name, uint32_t hash)
{
    return lookup->query.hash == hash && lookup->query.type == type &&
           !lookup->dropped && spfe_dname_equal(lookup->query.name, name);
}

/*
 * Put all questions but the last one, which is the tail then, into the index.
 * When there is no memory for that all of them are the tail; it is no error.
 */
void spfe_lookup_index_update(struct spfe_lookups *lookups,
                              struct spfe_arena *arena);

/* The question, or NULL when it is not in the index. */
struct spfe_lookup *
spfe_lookup_index_find(const struct spfe_lookup_index *index, uint16_t type,
                       struct spfe_text name, uint32_t hash);

/* The same with this id, when it is not answered. */
struct spfe_lookup *
spfe_lookup_index_find_open(const struct spfe_lookup_index *index,
                            uint32_t id);

#endif
