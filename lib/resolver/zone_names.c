/* SPDX-License-Identifier: BSD-2-Clause */
/* Which names and records a zone holds, for those who look at all of it. */
#include <spfeval/status.h>

#include "base/dname.h"
#include "resolver/zone.h"

enum { NAME_MAX_OCTETS = 1024 /* no longer one can be in a zone */ };

/* The node of a name from outside, or NULL. */
static const struct spfe_zone_node *
find(const struct spfeval_zone *zone, const char *name, size_t name_len)
{
    struct spfe_text text = {name, (uint32_t)name_len};
    const struct spfe_zone_node *node;

    if (name_len > NAME_MAX_OCTETS) {
        return NULL;
    }
    node = spfe_zone_find(zone, spfe_dname_trim(text));
    return node != NULL && node->exists ? node : NULL;
}

const char *
spfeval_zone_next_name(const spfeval_zone *zone, const char *name,
                       size_t name_len, size_t *out_len)
{
    const struct spfe_zone_node *node;

    if (zone == NULL) {
        return NULL;
    }
    if (name == NULL) {
        node = zone->first;
    } else {
        node = find(zone, name, name_len);
        node = node == NULL ? NULL : node->after;
    }
    while (node != NULL && !node->exists) {
        node = node->after;
    }
    if (node == NULL) {
        return NULL;
    }
    if (out_len != NULL) {
        *out_len = node->name.len;
    }
    return node->name.ptr;
}

int
spfeval_zone_has_record(const spfeval_zone *zone, int type, const char *name,
                        size_t name_len)
{
    const struct spfe_zone_node *node;
    const struct spfe_zone_record *record;

    if (zone == NULL || name == NULL) {
        return 0;
    }
    node = find(zone, name, name_len);
    if (node == NULL) {
        return 0;
    }
    if (type == SPFEVAL_RRTYPE_CNAME) {
        return node->alias != NULL;
    }
    record = node->first;
    while (record != NULL && record->type != type) {
        record = record->next;
    }
    return record != NULL;
}
