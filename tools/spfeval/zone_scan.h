/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The outer form of a master file (RFC 1035 section 5.1): entries made of
 * words and quoted strings, with comments, parentheses and line numbers.
 *
 * ldns reads the single records. Its own reader of whole files takes an open
 * parenthesis or string at the end of the file, NUL octets and a wrong $TTL
 * without complaint, and reports the line where a record ends.
 */
#ifndef SPFEVAL_TOOL_ZONE_SCAN_H
#define SPFEVAL_TOOL_ZONE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

/* A word or the inside of a quoted string; escapes are still in it. */
struct zone_token {
    const char *text;
    size_t len;
    bool quoted;
};

/* A scanner. */
struct zone_scan {
    const char *text; /* the file; must stay */
    size_t len;
    size_t pos;
    unsigned long line; /* of pos, from 1 */

    /* The entry, after ZONE_SCAN_ENTRY. */
    struct zone_token *tokens;
    size_t count; /* at least 1 */
    size_t capacity;
    unsigned long entry_line; /* of the first token */
    bool blank_start;         /* the line starts with a blank: no owner */
    bool is_cut;              /* a comment begins right behind a word */

    /* What is wrong, after ZONE_SCAN_ERROR. */
    const char *error; /* NULL when out of memory */
    unsigned long error_line;
};

enum zone_scan_result {
    ZONE_SCAN_END = 0,
    ZONE_SCAN_ENTRY = 1,
    ZONE_SCAN_ERROR = 2
};

/* Begin at the start of a text, behind a byte order mark if there is one. */
void zone_scan_init(struct zone_scan *scan, const char *text, size_t len);

/* Read the next entry. */
enum zone_scan_result zone_scan_next(struct zone_scan *scan);

/* Free what the scanner holds. */
void zone_scan_clear(struct zone_scan *scan);

/* Tell whether a token is this word, in any case and without quotes. */
bool zone_token_is(const struct zone_token *token, const char *word);

/* Count the octets that a token stands for, escapes resolved. */
size_t zone_token_octets(const struct zone_token *token);

/* Add the octets that a token stands for; false when one is over 255. */
bool zone_token_copy(const struct zone_token *token, struct text *out);

#endif
