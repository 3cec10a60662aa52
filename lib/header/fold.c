/* SPDX-License-Identifier: BSD-2-Clause */
#include "header/fold.h"

#include <assert.h>
#include <string.h>

#include <spfeval/header.h>

const char *
spfe_fold_line_end(uint32_t flags)
{
    return (flags & SPFEVAL_HEADER_LF) != 0 ? "\n" : "\r\n";
}

static void
add_text(struct spfe_fold *fold, const char *text, size_t len)
{
    spfe_buf_add(fold->out, text, len);
    fold->column += len;
}

void
spfe_fold_begin(struct spfe_fold *fold, struct spfe_buf *out, const char *name,
                uint32_t flags)
{
    fold->out = out;
    fold->line_end = spfe_fold_line_end(flags);
    fold->whole = (flags & SPFEVAL_HEADER_BODY) == 0;
    fold->started = false;
    /* The name takes its room also when somebody else writes it. */
    fold->column = strlen(name) + 2;
    if (fold->whole) {
        spfe_buf_add_text(out, name);
        spfe_buf_add_text(out, ": ");
    }
}

/* End the line if this text, and a separator after it, would not fit. */
static void
make_room(struct spfe_fold *fold, size_t len)
{
    assert(len + 1 <= SPFE_LINE_MAX);
    if (fold->column + len + 1 > SPFE_LINE_AIM) {
        spfe_buf_add_text(fold->out, fold->line_end);
        fold->column = 0;
    }
}

void
spfe_fold_add(struct spfe_fold *fold, const char *word, size_t len)
{
    if (fold->started) {
        make_room(fold, len + 1);
        add_text(fold, " ", 1);
    }
    fold->started = true;
    add_text(fold, word, len);
}

/* A run of spaces, and what follows up to the next space. */
static size_t
chunk_len(const char *text, size_t len)
{
    size_t at = 0;

    while (at < len && text[at] == ' ') {
        at++;
    }
    while (at < len && text[at] != ' ') {
        at++;
    }
    return at;
}

void
spfe_fold_add_words(struct spfe_fold *fold, const char *text, size_t len)
{
    size_t at = chunk_len(text, len);

    spfe_fold_add(fold, text, at);
    while (at < len) {
        size_t next = chunk_len(text + at, len - at);

        make_room(fold, next);
        add_text(fold, text + at, next);
        at += next;
    }
}

void
spfe_fold_add_separator(struct spfe_fold *fold)
{
    add_text(fold, ";", 1);
}

void
spfe_fold_end(struct spfe_fold *fold)
{
    if (fold->whole) {
        spfe_buf_add_text(fold->out, fold->line_end);
    }
}
