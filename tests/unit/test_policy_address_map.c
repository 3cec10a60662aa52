/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The first match decides, for each address: what is decided stays, the rest
 * is cut exactly where networks begin and end, and cost is added to what is
 * still open.
 */
#include "policy/address_map.h"

#include <stdint.h>
#include <string.h>

#include <spfeval/result.h>
#include <spfeval/status.h>

#include "support/maps.h"
#include "support/tap.h"

enum {
    PASS = SPFEVAL_RESULT_PASS,
    FAIL = SPFEVAL_RESULT_FAIL,
    NEUTRAL = SPFEVAL_RESULT_NEUTRAL
};

/* Decide between two IPv4 addresses. */
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

static void
test_map_is_open_at_first(void)
{
    struct maps maps;
    struct spfe_map map;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    check_map(&maps, &map, "0: open");
    CHECK_INT(map.address_len, 4);
    CHECK(!map.pieces[0].done);
    CHECK_INT(spfe_map_end(&map, 0).lo, UINT32_MAX);
    maps_tear_down(&maps);
}

static void
test_map_is_cut_around_a_network(void)
{
    struct maps maps;
    struct spfe_map map;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    assign(&maps, &map, 0x10, 0x1f, PASS, 0);
    check_map(&maps, &map, "0: open | 10: pass@0 | 20: open");
    CHECK(map.pieces[1].done && !map.pieces[2].done);
    CHECK_INT(spfe_map_end(&map, 0).lo, 0xf);
    CHECK_INT(spfe_map_end(&map, 1).lo, 0x1f);
    CHECK_INT(spfe_map_end(&map, 2).lo, UINT32_MAX);
    maps_tear_down(&maps);
}

static void
test_map_takes_networks_that_touch(void)
{
    struct maps maps;
    struct spfe_map map;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    assign(&maps, &map, 0x10, 0x1f, PASS, 0);
    assign(&maps, &map, 0x20, 0x2f, FAIL, 1);
    assign(&maps, &map, 0x08, 0x0f, PASS, 0);
    check_map(&maps, &map,
              "0: open | 8: pass@0 | 10: pass@0 | 20: fail@1 | 30: open");
    spfe_map_compact(&map);
    check_map(&maps, &map, "0: open | 8: pass@0 | 20: fail@1 | 30: open");
    maps_tear_down(&maps);
}

static void
test_map_keeps_the_first_decision(void)
{
    struct maps maps;
    struct spfe_map map;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    assign(&maps, &map, 0x10, 0x1f, PASS, 0);
    assign(&maps, &map, 0x14, 0x17, FAIL, 1);
    check_map(&maps, &map, "0: open | 10: pass@0 | 20: open");
    assign(&maps, &map, 0x08, 0x2f, FAIL, 2);
    check_map(&maps, &map,
              "0: open | 8: fail@2 | 10: pass@0 | 20: fail@2 | 30: open");
    assign(&maps, &map, 0x18, 0x3f, NEUTRAL, 3);
    check_map(&maps, &map,
              "0: open | 8: fail@2 | 10: pass@0 | 20: fail@2 | 30: neutral@3 "
              "| 40: open");
    maps_tear_down(&maps);
}

static void
test_map_takes_both_ends_of_a_family(void)
{
    struct maps maps;
    struct spfe_map map;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    assign(&maps, &map, UINT32_MAX, UINT32_MAX, PASS, 0);
    check_map(&maps, &map, "0: open | ffffffff: pass@0");
    assign(&maps, &map, 0, 0, FAIL, 1);
    check_map(&maps, &map, "0: fail@1 | 1: open | ffffffff: pass@0");
    assign(&maps, &map, 0, UINT32_MAX, NEUTRAL, 2);
    check_map(&maps, &map, "0: fail@1 | 1: neutral@2 | ffffffff: pass@0");
    maps_tear_down(&maps);
}

static void
test_map_takes_everything_at_once(void)
{
    struct maps maps;
    struct spfe_map map;

    maps_set_up(&maps);
    map = maps_new(&maps, 16);
    CHECK_INT(spfe_map_assign(&map, &maps.arena, maps_point(0, 0),
                              spfe_point_highest(16), PASS, 7),
              SPFEVAL_OK);
    check_map(&maps, &map, "0: pass@7");
    maps_tear_down(&maps);
}

/* The last address of one network, the first of the next: 64 bits carry. */
static void
test_map_cuts_between_words(void)
{
    struct maps maps;
    struct spfe_map map;

    maps_set_up(&maps);
    map = maps_new(&maps, 16);
    CHECK_INT(spfe_map_assign(&map, &maps.arena, maps_point(5, 0),
                              maps_point(5, UINT64_MAX), PASS, 0),
              SPFEVAL_OK);
    check_map(&maps, &map, "0: open | 5:0: pass@0 | 6:0: open");
    CHECK_INT(spfe_map_end(&map, 0).hi, 4);
    CHECK(spfe_map_end(&map, 0).lo == UINT64_MAX);
    CHECK_INT(spfe_map_assign(&map, &maps.arena, maps_point(4, UINT64_MAX),
                              maps_point(6, 0), FAIL, 1),
              SPFEVAL_OK);
    check_map(&maps, &map,
              "0: open | 4:ffffffffffffffff: fail@1 | 5:0: pass@0 | 6:0: "
              "fail@1 | 6:1: open");
    maps_tear_down(&maps);
}

static void
test_map_charges_what_is_open(void)
{
    struct maps maps;
    struct spfe_map map;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    spfe_map_charge(&map, 1, 0, 0);
    assign(&maps, &map, 0x10, 0x1f, PASS, 0);
    spfe_map_charge(&map, 2, 1, 0);
    assign(&maps, &map, 0x20, 0x2f, FAIL, 1);
    spfe_map_charge(&map, 1, 1, 0);
    spfe_map_assign_rest(&map, NEUTRAL, SPFE_NO_TERM);
    spfe_map_charge(&map, 5, 5, 0);
    check_map(&maps, &map,
              "0: neutral 4+2 | 10: pass@0 1+0 | 20: fail@1 3+1 | 30: "
              "neutral 4+2");
    maps_tear_down(&maps);
}

static void
test_map_that_broke_goes_on_counting(void)
{
    struct maps maps;
    struct spfe_map map;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    assign(&maps, &map, 0x10, 0x1f, PASS, 0);
    spfe_map_break(&map, 1);
    check_map(&maps, &map, "0: permerror!@1 | 10: pass@0 | 20: permerror!@1");
    spfe_map_charge(&map, 1, 0, 0);
    assign(&maps, &map, 0x20, 0x2f, PASS, 2);
    spfe_map_charge(&map, 1, 0, 0);
    spfe_map_break(&map, 3);
    check_map(&maps, &map,
              "0: permerror!@1 2+0 | 10: pass@0 | 20: permerror@1 1+0 | 30: "
              "permerror!@1 2+0");
    spfe_map_assign_rest(&map, NEUTRAL, SPFE_NO_TERM);
    check_map(&maps, &map,
              "0: permerror@1 2+0 | 10: pass@0 | 20: permerror@1 1+0 | 30: "
              "permerror@1 2+0");
    maps_tear_down(&maps);
}

static void
test_map_joins_only_what_is_the_same(void)
{
    struct maps maps;
    struct spfe_map map;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    assign(&maps, &map, 0x10, 0x1f, PASS, 0);
    assign(&maps, &map, 0x20, 0x2f, PASS, 1);
    assign(&maps, &map, 0x30, 0x3f, FAIL, 1);
    spfe_map_charge(&map, 1, 0, 0);
    assign(&maps, &map, 0x40, 0x4f, FAIL, 1);
    spfe_map_charge(&map, 0, 1, 0);
    assign(&maps, &map, 0x50, 0x5f, FAIL, 1);
    assign(&maps, &map, 0x60, 0x6f, FAIL, 1);
    spfe_map_compact(&map);
    check_map(&maps, &map,
              "0: open 1+1 | 10: pass@0 | 20: pass@1 | 30: fail@1 | 40: "
              "fail@1 1+0 | 50: fail@1 1+1 | 70: open 1+1");
    maps_tear_down(&maps);
}

static void
test_map_copy_is_its_own(void)
{
    struct maps maps;
    struct spfe_map map;
    struct spfe_map copy;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    assign(&maps, &map, 0x10, 0x1f, PASS, 0);
    CHECK_INT(spfe_map_copy(&copy, &maps.arena, &map), SPFEVAL_OK);
    spfe_map_assign_rest(&map, FAIL, 1);
    check_map(&maps, &copy, "0: open | 10: pass@0 | 20: open");
    CHECK_INT(copy.capacity, 3);
    assign(&maps, &copy, 0x18, 0x40, NEUTRAL, 2);
    check_map(&maps, &copy, "0: open | 10: pass@0 | 20: neutral@2 | 41: open");
    maps_tear_down(&maps);
}

static void
test_map_finds_the_piece_of_an_address(void)
{
    struct maps maps;
    struct spfe_map map;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    assign(&maps, &map, 0x10, 0x1f, PASS, 0);
    CHECK(spfe_map_find(&map, maps_point(0, 0)) == &map.pieces[0]);
    CHECK(spfe_map_find(&map, maps_point(0, 0x0f)) == &map.pieces[0]);
    CHECK(spfe_map_find(&map, maps_point(0, 0x10)) == &map.pieces[1]);
    CHECK(spfe_map_find(&map, maps_point(0, 0x1f)) == &map.pieces[1]);
    CHECK(spfe_map_find(&map, maps_point(0, 0x20)) == &map.pieces[2]);
    CHECK(spfe_map_find(&map, spfe_point_highest(4)) == &map.pieces[2]);
    maps_tear_down(&maps);
}

static void
test_map_grows_and_counts_its_work(void)
{
    struct maps maps;
    struct spfe_map map;
    uint32_t i;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    for (i = 1000; i > 0; i--) {
        assign(&maps, &map, (uint64_t)i << 8, (uint64_t)i << 8 | 0xff,
               i % 2 ? PASS : FAIL, i);
    }
    CHECK_INT(map.count, 1002);
    CHECK(map.work >= 1000 * 500);
    CHECK(map.capacity < 4000);
    CHECK_INT(spfe_map_find(&map, maps_point(0, 0x1ff))->term, 1);
    CHECK_INT(spfe_map_find(&map, maps_point(0, 0x3e8ff))->term, 1000);
    maps_tear_down(&maps);
}

static void
test_map_says_when_it_takes_too_much(void)
{
    struct maps maps;
    struct spfe_map map;
    int status = SPFEVAL_OK;
    uint64_t i;

    maps_set_up(&maps);
    maps.arena.max = 4096;
    map = maps_new(&maps, 4);
    for (i = 1; i < 1000 && status == SPFEVAL_OK; i++) {
        status = spfe_map_assign(&map, &maps.arena, maps_point(0, i << 8),
                                 maps_point(0, i << 8), PASS, 0);
    }
    CHECK_INT(status, SPFEVAL_ERR_LIMIT);
    CHECK_INT(spfe_map_copy(&map, &maps.arena, &map), SPFEVAL_ERR_LIMIT);
    maps_tear_down(&maps);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a map is open at first", test_map_is_open_at_first},
        {"it is cut around a network", test_map_is_cut_around_a_network},
        {"networks may touch", test_map_takes_networks_that_touch},
        {"the first decision is kept", test_map_keeps_the_first_decision},
        {"networks at both ends of a family",
         test_map_takes_both_ends_of_a_family},
        {"a network of all addresses", test_map_takes_everything_at_once},
        {"IPv6 is cut between words", test_map_cuts_between_words},
        {"what is open is charged", test_map_charges_what_is_open},
        {"what broke goes on counting", test_map_that_broke_goes_on_counting},
        {"only the same is joined", test_map_joins_only_what_is_the_same},
        {"a copy is its own", test_map_copy_is_its_own},
        {"an address is found", test_map_finds_the_piece_of_an_address},
        {"it grows, and counts its work", test_map_grows_and_counts_its_work},
        {"it says when it takes too much",
         test_map_says_when_it_takes_too_much},
    };

    return tap_run("policy/address_map", tests, TAP_COUNT(tests));
}
