/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A text that grows. The first failure sticks, so that writers check once, at
 * the end.
 */
#ifndef SPFEVAL_TOOL_TEXT_H
#define SPFEVAL_TOOL_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct text {
    char *data; /* NULL or NUL-terminated; may hold NUL octets too */
    size_t len;
    size_t capacity;
    bool failed; /* out of memory: what was added since is missing */
};

/* Add octets. */
void text_add(struct text *text, const char *octets, size_t len);

/* Add a NUL-terminated string. */
void text_add_string(struct text *text, const char *string);

/* Add what printf() would print. */
void text_add_format(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same for a list of arguments. */
void text_add_format_list(struct text *text, const char *format,
                          va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Return the text as a string; "" when it is empty. Never NULL. */
const char *text_get(const struct text *text);

/* The length of the byte order mark in front of octets; 0 when none is. */
size_t text_mark_len(const char *octets, size_t len);

/* Make it empty, keeping the memory, and forget an earlier failure. */
void text_empty(struct text *text);

/* Free what it holds; it is empty and usable afterwards. */
void text_clear(struct text *text);

#endif
