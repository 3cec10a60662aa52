/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include <spfeval/status.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "policy/lint.h"

/* Longer values are cut when they are shown, so they need not be kept. */
enum { VALUE_KEPT = 256, WHOLE_KEPT = 1024 };

struct spfe_finding *
spfe_lint_add(struct spfeval_lint *lint, int code, uint32_t offset,
              uint32_t length)
{
    const struct spfe_lint_row *row = spfe_lint_row(code);
    struct spfe_finding *finding = &lint->unread;

    if (lint->counts[row->severity] < SPFE_LINT_MOST &&
        lint->status == SPFEVAL_OK) {
        finding = spfe_arena_alloc(&lint->arena, sizeof(*finding));
        if (finding == NULL) {
            lint->status = lint->arena.status;
            return &lint->unread;
        }
        memset(finding, 0, sizeof(*finding));
        finding->next = lint->found;
        lint->found = finding;
        lint->counts[row->severity]++;
        lint->count++;
    }
    finding->row = row;
    finding->source = lint->source;
    finding->offset = offset;
    finding->length = length;
    return finding;
}

struct spfe_finding *
spfe_lint_add_term(struct spfeval_lint *lint, int code,
                   struct spfe_lint_term *term)
{
    struct spfe_finding *finding =
        spfe_lint_add(lint, code, term->offset, term->len);

    spfe_lint_value(lint, finding, 0, spfe_lint_term_text(lint, term));
    term->told = true;
    return finding;
}

static struct spfe_text
keep(struct spfeval_lint *lint, struct spfe_text text)
{
    struct spfe_text kept = {NULL, text.len};

    if (lint->status == SPFEVAL_OK) {
        kept.ptr = spfe_arena_copy(&lint->arena, text.ptr, text.len);
        if (kept.ptr == NULL) {
            lint->status = lint->arena.status;
        }
    }
    return kept;
}

void
spfe_lint_value(struct spfeval_lint *lint, struct spfe_finding *finding,
                int index, struct spfe_text text)
{
    if (finding == &lint->unread) {
        return;
    }
    if (text.len > VALUE_KEPT) {
        text.len = VALUE_KEPT;
    }
    finding->values[index].text = keep(lint, text);
}

void
spfe_lint_whole(struct spfeval_lint *lint, struct spfe_finding *finding,
                int index, struct spfe_text text)
{
    if (finding == &lint->unread) {
        return;
    }
    if (text.len > WHOLE_KEPT) {
        text.len = WHOLE_KEPT;
    }
    finding->values[index].text = keep(lint, text);
    finding->values[index].whole = true;
}

void
spfe_lint_words(struct spfe_finding *finding, int index, const char *english,
                const char *dutch)
{
    finding->values[index].text.ptr = english;
    finding->values[index].text.len = (uint32_t)strlen(english);
    finding->values[index].dutch = dutch;
}

void
spfe_lint_number(struct spfeval_lint *lint, struct spfe_finding *finding,
                 int index, uint64_t number)
{
    char room[24];
    struct spfe_text text = {room, 0};
    struct spfe_buf buf;

    spfe_buf_init(&buf, room, sizeof(room));
    spfe_buf_add_decimal(&buf, (int64_t)number);
    text.len = (uint32_t)buf.length;
    spfe_lint_value(lint, finding, index, text);
}

void
spfe_lint_fix(struct spfeval_lint *lint, struct spfe_finding *finding,
              uint32_t offset, uint32_t length, struct spfe_text text)
{
    if (finding == &lint->unread) {
        return;
    }
    finding->fix = keep(lint, text);
    finding->fix_offset = offset;
    finding->fix_length = length;
}

void
spfe_lint_fix_later(struct spfeval_lint *lint,
                    const struct spfe_lint_term *term)
{
    static const struct spfe_text none = {NULL, 0};
    struct spfe_finding *finding;

    for (finding = lint->found; finding != NULL; finding = finding->next) {
        if (finding->fix.ptr != NULL && finding->fix_offset >= term->offset &&
            finding->fix_offset - term->offset < term->len) {
            finding->fix = none;
        }
    }
}

void
spfe_lint_fix_remove(struct spfeval_lint *lint, struct spfe_finding *finding,
                     const struct spfe_lint_term *term)
{
    struct spfe_text nothing = {"", 0};

    /* The first term of "v=spf1-all" has no space before it. */
    if (lint->text.ptr[term->offset - 1] == ' ') {
        spfe_lint_fix(lint, finding, term->offset - 1, term->len + 1, nothing);
    }
}

static bool
is_about(const struct spfeval_lint *lint, const struct spfe_finding *finding,
         const struct spfe_lint_term *term)
{
    return finding->source == &lint->own && finding->offset >= term->offset &&
           finding->offset + finding->length <= term->offset + term->len &&
           finding->length > 0;
}

void
spfe_lint_drop_warnings(struct spfeval_lint *lint,
                        const struct spfe_lint_term *term)
{
    struct spfe_finding **at = &lint->found;

    while (*at != NULL) {
        if ((*at)->row->severity == SPFEVAL_SEVERITY_WARNING &&
            is_about(lint, *at, term)) {
            lint->counts[SPFEVAL_SEVERITY_WARNING]--;
            lint->count--;
            *at = (*at)->next;
        } else {
            at = &(*at)->next;
        }
    }
}

bool
spfe_lint_has(const struct spfeval_lint *lint, int code,
              const struct spfe_lint_term *term)
{
    const struct spfe_finding *finding;

    for (finding = lint->found; finding != NULL; finding = finding->next) {
        if (finding->row == spfe_lint_row(code) &&
            (term == NULL || is_about(lint, finding, term))) {
            return true;
        }
    }
    return false;
}

static bool
comes_before(const struct spfeval_lint *lint, const struct spfe_finding *a,
             const struct spfe_finding *b)
{
    bool a_is_own = a->source == &lint->own;
    int order;

    if (a->row->severity != b->row->severity) {
        return a->row->severity < b->row->severity;
    }
    if (a_is_own != (b->source == &lint->own)) {
        return a_is_own;
    }
    order = spfe_ascii_compare(a->source->owner.ptr, a->source->owner.len,
                               b->source->owner.ptr, b->source->owner.len);
    return order != 0 ? order < 0 : a->offset < b->offset;
}

void
spfe_lint_sort(struct spfeval_lint *lint)
{
    struct spfe_finding *finding;
    uint32_t filled = 0;

    if (lint->found == NULL) {
        return;
    }
    lint->findings =
        spfe_arena_alloc(&lint->arena, lint->count * sizeof(*lint->findings));
    if (lint->findings == NULL) {
        lint->status = lint->arena.status;
        return;
    }
    /* The list is in reverse: an equal one goes before those in place. */
    for (finding = lint->found; finding != NULL; finding = finding->next) {
        uint32_t at = 0;

        while (at < filled &&
               comes_before(lint, lint->findings[at], finding)) {
            at++;
        }
        memmove(lint->findings + at + 1, lint->findings + at,
                (filled - at) * sizeof(*lint->findings));
        lint->findings[at] = finding;
        filled++;
    }
}
