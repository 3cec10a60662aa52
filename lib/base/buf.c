/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/buf.h"

#include <string.h>

#include <spfeval/status.h>

void
spfe_buf_add_some(struct spfe_buf *buf, const char *octets, size_t len)
{
    if (buf->length < buf->capacity && len > 0) {
        size_t room = buf->capacity - buf->length;

        memcpy(buf->data + buf->length, octets, len < room ? len : room);
    }
    buf->length += len;
}

void
spfe_buf_add_decimal(struct spfe_buf *buf, int64_t number)
{
    char digits[20];
    size_t at = sizeof(digits);
    uint64_t rest = (uint64_t)number;

    if (number < 0) {
        spfe_buf_add_octet(buf, '-');
        rest = 0 - rest;
    }
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    spfe_buf_add(buf, digits + at, sizeof(digits) - at);
}

int
spfe_buf_finish(struct spfe_buf *buf, size_t *needed)
{
    if (needed != NULL) {
        *needed = buf->length + 1;
    }
    if (buf->length < buf->capacity) {
        buf->data[buf->length] = '\0';
        return SPFEVAL_OK;
    }
    if (buf->capacity > 0) {
        buf->data[0] = '\0';
    }
    return SPFEVAL_ERR_BUFFER;
}
