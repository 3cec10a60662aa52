/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/address_map.h"

#include <string.h>

#include <spfeval/result.h>
#include <spfeval/status.h>

enum {
    FIRST_CAPACITY = 16,
    SEARCH_WORK = 32 /* what it takes to find the place, in pieces */
};

/* Make room for this many pieces; what an arena gave out stays in use. */
int
spfe_map_reserve(struct spfe_map *map, struct spfe_arena *arena,
                 uint32_t count)
{
    uint32_t capacity =
        map->capacity == 0 ? FIRST_CAPACITY : 2 * map->capacity;
    struct spfe_piece *pieces;

    if (count <= map->capacity) {
        return SPFEVAL_OK;
    }
    capacity = capacity < count ? count : capacity;
    pieces = spfe_arena_alloc(arena, capacity * sizeof(*pieces));
    if (pieces == NULL) {
        return arena->status;
    }
    if (map->count > 0) {
        memcpy(pieces, map->pieces, map->count * sizeof(*pieces));
    }
    map->work += map->count;
    map->pieces = pieces;
    map->capacity = capacity;
    return SPFEVAL_OK;
}

int
spfe_map_init(struct spfe_map *map, struct spfe_arena *arena, size_t len)
{
    int status;

    memset(map, 0, sizeof(*map));
    map->address_len = (uint8_t)len;
    status = spfe_map_reserve(map, arena, 1);
    if (status != SPFEVAL_OK) {
        return status;
    }
    memset(&map->pieces[0], 0, sizeof(map->pieces[0]));
    map->pieces[0].result = SPFEVAL_RESULT_UNSET;
    map->pieces[0].term = SPFE_NO_TERM;
    map->pieces[0].end = SPFE_NO_TERM;
    map->count = 1;
    return SPFEVAL_OK;
}

int
spfe_map_copy(struct spfe_map *map, struct spfe_arena *arena,
              const struct spfe_map *from)
{
    size_t size = from->count * sizeof(*from->pieces);

    *map = *from;
    map->work = 0;
    map->capacity = from->count;
    map->pieces = spfe_arena_alloc(arena, size);
    if (map->pieces == NULL) {
        memset(map, 0, sizeof(*map));
        return arena->status;
    }
    memcpy(map->pieces, from->pieces, size);
    return SPFEVAL_OK;
}

/* The index of the piece that holds the address. */
static uint32_t
find(const struct spfe_map *map, struct spfe_point point)
{
    uint32_t low = 0;
    uint32_t high = map->count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;

        if (spfe_point_compare(map->pieces[middle].from, point) <= 0) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Let a piece begin at this address, unless all is decided there. */
static int
cut(struct spfe_map *map, struct spfe_arena *arena, struct spfe_point point)
{
    uint32_t at = find(map, point);
    struct spfe_piece *piece = &map->pieces[at];
    int status;

    if (piece->done || spfe_point_compare(piece->from, point) == 0) {
        return SPFEVAL_OK;
    }
    status = spfe_map_reserve(map, arena, map->count + 1);
    if (status != SPFEVAL_OK) {
        return status;
    }
    piece = &map->pieces[at];
    memmove(piece + 1, piece, (map->count - at) * sizeof(*piece));
    piece[1].from = point;
    map->work += map->count - at;
    map->count++;
    return SPFEVAL_OK;
}

/* End evaluation of an open piece; what broke before remains. */
void
spfe_piece_decide(struct spfe_piece *piece, uint8_t result, uint32_t term)
{
    piece->done = true;
    piece->end = term;
    if (piece->result == SPFEVAL_RESULT_UNSET) {
        piece->result = result;
        piece->term = term;
    }
}

void
spfe_piece_break(struct spfe_piece *piece, uint32_t term)
{
    if (piece->result == SPFEVAL_RESULT_UNSET) {
        piece->result = SPFEVAL_RESULT_PERMERROR;
        piece->term = term;
    }
}

void
spfe_piece_charge(struct spfe_piece *piece, uint32_t lookups, uint32_t voids,
                  uint32_t unsure_voids)
{
    piece->lookups = spfe_cost_add(piece->lookups, lookups);
    piece->voids = spfe_cost_add(piece->voids, voids);
    piece->unsure_voids = spfe_cost_add(piece->unsure_voids, unsure_voids);
}

int
spfe_map_assign(struct spfe_map *map, struct spfe_arena *arena,
                struct spfe_point first, struct spfe_point last,
                uint8_t result, uint32_t term)
{
    struct spfe_point highest = spfe_point_highest(map->address_len);
    int status = cut(map, arena, first);
    uint32_t i;

    if (status == SPFEVAL_OK && spfe_point_compare(last, highest) != 0) {
        status = cut(map, arena, spfe_point_after(last));
    }
    if (status != SPFEVAL_OK) {
        return status;
    }
    map->work += SEARCH_WORK;
    for (i = find(map, first); i < map->count; i++) {
        if (spfe_point_compare(map->pieces[i].from, last) > 0) {
            break;
        }
        map->work++;
        if (!map->pieces[i].done) {
            spfe_piece_decide(&map->pieces[i], result, term);
        }
    }
    return SPFEVAL_OK;
}

void
spfe_map_assign_rest(struct spfe_map *map, uint8_t result, uint32_t term)
{
    uint32_t i;

    map->work += map->count;
    for (i = 0; i < map->count; i++) {
        if (!map->pieces[i].done) {
            spfe_piece_decide(&map->pieces[i], result, term);
        }
    }
}

void
spfe_map_charge(struct spfe_map *map, uint32_t lookups, uint32_t voids,
                uint32_t unsure_voids)
{
    uint32_t i;

    map->work += map->count;
    for (i = 0; i < map->count; i++) {
        if (!map->pieces[i].done) {
            spfe_piece_charge(&map->pieces[i], lookups, voids, unsure_voids);
        }
    }
}

void
spfe_map_break(struct spfe_map *map, uint32_t term)
{
    uint32_t i;

    map->work += map->count;
    for (i = 0; i < map->count; i++) {
        if (!map->pieces[i].done) {
            spfe_piece_break(&map->pieces[i], term);
        }
    }
}

static bool
is_same(const struct spfe_piece *a, const struct spfe_piece *b)
{
    return a->term == b->term && a->end == b->end &&
           a->lookups == b->lookups && a->voids == b->voids &&
           a->unsure_voids == b->unsure_voids && a->result == b->result &&
           a->done == b->done;
}

bool
spfe_map_equal(const struct spfe_map *a, const struct spfe_map *b)
{
    uint32_t i;

    if (a->count != b->count) {
        return false;
    }
    for (i = 0; i < a->count; i++) {
        if (!is_same(&a->pieces[i], &b->pieces[i]) ||
            spfe_point_compare(a->pieces[i].from, b->pieces[i].from) != 0) {
            return false;
        }
    }
    return true;
}

void
spfe_map_compact(struct spfe_map *map)
{
    uint32_t kept = 0;
    uint32_t i;

    map->work += map->count;
    for (i = 1; i < map->count; i++) {
        if (!is_same(&map->pieces[kept], &map->pieces[i])) {
            map->pieces[++kept] = map->pieces[i];
        }
    }
    map->count = kept + 1;
}

const struct spfe_piece *
spfe_map_find(const struct spfe_map *map, struct spfe_point point)
{
    return &map->pieces[find(map, point)];
}

struct spfe_point
spfe_map_end(const struct spfe_map *map, uint32_t index)
{
    return index + 1 < map->count
               ? spfe_point_before(map->pieces[index + 1].from)
               : spfe_point_highest(map->address_len);
}
