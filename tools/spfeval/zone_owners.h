/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The names of a zone file that mail may come from.
 */
#ifndef SPFEVAL_TOOL_ZONE_OWNERS_H
#define SPFEVAL_TOOL_ZONE_OWNERS_H

#include <spfeval/spfeval.h>

#include <stddef.h>

/* Start with {0}. */
struct zone_owners {
    const char **names; /* sorted; borrowed from the zone */
    size_t count;
    size_t capacity;
};

/*
 * List each name of a zone that has mail exchangers or a TXT record that was
 * meant to be an SPF record. Returns 0, or an exit code after a message; the
 * list is to be cleared in either case.
 */
int zone_owners_find(const spfeval_zone *zone, struct zone_owners *owners);

/* Free what it holds. */
void zone_owners_clear(struct zone_owners *owners);

#endif
