/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a record does with every address of one family: all addresses, cut
 * into ranges with the same result and cost. Exact (SEMANTICS of RFC 7208
 * section 4.6: the first match decides), since the ranges are cut wherever a
 * network begins or ends.
 */
#ifndef SPFE_POLICY_ADDRESS_MAP_H
#define SPFE_POLICY_ADDRESS_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/ip.h"

/* An address as a number; an IPv4 address is in the low 32 bits of lo. */
struct spfe_point {
    uint64_t hi;
    uint64_t lo;
};

/* Costs stop here: cycles and repetition grow without bound. */
enum { SPFE_COST_MOST = 60000 };

/* No term decided. */
#define SPFE_NO_TERM UINT32_MAX

/* From one address up to the next piece. */
struct spfe_piece {
    struct spfe_point from;
    uint32_t term;    /* index of the deciding term of the record */
    uint32_t end;     /* when done: of the one that ended evaluation */
    uint16_t lookups; /* needed until there is a decision */
    uint16_t voids;
    uint16_t unsure_voids; /* terms that are void for some messages, on top */
    uint8_t result; /* enum spfeval_result; UNSET while nothing decided */
    /*
     * Evaluation has ended. A broken record or too many MX set the result to
     * permerror but do not end it: so what follows is counted too, as it will
     * be once that is repaired; term and end then differ.
     */
    bool done;
};

struct spfe_map {
    struct spfe_piece *pieces; /* ascending, the first from address 0 */
    uint32_t count;
    uint32_t capacity;
    uint8_t address_len; /* 4 or 16 */
    uint64_t work;       /* pieces looked at or moved: a measure of time */
};

struct spfe_point spfe_point_of(const uint8_t *octets, size_t len);
void spfe_point_octets(struct spfe_point point, uint8_t *octets, size_t len);
int spfe_point_compare(struct spfe_point a, struct spfe_point b);
/* The first and last address of the network around an address. */
void spfe_point_network(const uint8_t *octets, size_t len, unsigned prefix,
                        struct spfe_point *first, struct spfe_point *last);
/* The highest address of a family. */
struct spfe_point spfe_point_highest(size_t len);
/* The next lower and higher number; they wrap around. */
struct spfe_point spfe_point_before(struct spfe_point point);
struct spfe_point spfe_point_after(struct spfe_point point);

/* Add up, to SPFE_COST_MOST at most. */
static inline uint16_t
spfe_cost_add(uint32_t a, uint32_t b)
{
    return (uint16_t)(a >= SPFE_COST_MOST || b >= SPFE_COST_MOST - a
                          ? SPFE_COST_MOST
                          : a + b);
}

/* One open piece without cost. SPFEVAL_OK or the arena's status. */
int spfe_map_init(struct spfe_map *map, struct spfe_arena *arena, size_t len);

/* A copy that takes no more room than it needs. */
int spfe_map_copy(struct spfe_map *map, struct spfe_arena *arena,
                  const struct spfe_map *from);

/* Make room for this many pieces. */
int spfe_map_reserve(struct spfe_map *map, struct spfe_arena *arena,
                     uint32_t count);

/* For one piece that is open: end it, make it permerror, add to its cost. */
void spfe_piece_decide(struct spfe_piece *piece, uint8_t result,
                       uint32_t term);
void spfe_piece_break(struct spfe_piece *piece, uint32_t term);
void spfe_piece_charge(struct spfe_piece *piece, uint32_t lookups,
                       uint32_t voids, uint32_t unsure_voids);

/* Decide for what is still open between two addresses, both included. */
int spfe_map_assign(struct spfe_map *map, struct spfe_arena *arena,
                    struct spfe_point first, struct spfe_point last,
                    uint8_t result, uint32_t term);

/* Decide for all that is still open. */
void spfe_map_assign_rest(struct spfe_map *map, uint8_t result, uint32_t term);

/* Add to the cost of all that is still open. */
void spfe_map_charge(struct spfe_map *map, uint32_t lookups, uint32_t voids,
                     uint32_t unsure_voids);

/* Permerror for all that is still open, which stays open (see done). */
void spfe_map_break(struct spfe_map *map, uint32_t term);

/*
 * Where the map is open, add the cost of the other one; where that one passes,
 * decide (RFC 7208 section 5.2), and where it is permerror or none, break.
 */
int spfe_map_include(struct spfe_map *map, struct spfe_arena *arena,
                     const struct spfe_map *other, uint8_t result,
                     uint32_t term);

/*
 * Where the map is open, go on as the other one, whose none is permerror
 * (RFC 7208 section 6.1).
 */
int spfe_map_redirect(struct spfe_map *map, struct spfe_arena *arena,
                      const struct spfe_map *other, uint32_t term);

/*
 * The same for a record that leads back to this one: where it is permerror it
 * goes round, and that is counted once, so its cost is not added.
 */
int spfe_map_include_again(struct spfe_map *map, struct spfe_arena *arena,
                           const struct spfe_map *other, uint8_t result,
                           uint32_t term);
int spfe_map_redirect_again(struct spfe_map *map, struct spfe_arena *arena,
                            const struct spfe_map *other, uint32_t term);

/* Do they say the same, cost and all? */
bool spfe_map_equal(const struct spfe_map *a, const struct spfe_map *b);

/* Join neighbours that are the same. */
void spfe_map_compact(struct spfe_map *map);

/* The piece that holds an address. */
const struct spfe_piece *spfe_map_find(const struct spfe_map *map,
                                       struct spfe_point point);

/* The last address of the piece with this index. */
struct spfe_point spfe_map_end(const struct spfe_map *map, uint32_t index);

/*
 * Walk two maps of one family at once, over the ranges on which neither
 * changes. Start with {0}; false behind the last range.
 */
struct spfe_map_pair {
    uint32_t next_a;
    uint32_t next_b;
    struct spfe_point first;
    struct spfe_point last;
    const struct spfe_piece *a;
    const struct spfe_piece *b;
    bool started;
};

bool spfe_map_pair_next(struct spfe_map_pair *pair, const struct spfe_map *a,
                        const struct spfe_map *b);

#endif
