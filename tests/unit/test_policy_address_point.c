/* SPDX-License-Identifier: BSD-2-Clause */
/* Addresses as numbers: order, networks, and both ends of a family. */
#include <stdint.h>
#include <string.h>

#include "policy/address_map.h"

#include "support/tap.h"

static struct spfe_point
point(uint64_t hi, uint64_t lo)
{
    struct spfe_point made = {hi, lo};

    return made;
}

static void
check_point(struct spfe_point actual, uint64_t hi, uint64_t lo)
{
    CHECK_INT(actual.hi == hi, true);
    CHECK_INT(actual.lo == lo, true);
}

static void
test_point_of_ipv4_is_its_number(void)
{
    static const uint8_t octets[4] = {192, 0, 2, 1};
    uint8_t back[4];

    check_point(spfe_point_of(octets, 4), 0, 0xc0000201);
    spfe_point_octets(point(0, 0xc0000201), back, 4);
    CHECK_BYTES(back, 4, octets, 4);
}

static void
test_point_of_ipv6_has_both_words(void)
{
    static const uint8_t octets[16] = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 1,
                                       0xfe, 0,    0,    0,    0, 0, 0, 2};
    uint8_t back[16];

    check_point(spfe_point_of(octets, 16), 0x20010db800000001,
                0xfe00000000000002);
    spfe_point_octets(point(0x20010db800000001, 0xfe00000000000002), back, 16);
    CHECK_BYTES(back, 16, octets, 16);
}

static void
test_point_order_is_that_of_the_high_word_first(void)
{
    CHECK_INT(spfe_point_compare(point(1, 0), point(0, UINT64_MAX)), 1);
    CHECK_INT(spfe_point_compare(point(0, UINT64_MAX), point(1, 0)), -1);
    CHECK_INT(spfe_point_compare(point(1, 2), point(1, 3)), -1);
    CHECK_INT(spfe_point_compare(point(1, 3), point(1, 2)), 1);
    CHECK_INT(spfe_point_compare(point(1, 3), point(1, 3)), 0);
}

static void
test_point_neighbours_cross_the_words(void)
{
    check_point(spfe_point_after(point(0, UINT64_MAX)), 1, 0);
    check_point(spfe_point_before(point(1, 0)), 0, UINT64_MAX);
    check_point(spfe_point_after(point(4, 5)), 4, 6);
    check_point(spfe_point_before(point(4, 5)), 4, 4);
}

static void
test_point_highest_is_all_ones(void)
{
    check_point(spfe_point_highest(4), 0, UINT32_MAX);
    check_point(spfe_point_highest(16), UINT64_MAX, UINT64_MAX);
}

struct network_row {
    const char *name;
    size_t len;
    unsigned prefix;
    struct spfe_point first;
    struct spfe_point last;
};

/* Around 10.20.30.40, and around eight times 0x0a141e28 in pairs. */
static const struct network_row network_rows[] = {
    {"/0", 4, 0, {0, 0}, {0, UINT32_MAX}},
    {"/1", 4, 1, {0, 0}, {0, 0x7fffffff}},
    {"/8", 4, 8, {0, 0x0a000000}, {0, 0x0affffff}},
    {"/29", 4, 29, {0, 0x0a141e28}, {0, 0x0a141e2f}},
    {"/31", 4, 31, {0, 0x0a141e28}, {0, 0x0a141e29}},
    {"/32", 4, 32, {0, 0x0a141e28}, {0, 0x0a141e28}},
    {"//0", 16, 0, {0, 0}, {UINT64_MAX, UINT64_MAX}},
    {"//1", 16, 1, {0, 0}, {0x7fffffffffffffff, UINT64_MAX}},
    {"//63",
     16,
     63,
     {0x0a141e280a141e28, 0},
     {0x0a141e280a141e29, UINT64_MAX}},
    {"//64",
     16,
     64,
     {0x0a141e280a141e28, 0},
     {0x0a141e280a141e28, UINT64_MAX}},
    {"//65",
     16,
     65,
     {0x0a141e280a141e28, 0},
     {0x0a141e280a141e28, 0x7fffffffffffffff}},
    {"//128",
     16,
     128,
     {0x0a141e280a141e28, 0x0a141e280a141e28},
     {0x0a141e280a141e28, 0x0a141e280a141e28}},
};

static void
test_point_network_spans_its_prefix(void)
{
    static const uint8_t octets[16] = {10, 20, 30, 40, 10, 20, 30, 40,
                                       10, 20, 30, 40, 10, 20, 30, 40};
    size_t i;

    for (i = 0; i < TAP_COUNT(network_rows); i++) {
        const struct network_row *row = &network_rows[i];
        struct spfe_point first;
        struct spfe_point last;

        tap_row(row->name);
        spfe_point_network(octets, row->len, row->prefix, &first, &last);
        check_point(first, row->first.hi, row->first.lo);
        check_point(last, row->last.hi, row->last.lo);
    }
}

static void
test_point_cost_stops_at_its_most(void)
{
    CHECK_INT(spfe_cost_add(1, 2), 3);
    CHECK_INT(spfe_cost_add(SPFE_COST_MOST - 1, 1), SPFE_COST_MOST);
    CHECK_INT(spfe_cost_add(SPFE_COST_MOST - 1, 2), SPFE_COST_MOST);
    CHECK_INT(spfe_cost_add(SPFE_COST_MOST, SPFE_COST_MOST), SPFE_COST_MOST);
    CHECK_INT(spfe_cost_add(0, UINT32_MAX), SPFE_COST_MOST);
    CHECK_INT(spfe_cost_add(UINT32_MAX, UINT32_MAX), SPFE_COST_MOST);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"an IPv4 address is its number", test_point_of_ipv4_is_its_number},
        {"an IPv6 address has both words", test_point_of_ipv6_has_both_words},
        {"the order is that of the high word first",
         test_point_order_is_that_of_the_high_word_first},
        {"neighbours cross the words", test_point_neighbours_cross_the_words},
        {"the highest is all ones", test_point_highest_is_all_ones},
        {"a network spans its prefix", test_point_network_spans_its_prefix},
        {"a cost stops at its most", test_point_cost_stops_at_its_most},
    };

    return tap_run("policy/address_point", tests, TAP_COUNT(tests));
}
