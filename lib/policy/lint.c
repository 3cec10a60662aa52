/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/lint.h"

#include <stddef.h>
#include <string.h>

#include <spfeval/status.h>

#include "policy/lint_rules.h"
#include "policy/lint_split.h"

/* Refused terms first: what they explain is not warned about again. */
static void
find_all(struct spfeval_lint *lint)
{
    spfe_lint_strings(lint);
    lint->first = spfe_lint_version(lint);
    if (lint->first > lint->text.len) {
        return; /* nothing says that these are terms at all */
    }
    lint->status = spfe_lint_split(lint);
    if (lint->status != SPFEVAL_OK) {
        return;
    }
    spfe_lint_errors(lint);
    spfe_lint_joins(lint);
    spfe_lint_structure(lint);
    spfe_lint_pairs(lint);
    spfe_lint_odd_names(lint);
    spfe_lint_aggregate(lint);
    spfe_lint_networks(lint);
    spfe_lint_providers(lint);
    spfe_lint_style(lint);
}

int
spfe_lint_new(const struct spfe_mem *mem, size_t max,
              struct spfeval_lint **out)
{
    struct spfeval_lint *lint = spfe_mem_alloc(mem, sizeof(*lint));

    if (lint == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    memset(lint, 0, sizeof(*lint));
    lint->mem = *mem;
    lint->source = &lint->own;
    lint->own.owner.ptr = "";
    lint->text.ptr = "";
    spfe_arena_init(&lint->arena, &lint->mem, max, NULL, 0);
    *out = lint;
    return SPFEVAL_OK;
}

int
spfe_lint_examine(struct spfeval_lint *lint, struct spfe_text owner,
                  struct spfe_text text)
{
    lint->own.owner = owner;
    lint->own.record.ptr = spfe_arena_copy(&lint->arena, text.ptr, text.len);
    if (lint->own.record.ptr == NULL) {
        lint->status = lint->arena.status;
        return lint->status;
    }
    lint->own.record.len = text.len;
    lint->text = lint->own.record;
    find_all(lint);
    return lint->status;
}

/* Do they cut a text of this length into strings? */
static bool
are_ends(const uint32_t *ends, size_t count, size_t text_len)
{
    uint32_t at = 0;
    size_t i;

    for (i = 0; i < count; i++) {
        if (ends[i] < at) {
            return false;
        }
        at = ends[i];
    }
    return count == 0 || at == text_len;
}

int
spfeval_lint_strings(const spfeval_allocator *allocator, const char *text,
                     size_t text_len, const uint32_t *ends, size_t count,
                     spfeval_lint **out)
{
    struct spfe_text nobody = {"", 0};
    struct spfe_text given = {text, (uint32_t)text_len};
    struct spfeval_lint *lint;
    struct spfe_mem mem;
    int status;

    if ((text == NULL && text_len > 0) || (ends == NULL && count > 0) ||
        out == NULL || spfe_mem_init(&mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (text_len > SPFE_TEXT_MAX || count > SPFE_LINT_STRINGS) {
        return SPFEVAL_ERR_LIMIT;
    }
    if (!are_ends(ends, count, text_len)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    status = spfe_lint_new(&mem, SIZE_MAX, &lint);
    if (status != SPFEVAL_OK) {
        return status;
    }
    lint->ends = ends;
    lint->end_count = (uint32_t)count;
    status = spfe_lint_examine(lint, nobody, given);
    if (status == SPFEVAL_OK) {
        spfe_lint_order(lint);
        spfe_lint_sort(lint);
        status = lint->status;
    }
    if (status != SPFEVAL_OK) {
        spfeval_lint_free(lint);
        return status;
    }
    lint->ends = NULL; /* they were the caller's */
    lint->end_count = 0;
    *out = lint;
    return SPFEVAL_OK;
}

int
spfeval_lint_text(const spfeval_allocator *allocator, const char *text,
                  size_t text_len, spfeval_lint **out)
{
    return spfeval_lint_strings(allocator, text, text_len, NULL, 0, out);
}

void
spfeval_lint_free(spfeval_lint *lint)
{
    struct spfe_mem mem;

    if (lint == NULL) {
        return;
    }
    spfe_arena_clear(&lint->arena);
    mem = lint->mem;
    spfe_mem_free(&mem, lint);
}

uint32_t
spfeval_lint_get_count(const spfeval_lint *lint)
{
    return lint == NULL ? 0 : lint->count;
}

/* The struct as it was before it told of other records. */
enum { FIRST_SIZE = offsetof(spfeval_finding, owner) };

int
spfeval_lint_get_finding(const spfeval_lint *lint, uint32_t index,
                         spfeval_finding *out)
{
    const struct spfe_finding *finding;

    if (lint == NULL || out == NULL || out->struct_size < FIRST_SIZE) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (index >= lint->count) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    finding = lint->findings[index];
    out->severity = finding->row->severity;
    out->offset = finding->offset;
    out->length = finding->length;
    out->code = finding->row->code;
    out->reference = finding->row->reference;
    out->fix_offset = finding->fix_offset;
    out->fix_length = finding->fix_length;
    out->fix = finding->fix.ptr;
    out->fix_len = finding->fix.len;
    if (out->struct_size >= sizeof(*out)) {
        out->owner = finding->source->owner.ptr;
        out->owner_len = finding->source->owner.len;
        out->record = finding->source->record.ptr;
        out->record_len = finding->source->record.len;
    }
    return SPFEVAL_OK;
}
