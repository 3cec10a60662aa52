/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lines of limited width, written word by word; or, with width 0, text as it
 * comes. The only way by which a stranger's octets get into a text.
 */
#ifndef SPFE_REPORT_LINE_H
#define SPFE_REPORT_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { SPFE_LINE_WIDTH = 78 }; /* RFC 5322 section 2.1.1 */

struct spfe_line {
    struct spfe_buf *out;
    unsigned width; /* 0: no lines */
    bool is_json;   /* then: inside a JSON string */
    unsigned hang;  /* blanks before each line but the first */
    unsigned start; /* where the text of this line begins */
    unsigned column;
    unsigned word_len;
    size_t blanks; /* before the word, if it stays on this line */
    char word[SPFE_LINE_WIDTH];
};

/* width is 0 or SPFE_LINE_WIDTH. */
void spfe_line_init(struct spfe_line *line, struct spfe_buf *out,
                    unsigned width);

/* Begin a paragraph; indent is not more than hang. */
void spfe_line_begin(struct spfe_line *line, unsigned indent, unsigned hang);
void spfe_line_end(struct spfe_line *line);

/* Text of our own. */
void spfe_line_add_octet(struct spfe_line *line, char octet);
void spfe_line_add_text(struct spfe_line *line, const char *text);

/* Any octets: what is not 0x20 to 0x7E becomes \xNN. */
void spfe_line_add_escaped(struct spfe_line *line, const char *octets,
                           size_t len);

/* Columns that an octet takes then. */
static inline unsigned
spfe_line_columns(char octet)
{
    return octet >= 0x20 && octet <= 0x7e ? 1 : 4;
}

#endif
