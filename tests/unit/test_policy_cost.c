/* SPDX-License-Identifier: BSD-2-Clause */
/* Cost, shares and charges as callers read them. */
#include <stdio.h>
#include <string.h>

#include <spfeval/policy.h>
#include <spfeval/status.h>

#include "policy/compile.h"

#include "support/tap.h"
#include "support/walk_case.h"

#define TXT SPFEVAL_RRTYPE_TXT
#define A SPFEVAL_RRTYPE_A
#define AAAA SPFEVAL_RRTYPE_AAAA
#define MX SPFEVAL_RRTYPE_MX

static const struct zone_row rows[] = {
    {"own.test", TXT,
     "v=spf1 ip4:0.0.0.16 a:x.test include:in.test ip4:0.0.0.64/28 "
     "include:more.test mx:gone.test ip4:0.0.0.128 -all include:more.test",
     0, 0},
    {"in.test", TXT, "v=spf1 a:x.test a:y.test ptr ?all", 0, 0},
    {"more.test", TXT,
     "v=spf1 a:y.test a:y.test a:y.test a:y.test ip4:0.0.0.80/28 a:y.test "
     "?all",
     0, 0},
    {"x.test", A, "0.0.0.32", 0, 0},
    {"x.test", AAAA, "::20", 0, 0},
    {"y.test", A, "0.0.0.48", 0, 0},
    {"deep.test", TXT, "v=spf1 redirect=deeper.test", 0, 0},
    {"deeper.test", TXT, "v=spf1 include:in.test exists:%{p}.y.test -all", 0,
     0},
    {"two.test", TXT, "v=spf1 -all", 0, 0},
    {"two.test", TXT, "v=spf1 +all", 0, 0},
    {"bad.test", TXT, "v=spf1 ip5:1.2.3.4", 0, 0},
    {"slow.test", ZONE_ROW_TIMEOUT, NULL, 0, TXT},
    {"free.test", TXT, "v=spf1 ip4:0.0.0.16 -all", 0, 0},
};

static void
walk(struct walk_case *test, const char *domain, const char *record)
{
    walk_case_init(test, rows, TAP_COUNT(rows));
    walk_case_walk(test, domain, record);
}

static void
test_cost_names_the_most_expensive_range(void)
{
    static const uint8_t first[4] = {0, 0, 0, 0};
    static const uint8_t last[4] = {0, 0, 0, 15};
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    struct walk_case test;

    walk(&test, "own.test", NULL);
    CHECK_INT(spfeval_policy_get_cost(test.policy, 4, &cost), SPFEVAL_OK);
    /* 1 + (1 + 3) + (1 + 5) + 1 */
    CHECK_INT(cost.lookups, 12);
    CHECK_INT(cost.max_lookups, 10);
    CHECK_INT(cost.voids, 2); /* mx, and ptr for some */
    CHECK_INT(cost.max_voids, 2);
    CHECK_INT(cost.all_lookups, 12);
    CHECK_INT(cost.unknown, 0); /* an exists costs one, whatever it is */
    /* Up to 15; 17 to 31; 33 to 47; 49 to 63; 96 and up, and 128 as well. */
    CHECK_INT(cost.ranges_over, 5);
    CHECK_INT(cost.address_len, 4);
    CHECK_BYTES(cost.first, 4, first, 4);
    CHECK_BYTES(cost.last, 4, last, 4);
    walk_case_clear(&test);
}

static void
test_cost_of_ipv6_is_its_own(void)
{
    static const uint8_t first[16] = {0};
    static const uint8_t last[16] = {[15] = 0x1f};
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    struct walk_case test;

    walk(&test, "own.test", NULL);
    CHECK_INT(spfeval_policy_get_cost(test.policy, 6, &cost), SPFEVAL_OK);
    CHECK_INT(cost.lookups, 12);
    CHECK_INT(cost.voids, 8);
    CHECK_INT(cost.ranges_over, 2);
    CHECK_INT(cost.address_len, 16);
    CHECK_BYTES(cost.first, 16, first, 16);
    CHECK_BYTES(cost.last, 16, last, 16);
    walk_case_clear(&test);
}

/* Neighbours of the same cost, decided by other terms, are one range. */
static void
test_cost_joins_what_costs_the_same(void)
{
    static const uint8_t last[4] = {255, 255, 255, 255};
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    struct walk_case test;

    walk(&test, "free.test", NULL);
    CHECK_INT(spfeval_policy_get_cost(test.policy, 4, &cost), SPFEVAL_OK);
    CHECK_INT(cost.lookups, 0);
    CHECK_INT(cost.ranges_over, 0);
    CHECK_BYTES(cost.last, 4, last, 4);
    walk_case_clear(&test);
}

static void
check_share(const struct walk_case *test, int family, uint32_t index,
            const char *term, uint32_t lookups, uint32_t voids, uint32_t all)
{
    spfeval_share share = {.struct_size = sizeof(share)};
    const char *text = spfeval_policy_get_record(test->policy, NULL);

    if (CHECK_INT(
            spfeval_policy_get_share(test->policy, family, index, &share),
            SPFEVAL_OK)) {
        CHECK_STR(text + share.offset, share.length, term);
        CHECK_INT(share.lookups, lookups);
        CHECK_INT(share.voids, voids);
        CHECK_INT(share.all_lookups, all);
    }
}

static void
test_shares_add_up(void)
{
    spfeval_share share = {.struct_size = sizeof(share)};
    struct walk_case test;

    walk(&test, "own.test", NULL);
    check_share(&test, 4, 0, "a:x.test", 1, 0, 1);
    check_share(&test, 4, 1, "include:in.test", 4, 1, 4);
    check_share(&test, 4, 2, "include:more.test", 6, 0, 6);
    check_share(&test, 4, 3, "mx:gone.test", 1, 1, 1);
    CHECK_INT(spfeval_policy_get_share(test.policy, 4, 4, &share),
              SPFEVAL_ERR_NOT_FOUND);
    check_share(&test, 6, 1, "include:in.test", 4, 2, 4);
    check_share(&test, 6, 2, "include:more.test", 6, 5, 6);
    CHECK_INT(spfeval_policy_get_share(test.policy, 6, UINT32_MAX, &share),
              SPFEVAL_ERR_NOT_FOUND);
    walk_case_clear(&test);
}

/* The terms behind the one that decides cost this address nothing. */
static void
test_shares_are_of_the_worst_address(void)
{
    spfeval_share share = {.struct_size = sizeof(share)};
    struct walk_case test;

    walk(&test, NULL,
         "v=spf1 include:in.test ip4:0.0.0.0/1 ip4:128.0.0.0/1 a:x.test");
    check_share(&test, 4, 0, "include:in.test", 4, 1, 4);
    CHECK_INT(spfeval_policy_get_share(test.policy, 4, 1, &share),
              SPFEVAL_ERR_NOT_FOUND);
    check_share(&test, 6, 1, "a:x.test", 1, 0, 1);
    walk_case_clear(&test);
}

static void
check_charge(const struct walk_case *test, uint32_t index, uint32_t number,
             uint32_t depth, const char *owner, const char *term)
{
    spfeval_charge charge = {.struct_size = sizeof(charge)};

    if (CHECK_INT(spfeval_policy_get_charge(test->policy, 4, index, &charge),
                  SPFEVAL_OK)) {
        CHECK_INT(charge.number, number);
        CHECK_INT(charge.depth, depth);
        CHECK_STR(charge.owner, charge.owner_len, owner);
        CHECK_STR(charge.term, charge.term_len, term);
    }
}

static void
test_charges_come_in_order(void)
{
    spfeval_charge charge = {.struct_size = sizeof(charge)};
    struct walk_case test;

    walk(&test, "deep.test", NULL);
    check_charge(&test, 0, 1, 0, "deep.test", "redirect=deeper.test");
    check_charge(&test, 1, 2, 0, "deeper.test", "include:in.test");
    check_charge(&test, 2, 3, 1, "in.test", "a:x.test");
    check_charge(&test, 3, 4, 1, "in.test", "a:y.test");
    check_charge(&test, 4, 5, 1, "in.test", "ptr");
    check_charge(&test, 5, 6, 0, "deeper.test", "exists:%{p}.y.test");
    CHECK_INT(spfeval_policy_get_charge(test.policy, 4, 6, &charge),
              SPFEVAL_ERR_NOT_FOUND);
    walk_case_clear(&test);
}

static void
test_charges_of_a_record_without_a_domain(void)
{
    struct walk_case test;

    walk(&test, NULL, "v=spf1 mx a:x.test -all");
    check_charge(&test, 0, 1, 0, "", "mx");
    check_charge(&test, 1, 2, 0, "", "a:x.test");
    walk_case_clear(&test);
}

static void
test_charges_end_at_a_hundred(void)
{
    spfeval_charge charge = {.struct_size = sizeof(charge)};
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    char record[4096] = "v=spf1";
    struct walk_case test;
    int i;

    for (i = 0; i < 120; i++) {
        (void)strcat(record, " a:x.test");
    }
    walk(&test, NULL, record);
    CHECK_INT(spfeval_policy_get_cost(test.policy, 4, &cost), SPFEVAL_OK);
    CHECK_INT(cost.lookups, 120);
    CHECK_INT(spfeval_policy_get_charge(test.policy, 4, 99, &charge),
              SPFEVAL_OK);
    CHECK_INT(charge.number, 100);
    CHECK_INT(spfeval_policy_get_charge(test.policy, 4, 100, &charge),
              SPFEVAL_ERR_NOT_FOUND);
    walk_case_clear(&test);
}

/* All three, with structs that are set. */
static void
check_statuses(spfeval_policy *policy, int family, int expected)
{
    spfeval_cost cost = {.struct_size = sizeof(cost)};
    spfeval_share share = {.struct_size = sizeof(share)};
    spfeval_charge charge = {.struct_size = sizeof(charge)};

    CHECK_INT(spfeval_policy_get_cost(policy, family, &cost), expected);
    CHECK_INT(spfeval_policy_get_share(policy, family, 0, &share), expected);
    CHECK_INT(spfeval_policy_get_charge(policy, family, 0, &charge), expected);
    CHECK_INT(cost.lookups + share.lookups + charge.number, 0);
}

static void
test_cost_needs_a_valid_record(void)
{
    static const char *const domains[] = {"two.test", "bad.test", "none.test",
                                          "slow.test"};
    size_t i;

    for (i = 0; i < TAP_COUNT(domains); i++) {
        struct walk_case test;

        tap_row(domains[i]);
        walk(&test, domains[i], NULL);
        check_statuses(test.policy, 4, SPFEVAL_ERR_NOT_FOUND);
        walk_case_clear(&test);
    }
}

static void
test_cost_needs_a_policy_that_is_done(void)
{
    struct walk_case test;

    walk_case_init(&test, rows, TAP_COUNT(rows));
    check_statuses(test.policy, 4, SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_policy_set_domain(test.policy, "own.test", 8),
              SPFEVAL_OK);
    CHECK_INT(spfeval_policy_step(test.policy), SPFEVAL_STEP_QUERY);
    check_statuses(test.policy, 6, SPFEVAL_ERR_STATE);
    walk_case_clear(&test);
}

static void
test_cost_refuses_wrong_arguments(void)
{
    spfeval_cost cost = {.struct_size = sizeof(cost) - 1};
    spfeval_share share = {.struct_size = sizeof(share) - 1};
    spfeval_charge charge = {.struct_size = sizeof(charge) - 1};
    struct walk_case test;

    walk(&test, "own.test", NULL);
    check_statuses(NULL, 4, SPFEVAL_ERR_ARGUMENT);
    check_statuses(test.policy, 5, SPFEVAL_ERR_ARGUMENT);
    check_statuses(test.policy, 16, SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_get_cost(test.policy, 4, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_get_share(test.policy, 4, 0, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_get_charge(test.policy, 4, 0, NULL),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_get_cost(test.policy, 4, &cost),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_get_share(test.policy, 4, 0, &share),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_policy_get_charge(test.policy, 4, 0, &charge),
              SPFEVAL_ERR_ARGUMENT);
    walk_case_clear(&test);
}

static void
test_cost_tells_of_too_much_work(void)
{
    struct walk_case test;

    walk(&test, "own.test", NULL);
    test.policy->work = SPFE_COMPILE_WORK;
    check_statuses(test.policy, 4, SPFEVAL_ERR_LIMIT);
    walk_case_clear(&test);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"the most expensive range", test_cost_names_the_most_expensive_range},
        {"the cost of IPv6 is its own", test_cost_of_ipv6_is_its_own},
        {"what costs the same is one range",
         test_cost_joins_what_costs_the_same},
        {"shares add up", test_shares_add_up},
        {"shares are of the worst address",
         test_shares_are_of_the_worst_address},
        {"charges come in order", test_charges_come_in_order},
        {"charges without a domain",
         test_charges_of_a_record_without_a_domain},
        {"charges end at a hundred", test_charges_end_at_a_hundred},
        {"a valid record is needed", test_cost_needs_a_valid_record},
        {"the policy must be done", test_cost_needs_a_policy_that_is_done},
        {"wrong arguments are refused", test_cost_refuses_wrong_arguments},
        {"too much work is told", test_cost_tells_of_too_much_work},
    };

    return tap_run("policy/cost", tests, TAP_COUNT(tests));
}
