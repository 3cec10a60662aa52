/* SPDX-License-Identifier: BSD-2-Clause */
/* Inputs of several texts, one a line. */
#ifndef TESTS_FUZZ_LINES_H
#define TESTS_FUZZ_LINES_H

#include <stddef.h>
#include <string.h>

struct line {
    const char *text;
    size_t len;
};

/* How many there are, at least 1 and at most as many as there is room for. */
static inline size_t
split_lines(const char *text, size_t size, struct line *lines, size_t most)
{
    size_t count = 0;

    while (count < most) {
        const char *end = memchr(text, '\n', size);

        lines[count].text = text;
        lines[count].len = end == NULL ? size : (size_t)(end - text);
        count++;
        if (end == NULL) {
            break;
        }
        size -= (size_t)(end + 1 - text);
        text = end + 1;
    }
    return count;
}

#endif
