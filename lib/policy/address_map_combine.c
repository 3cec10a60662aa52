/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/address_map.h"

#include <spfeval/result.h>
#include <spfeval/status.h>

/* How many pieces there are once both maps' cuts are made. */
static uint32_t
count_cuts(const struct spfe_map *map, const struct spfe_map *other)
{
    struct spfe_map_pair pair = {0};
    uint32_t count = 0;

    while (spfe_map_pair_next(&pair, map, other)) {
        count++;
    }
    return count;
}

/*
 * Cut wherever the other map is cut. From the end, so that no piece is
 * overwritten before it was read: time grows with the sum of the two.
 */
static int
cut_as(struct spfe_map *map, struct spfe_arena *arena,
       const struct spfe_map *other)
{
    uint32_t count = count_cuts(map, other);
    uint32_t from = map->count - 1;
    uint32_t cut_at = other->count - 1;
    uint32_t to = count;
    int status = spfe_map_reserve(map, arena, count);

    if (status != SPFEVAL_OK) {
        return status;
    }
    while (to > from + 1) {
        struct spfe_point point = other->pieces[cut_at].from;
        int order = spfe_point_compare(map->pieces[from].from, point);

        map->pieces[--to] = map->pieces[from];
        if (order < 0) {
            map->pieces[to].from = point;
        } else {
            from--;
        }
        cut_at -= order <= 0;
    }
    map->work += count + other->count;
    map->count = count;
    return SPFEVAL_OK;
}

/* A record that is not there is an error to those that refer to it. */
static bool
is_broken(const struct spfe_piece *piece)
{
    return piece->result == SPFEVAL_RESULT_PERMERROR ||
           piece->result == SPFEVAL_RESULT_NONE;
}

/* What a piece of another map makes of an open one. */
typedef void apply_function(struct spfe_piece *piece,
                            const struct spfe_piece *there, uint8_t result,
                            uint32_t term);

/* What is to be done, for all pieces. */
struct work {
    apply_function *apply;
    uint8_t result;
    uint32_t term;
    bool again; /* the cost of what goes round was counted */
};

static void
apply_one(struct spfe_piece *piece, const struct spfe_piece *there,
          const struct work *work)
{
    if (!work->again || !is_broken(there)) {
        spfe_piece_charge(piece, there->lookups, there->voids,
                          there->unsure_voids);
    }
    work->apply(piece, there, work->result, work->term);
}

static int
combine(struct spfe_map *map, struct spfe_arena *arena,
        const struct spfe_map *other, const struct work *work)
{
    int status = cut_as(map, arena, other);
    uint32_t at = 0;
    uint32_t i;

    if (status != SPFEVAL_OK) {
        return status;
    }
    for (i = 0; i < map->count; i++) {
        struct spfe_piece *piece = &map->pieces[i];

        if (at + 1 < other->count &&
            spfe_point_compare(other->pieces[at + 1].from, piece->from) == 0) {
            at++;
        }
        if (!piece->done) {
            apply_one(piece, &other->pieces[at], work);
        }
    }
    spfe_map_compact(map);
    return SPFEVAL_OK;
}

static void
apply_include(struct spfe_piece *piece, const struct spfe_piece *there,
              uint8_t result, uint32_t term)
{
    if (there->result == SPFEVAL_RESULT_PASS) {
        spfe_piece_decide(piece, result, term);
    } else if (is_broken(there)) {
        spfe_piece_break(piece, term);
    }
}

static void
apply_redirect(struct spfe_piece *piece, const struct spfe_piece *there,
               uint8_t result, uint32_t term)
{
    (void)result;
    spfe_piece_decide(
        piece, is_broken(there) ? SPFEVAL_RESULT_PERMERROR : there->result,
        term);
}

int
spfe_map_include(struct spfe_map *map, struct spfe_arena *arena,
                 const struct spfe_map *other, uint8_t result, uint32_t term)
{
    struct work work = {apply_include, result, term, false};

    return combine(map, arena, other, &work);
}

int
spfe_map_include_again(struct spfe_map *map, struct spfe_arena *arena,
                       const struct spfe_map *other, uint8_t result,
                       uint32_t term)
{
    struct work work = {apply_include, result, term, true};

    return combine(map, arena, other, &work);
}

int
spfe_map_redirect(struct spfe_map *map, struct spfe_arena *arena,
                  const struct spfe_map *other, uint32_t term)
{
    struct work work = {apply_redirect, SPFEVAL_RESULT_UNSET, term, false};

    return combine(map, arena, other, &work);
}

int
spfe_map_redirect_again(struct spfe_map *map, struct spfe_arena *arena,
                        const struct spfe_map *other, uint32_t term)
{
    struct work work = {apply_redirect, SPFEVAL_RESULT_UNSET, term, true};

    return combine(map, arena, other, &work);
}

/* Take the piece that begins here, if one does. */
static void
take(const struct spfe_map *map, struct spfe_point point, uint32_t *next,
     const struct spfe_piece **piece)
{
    if (*next < map->count &&
        spfe_point_compare(map->pieces[*next].from, point) == 0) {
        *piece = &map->pieces[(*next)++];
    }
}

bool
spfe_map_pair_next(struct spfe_map_pair *pair, const struct spfe_map *a,
                   const struct spfe_map *b)
{
    struct spfe_point highest = spfe_point_highest(a->address_len);
    struct spfe_point end_b;

    if (pair->started) {
        if (spfe_point_compare(pair->last, highest) == 0) {
            return false;
        }
        pair->first = spfe_point_after(pair->last);
    }
    pair->started = true;
    take(a, pair->first, &pair->next_a, &pair->a);
    take(b, pair->first, &pair->next_b, &pair->b);
    pair->last = spfe_map_end(a, pair->next_a - 1);
    end_b = spfe_map_end(b, pair->next_b - 1);
    if (spfe_point_compare(end_b, pair->last) < 0) {
        pair->last = end_b;
    }
    return true;
}
