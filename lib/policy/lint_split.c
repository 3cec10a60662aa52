/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/lint_split.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "record/parse.h"

/* The next run of octets without a space; false when there is none. */
static bool
next_word(struct spfe_text text, uint32_t *offset, uint32_t *len)
{
    uint32_t at = *offset + *len;

    while (at < text.len && text.ptr[at] == ' ') {
        at++;
    }
    *offset = at;
    while (at < text.len && text.ptr[at] != ' ') {
        at++;
    }
    *len = at - *offset;
    return *len > 0;
}

static uint32_t
count_words(const struct spfeval_lint *lint)
{
    uint32_t offset = lint->first;
    uint32_t len = 0;
    uint32_t count = 0;

    while (next_word(lint->text, &offset, &len)) {
        count++;
    }
    return count;
}

int
spfe_lint_split(struct spfeval_lint *lint)
{
    struct spfeval_record record = {.text = lint->text};
    uint32_t count = count_words(lint);
    uint32_t offset = lint->first;
    uint32_t len = 0;

    if (count > 0) {
        lint->terms =
            spfe_arena_alloc(&lint->arena, count * sizeof(*lint->terms));
        if (lint->terms == NULL) {
            return lint->arena.status;
        }
    }
    lint->all = count;
    while (next_word(lint->text, &offset, &len)) {
        struct spfe_lint_term *term = &lint->terms[lint->term_count];

        memset(term, 0, sizeof(*term));
        term->offset = offset;
        term->len = len;
        term->refused =
            spfe_record_parse_term(&record, offset, len, &term->term,
                                   &term->error) != SPFEVAL_OK;
        if (!term->refused && term->term.kind == SPFEVAL_TERM_ALL &&
            lint->all == count) {
            lint->all = lint->term_count;
        }
        lint->term_count++;
    }
    lint->has_redirect = record.has_redirect;
    return SPFEVAL_OK;
}

bool
spfe_lint_is_term(struct spfe_text text, struct spfe_term *out)
{
    struct spfeval_record record = {.text = text};
    struct spfe_syntax_error error;
    struct spfe_term term;

    if (text.len == 0 || memchr(text.ptr, ' ', text.len) != NULL ||
        spfe_record_parse_term(&record, 0, text.len, &term, &error) !=
            SPFEVAL_OK) {
        return false;
    }
    if (out != NULL) {
        *out = term;
    }
    return true;
}

bool
spfe_lint_is_term_with(struct spfe_text text, uint32_t offset, uint32_t length,
                       const char *with)
{
    char room[SPFE_LINT_TRIED];
    struct spfe_text changed = {room, 0};
    struct spfe_buf buf;

    spfe_buf_init(&buf, room, sizeof(room));
    spfe_buf_add(&buf, text.ptr, offset);
    spfe_buf_add_text(&buf, with);
    spfe_buf_add(&buf, text.ptr + offset + length, text.len - offset - length);
    changed.len = (uint32_t)buf.length;
    return buf.length <= sizeof(room) && spfe_lint_is_term(changed, NULL);
}

bool
spfe_lint_is_sign(int octet)
{
    return octet == '+' || octet == '-' || octet == '~' || octet == '?';
}

struct spfe_text
spfe_lint_name(struct spfe_text term, uint32_t *sign)
{
    struct spfe_text name;
    uint32_t at = 0;

    while (at < term.len && spfe_lint_is_sign(term.ptr[at])) {
        at++;
    }
    *sign = at;
    name.ptr = term.ptr + at;
    while (at < term.len && term.ptr[at] != ':' && term.ptr[at] != '=' &&
           term.ptr[at] != '/') {
        at++;
    }
    name.len = at - *sign;
    return name;
}

bool
spfe_lint_is_word(struct spfe_text text, const char *word)
{
    return text.len == strlen(word) &&
           spfe_ascii_equal(text.ptr, word, text.len);
}

uint32_t
spfe_lint_literal(struct spfe_text spec, uint32_t at)
{
    while (at < spec.len && spec.ptr[at] == '%') {
        if (at + 1 < spec.len && spec.ptr[at + 1] == '{') {
            while (at < spec.len && spec.ptr[at] != '}') {
                at++;
            }
            at++;
        } else {
            at += 2; /* "%%", "%_" or "%-" */
        }
    }
    return at < spec.len ? at : spec.len;
}

int
spfe_lint_compare_specs(struct spfe_text a, struct spfe_text b)
{
    uint32_t start = 0;

    if (a.len != b.len) {
        return a.len < b.len ? -1 : 1;
    }
    while (start < a.len) {
        uint32_t at = spfe_lint_literal(a, start);
        int order = memcmp(a.ptr + start, b.ptr + start, at - start);

        if (order == 0 && at < a.len) {
            order = spfe_ascii_compare(a.ptr + at, 1, b.ptr + at, 1);
        }
        if (order != 0) {
            return order;
        }
        start = at + 1;
    }
    return 0;
}
