/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One entry of a name in "zonedata": a record, or how queries fail. The forms
 * are described in suite_zone.h.
 */
#ifndef CONFORMANCE_ZONE_ENTRY_H
#define CONFORMANCE_ZONE_ENTRY_H

#include <stdbool.h>

#include <spfeval/zone.h>

#include "yaml_tree.h"

/* The name whose entries are being read. */
struct zone_owner {
    spfeval_zone *zone;
    struct text name;
    uint32_t ttl;
    bool has_txt;   /* SPF entries are not served as TXT */
    bool timed_out; /* a bare TIMEOUT was read; it must be the last entry */
};

/* Reads one entry and adds it to the zone; false when it is malformed. */
bool zone_entry_read(struct zone_owner *owner, struct tree entry);

#endif
