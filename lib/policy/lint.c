/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/lint.h"

#include <string.h>

#include <spfeval/status.h>

#include "policy/lint_rules.h"
#include "policy/lint_split.h"

/* Refused terms first: what they explain is not warned about again. */
static void
find_all(struct spfeval_lint *lint)
{
    lint->first = spfe_lint_version(lint);
    if (lint->first > lint->text.len) {
        return; /* nothing says that these are terms at all */
    }
    lint->status = spfe_lint_split(lint);
    if (lint->status != SPFEVAL_OK) {
        return;
    }
    spfe_lint_errors(lint);
    spfe_lint_structure(lint);
    spfe_lint_pairs(lint);
    spfe_lint_networks(lint);
    spfe_lint_style(lint);
}

static int
fill(struct spfeval_lint *lint, const char *text, size_t text_len)
{
    lint->text.ptr = spfe_arena_copy(&lint->arena, text, text_len);
    if (lint->text.ptr == NULL) {
        return lint->arena.status;
    }
    lint->text.len = (uint32_t)text_len;
    find_all(lint);
    if (lint->status == SPFEVAL_OK) {
        spfe_lint_sort(lint);
    }
    return lint->status;
}

int
spfeval_lint_text(const spfeval_allocator *allocator, const char *text,
                  size_t text_len, spfeval_lint **out)
{
    struct spfeval_lint *lint;
    struct spfe_mem mem;
    int status;

    if ((text == NULL && text_len > 0) || out == NULL ||
        spfe_mem_init(&mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (text_len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_LIMIT;
    }
    lint = spfe_mem_alloc(&mem, sizeof(*lint));
    if (lint == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    memset(lint, 0, sizeof(*lint));
    lint->mem = mem;
    spfe_arena_init(&lint->arena, &lint->mem, SIZE_MAX, NULL, 0);
    status = fill(lint, text, text_len);
    if (status != SPFEVAL_OK) {
        spfeval_lint_free(lint);
        return status;
    }
    *out = lint;
    return SPFEVAL_OK;
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

int
spfeval_lint_get_finding(const spfeval_lint *lint, uint32_t index,
                         spfeval_finding *out)
{
    const struct spfe_finding *finding;

    if (lint == NULL || out == NULL || out->struct_size < sizeof(*out)) {
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
    return SPFEVAL_OK;
}
