/* SPDX-License-Identifier: BSD-2-Clause */
/* A run of octets that somebody else owns. */
#ifndef SPFE_BASE_TEXT_H
#define SPFE_BASE_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * No text of a check is longer than 65535 octets (an RDATA, or an input), so
 * 32 bits hold any length and any sum of a few of them.
 */
struct spfe_text {
    const char *ptr; /* NULL when there is no text at all */
    uint32_t len;
};

/* Inline, so that the length of a literal is known. */
static inline struct spfe_text
spfe_text_of(const char *string)
{
    struct spfe_text text = {string, (uint32_t)strlen(string)};

    return text;
}

/* Hand a text to a caller, with its length where that is wanted. */
static inline const char *
spfe_text_lend(struct spfe_text text, size_t *out_len)
{
    if (text.ptr != NULL && out_len != NULL) {
        *out_len = text.len;
    }
    return text.ptr;
}

/* The longest text that is taken from outside. */
enum { SPFE_TEXT_MAX = 65535 };

#endif
