/* SPDX-License-Identifier: BSD-2-Clause */
/* Notes as sentences. */
#include <stddef.h>

#include <spfeval/report.h>
#include <spfeval/status.h>

#include "base/buf.h"
#include "policy/edit_note.h"
#include "policy/shown.h"

/* Octets of a value that are shown. */
enum { VALUE_SHOWN = 400 };

static const struct spfe_note *
find_note(const struct spfeval_edit *edit, uint32_t index)
{
    const struct spfe_note *note = edit->notes;

    while (note != NULL && index-- > 0) {
        note = note->next;
    }
    return note;
}

int
spfeval_edit_print_note(const spfeval_edit *edit, uint32_t index, int language,
                        char *buffer, size_t capacity, size_t *needed)
{
    bool dutch = language == SPFEVAL_LANGUAGE_NL;
    const struct spfe_note *note;
    const char *text;
    struct spfe_buf out;

    if (edit == NULL || (buffer == NULL && capacity > 0) ||
        (!dutch && language != SPFEVAL_LANGUAGE_EN)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    note = find_note(edit, index);
    if (note == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    spfe_buf_init(&out, buffer, capacity);
    text = dutch ? note->row->dutch : note->row->english;
    for (; *text != '\0'; text++) {
        if (text[0] == '%' && text[1] >= '1' &&
            text[1] < '1' + SPFE_NOTE_VALUES) {
            text++;
            spfe_shown_add(&out, note->values[*text - '1'], VALUE_SHOWN);
        } else {
            spfe_buf_add_octet(&out, *text);
        }
    }
    return spfe_buf_finish(&out, needed);
}

int
spfeval_edit_get_note(const spfeval_edit *edit, uint32_t index)
{
    const struct spfe_note *note =
        edit == NULL ? NULL : find_note(edit, index);

    return note == NULL ? 0 : (int)note->row->note;
}

const char *
spfeval_note_name(int note)
{
    static const char *const names[] = {
        [SPFEVAL_NOTE_ALREADY] = "already",
        [SPFEVAL_NOTE_ADDED] = "added",
        [SPFEVAL_NOTE_REMOVED] = "removed",
        [SPFEVAL_NOTE_NOT_THERE] = "not-there",
        [SPFEVAL_NOTE_NOT_LOOKED_UP] = "not-looked-up",
        [SPFEVAL_NOTE_NO_ADDRESS] = "no-address",
        [SPFEVAL_NOTE_OTHERS_CHANGE] = "others-change",
        [SPFEVAL_NOTE_LOSES_PASS] = "loses-pass",
        [SPFEVAL_NOTE_STILL_PASSES] = "still-passes",
        [SPFEVAL_NOTE_OVER_LIMIT] = "over-limit",
        [SPFEVAL_NOTE_CHEAPER] = "cheaper",
        [SPFEVAL_NOTE_REMOVABLE] = "removable",
        [SPFEVAL_NOTE_NO_ALL] = "no-all",
        [SPFEVAL_NOTE_REPAIR] = "repair",
        [SPFEVAL_NOTE_NOT_ONE_RECORD] = "not-one-record",
        [SPFEVAL_NOTE_DEPENDS] = "depends",
        [SPFEVAL_NOTE_EVERYONE] = "everyone",
        [SPFEVAL_NOTE_CYCLE] = "cycle",
    };
    int count = (int)(sizeof(names) / sizeof(names[0]));

    return note > 0 && note < count ? names[note] : "unknown";
}
