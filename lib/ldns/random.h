/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Random numbers of the system, fetched some at a time. There is no fallback
 * to anything that could be predicted.
 */
#ifndef SPFE_LDNS_RANDOM_H
#define SPFE_LDNS_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct spfe_random {
    uint8_t pool[256];
    size_t left;
};

/* False when the system gives none. len is at most 256. */
bool spfe_random_fill(struct spfe_random *random, void *out, size_t len);

#endif
