/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/edit_ranges.h"

#include <stdio.h>
#include <string.h>

#include <spfeval/result.h>
#include <spfeval/status.h>

#include "base/mem.h"
#include "support/tap.h"

static struct spfe_point
point(const char *text)
{
    struct spfe_ip ip;

    CHECK(spfe_ip_parse(&ip, text, strlen(text)));
    return spfe_point_of(ip.octets, ip.len);
}

static struct spfe_map
make_map(struct spfe_arena *arena, size_t len)
{
    struct spfe_map map = {0};

    CHECK_INT(spfe_map_init(&map, arena, len), SPFEVAL_OK);
    return map;
}

static void
assign(struct spfe_map *map, struct spfe_arena *arena, const char *first,
       const char *last)
{
    CHECK_INT(spfe_map_assign(map, arena, point(first), point(last),
                              SPFEVAL_RESULT_PASS, 0),
              SPFEVAL_OK);
}

/* All ranges with the result of each map, as "first p-p" and so on. */
static void
list(struct spfe_range range, char *out, size_t size)
{
    size_t len = 0;
    int i;

    while (spfe_range_next(&range)) {
        len +=
            (size_t)snprintf(out + len, size - len,
                             "%llx-%llx:", (unsigned long long)range.first.lo,
                             (unsigned long long)range.last.lo);
        for (i = 0; i < SPFE_RANGE_MAPS && range.maps[i] != NULL; i++) {
            out[len++] = range.pieces[i]->done ? 'p' : '-';
        }
        out[len++] = ' ';
    }
    out[len] = '\0';
}

static void
test_ranges_end_where_any_map_changes(void)
{
    struct spfe_mem mem;
    struct spfe_arena arena;
    struct spfe_map a;
    struct spfe_map b;
    struct spfe_map c;
    struct spfe_range range = {.maps = {&a, &b, &c}};
    char room[512];

    (void)spfe_mem_init(&mem, NULL);
    spfe_arena_init(&arena, &mem, SIZE_MAX, NULL, 0);
    a = make_map(&arena, 4);
    b = make_map(&arena, 4);
    c = make_map(&arena, 4);
    list(range, room, sizeof(room));
    CHECK_STR(room, strlen(room), "0-ffffffff:--- ");
    assign(&a, &arena, "0.0.0.16", "0.0.0.31");
    assign(&b, &arena, "0.0.0.31", "0.0.0.32");
    assign(&c, &arena, "0.0.0.0", "0.0.0.0");
    assign(&c, &arena, "255.255.255.255", "255.255.255.255");
    list(range, room, sizeof(room));
    CHECK_STR(room, strlen(room),
              "0-0:--p 1-f:--- 10-1e:p-- 1f-1f:pp- 20-20:-p- "
              "21-fffffffe:--- ffffffff-ffffffff:--p ");
    range.maps[1] = NULL;
    list(range, room, sizeof(room));
    CHECK_STR(room, strlen(room), "0-f:- 10-1f:p 20-ffffffff:- ");
    spfe_arena_clear(&arena);
}

static void
add(struct spfe_groups *groups, const struct spfe_map *map, uint32_t key,
    const char *first, const char *last)
{
    struct spfe_range range = {
        .maps = {map}, .first = point(first), .last = point(last)};

    spfe_groups_add(groups, key, &range);
}

static void
check_group(const struct spfe_groups *groups, uint32_t index, uint32_t key,
            const char *expected)
{
    struct spfe_text text = spfe_group_text(&groups->groups[index]);

    CHECK_INT(groups->groups[index].key, key);
    CHECK_STR(text.ptr, text.len, expected);
}

static void
test_groups_join_ranges_and_write_networks(void)
{
    struct spfe_map v4 = {.address_len = 4};
    struct spfe_map v6 = {.address_len = 16};
    struct spfe_groups groups = {.count = 0};

    add(&groups, &v4, 1, "0.0.0.0", "9.255.255.255");
    add(&groups, &v4, 2, "10.0.0.0", "10.0.127.255");
    add(&groups, &v4, 2, "10.0.128.0", "10.255.255.255");
    add(&groups, &v4, 2, "11.0.0.1", "11.0.0.1");
    spfe_groups_end(&groups);
    add(&groups, &v6, 2, "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    spfe_groups_end(&groups);
    spfe_groups_end(&groups);
    CHECK_INT(groups.count, 2);
    check_group(&groups, 0, 1, "0.0.0.0-9.255.255.255");
    check_group(&groups, 1, 2, "10.0.0.0/8, 11.0.0.1, ::/0");
    /* Families are never joined. */
    add(&groups, &v6, 3, "::1", "::1");
    add(&groups, &v6, 3, "::3", "::4");
    spfe_groups_end(&groups);
    check_group(&groups, 2, 3, "::1, ::3-::4");
}

static void
test_long_lists_are_cut(void)
{
    static const char low[] = "2001:db8:1111:2222:3333:4444:5555:6661";
    static const char high[] = "2001:db8:1111:2222:3333:4444:5555:6663";
    struct spfe_map v6 = {.address_len = 16};
    struct spfe_groups groups = {.count = 0};
    char expected[300];
    uint32_t i;

    for (i = 0; i < 5; i++) {
        add(&groups, &v6, 7, low, high);
    }
    spfe_groups_end(&groups);
    (void)snprintf(expected, sizeof(expected), "%s-%s, %s-%s, %s-%s, ...", low,
                   high, low, high, low, high);
    check_group(&groups, 0, 7, expected);
    for (i = 0; i < 2 * SPFE_GROUPS; i++) {
        add(&groups, &v6, 100 + i, "::1", "::1");
    }
    spfe_groups_end(&groups);
    CHECK_INT(groups.count, SPFE_GROUPS);
    check_group(&groups, SPFE_GROUPS - 1, 100 + SPFE_GROUPS - 2, "::1");
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"ranges end where any map changes",
         test_ranges_end_where_any_map_changes},
        {"groups join ranges and write networks",
         test_groups_join_ranges_and_write_networks},
        {"long lists are cut", test_long_lists_are_cut},
    };

    return tap_run("policy/edit_ranges", tests, TAP_COUNT(tests));
}
