/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/edit_ranges.h"

#include "base/buf.h"
#include "base/ip.h"

static uint32_t
index_of(const struct spfe_range *range, int map)
{
    return (uint32_t)(range->pieces[map] - range->maps[map]->pieces);
}

/* Go to the piece that begins where the range does, if one does. */
static void
step(struct spfe_range *range, int map)
{
    const struct spfe_map *in = range->maps[map];

    if (!range->started) {
        range->pieces[map] = in->pieces;
    } else if (index_of(range, map) + 1 < in->count &&
               spfe_point_compare(range->pieces[map][1].from, range->first) ==
                   0) {
        range->pieces[map]++;
    }
}

bool
spfe_range_next(struct spfe_range *range)
{
    struct spfe_point highest =
        spfe_point_highest(range->maps[0]->address_len);
    struct spfe_point last = highest;
    int i;

    if (range->started) {
        if (spfe_point_compare(range->last, highest) == 0) {
            return false;
        }
        range->first = spfe_point_after(range->last);
    }
    for (i = 0; i < SPFE_RANGE_MAPS && range->maps[i] != NULL; i++) {
        struct spfe_point end;

        step(range, i);
        end = spfe_map_end(range->maps[i], index_of(range, i));
        if (spfe_point_compare(end, last) < 0) {
            last = end;
        }
    }
    range->started = true;
    range->last = last;
    return true;
}

/* --- lists --------------------------------------------------------------- */

static void
print_address(struct spfe_buf *out, struct spfe_point point, size_t len)
{
    uint8_t octets[SPFE_IP6_OCTETS];

    spfe_point_octets(point, octets, len);
    spfe_ip_print(octets, len, out);
}

/* The length of the prefix that all these addresses have, and no others. */
static bool
is_network(struct spfe_point first, struct spfe_point last, size_t len,
           unsigned *prefix)
{
    uint8_t octets[SPFE_IP6_OCTETS];
    struct spfe_point low;
    struct spfe_point high;

    spfe_point_octets(first, octets, len);
    for (*prefix = 0; *prefix <= 8 * len; (*prefix)++) {
        spfe_point_network(octets, len, *prefix, &low, &high);
        if (spfe_point_compare(low, first) == 0 &&
            spfe_point_compare(high, last) == 0) {
            return true;
        }
    }
    return false;
}

static void
print_range(struct spfe_buf *out, const struct spfe_groups *groups)
{
    size_t len = groups->address_len;
    unsigned prefix;

    print_address(out, groups->first, len);
    if (!is_network(groups->first, groups->last, len, &prefix)) {
        spfe_buf_add_octet(out, '-');
        print_address(out, groups->last, len);
    } else if (prefix < 8 * len) {
        spfe_buf_add_octet(out, '/');
        spfe_buf_add_decimal(out, prefix);
    }
}

/* The group with this key, which may be new; NULL when there are too many. */
static struct spfe_group *
find_group(struct spfe_groups *groups, uint32_t key)
{
    struct spfe_group *group;
    uint32_t i;

    for (i = 0; i < groups->count; i++) {
        if (groups->groups[i].key == key) {
            return &groups->groups[i];
        }
    }
    if (groups->count == SPFE_GROUPS) {
        return NULL;
    }
    group = &groups->groups[groups->count++];
    group->key = key;
    group->count = 0;
    group->len = 0;
    return group;
}

void
spfe_groups_end(struct spfe_groups *groups)
{
    struct spfe_group *group =
        groups->open ? find_group(groups, groups->key) : NULL;
    struct spfe_buf out;

    groups->open = false;
    if (group == NULL || group->count > SPFE_GROUP_RANGES) {
        return;
    }
    spfe_buf_init(&out, group->room, sizeof(group->room));
    out.length = group->len;
    if (group->count > 0) {
        spfe_buf_add_text(&out, ", ");
    }
    if (group->count < SPFE_GROUP_RANGES) {
        print_range(&out, groups);
    } else {
        spfe_buf_add_text(&out, "...");
    }
    group->count++;
    group->len = (uint32_t)out.length;
}

void
spfe_groups_add(struct spfe_groups *groups, uint32_t key,
                const struct spfe_range *range)
{
    if (groups->open && groups->key == key &&
        spfe_point_compare(spfe_point_after(groups->last), range->first) ==
            0) {
        groups->last = range->last;
        return;
    }
    spfe_groups_end(groups);
    groups->open = true;
    groups->key = key;
    groups->first = range->first;
    groups->last = range->last;
    groups->address_len = range->maps[0]->address_len;
}

struct spfe_text
spfe_group_text(const struct spfe_group *group)
{
    struct spfe_text text = {group->room, group->len};

    return text;
}
