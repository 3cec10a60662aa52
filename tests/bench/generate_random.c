/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/generate.h"

#include <stdio.h>

/* splitmix64: the same numbers on each machine. */
unsigned
generate_below(struct generator *gen, unsigned limit)
{
    uint64_t number;

    gen->state += UINT64_C(0x9e3779b97f4a7c15);
    number = gen->state;
    number = (number ^ number >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    number = (number ^ number >> 27) * UINT64_C(0x94d049bb133111eb);
    return (unsigned)((number ^ number >> 31) >> 32) % limit;
}

void
generate_address(struct generator *gen, char out[ADDRESS_TEXT])
{
    unsigned first = 20 + generate_below(gen, 80);
    unsigned second = generate_below(gen, 256);
    unsigned third = generate_below(gen, 256);

    (void)snprintf(out, ADDRESS_TEXT, "%u.%u.%u.%u", first, second, third,
                   1 + generate_below(gen, 254));
}

void
generate_address6(struct generator *gen, char out[ADDRESS_TEXT])
{
    unsigned first = 0x2a00 + generate_below(gen, 256);
    unsigned second = 1 + generate_below(gen, 65535);

    (void)snprintf(out, ADDRESS_TEXT, "%x:%x:%x::%x", first, second,
                   1 + generate_below(gen, 65535),
                   1 + generate_below(gen, 65535));
}

void
generate_stranger(struct generator *gen, char out[ADDRESS_TEXT])
{
    if (generate_below(gen, 12) == 0) {
        (void)snprintf(out, ADDRESS_TEXT, "2001:db8:dead::%x",
                       1 + generate_below(gen, 65535));
        return;
    }
    (void)snprintf(out, ADDRESS_TEXT, "203.0.113.%u",
                   1 + generate_below(gen, 254));
}

void
pool_add(struct pool *pool, const char *address)
{
    if (pool->count < POOL_SIZE) {
        (void)snprintf(pool->addresses[pool->count++], ADDRESS_TEXT, "%s",
                       address);
    }
}

void
pool_add_all(struct pool *pool, const struct pool *other)
{
    unsigned i;

    for (i = 0; i < other->count; i++) {
        pool_add(pool, other->addresses[i]);
    }
}

const char *
pool_pick(struct generator *gen, const struct pool *pool)
{
    return pool->addresses[generate_below(gen, pool->count)];
}
