/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A bounded position in octets from outside. All reading goes through it: a
 * read at the end gives SPFE_END, which equals no octet.
 */
#ifndef SPFE_BASE_CURSOR_H
#define SPFE_BASE_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct spfe_cursor {
    const uint8_t *start;
    const uint8_t *at;
    const uint8_t *end;
};

enum { SPFE_END = -1 };

static inline struct spfe_cursor
spfe_cursor_make(const char *octets, size_t len)
{
    const uint8_t *start = (const uint8_t *)octets;
    struct spfe_cursor cursor = {start, start, start};

    if (len > 0) { /* adding to NULL is undefined, even 0 */
        cursor.end += len;
    }
    return cursor;
}

static inline size_t
spfe_cursor_offset(const struct spfe_cursor *in)
{
    return (size_t)(in->at - in->start);
}

static inline size_t
spfe_cursor_left(const struct spfe_cursor *in)
{
    return (size_t)(in->end - in->at);
}

static inline int
spfe_cursor_peek(const struct spfe_cursor *in)
{
    return in->at < in->end ? *in->at : SPFE_END;
}

/* The octet that comes ahead octets after the next one. */
static inline int
spfe_cursor_peek_at(const struct spfe_cursor *in, size_t ahead)
{
    return ahead < spfe_cursor_left(in) ? in->at[ahead] : SPFE_END;
}

/* Advance over an octet that was peeked. */
static inline void
spfe_cursor_skip(struct spfe_cursor *in)
{
    if (in->at < in->end) {
        in->at++;
    }
}

static inline bool
spfe_cursor_take(struct spfe_cursor *in, char octet)
{
    if (spfe_cursor_peek(in) != (uint8_t)octet) {
        return false;
    }
    in->at++;
    return true;
}

/* Copy what is left, which room is large enough for. */
static inline void
spfe_cursor_copy(const struct spfe_cursor *in, uint8_t *room)
{
    if (spfe_cursor_left(in) > 0) { /* NULL may be no argument, even for 0 */
        memcpy(room, in->at, spfe_cursor_left(in));
    }
}

#endif
