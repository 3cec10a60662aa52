/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Notes, while they are collected. A failed allocation is seen once, at the
 * end, in edit->status.
 */
#ifndef SPFE_POLICY_EDIT_NOTE_H
#define SPFE_POLICY_EDIT_NOTE_H

#include "base/text.h"
#include "policy/edit.h"
#include "policy/edit_table.h"

enum { SPFE_NOTE_VALUES = 3 };

struct spfe_note {
    struct spfe_note *next;
    const struct spfe_edit_row *row;
    struct spfe_text values[SPFE_NOTE_VALUES];
};

/* Add a note; texts are copied, and may have no ptr. */
void spfe_note_add(struct spfeval_edit *edit, enum spfe_edit_say say,
                   struct spfe_text first, struct spfe_text second,
                   struct spfe_text third);

/* A constant as text. */
struct spfe_text spfe_note_words(const char *words);

#endif
