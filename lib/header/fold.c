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

static void
end_line(struct spfe_fold *fold)
{
    spfe_buf_add_text(fold->out, fold->line_end);
    fold->column = 0;
}

/* End the line if this text, and a separator after it, would not fit. */
static void
make_room(struct spfe_fold *fold, size_t len)
{
    assert(len + 1 <= SPFE_LINE_MAX);
    if (fold->column + len + 1 > SPFE_LINE_AIM) {
        end_line(fold);
    }
}

void
spfe_fold_add(struct spfe_fold *fold, const char *word, size_t len)
{
    spfe_buf_add(spfe_fold_begin_word(fold, len), word, len);
}

struct spfe_buf *
spfe_fold_begin_word(struct spfe_fold *fold, size_t len)
{
    if (fold->started) {
        make_room(fold, len + 1);
        add_text(fold, " ", 1);
    }
    fold->started = true;
    fold->column += len;
    return fold->out;
}

/* A run of spaces, and what follows up to the next space. */
static size_t
chunk_len(const char *text, size_t len)
{
    const char *end;
    size_t at = 0;

    while (at < len && text[at] == ' ') {
        at++;
    }
    if (at == len) {
        return len;
    }
    end = memchr(text + at, ' ', len - at);
    return end == NULL ? len : (size_t)(end - text);
}

/* The most of a text that fits, up to a run of spaces; 0 when nothing does. */
static size_t
fitting_len(const struct spfe_fold *fold, const char *text, size_t len)
{
    size_t at;

    if (fold->column + len + 1 <= SPFE_LINE_AIM) {
        return len;
    }
    if (fold->column + 1 >= SPFE_LINE_AIM) {
        return 0;
    }
    at = SPFE_LINE_AIM - 1 - fold->column;
    while (at > 0 && (text[at] != ' ' || text[at - 1] == ' ')) {
        at--;
    }
    return at;
}

void
spfe_fold_add_words(struct spfe_fold *fold, const char *text, size_t len)
{
    size_t at = chunk_len(text, len);

    spfe_fold_add(fold, text, at);
    while (at < len) {
        size_t next = fitting_len(fold, text + at, len - at);

        if (next == 0) {
            end_line(fold);
            next = fitting_len(fold, text + at, len - at);
        }
        if (next == 0) { /* longer than a line */
            next = chunk_len(text + at, len - at);
        }
        assert(next + 1 <= SPFE_LINE_MAX);
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
