/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The names of a zone file, to find an alias that has other records beside it:
 * a server would not load such a zone (RFC 1034 section 3.6.2).
 */
#ifndef SPFEVAL_TOOL_ZONE_NAMES_H
#define SPFEVAL_TOOL_ZONE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct zone_name {
    char *name;
    unsigned long line;
    bool is_alias;
};

/* Start with {0}. */
struct zone_names {
    struct zone_name *items;
    size_t count;
    size_t capacity;
};

/* Note a record; false when out of memory. */
bool zone_names_add(struct zone_names *names, const char *name,
                    unsigned long line, bool is_alias);

/*
 * Find an alias with another record at its name; NULL when there is none. The
 * order of the names changes.
 */
const struct zone_name *zone_names_find_conflict(struct zone_names *names);

/* Free what it holds. */
void zone_names_clear(struct zone_names *names);

#endif
