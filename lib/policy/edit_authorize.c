/* SPDX-License-Identifier: BSD-2-Clause */
/* Let a sender pass, and nobody else. */
#include <spfeval/status.h>

#include "policy/compile.h"
#include "policy/edit.h"
#include "policy/edit_note.h"

static const struct spfe_text none = {NULL, 0};

static void
tell_pass(struct spfe_change *change, const struct spfe_edit_sender *sender,
          const struct spfe_groups *groups)
{
    uint32_t i;

    for (i = 0; i < groups->count; i++) {
        spfe_note_add(change->edit, SPFE_SAY_ALREADY, sender->text,
                      spfe_node_term_text(change->root, groups->groups[i].key),
                      none);
    }
}

/* Is it to be added? */
static bool
want(struct spfe_change *change, const struct spfe_edit_sender *sender)
{
    struct spfe_groups groups;

    if (sender->empty) {
        spfe_note_add(change->edit, SPFE_SAY_NO_ADDRESS, sender->text, none,
                      none);
    }
    if (spfe_edit_find_pass(change->policy, sender, &groups)) {
        tell_pass(change, sender, &groups);
        return false;
    }
    if ((sender->unknown || sender->empty) && sender->used) {
        spfe_note_add(change->edit, SPFE_SAY_ALREADY_THERE, sender->text,
                      spfe_node_term_text(change->root, sender->same), none);
        return false;
    }
    return true;
}

static bool
want_any(struct spfe_change *change)
{
    bool any = false;
    uint32_t i;

    for (i = 0; i < change->sender_count; i++) {
        struct spfe_edit_sender *sender = &change->senders[i];

        sender->wanted = !sender->again && want(change, sender);
        any = any || sender->wanted;
    }
    return any;
}

static int
attempt(struct spfe_change *change, bool in_front)
{
    int status;

    change->in_front = in_front;
    status = spfe_edit_insert(change);
    if (status == SPFEVAL_OK) {
        status = spfe_edit_try(change);
    }
    return status == SPFEVAL_OK ? spfe_edit_prove(change, false) : status;
}

/*
 * When the limit on lookups ends evaluation before the term, it goes in front
 * of all others.
 */
static int
attempt_all(struct spfe_change *change)
{
    int status = attempt(change, false);

    if (status == SPFEVAL_OK && change->no_effect) {
        status = attempt(change, true);
        if (status == SPFEVAL_OK && change->no_effect) {
            status = attempt(change, false);
        }
    }
    return status;
}

/* Is there no valid record behind an include? Then all others suffer. */
static bool
is_include_unknown(const struct spfe_edit_sender *sender)
{
    const struct spfe_node *child = sender->alone.node.facts->child;

    return sender->term->kind == SPFEVAL_TERM_INCLUDE && sender->unknown &&
           (child == NULL || !spfe_node_is_known(child));
}

/* True when all is as the proof says. */
static bool
tell_senders(struct spfe_change *change)
{
    bool sure = true;
    uint32_t i;

    for (i = 0; i < change->sender_count; i++) {
        const struct spfe_edit_sender *sender = &change->senders[i];

        if (!sender->wanted) {
            continue;
        }
        if (is_include_unknown(sender)) {
            sure = false;
            spfe_note_add(change->edit, SPFE_SAY_INCLUDE_NOT_LOOKED_UP,
                          sender->text, none, none);
        } else if (sender->unknown) {
            spfe_note_add(change->edit, SPFE_SAY_SENDER_NOT_LOOKED_UP,
                          sender->text, none, none);
        }
        if (sender->same != SPFE_NO_TERM) {
            sure = false; /* somebody wanted it to come late, or erred */
            spfe_note_add(change->edit, SPFE_SAY_COMES_TOO_LATE,
                          spfe_node_term_text(change->root, sender->same),
                          none, none);
        }
    }
    return sure;
}

static int
authorize(struct spfe_change *change)
{
    int status = spfe_edit_senders(change);
    bool sure;

    if (status != SPFEVAL_OK) {
        return status;
    }
    if (!want_any(change)) {
        return spfe_edit_keep(change);
    }
    status = attempt_all(change);
    if (status != SPFEVAL_OK) {
        return status;
    }
    spfe_edit_tell_places(change);
    sure = tell_senders(change);
    status = spfe_edit_prove(change, true);
    if (status == SPFEVAL_OK) {
        status = spfe_edit_offer(change);
    }
    if (!change->record->has_all && !change->record->has_redirect) {
        spfe_note_add(change->edit, SPFE_SAY_NO_ALL, none, none, none);
    }
    change->edit->state = sure && !change->no_effect && !change->others
                              ? SPFEVAL_EDIT_CHANGED
                              : SPFEVAL_EDIT_DOUBTFUL;
    return status;
}

int
spfeval_policy_authorize(spfeval_policy *policy, spfeval_edit **out)
{
    return spfe_edit_run(policy, authorize, out);
}
