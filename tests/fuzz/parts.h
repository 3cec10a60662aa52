/* SPDX-License-Identifier: BSD-2-Clause */
/* Inputs of several texts that may hold line ends: octet 255 is between. */
#ifndef TESTS_FUZZ_PARTS_H
#define TESTS_FUZZ_PARTS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { PARTS_SEPARATOR = 255, PARTS_MOST_LEN = 4096 };

struct part {
    const char *octets; /* never NULL */
    size_t len;
};

/* All of them get a value; the last has the rest. Each is cut to 4096. */
static inline void
split_parts(const uint8_t *data, size_t size, struct part *parts, size_t count)
{
    const char *at = size > 0 ? (const char *)data : "";
    size_t i;

    for (i = 0; i < count; i++) {
        const char *end = i + 1 < count && size > 0
                              ? memchr(at, PARTS_SEPARATOR, size)
                              : NULL;
        size_t len = end == NULL ? size : (size_t)(end - at);

        parts[i].octets = at;
        parts[i].len = len < PARTS_MOST_LEN ? len : PARTS_MOST_LEN;
        size -= end == NULL ? len : len + 1;
        at += end == NULL ? len : len + 1;
    }
}

#endif
