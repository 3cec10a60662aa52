/* SPDX-License-Identifier: BSD-2-Clause */
/* Take a sender away, and tell who loses pass. */
#include <spfeval/status.h>

#include "base/buf.h"
#include "policy/edit.h"
#include "policy/edit_note.h"

static const struct spfe_text none = {NULL, 0};

/* Does this term of the record mean the same as one of the senders? */
static bool
is_revoked(const struct spfe_change *change, uint32_t term)
{
    struct spfe_text usual = change->usual[term];
    uint32_t i;

    for (i = 0; i < change->sender_count && usual.ptr != NULL; i++) {
        if (spfe_edit_is_same(change, change->senders[i].text, usual)) {
            return true;
        }
    }
    return false;
}

/* The text without a term goes without the space before it as well. */
static int
remove_terms(struct spfe_change *change)
{
    struct spfeval_edit *edit = change->edit;
    char *room = spfe_arena_octets(&edit->arena, (size_t)change->text.len + 1);
    struct spfe_buf out;
    uint32_t at = 0;
    uint32_t i;

    if (room == NULL) {
        return edit->arena.status;
    }
    spfe_buf_init(&out, room, (size_t)change->text.len + 1);
    for (i = 0; i < change->record->term_count; i++) {
        const struct spfe_term *term = &change->record->terms[i];

        if (!is_revoked(change, i)) {
            continue;
        }
        spfe_buf_add(&out, change->text.ptr + at, term->offset - 1 - at);
        at = (uint32_t)term->offset + term->len;
        spfe_note_add(edit, SPFE_SAY_REMOVED,
                      spfe_node_term_text(change->root, i), none, none);
    }
    spfe_buf_add(&out, change->text.ptr + at, change->text.len - at);
    edit->text.ptr = room;
    edit->text.len = (uint32_t)out.length;
    return spfe_buf_finish(&out, NULL);
}

static void
tell_missing(struct spfe_change *change)
{
    uint32_t i;

    for (i = 0; i < change->sender_count; i++) {
        const struct spfe_edit_sender *sender = &change->senders[i];

        if (sender->again) {
            continue;
        }
        if (sender->same == SPFE_NO_TERM) {
            spfe_note_add(change->edit, SPFE_SAY_NOT_THERE, sender->text, none,
                          none);
        }
        if (sender->unknown) {
            spfe_note_add(change->edit, SPFE_SAY_SENDER_NOT_LOOKED_UP,
                          sender->text, none, none);
        }
    }
}

/* Those that pass, or may, by other terms of the record that is proposed. */
static void
tell_still(struct spfe_change *change)
{
    struct spfeval_policy *policy = change->edit->policy;
    struct spfe_groups groups;
    uint32_t i;
    uint32_t j;

    for (i = 0; i < change->sender_count; i++) {
        const struct spfe_edit_sender *sender = &change->senders[i];

        if (sender->again) {
            continue;
        }
        (void)spfe_edit_find_pass(policy, sender, &groups);
        for (j = 0; j < groups.count; j++) {
            spfe_note_add(
                change->edit, SPFE_SAY_STILL_PASSES,
                spfe_group_text(&groups.groups[j]),
                spfe_node_term_text(policy->root, groups.groups[j].key), none);
        }
        spfe_edit_tell_pass(change, sender);
    }
}

static int
revoke(struct spfe_change *change)
{
    int status = spfe_edit_senders(change);

    if (status == SPFEVAL_OK) {
        status = remove_terms(change);
    }
    if (status == SPFEVAL_OK) {
        tell_missing(change);
        status = spfe_edit_try(change);
    }
    if (status == SPFEVAL_OK) {
        status = spfe_edit_prove_loss(change);
    }
    if (status == SPFEVAL_OK) {
        tell_still(change);
    }
    return status;
}

int
spfeval_policy_revoke(spfeval_policy *policy, spfeval_edit **out)
{
    return spfe_edit_run(policy, revoke, out);
}
