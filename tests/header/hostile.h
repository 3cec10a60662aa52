/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file hostile.h
 * Inputs that try to break out of a header field: the same ones in each run.
 */
#ifndef TESTS_HEADER_HOSTILE_H
#define TESTS_HEADER_HOSTILE_H

#include <stddef.h>
#include <stdint.h>

enum { HOSTILE_MOST = 10000 };

/** A sequence of numbers; the state is the seed. */
struct hostile {
    uint64_t state;
};

/** A text. */
struct hostile_text {
    char octets[2 * HOSTILE_MOST + 100];
    size_t len;
};

/** A number below count. */
unsigned hostile_below(struct hostile *hostile, unsigned count);

/** Octets of any kind: some words, hostile ones, long ones. */
void hostile_add(struct hostile *hostile, struct hostile_text *out);

/** Octets of our own. */
void hostile_add_string(struct hostile_text *out, const char *string);

#endif
