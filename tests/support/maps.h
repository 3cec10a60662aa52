/* SPDX-License-Identifier: BSD-2-Clause */
/* Maps of addresses for tests: made in an arena, and written as text. */
#ifndef TESTS_SUPPORT_MAPS_H
#define TESTS_SUPPORT_MAPS_H

#include <stdint.h>

#include "policy/address_map.h"

struct maps {
    struct spfe_mem mem;
    struct spfe_arena arena;
    char text[4096];
};

void maps_set_up(struct maps *maps);
void maps_tear_down(struct maps *maps);

/* A map that is empty. */
struct spfe_map maps_new(struct maps *maps, size_t len);

static inline struct spfe_point
maps_point(uint64_t hi, uint64_t lo)
{
    struct spfe_point point = {hi, lo};

    return point;
}

/*
 * All pieces, such as "0: open | a: pass@1 2+1 | 14: ..": first address in
 * hexadecimal, result, "!" when it has one but evaluation goes on, deciding
 * term, lookups and voids when there are any.
 */
const char *maps_print(struct maps *maps, const struct spfe_map *map);

#endif
