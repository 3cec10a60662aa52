/* SPDX-License-Identifier: BSD-2-Clause */
/* A record with errors: they are repaired first, and never silently. */
#include <string.h>

#include <spfeval/lint.h>
#include <spfeval/status.h>

#include "policy/edit.h"
#include "policy/edit_note.h"
#include "record/parse.h"

/* Corrections may show others; and all errors that are told of. */
enum { ROUNDS = 4, ERRORS_TOLD = 20 };

/* The record with all corrections, as often as it takes. */
struct repair {
    struct spfe_change *change;
    spfeval_allocator allocator;
    struct spfe_text text;
};

static void
tell(struct spfe_change *change, const spfeval_lint *lint)
{
    struct spfe_text none = {NULL, 0};
    uint32_t i;

    for (i = 0; i < spfeval_lint_get_count(lint) && i < ERRORS_TOLD; i++) {
        spfeval_finding finding = {.struct_size = sizeof(finding)};
        struct spfe_text part = {change->text.ptr, 0};

        (void)spfeval_lint_get_finding(lint, i, &finding);
        if (finding.severity != SPFEVAL_SEVERITY_ERROR) {
            return; /* errors come first */
        }
        part.ptr += finding.offset;
        part.len = finding.length;
        spfe_note_add(change->edit, SPFE_SAY_REPAIR,
                      spfe_note_words(finding.code), part, none);
    }
}

static int
print_fixed(struct repair *repair, const spfeval_lint *lint)
{
    struct spfe_arena *arena = &repair->change->edit->arena;
    size_t size = 0;
    char *fixed;

    (void)spfeval_lint_print_fixed(lint, NULL, 0, &size);
    if (size - 1 > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_SYNTAX;
    }
    fixed = spfe_arena_octets(arena, size);
    if (fixed == NULL) {
        return arena->status;
    }
    (void)spfeval_lint_print_fixed(lint, fixed, size, NULL);
    repair->text.ptr = fixed;
    repair->text.len = (uint32_t)(size - 1);
    return SPFEVAL_OK;
}

/* Correct once. SPFEVAL_ERR_SYNTAX when it is still not valid. */
static int
correct(struct repair *repair, bool first)
{
    struct spfe_arena *arena = &repair->change->edit->arena;
    struct spfe_syntax_error error;
    struct spfeval_record *record;
    spfeval_lint *lint;
    int status = spfeval_lint_text(&repair->allocator, repair->text.ptr,
                                   repair->text.len, &lint);

    if (status != SPFEVAL_OK) {
        return status;
    }
    if (first) {
        tell(repair->change, lint);
    }
    status = print_fixed(repair, lint);
    spfeval_lint_free(lint);
    return status == SPFEVAL_OK
               ? spfe_record_parse(arena, repair->text, &record, &error)
               : status;
}

int
spfe_edit_repair(struct spfe_change *change)
{
    struct spfeval_edit *edit = change->edit;
    struct repair repair = {
        .change = change,
        .allocator = {sizeof(spfeval_allocator), edit->mem.allocate,
                      edit->mem.release, edit->mem.user_data},
        .text = change->text,
    };
    int status = SPFEVAL_ERR_SYNTAX;
    int i;

    edit->state = SPFEVAL_EDIT_BROKEN;
    for (i = 0; i < ROUNDS && status == SPFEVAL_ERR_SYNTAX; i++) {
        status = correct(&repair, i == 0);
    }
    if (status == SPFEVAL_OK) {
        edit->text = repair.text;
        return spfe_edit_try(change);
    }
    return status == SPFEVAL_ERR_SYNTAX ? SPFEVAL_OK : status;
}
