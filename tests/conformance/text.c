/* SPDX-License-Identifier: BSD-2-Clause */
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What automake's test driver calls a hard error. */
#define EXIT_HARD_ERROR 99

struct text
text_of(const char *string)
{
    return (struct text){string, strlen(string)};
}

bool
text_equal(struct text a, struct text b)
{
    return a.len == b.len &&
           (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool
text_is(struct text text, const char *string)
{
    return text_equal(text, text_of(string));
}

bool
text_has_line(struct text text, struct text line)
{
    size_t start = 0;
    size_t i;

    for (i = 0; i <= text.len; i++) {
        if (i == text.len || text.data[i] == '\n') {
            if (text_equal((struct text){text.data + start, i - start},
                           line)) {
                return true;
            }
            start = i + 1;
        }
    }
    return false;
}

bool
text_number(struct text text, uint64_t max, uint64_t *out)
{
    uint64_t value = 0;
    size_t i;

    if (text.len == 0) {
        return false;
    }
    for (i = 0; i < text.len; i++) {
        uint64_t digit = (uint64_t)(unsigned char)text.data[i] - '0';

        if (digit > 9 || value > (UINT64_MAX - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    if (value > max) {
        return false;
    }
    *out = value;
    return true;
}

void *
memory_grow(void *memory, size_t count, size_t size)
{
    void *grown = NULL;

    if (size != 0 && count <= SIZE_MAX / size) {
        grown = realloc(memory, count * size);
    }
    if (grown == NULL) {
        puts("Bail out! out of memory");
        exit(EXIT_HARD_ERROR);
    }
    return grown;
}

void
buf_add(struct buf *buf, const char *data, size_t len)
{
    if (len >= buf->capacity - buf->len) {
        buf->capacity = 2 * buf->capacity + len + 32;
        buf->data = memory_grow(buf->data, buf->capacity, 1);
    }
    if (len > 0) {
        memcpy(buf->data + buf->len, data, len);
    }
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void
buf_add_string(struct buf *buf, const char *string)
{
    buf_add(buf, string, strlen(string));
}

void
buf_add_number(struct buf *buf, uint64_t number)
{
    char digits[24];

    snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);
    buf_add_string(buf, digits);
}

void
buf_add_lower(struct buf *buf, const char *data, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++) {
        char octet = data[i];

        if (octet >= 'A' && octet <= 'Z') {
            octet = (char)(octet - 'A' + 'a');
        }
        buf_add(buf, &octet, 1);
    }
}

struct text
buf_text(const struct buf *buf)
{
    return (struct text){buf->data != NULL ? buf->data : "", buf->len};
}

void
buf_clear(struct buf *buf)
{
    buf->len = 0;
    if (buf->data != NULL) {
        buf->data[0] = '\0';
    }
}

void
buf_free(struct buf *buf)
{
    free(buf->data);
    *buf = (struct buf){0};
}
