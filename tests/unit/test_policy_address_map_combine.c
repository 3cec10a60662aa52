/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One map within another: what an include and a redirect make of it, compared
 * with one address after the other on random maps.
 */
#include <stdint.h>
#include <string.h>

#include <spfeval/result.h>
#include <spfeval/status.h>

#include "policy/address_map.h"

#include "support/maps.h"
#include "support/tap.h"

enum {
    UNSET = SPFEVAL_RESULT_UNSET,
    NONE = SPFEVAL_RESULT_NONE,
    NEUTRAL = SPFEVAL_RESULT_NEUTRAL,
    PASS = SPFEVAL_RESULT_PASS,
    FAIL = SPFEVAL_RESULT_FAIL,
    PERMERROR = SPFEVAL_RESULT_PERMERROR,
    ADDRESSES = 64, /* the model's: the lowest ones, and all others as one */
    ROUNDS = 3000,
    STEPS = 12
};

static void
assign(struct maps *maps, struct spfe_map *map, uint64_t first, uint64_t last,
       uint8_t result, uint32_t term)
{
    CHECK_INT(spfe_map_assign(map, &maps->arena, maps_point(0, first),
                              maps_point(0, last), result, term),
              SPFEVAL_OK);
}

static void
check_map(struct maps *maps, const struct spfe_map *map, const char *expected)
{
    const char *text = maps_print(maps, map);

    CHECK_STR(text, strlen(text), expected);
}

/* 10 to 1f passes after one lookup, 20 to 2f fails after two; then all. */
static struct spfe_map
make_child(struct maps *maps, uint8_t rest)
{
    struct spfe_map child = maps_new(maps, 4);

    spfe_map_charge(&child, 1, 1, 0);
    assign(maps, &child, 0x10, 0x1f, PASS, 4);
    spfe_map_charge(&child, 1, 0, 0);
    assign(maps, &child, 0x20, 0x2f, FAIL, 5);
    spfe_map_charge(&child, 2, 1, 0);
    spfe_map_assign_rest(&child, rest, 6);
    return child;
}

static void
test_include_matches_where_the_other_passes(void)
{
    struct maps maps;
    struct spfe_map map;
    struct spfe_map child;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    child = make_child(&maps, NEUTRAL);
    assign(&maps, &map, 0x18, 0x27, NEUTRAL, 0);
    spfe_map_charge(&map, 1, 0, 0);
    CHECK_INT(spfe_map_include(&map, &maps.arena, &child, FAIL, 1),
              SPFEVAL_OK);
    check_map(&maps, &map,
              "0: open 5+2 | 10: fail@1 2+1 | 18: neutral@0 | 28: open 3+1 | "
              "30: open 5+2");
    maps_tear_down(&maps);
}

static void
test_include_breaks_where_the_other_is_broken(void)
{
    static const uint8_t broken[] = {PERMERROR, NONE};
    size_t i;

    for (i = 0; i < TAP_COUNT(broken); i++) {
        struct maps maps;
        struct spfe_map map;
        struct spfe_map child;

        maps_set_up(&maps);
        map = maps_new(&maps, 4);
        child = make_child(&maps, broken[i]);
        CHECK_INT(spfe_map_include(&map, &maps.arena, &child, PASS, 1),
                  SPFEVAL_OK);
        check_map(&maps, &map,
                  "0: permerror!@1 4+2 | 10: pass@1 1+1 | 20: open 2+1 | 30: "
                  "permerror!@1 4+2");
        CHECK(!map.pieces[0].done);
        /* A later match does not mend it, but ends the cost. */
        assign(&maps, &map, 0, 7, PASS, 2);
        spfe_map_charge(&map, 1, 0, 0);
        CHECK_INT(map.pieces[0].result, PERMERROR);
        CHECK_INT(map.pieces[0].lookups, 4);
        CHECK_INT(map.pieces[1].lookups, 5);
        maps_tear_down(&maps);
    }
}

static void
test_redirect_takes_the_results_of_the_other(void)
{
    struct maps maps;
    struct spfe_map map;
    struct spfe_map child;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    child = make_child(&maps, NEUTRAL);
    assign(&maps, &map, 0x18, 0x27, PASS, 0);
    spfe_map_charge(&map, 1, 0, 0);
    CHECK_INT(spfe_map_redirect(&map, &maps.arena, &child, 1), SPFEVAL_OK);
    check_map(&maps, &map,
              "0: neutral@1 5+2 | 10: pass@1 2+1 | 18: pass@0 | 28: fail@1 "
              "3+1 | 30: neutral@1 5+2");
    CHECK(map.pieces[0].done && map.pieces[4].done);
    maps_tear_down(&maps);
}

static void
test_redirect_to_nothing_is_permerror(void)
{
    struct maps maps;
    struct spfe_map map;
    struct spfe_map child;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    child = maps_new(&maps, 4);
    spfe_map_assign_rest(&child, NONE, SPFE_NO_TERM);
    CHECK_INT(spfe_map_redirect(&map, &maps.arena, &child, 1), SPFEVAL_OK);
    check_map(&maps, &map, "0: permerror@1");
    maps_tear_down(&maps);
}

static void
test_redirect_does_not_mend_what_broke(void)
{
    struct maps maps;
    struct spfe_map map;
    struct spfe_map child;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    child = make_child(&maps, NEUTRAL);
    spfe_map_break(&map, 0);
    CHECK_INT(spfe_map_redirect(&map, &maps.arena, &child, 1), SPFEVAL_OK);
    check_map(&maps, &map,
              "0: permerror@0 4+2 | 10: permerror@0 1+1 | 20: permerror@0 "
              "2+1 | 30: permerror@0 4+2");
    maps_tear_down(&maps);
}

static void
test_combine_says_when_it_takes_too_much(void)
{
    struct maps maps;
    struct spfe_map map;
    struct spfe_map child;
    uint64_t i;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    child = maps_new(&maps, 4);
    for (i = 1; i < 200; i++) {
        assign(&maps, &child, 2 * i, 2 * i, PASS, 0);
    }
    maps.arena.max = maps.arena.used;
    CHECK_INT(spfe_map_include(&map, &maps.arena, &child, PASS, 0),
              SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfe_map_redirect(&map, &maps.arena, &child, 0),
              SPFEVAL_ERR_LIMIT);
    check_map(&maps, &map, "0: open");
    maps_tear_down(&maps);
}

static void
test_pair_visits_all_ranges_of_both(void)
{
    static const uint64_t firsts[] = {0, 0x10, 0x18, 0x20, 0x30};
    struct maps maps;
    struct spfe_map a;
    struct spfe_map b;
    struct spfe_map_pair pair = {0};
    size_t count = 0;

    maps_set_up(&maps);
    a = maps_new(&maps, 4);
    b = maps_new(&maps, 4);
    assign(&maps, &a, 0x10, 0x1f, PASS, 0);
    assign(&maps, &b, 0x18, 0x2f, FAIL, 0);
    while (spfe_map_pair_next(&pair, &a, &b) && count < TAP_COUNT(firsts)) {
        CHECK_INT(pair.first.lo, firsts[count]);
        CHECK_INT(pair.last.lo, count + 1 < TAP_COUNT(firsts)
                                    ? firsts[count + 1] - 1
                                    : UINT32_MAX);
        CHECK(pair.a == spfe_map_find(&a, pair.first));
        CHECK(pair.b == spfe_map_find(&b, pair.first));
        count++;
    }
    CHECK_INT(count, TAP_COUNT(firsts));
    CHECK(!spfe_map_pair_next(&pair, &a, &b));
    maps_tear_down(&maps);
}

/* Random maps, and the same as one piece for each address. */
struct model {
    struct spfe_map map;
    struct spfe_piece each[ADDRESSES + 1]; /* the last: all that follow */
};

static uint32_t seed;

static uint32_t
draw(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % below;
}

static void
model_decide(struct spfe_piece *piece, uint8_t result, uint32_t term)
{
    if (!piece->done) {
        if (piece->result == UNSET) {
            piece->result = result;
            piece->term = term;
        }
        piece->done = true;
    }
}

static void
model_range(struct maps *maps, struct model *model, uint32_t term)
{
    uint32_t first = draw(ADDRESSES + 1);
    uint32_t last = first + draw(ADDRESSES + 1 - first);
    uint8_t result = (uint8_t)(NEUTRAL + draw(3));
    uint32_t i;

    assign(maps, &model->map, first, last == ADDRESSES ? UINT32_MAX : last,
           result, term);
    for (i = first; i <= last; i++) {
        model_decide(&model->each[i], result, term);
    }
}

static void
model_charge(struct model *model)
{
    uint32_t lookups = draw(3);
    uint32_t voids = draw(2);
    uint32_t unsure_voids = draw(2);
    uint32_t i;

    spfe_map_charge(&model->map, lookups, voids, unsure_voids);
    for (i = 0; i <= ADDRESSES; i++) {
        if (!model->each[i].done) {
            model->each[i].lookups += (uint16_t)lookups;
            model->each[i].voids += (uint16_t)voids;
            model->each[i].unsure_voids += (uint16_t)unsure_voids;
        }
    }
}

static void
model_break(struct model *model, uint32_t term)
{
    uint32_t i;

    spfe_map_break(&model->map, term);
    for (i = 0; i <= ADDRESSES; i++) {
        if (!model->each[i].done && model->each[i].result == UNSET) {
            model->each[i].result = PERMERROR;
            model->each[i].term = term;
        }
    }
}

static void
model_rest(struct model *model, uint8_t result)
{
    uint32_t i;

    spfe_map_assign_rest(&model->map, result, SPFE_NO_TERM);
    for (i = 0; i <= ADDRESSES; i++) {
        model_decide(&model->each[i], result, SPFE_NO_TERM);
    }
}

static void
model_combine(struct maps *maps, struct model *model,
              const struct model *other, bool redirect, uint32_t term)
{
    uint32_t i;

    CHECK_INT(redirect ? spfe_map_redirect(&model->map, &maps->arena,
                                           &other->map, term)
                       : spfe_map_include(&model->map, &maps->arena,
                                          &other->map, FAIL, term),
              SPFEVAL_OK);
    for (i = 0; i <= ADDRESSES; i++) {
        struct spfe_piece *piece = &model->each[i];
        const struct spfe_piece *there = &other->each[i];

        if (piece->done) {
            continue;
        }
        piece->lookups += there->lookups;
        piece->voids += there->voids;
        piece->unsure_voids += there->unsure_voids;
        if (redirect) {
            model_decide(piece,
                         there->result == NONE ? PERMERROR : there->result,
                         term);
        } else if (there->result == PASS) {
            model_decide(piece, FAIL, term);
        } else if (piece->result == UNSET &&
                   (there->result == PERMERROR || there->result == NONE)) {
            piece->result = PERMERROR;
            piece->term = term;
        }
    }
}

static struct model
model_new(struct maps *maps)
{
    struct model model;

    memset(&model, 0, sizeof(model));
    model.map = maps_new(maps, 4);
    for (uint32_t i = 0; i <= ADDRESSES; i++) {
        model.each[i].term = SPFE_NO_TERM;
    }
    return model;
}

static bool
is_as(const struct spfe_piece *a, const struct spfe_piece *b)
{
    return a->result == b->result && a->done == b->done &&
           a->term == b->term && a->lookups == b->lookups &&
           a->voids == b->voids && a->unsure_voids == b->unsure_voids;
}

static bool
model_holds(const struct model *model)
{
    bool holds = true;
    uint32_t i;

    for (i = 0; i <= ADDRESSES; i++) {
        const struct spfe_piece *piece =
            spfe_map_find(&model->map, maps_point(0, i));

        holds &= is_as(piece, &model->each[i]);
    }
    return holds && is_as(&model->map.pieces[model->map.count - 1],
                          &model->each[ADDRESSES]);
}

/* A few terms; the second map of a round has the first one in it. */
static void
model_fill(struct maps *maps, struct model *model, const struct model *child)
{
    uint32_t i;

    for (i = 0; i < STEPS; i++) {
        switch (draw(child != NULL ? 7 : 5)) {
        case 0:
            model_charge(model);
            break;
        case 1:
            if (draw(8) == 0) {
                model_break(model, i);
            }
            break;
        case 5:
        case 6:
            model_combine(maps, model, child, draw(8) == 0, i);
            break;
        default:
            model_range(maps, model, i);
            break;
        }
    }
}

static void
test_maps_are_as_one_address_after_the_other(void)
{
    uint32_t wrong = 0;
    uint32_t round;

    seed = 20140401;
    for (round = 0; round < ROUNDS; round++) {
        struct maps maps;
        struct model child;
        struct model model;

        maps_set_up(&maps);
        child = model_new(&maps);
        model_fill(&maps, &child, NULL);
        model_rest(&child, (uint8_t)(NONE + draw(3)));
        wrong += !model_holds(&child);
        model = model_new(&maps);
        model_fill(&maps, &model, &child);
        wrong += !model_holds(&model);
        spfe_map_compact(&model.map);
        wrong += !model_holds(&model);
        maps_tear_down(&maps);
    }
    CHECK_INT(wrong, 0);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"an include matches where the other passes",
         test_include_matches_where_the_other_passes},
        {"an include breaks where the other is broken",
         test_include_breaks_where_the_other_is_broken},
        {"a redirect takes the results of the other",
         test_redirect_takes_the_results_of_the_other},
        {"a redirect to nothing is permerror",
         test_redirect_to_nothing_is_permerror},
        {"a redirect does not mend what broke",
         test_redirect_does_not_mend_what_broke},
        {"it says when it takes too much",
         test_combine_says_when_it_takes_too_much},
        {"a pair visits all ranges of both",
         test_pair_visits_all_ranges_of_both},
        {"maps are as one address after the other",
         test_maps_are_as_one_address_after_the_other},
    };

    return tap_run("policy/address_map_combine", tests, TAP_COUNT(tests));
}
