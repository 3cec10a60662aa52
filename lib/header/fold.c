/* SPDX-License-Identifier: BSD-2-Clause */
#include "header/fold.h"

#include <assert.h>
#include <string.h>

#include <spfeval/header.h>

#include "base/word.h"

struct spfe_text
spfe_fold_line_end(uint32_t flags)
{
    return (flags & SPFEVAL_HEADER_LF) != 0 ? spfe_text_of("\n")
                                            : spfe_text_of("\r\n");
}

static void
add_octet(struct spfe_fold *fold, char octet)
{
    spfe_buf_add_octet(fold->out, octet);
    fold->column++;
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
    spfe_buf_add(fold->out, fold->line_end.ptr, fold->line_end.len);
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
        add_octet(fold, ' ');
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

/* Where the last space up to here is, or 0. */
static size_t
last_space(const char *text, size_t at)
{
    while (at >= SPFE_WORD_OCTETS &&
           spfe_word_zeros(spfe_word_load(text + at - SPFE_WORD_OCTETS + 1) ^
                           SPFE_WORD_OF(' ')) == 0) {
        at -= SPFE_WORD_OCTETS;
    }
    while (at > 0 && text[at] != ' ') {
        at--;
    }
    return at;
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
    at = last_space(text, SPFE_LINE_AIM - 1 - fold->column);
    while (at > 0 && text[at - 1] == ' ') {
        at--; /* the line ends before all of them */
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
        spfe_buf_add(fold->out, text + at, next);
        fold->column += next;
        at += next;
    }
}

void
spfe_fold_add_separator(struct spfe_fold *fold)
{
    add_octet(fold, ';');
}

void
spfe_fold_end(struct spfe_fold *fold)
{
    if (fold->whole) {
        spfe_buf_add(fold->out, fold->line_end.ptr, fold->line_end.len);
    }
}
