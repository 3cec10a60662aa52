/* SPDX-License-Identifier: BSD-2-Clause */
#include "text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Make room for len more octets and a NUL. */
static bool
text_reserve(struct text *text, size_t len)
{
    size_t capacity = text->capacity;
    char *data;

    if (text->failed || len > SIZE_MAX / 4 - text->len) {
        text->failed = true;
        return false;
    }
    if (text->len + len < capacity) {
        return true;
    }
    if (capacity == 0) {
        capacity = 128;
    }
    while (capacity <= text->len + len) {
        capacity *= 2;
    }
    data = realloc(text->data, capacity);
    if (data == NULL) {
        text->failed = true;
        return false;
    }
    text->data = data;
    text->capacity = capacity;
    return true;
}

void
text_add(struct text *text, const char *octets, size_t len)
{
    if (!text_reserve(text, len)) {
        return;
    }
    if (len > 0) {
        memcpy(text->data + text->len, octets, len);
    }
    text->len += len;
    text->data[text->len] = '\0';
}

void
text_add_string(struct text *text, const char *string)
{
    text_add(text, string, strlen(string));
}

void
text_add_format_list(struct text *text, const char *format, va_list arguments)
{
    va_list again;
    int len;

    va_copy(again, arguments);
    len = vsnprintf(NULL, 0, format, arguments);
    if (len < 0) {
        text->failed = true;
    } else if (text_reserve(text, (size_t)len)) {
        vsnprintf(text->data + text->len, (size_t)len + 1, format, again);
        text->len += (size_t)len;
    }
    va_end(again);
}

void
text_add_format(struct text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    text_add_format_list(text, format, arguments);
    va_end(arguments);
}

const char *
text_get(const struct text *text)
{
    return text->data != NULL ? text->data : "";
}

size_t
text_mark_len(const char *octets, size_t len)
{
    static const char mark[] = {'\xef', '\xbb', '\xbf'};

    return len >= sizeof(mark) && memcmp(octets, mark, sizeof(mark)) == 0
               ? sizeof(mark)
               : 0;
}

void
text_empty(struct text *text)
{
    text->len = 0;
    text->failed = false;
    if (text->data != NULL) {
        text->data[0] = '\0';
    }
}

void
text_clear(struct text *text)
{
    free(text->data);
    *text = (struct text){0};
}
