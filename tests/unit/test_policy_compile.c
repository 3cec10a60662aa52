/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Records within records: each is compiled once, cycles end, sums are of all
 * paths, and records that are made to take long do not.
 */
#include "policy/compile.h"

#include <stdio.h>
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/status.h>

#include "support/maps.h"
#include "support/tap.h"
#include "support/walk_case.h"

#define TXT SPFEVAL_RRTYPE_TXT
#define A SPFEVAL_RRTYPE_A
#define AAAA SPFEVAL_RRTYPE_AAAA
#define MX SPFEVAL_RRTYPE_MX

static const struct zone_row rows[] = {
    {"shared.test", TXT, "v=spf1 a:x.test a:x.test -all", 0, 0},
    {"b.test", TXT, "v=spf1 include:shared.test ?all", 0, 0},
    {"c.test", TXT, "v=spf1 include:shared.test ?all", 0, 0},
    {"x.test", A, "0.0.0.16", 0, 0},
    {"x.test", AAAA, "::10", 0, 0},
    {"loop.test", TXT, "v=spf1 a:x.test include:loop.test -all", 0, 0},
    {"turn.test", TXT, "v=spf1 redirect=turn.test", 0, 0},
    {"one.test", TXT, "v=spf1 include:two.test ip4:0.0.0.1 -all", 0, 0},
    {"two.test", TXT, "v=spf1 include:three.test ip4:0.0.0.2 -all", 0, 0},
    {"three.test", TXT, "v=spf1 include:one.test ip4:0.0.0.3 -all", 0, 0},
    {"into.test", TXT, "v=spf1 include:one.test -all", 0, 0},
    {"forth.test", TXT, "v=spf1 ip4:0.0.0.1 include:back.test -all", 0, 0},
    {"back.test", TXT, "v=spf1 ip4:0.0.0.2 include:forth.test -all", 0, 0},
    {"hither.test", TXT, "v=spf1 include:thither.test exists:%{i}.test", 0, 0},
    {"thither.test", TXT, "v=spf1 ip4:0.0.0.2 include:hither.test", 0, 0},
    {"there.test", TXT, "v=spf1 a:slow4.test -all", 0, 0},
    {"slow.test", ZONE_ROW_TIMEOUT, NULL, 0, 0},
    {"slow4.test", ZONE_ROW_TIMEOUT, NULL, 0, A},
    {"slow4.test", AAAA, "::1", 0, 0},
    {"mail.test", MX, "x.test", 1, 0},
    {"mail.test", MX, "slow4.test", 1, 0},
    {"unknown.test", TXT,
     "v=spf1 ptr a:%{i}.test a:slow4.test mx:mail.test mx:slow.test "
     "exists:slow.test include:slow.test a:x.test -all",
     0, 0},
};

/* Walk and compile a domain; the text of its map. */
static const char *
compile(struct walk_case *test, struct maps *maps, const char *domain,
        int family)
{
    walk_case_init(test, rows, TAP_COUNT(rows));
    maps_set_up(maps);
    walk_case_walk(test, domain, NULL);
    CHECK_INT(spfe_compile(test->policy, test->policy->root), SPFEVAL_OK);
    return maps_print(maps, &test->policy->root->maps[family]);
}

static void
clear(struct walk_case *test, struct maps *maps)
{
    maps_tear_down(maps);
    walk_case_clear(test);
}

static const struct spfe_node *
find_node(const struct spfeval_policy *policy, const char *owner)
{
    const struct spfe_node *node = policy->nodes;

    while (node != NULL &&
           (node->owner.ptr == NULL || strcmp(node->owner.ptr, owner) != 0)) {
        node = node->next;
    }
    CHECK(node != NULL);
    return node;
}

static void
test_compile_counts_each_path(void)
{
    struct walk_case test;
    struct maps maps;
    const char *text;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    maps_set_up(&maps);
    walk_case_walk(&test, NULL, "v=spf1 include:b.test include:c.test -all");
    CHECK_INT(spfe_compile(test.policy, test.policy->root), SPFEVAL_OK);
    text = maps_print(&maps, &test.policy->root->maps[SPFE_V4]);
    CHECK_STR(text, strlen(text),
              "0: fail@2 8+0 | 10: pass@0 3+0 | 11: fail@2 8+0");
    CHECK_INT(test.policy->root->all_lookups, 8);
    CHECK_INT(test.policy->root->unknown, 0);
    CHECK(!test.policy->root->unsure[SPFE_V4]);
    CHECK(!test.policy->root->cyclic);
    CHECK_INT(find_node(test.policy, "shared.test")->all_lookups, 2);
    /* A second time, nothing is done. */
    CHECK_INT(spfe_compile(test.policy, test.policy->root), SPFEVAL_OK);
    CHECK_INT(test.policy->root->all_lookups, 8);
    clear(&test, &maps);
}

static void
test_compile_ends_a_cycle_of_one(void)
{
    struct walk_case test;
    struct maps maps;
    const char *text = compile(&test, &maps, "loop.test", SPFE_V4);

    CHECK_STR(text, strlen(text),
              "0: permerror@1 2+0 | 10: pass@0 1+0 | 11: permerror@1 2+0");
    CHECK(test.policy->root->cyclic);
    CHECK(test.policy->root->facts[1].closes_cycle);
    CHECK(!test.policy->root->facts[0].closes_cycle);
    CHECK_INT(test.policy->root->all_lookups, 2);
    clear(&test, &maps);
}

static void
test_compile_ends_a_redirect_to_itself(void)
{
    struct walk_case test;
    struct maps maps;
    const char *text = compile(&test, &maps, "turn.test", SPFE_V6);

    CHECK_STR(text, strlen(text), "0: permerror@0 1+0");
    CHECK(test.policy->root->cyclic);
    clear(&test, &maps);
}

static void
test_compile_marks_the_nodes_of_a_cycle(void)
{
    struct walk_case test;
    struct maps maps;
    const char *text = compile(&test, &maps, "into.test", SPFE_V4);

    /* two.test and three.test, then back in one.test, which ends it. */
    CHECK_STR(text, strlen(text), "0: permerror@0 4+0");
    CHECK(test.policy->root->cyclic);
    CHECK(find_node(test.policy, "one.test")->cyclic);
    CHECK(find_node(test.policy, "two.test")->cyclic);
    CHECK(find_node(test.policy, "three.test")->cyclic);
    CHECK(find_node(test.policy, "three.test")->facts[0].closes_cycle);
    CHECK(!find_node(test.policy, "two.test")->facts[0].closes_cycle);
    clear(&test, &maps);
}

static void
test_compile_counts_what_is_unknown(void)
{
    struct walk_case test;
    struct maps maps;

    (void)compile(&test, &maps, "unknown.test", SPFE_V4);
    CHECK_INT(test.policy->root->unknown, 1); /* include:slow.test */
    CHECK_INT(test.policy->root->all_lookups, 8);
    clear(&test, &maps);
}

/* Of each kind of term: does it say so when not all is known? */
static void
test_compile_knows_what_it_is_not_sure_of(void)
{
    static const struct {
        const char *record;
        bool v4;
        bool v6;
        uint32_t unknown;
    } cases[] = {
        {"v=spf1 ptr -all", true, true, 0},
        {"v=spf1 a:%{i}.test -all", true, true, 0},
        {"v=spf1 a:slow4.test -all", true, false, 0},
        {"v=spf1 mx:mail.test -all", true, false, 0},
        {"v=spf1 mx:slow.test -all", true, true, 0},
        {"v=spf1 exists:slow.test -all", true, true, 0},
        {"v=spf1 include:slow.test -all", true, true, 1},
        {"v=spf1 include:%{i}.test -all", true, true, 1},
        {"v=spf1 redirect=slow.test", true, true, 1},
        {"v=spf1 include:unknown.test -all", true, true, 1},
        {"v=spf1 include:there.test -all", true, false, 0},
        {"v=spf1 include:b.test a:x.test mx:x.test -all", false, false, 0},
    };
    size_t i;

    for (i = 0; i < TAP_COUNT(cases); i++) {
        struct walk_case test;

        tap_row(cases[i].record);
        walk_case_init(&test, rows, TAP_COUNT(rows));
        walk_case_walk(&test, NULL, cases[i].record);
        CHECK_INT(spfe_compile(test.policy, test.policy->root), SPFEVAL_OK);
        CHECK_INT(test.policy->root->unsure[SPFE_V4], cases[i].v4);
        CHECK_INT(test.policy->root->unsure[SPFE_V6], cases[i].v6);
        CHECK_INT(test.policy->root->unknown, cases[i].unknown);
        walk_case_clear(&test);
    }
}

/* One address gets through back.test, and the rest goes round. */
static void
test_compile_lets_some_through_a_cycle(void)
{
    struct walk_case test;
    struct maps maps;
    const char *text = compile(&test, &maps, "forth.test", SPFE_V4);

    CHECK_STR(text, strlen(text),
              "0: permerror@1 2+0 | 1: pass@0 | 2: pass@1 1+0 | 3: "
              "permerror@1 2+0");
    text =
        maps_print(&maps, &find_node(test.policy, "back.test")->maps[SPFE_V4]);
    CHECK_STR(text, strlen(text),
              "0: permerror@1 1+0 | 1: pass@1 1+0 | 2: pass@0 | 3: "
              "permerror@1 1+0");
    CHECK_INT(test.policy->root->all_lookups, 2);
    clear(&test, &maps);
}

/* What is not known in one record of a cycle is so in all. */
static void
test_compile_is_unsure_all_round(void)
{
    struct walk_case test;
    struct maps maps;

    (void)compile(&test, &maps, "hither.test", SPFE_V4);
    CHECK(find_node(test.policy, "hither.test")->unsure[SPFE_V4]);
    CHECK(find_node(test.policy, "thither.test")->unsure[SPFE_V4]);
    clear(&test, &maps);
}

/* A name that cannot be asked for costs its one lookup, and that is known. */
static void
test_compile_knows_the_cost_of_bad_names(void)
{
    static const char record[] =
        "v=spf1 a:..x.test mx:..x.test exists:..x.test ptr:..x.test "
        "include:..x.test redirect=..x.test";
    struct walk_case test;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    walk_case_walk(&test, NULL, record);
    CHECK_INT(spfe_compile(test.policy, test.policy->root), SPFEVAL_OK);
    CHECK_INT(test.policy->root->unknown, 0);
    CHECK(!test.policy->root->unsure[SPFE_V4]);
    CHECK_INT(test.policy->root->all_lookups, 6);
    walk_case_clear(&test);
}

static void
test_compile_without_the_dns_knows_the_text(void)
{
    static const char record[] =
        "v=spf1 a:x.test ip4:0.0.0.16 include:b.test -all";
    struct walk_case test;
    struct maps maps;
    const char *text;

    walk_case_init(&test, NULL, 0);
    maps_set_up(&maps);
    CHECK_INT(
        spfeval_policy_set_record(test.policy, record, sizeof(record) - 1),
        SPFEVAL_OK);
    CHECK_INT(spfeval_policy_expire(test.policy), SPFEVAL_OK);
    CHECK_INT(spfe_compile(test.policy, test.policy->root), SPFEVAL_OK);
    text = maps_print(&maps, &test.policy->root->maps[SPFE_V4]);
    CHECK_STR(text, strlen(text),
              "0: fail@3 2+0 | 10: pass@1 1+0 | 11: fail@3 2+0");
    CHECK_INT(test.policy->root->unknown, 1);
    CHECK(test.policy->root->unsure[SPFE_V4]);
    clear(&test, &maps);
}

static void
test_compile_of_what_was_not_looked_up(void)
{
    struct walk_case test;
    struct maps maps;
    const char *text = compile(&test, &maps, "slow.test", SPFE_V4);

    CHECK_STR(text, strlen(text), "0: temperror");
    clear(&test, &maps);
}

static void
test_compile_of_no_record_is_none(void)
{
    struct walk_case test;
    struct maps maps;
    const char *text = compile(&test, &maps, "x.test", SPFE_V4);

    CHECK_STR(text, strlen(text), "0: none");
    clear(&test, &maps);
}

/* More exchangers are allowed than the walk asks for. */
static void
test_compile_does_not_know_hosts_beyond_the_first(void)
{
    spfeval_options *options = NULL;
    struct walk_case test;
    int i;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    CHECK_INT(
        spfeval_options_set_u32(options, SPFEVAL_OPTION_MAX_MX_NAMES, 50),
        SPFEVAL_OK);
    walk_case_init_with(&test, NULL, 0, options);
    for (i = 0; i < SPFE_WALK_HOSTS + 1; i++) {
        char name[32];
        struct zone_row row = {"many.test", MX, name, 1, 0};

        (void)snprintf(name, sizeof(name), "h%d.test", i);
        CHECK_INT(zone_row_add(test.zone, &row), SPFEVAL_OK);
    }
    walk_case_walk(&test, NULL, "v=spf1 mx:many.test -all");
    CHECK_INT(spfe_compile(test.policy, test.policy->root), SPFEVAL_OK);
    CHECK_INT(test.policy->root->unknown, 0);
    CHECK(test.policy->root->unsure[SPFE_V4]);
    walk_case_clear(&test);
}

/* Each record includes the next one twice. */
static void
test_compile_sums_stop_at_their_most(void)
{
    enum { LEVELS = 60 };
    struct walk_case test;
    int i;

    walk_case_init(&test, NULL, 0);
    for (i = 0; i < LEVELS; i++) {
        char name[32];
        char text[128];
        struct zone_row row = {name, TXT, text, 0, 0};

        (void)snprintf(name, sizeof(name), "n%d.test", i);
        (void)snprintf(text, sizeof(text),
                       "v=spf1 include:n%d.test a:%%{i}.test "
                       "include:n%d.test a:gone.test include:%%{i}.test ?all",
                       i + 1, i + 1);
        CHECK_INT(zone_row_add(test.zone, &row), SPFEVAL_OK);
    }
    walk_case_walk(&test, "n0.test", NULL);
    CHECK_INT(spfe_compile(test.policy, test.policy->root), SPFEVAL_OK);
    CHECK_INT(test.policy->root->all_lookups, SPFE_COST_MOST);
    CHECK_INT(test.policy->root->unknown, SPFE_COST_MOST);
    CHECK(test.policy->root->unsure[SPFE_V6]);
    CHECK_INT(test.policy->root->maps[SPFE_V4].pieces[0].lookups,
              SPFE_COST_MOST);
    CHECK_INT(test.policy->root->maps[SPFE_V4].pieces[0].voids,
              SPFE_COST_MOST);
    walk_case_clear(&test);
}

/* Thousands of terms, each about a record with thousands of networks. */
static void
test_compile_bounds_its_work(void)
{
    static char networks[65000];
    static char includes[65000];
    static const struct zone_row row[] = {{"n.test", TXT, networks, 0, 0}};
    struct walk_case test;
    size_t len = 0;
    unsigned i;

    len += (size_t)snprintf(networks, sizeof(networks), "v=spf1");
    for (i = 0; len < sizeof(networks) - 40; i++) {
        len += (size_t)snprintf(networks + len, sizeof(networks) - len,
                                " -ip4:%u.%u.%u.0", i & 255, i >> 8, i % 7);
    }
    len = (size_t)snprintf(includes, sizeof(includes), "v=spf1");
    while (len < sizeof(includes) - 40) {
        len += (size_t)snprintf(includes + len, sizeof(includes) - len,
                                " include:n.test a:h.test");
    }
    walk_case_init(&test, row, TAP_COUNT(row));
    walk_case_walk(&test, NULL, includes);
    CHECK_INT(spfe_compile(test.policy, test.policy->root), SPFEVAL_OK);
    CHECK(test.policy->work < SPFE_COMPILE_WORK);
    test.policy->root->compiled = false;
    test.policy->work = SPFE_COMPILE_WORK - 10000;
    CHECK_INT(spfe_compile(test.policy, test.policy->root), SPFEVAL_ERR_LIMIT);
    CHECK(!test.policy->root->compiling);
    CHECK(!test.policy->root->compiled);
    CHECK_INT(spfe_compile(test.policy, test.policy->root), SPFEVAL_ERR_LIMIT);
    walk_case_clear(&test);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"each path counts", test_compile_counts_each_path},
        {"a record that includes itself", test_compile_ends_a_cycle_of_one},
        {"a redirect to itself", test_compile_ends_a_redirect_to_itself},
        {"some get through a cycle", test_compile_lets_some_through_a_cycle},
        {"in a cycle, all or none is sure", test_compile_is_unsure_all_round},
        {"what matches may not be known",
         test_compile_knows_what_it_is_not_sure_of},
        {"the nodes of a cycle are marked",
         test_compile_marks_the_nodes_of_a_cycle},
        {"what is unknown is counted", test_compile_counts_what_is_unknown},
        {"the cost of bad names is known",
         test_compile_knows_the_cost_of_bad_names},
        {"the text alone is enough",
         test_compile_without_the_dns_knows_the_text},
        {"what was not looked up is temperror",
         test_compile_of_what_was_not_looked_up},
        {"no record is none", test_compile_of_no_record_is_none},
        {"hosts beyond the first are unknown",
         test_compile_does_not_know_hosts_beyond_the_first},
        {"sums stop at their most", test_compile_sums_stop_at_their_most},
        {"work is bounded", test_compile_bounds_its_work},
    };

    return tap_run("policy/compile", tests, TAP_COUNT(tests));
}
