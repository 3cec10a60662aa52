/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Texts of the test runner: borrowed octets, and a buffer that grows.
 */
#ifndef CONFORMANCE_TEXT_H
#define CONFORMANCE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Octets that belong to someone else; they may hold NUL. */
struct text {
    const char *data;
    size_t len;
};

/* Octets of its own, always followed by a NUL; zeroed is empty. */
struct buf {
    char *data;
    size_t len;
    size_t capacity;
};

/* A text of a NUL-terminated string. */
struct text text_of(const char *string);

bool text_equal(struct text a, struct text b);

bool text_is(struct text text, const char *string);

/* Whether a line of the text is this one. */
bool text_has_line(struct text text, struct text line);

/* Reads decimal digits; false for anything else or a value above max. */
bool text_number(struct text text, uint64_t max, uint64_t *out);

/* Running out of memory ends the program: there is nothing left to test. */
void *memory_grow(void *memory, size_t count, size_t size);

void buf_add(struct buf *buf, const char *data, size_t len);

void buf_add_string(struct buf *buf, const char *string);

void buf_add_number(struct buf *buf, uint64_t number);

/* Adds ASCII letters in lower case, other octets as they are. */
void buf_add_lower(struct buf *buf, const char *data, size_t len);

struct text buf_text(const struct buf *buf);

void buf_clear(struct buf *buf);

void buf_free(struct buf *buf);

#endif
