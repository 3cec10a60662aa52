/* SPDX-License-Identifier: BSD-2-Clause */
/* A header field that is written word by word, and its sizes. */
#ifndef SPFE_HEADER_FOLD_H
#define SPFE_HEADER_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * The parts are bounded so that a field of all of them at their longest stays
 * within SPFE_FIELD_MAX, and each word with its key within SPFE_LINE_MAX:
 * nothing has to be counted while writing. What RFC 5321 section 4.5.3.1
 * allows (a path of 256 octets) fits uncut, escapes included.
 */
enum {
    SPFE_LINE_AIM = 78,      /* RFC 5322 section 2.1.1, should */
    SPFE_LINE_MAX = 998,     /* RFC 5322 section 2.1.1, must */
    SPFE_FIELD_MAX = 4096,   /* RFC 7208 section 9.1, "excessively long" */
    SPFE_VALUE_MAX = 800,    /* of a key, with its quotes */
    SPFE_REASON_MAX = 200,   /* of "reason", with its quotes */
    SPFE_COMMENT_MAX = 400,  /* with its parentheses */
    SPFE_COMMENTED_MAX = 128 /* a name or mailbox inside a comment */
};

enum { SPFE_HEADER_FLAGS = 15 }; /* all of enum spfeval_header_flag */

struct spfe_fold {
    struct spfe_buf *out;
    struct spfe_text line_end;
    size_t column; /* octets on the current line */
    bool whole;    /* name and final line end are written */
    bool started;  /* a word was written */
};

/* Begin a field; flags are those of enum spfeval_header_flag. */
void spfe_fold_begin(struct spfe_fold *fold, struct spfe_buf *out,
                     const char *name, uint32_t flags);

/*
 * Add a space and a word, on a new line if need be: only where the grammar has
 * FWS or CFWS. A word is never broken; a line with one word only may be longer
 * than SPFE_LINE_AIM.
 */
void spfe_fold_add(struct spfe_fold *fold, const char *word, size_t len);

/* The same where the caller adds the word, all len octets, to what it gets. */
struct spfe_buf *spfe_fold_begin_word(struct spfe_fold *fold, size_t len);

/*
 * The same for text that has spaces within: a line may end before a run of
 * them, so that no line is blank (RFC 5322 section 3.2.2), and unfolding gives
 * the text back.
 */
void spfe_fold_add_words(struct spfe_fold *fold, const char *text, size_t len);

/* Add ";", always on the line of the word before it. */
void spfe_fold_add_separator(struct spfe_fold *fold);

/* End the field. */
void spfe_fold_end(struct spfe_fold *fold);

/* CR LF, or LF if the flags say so. */
struct spfe_text spfe_fold_line_end(uint32_t flags);

#endif
