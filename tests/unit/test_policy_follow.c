/* SPDX-License-Identifier: BSD-2-Clause */
/* Where the cost of an address comes from, lookup by lookup. */
#include <stdio.h>
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/status.h>

#include "policy/compile.h"

#include "support/maps.h"
#include "support/tap.h"
#include "support/walk_case.h"

#define TXT SPFEVAL_RRTYPE_TXT
#define A SPFEVAL_RRTYPE_A
#define MX SPFEVAL_RRTYPE_MX

static const struct zone_row rows[] = {
    {"own.test", TXT,
     "v=spf1 redirect=last.test x=y ip4:0.0.0.1 a:%{p}.x.test ip4:0.0.0.2 "
     "include:in.test mx:gone.test",
     0, 0},
    {"in.test", TXT, "v=spf1 a:gone.test include:deep.test exists:gone.test",
     0, 0},
    {"deep.test", TXT, "v=spf1 -a:three.test a:four.test ptr -all", 0, 0},
    {"last.test", TXT, "v=spf1 a:five.test -all a:gone.test", 0, 0},
    {"three.test", A, "0.0.0.3", 0, 0},
    {"four.test", A, "0.0.0.4", 0, 0},
    {"five.test", A, "0.0.0.5", 0, 0},
    {"loop.test", TXT, "v=spf1 include:loop.test a:three.test -all", 0, 0},
    {"broken.test", TXT,
     "v=spf1 include:gone.test a:three.test a:four.test -all", 0, 0},
};

/* The steps as text, and how many are wanted. */
struct steps {
    char text[2048];
    uint32_t wanted;
};

static bool
note_step(void *user_data, const struct spfe_step *step)
{
    struct steps *steps = user_data;
    struct spfe_text term = spfe_node_term_text(step->node, step->term);
    size_t len = strlen(steps->text);

    (void)snprintf(steps->text + len, sizeof(steps->text) - len,
                   "%u d%u t%u %.*s %u+%u%s\n", (unsigned)step->number,
                   (unsigned)step->depth, (unsigned)step->top, (int)term.len,
                   term.ptr, (unsigned)step->lookups, (unsigned)step->voids,
                   step->unsure_voids > 0 ? "?" : "");
    return --steps->wanted > 0;
}

static void
walk_and_compile(struct walk_case *test, const char *domain)
{
    walk_case_init(test, rows, TAP_COUNT(rows));
    walk_case_walk(test, domain, NULL);
    CHECK_INT(spfe_compile(test->policy, test->policy->root), SPFEVAL_OK);
}

static void
check_steps(const char *domain, uint64_t address, uint32_t wanted,
            const char *expected)
{
    struct steps steps = {.text = "", .wanted = wanted};
    struct walk_case test;

    walk_and_compile(&test, domain);
    spfe_compile_follow(test.policy->root, SPFE_V4, maps_point(0, address),
                        note_step, &steps);
    CHECK_STR(steps.text, strlen(steps.text), expected);
    walk_case_clear(&test);
}

static void
test_follow_tells_each_lookup_in_order(void)
{
    check_steps("own.test", 0x10, 100,
                "1 d0 t3 a:%{p}.x.test 2+0?\n"
                "3 d0 t5 include:in.test 1+0\n"
                "4 d1 t5 a:gone.test 1+1\n"
                "5 d1 t5 include:deep.test 1+0\n"
                "6 d2 t5 -a:three.test 1+0\n"
                "7 d2 t5 a:four.test 1+0\n"
                "8 d2 t5 ptr 1+0?\n"
                "9 d1 t5 exists:gone.test 1+1\n"
                "10 d0 t6 mx:gone.test 1+1\n"
                "11 d0 t0 redirect=last.test 1+0\n"
                "12 d0 t0 a:five.test 1+0\n");
}

static void
test_follow_ends_where_evaluation_does(void)
{
    check_steps("own.test", 1, 100, "");
    check_steps("own.test", 2, 100, "1 d0 t3 a:%{p}.x.test 2+0?\n");
    check_steps("own.test", 4, 100,
                "1 d0 t3 a:%{p}.x.test 2+0?\n"
                "3 d0 t5 include:in.test 1+0\n"
                "4 d1 t5 a:gone.test 1+1\n"
                "5 d1 t5 include:deep.test 1+0\n"
                "6 d2 t5 -a:three.test 1+0\n"
                "7 d2 t5 a:four.test 1+0\n");
    /* A fail within an include ends that record only. */
    check_steps("own.test", 3, 8,
                "1 d0 t3 a:%{p}.x.test 2+0?\n"
                "3 d0 t5 include:in.test 1+0\n"
                "4 d1 t5 a:gone.test 1+1\n"
                "5 d1 t5 include:deep.test 1+0\n"
                "6 d2 t5 -a:three.test 1+0\n"
                "7 d1 t5 exists:gone.test 1+1\n"
                "8 d0 t6 mx:gone.test 1+1\n"
                "9 d0 t0 redirect=last.test 1+0\n");
}

static void
test_follow_stops_when_told(void)
{
    check_steps("own.test", 0x10, 1, "1 d0 t3 a:%{p}.x.test 2+0?\n");
    check_steps("own.test", 0x10, 4,
                "1 d0 t3 a:%{p}.x.test 2+0?\n"
                "3 d0 t5 include:in.test 1+0\n"
                "4 d1 t5 a:gone.test 1+1\n"
                "5 d1 t5 include:deep.test 1+0\n");
}

static void
test_follow_cuts_cycles(void)
{
    check_steps("loop.test", 0x10, 100,
                "1 d0 t0 include:loop.test 1+0\n"
                "2 d0 t1 a:three.test 1+0\n");
}

static void
test_follow_goes_on_behind_what_is_broken(void)
{
    check_steps("broken.test", 0x10, 100,
                "1 d0 t0 include:gone.test 1+0\n"
                "2 d0 t1 a:three.test 1+0\n"
                "3 d0 t2 a:four.test 1+0\n");
    check_steps("broken.test", 3, 100,
                "1 d0 t0 include:gone.test 1+0\n"
                "2 d0 t1 a:three.test 1+0\n");
}

/* The numbers of the last step are those of the map. */
static void
test_follow_agrees_with_the_map(void)
{
    struct walk_case test;
    const struct spfe_piece *piece;

    walk_and_compile(&test, "own.test");
    piece =
        spfe_map_find(&test.policy->root->maps[SPFE_V4], maps_point(0, 0x10));
    CHECK_INT(piece->lookups, 12);
    CHECK_INT(piece->voids, 3);
    CHECK_INT(piece->unsure_voids, 2);
    CHECK_INT(piece->result, SPFEVAL_RESULT_FAIL);
    walk_case_clear(&test);
}

static void
test_limits_turn_results_into_permerror(void)
{
    struct spfe_piece piece = {.result = SPFEVAL_RESULT_PASS};
    spfeval_options *options = NULL;
    struct walk_case test;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    walk_case_init_with(&test, rows, TAP_COUNT(rows), options);
    piece.lookups = 10;
    piece.voids = 2;
    CHECK_INT(spfe_compile_limited(test.policy, &piece), SPFEVAL_RESULT_PASS);
    piece.lookups = 11;
    CHECK_INT(spfe_compile_limited(test.policy, &piece),
              SPFEVAL_RESULT_PERMERROR);
    piece.lookups = 10;
    piece.voids = 3;
    CHECK_INT(spfe_compile_limited(test.policy, &piece),
              SPFEVAL_RESULT_PERMERROR);
    test.policy->options->max_voids = SPFEVAL_UNLIMITED;
    piece.voids = SPFE_COST_MOST;
    CHECK_INT(spfe_compile_limited(test.policy, &piece), SPFEVAL_RESULT_PASS);
    walk_case_clear(&test);
}

static void
test_worst_is_the_first_of_the_highest(void)
{
    struct maps maps;
    struct spfe_map map;

    maps_set_up(&maps);
    map = maps_new(&maps, 4);
    spfe_map_charge(&map, 1, 3, 0);
    CHECK_INT(spfe_map_assign(&map, &maps.arena, maps_point(0, 0),
                              maps_point(0, 9), SPFEVAL_RESULT_PASS, 0),
              SPFEVAL_OK);
    spfe_map_charge(&map, 1, 0, 0);
    CHECK_INT(spfe_map_assign(&map, &maps.arena, maps_point(0, 20),
                              maps_point(0, 29), SPFEVAL_RESULT_PASS, 1),
              SPFEVAL_OK);
    CHECK_INT(map.count, 4);
    CHECK_INT(spfe_compile_worst(&map), 1);
    CHECK_INT(spfe_compile_voids(&map), 3);
    map.pieces[3].lookups = 3;
    map.pieces[2].voids = 4;
    CHECK_INT(spfe_compile_worst(&map), 3);
    CHECK_INT(spfe_compile_voids(&map), 4);
    map.pieces[1].unsure_voids = 2; /* on top of 3 */
    CHECK_INT(spfe_compile_voids(&map), 5);
    CHECK(spfe_compile_most_voids(&map, true) == &map.pieces[1]);
    CHECK(spfe_compile_most_voids(&map, false) == &map.pieces[2]);
    maps_tear_down(&maps);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each lookup is told, in order",
         test_follow_tells_each_lookup_in_order},
        {"it ends where evaluation does",
         test_follow_ends_where_evaluation_does},
        {"it stops when told", test_follow_stops_when_told},
        {"cycles are cut", test_follow_cuts_cycles},
        {"it goes on behind what is broken",
         test_follow_goes_on_behind_what_is_broken},
        {"it agrees with the map", test_follow_agrees_with_the_map},
        {"limits turn results into permerror",
         test_limits_turn_results_into_permerror},
        {"the worst is the first of the highest",
         test_worst_is_the_first_of_the_highest},
    };

    return tap_run("policy/follow", tests, TAP_COUNT(tests));
}
