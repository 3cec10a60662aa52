/* SPDX-License-Identifier: BSD-2-Clause */
#include <assert.h>

#include "policy/address_map.h"
enum { WORD_BITS = 64 };

struct spfe_point
spfe_point_of(const uint8_t *octets, size_t len)
{
    struct spfe_point point = {0, 0};
    size_t i;

    for (i = 0; i < len; i++) {
        point.hi = point.hi << 8 | point.lo >> (WORD_BITS - 8);
        point.lo = point.lo << 8 | octets[i];
    }
    return point;
}

void
spfe_point_octets(struct spfe_point point, uint8_t *octets, size_t len)
{
    size_t i;

    for (i = len; i > 0; i--) {
        octets[i - 1] = (uint8_t)(point.lo & 0xff);
        point.lo = point.lo >> 8 | point.hi << (WORD_BITS - 8);
        point.hi >>= 8;
    }
}

int
spfe_point_compare(struct spfe_point a, struct spfe_point b)
{
    if (a.hi != b.hi) {
        return a.hi < b.hi ? -1 : 1;
    }
    return a.lo == b.lo ? 0 : a.lo < b.lo ? -1 : 1;
}

/* A number with this many bits set, the lowest ones. */
static uint64_t
low_bits(unsigned bits)
{
    return bits >= WORD_BITS ? UINT64_MAX : ((uint64_t)1 << bits) - 1;
}

static struct spfe_point
low_point(unsigned bits)
{
    struct spfe_point point;

    point.lo = low_bits(bits);
    point.hi = bits > WORD_BITS ? low_bits(bits - WORD_BITS) : 0;
    return point;
}

void
spfe_point_network(const uint8_t *octets, size_t len, unsigned prefix,
                   struct spfe_point *first, struct spfe_point *last)
{
    struct spfe_point host = low_point(8 * (unsigned)len - prefix);
    struct spfe_point point = spfe_point_of(octets, len);

    assert(prefix <= 8 * len);
    first->hi = point.hi & ~host.hi;
    first->lo = point.lo & ~host.lo;
    last->hi = point.hi | host.hi;
    last->lo = point.lo | host.lo;
}

struct spfe_point
spfe_point_highest(size_t len)
{
    return low_point(8 * (unsigned)len);
}

struct spfe_point
spfe_point_before(struct spfe_point point)
{
    point.hi -= point.lo == 0;
    point.lo--;
    return point;
}

struct spfe_point
spfe_point_after(struct spfe_point point)
{
    point.lo++;
    point.hi += point.lo == 0;
    return point;
}
