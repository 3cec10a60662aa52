/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/edit_note.h"

#include <string.h>

#include <spfeval/status.h>

/*
 * Longer values are cut when they are shown, so they need not be kept; and who
 * has read a thousand notes knows enough.
 */
enum { VALUE_KEPT = 1024, NOTES_KEPT = 1000 };

static struct spfe_text
keep(struct spfeval_edit *edit, struct spfe_text text)
{
    struct spfe_text kept = {NULL,
                             text.len < VALUE_KEPT ? text.len : VALUE_KEPT};

    if (edit->status == SPFEVAL_OK && text.ptr != NULL) {
        kept.ptr = spfe_arena_copy(&edit->arena, text.ptr, kept.len);
        if (kept.ptr == NULL) {
            edit->status = edit->arena.status;
        }
    }
    return kept;
}

void
spfe_note_add(struct spfeval_edit *edit, enum spfe_edit_say say,
              struct spfe_text first, struct spfe_text second,
              struct spfe_text third)
{
    struct spfe_note *note;

    edit->doubtful = edit->doubtful || spfe_edit_rows[say].doubtful;
    if (edit->status != SPFEVAL_OK || edit->note_count == NOTES_KEPT) {
        return;
    }
    note = spfe_arena_alloc(&edit->arena, sizeof(*note));
    if (note == NULL) {
        edit->status = edit->arena.status;
        return;
    }
    memset(note, 0, sizeof(*note));
    note->row = &spfe_edit_rows[say];
    note->values[0] = keep(edit, first);
    note->values[1] = keep(edit, second);
    note->values[2] = keep(edit, third);
    *edit->last_note = note;
    edit->last_note = &note->next;
    edit->note_count++;
}

struct spfe_text
spfe_note_words(const char *words)
{
    struct spfe_text text = {words, 0};

    if (words != NULL) {
        text.len = (uint32_t)strlen(words);
    }
    return text;
}
