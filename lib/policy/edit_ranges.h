/* SPDX-License-Identifier: BSD-2-Clause */
/* Ranges of addresses on which maps do not change, and lists of them. */
#ifndef SPFE_POLICY_EDIT_RANGES_H
#define SPFE_POLICY_EDIT_RANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "policy/address_map.h"

enum {
    SPFE_RANGE_MAPS = 3,
    SPFE_GROUPS = 8,       /* kinds of ranges that are told of */
    SPFE_GROUP_RANGES = 3, /* of each kind; two IPv6 addresses fit in 81 */
    SPFE_GROUP_ROOM = SPFE_GROUP_RANGES * 84
};

/* Start with the maps of one family; the others are NULL. */
struct spfe_range {
    const struct spfe_map *maps[SPFE_RANGE_MAPS];
    const struct spfe_piece *pieces[SPFE_RANGE_MAPS];
    struct spfe_point first;
    struct spfe_point last;
    bool started;
};

/* False behind the last one. */
bool spfe_range_next(struct spfe_range *range);

/* Ranges with something in common, as text. */
struct spfe_group {
    uint32_t key;
    uint32_t count;
    uint32_t len;
    char room[SPFE_GROUP_ROOM];
};

/* Start with {.count = 0}; the ranges of a family ascend. */
struct spfe_groups {
    struct spfe_group groups[SPFE_GROUPS];
    uint32_t count;
    bool open; /* a range that may still grow */
    uint32_t key;
    struct spfe_point first;
    struct spfe_point last;
    uint8_t address_len;
};

void spfe_groups_add(struct spfe_groups *groups, uint32_t key,
                     const struct spfe_range *range);

/* Behind the last range of a family. */
void spfe_groups_end(struct spfe_groups *groups);

/* Such as "192.0.2.0/24, 2001:db8::1". */
struct spfe_text spfe_group_text(const struct spfe_group *group);

#endif
