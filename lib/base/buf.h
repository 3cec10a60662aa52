/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Text written into a fixed room. What does not fit is dropped, but the length
 * keeps counting, so that one check at the end tells whether all went well and
 * how much room it would have taken.
 */
#ifndef SPFE_BASE_BUF_H
#define SPFE_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

struct spfe_buf {
    char *data; /* may be NULL when capacity is 0 */
    size_t capacity;
    size_t length; /* octets wanted so far; may exceed capacity */
};

static inline void
spfe_buf_init(struct spfe_buf *buf, char *data, size_t capacity)
{
    buf->data = data;
    buf->capacity = capacity;
    buf->length = 0;
}

/* For spfe_buf_add(), when there may not be room for all. */
void spfe_buf_add_some(struct spfe_buf *buf, const char *octets, size_t len);

static inline void
spfe_buf_add(struct spfe_buf *buf, const char *octets, size_t len)
{
    size_t length = buf->length;

    if (length < buf->capacity && len <= buf->capacity - length) {
        if (len > 0) { /* octets may be NULL then */
            memcpy(buf->data + length, octets, len);
        }
        buf->length = length + len;
    } else {
        spfe_buf_add_some(buf, octets, len);
    }
}

/* Inline, so that the length of a literal is known. */
static inline void
spfe_buf_add_text(struct spfe_buf *buf, const char *text)
{
    spfe_buf_add(buf, text, strlen(text));
}

void spfe_buf_add_decimal(struct spfe_buf *buf, int64_t number);

static inline void
spfe_buf_add_octet(struct spfe_buf *buf, char octet)
{
    if (buf->length < buf->capacity) {
        buf->data[buf->length] = octet;
    }
    buf->length++;
}

/*
 * Add the NUL. SPFEVAL_OK, or SPFEVAL_ERR_BUFFER when something was dropped;
 * *needed (may be NULL) is the room it takes with the NUL. A buffer that is
 * too small holds an empty text.
 */
int spfe_buf_finish(struct spfe_buf *buf, size_t *needed);

#endif
