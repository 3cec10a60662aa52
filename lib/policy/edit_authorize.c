/* SPDX-License-Identifier: BSD-2-Clause */
/* Let a sender pass, and nobody else. */
#include <string.h>

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
        spfe_edit_tell_empty(change, sender);
    }
    if (spfe_edit_find_pass(change->policy, sender, &groups)) {
        tell_pass(change, sender, &groups);
        spfe_edit_tell_refusal_before_pass(change, sender);
        return false;
    }
    if ((sender->unknown || sender->empty) && sender->used) {
        spfe_note_add(change->edit, SPFE_SAY_ALREADY_THERE, sender->text,
                      spfe_node_term_text(change->root, sender->same), none);
        spfe_edit_tell_refusal(change, sender, sender->same);
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

static bool
is_text(struct spfe_text a, struct spfe_text b)
{
    return a.ptr != NULL && a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static int
attempt(struct spfe_change *change, enum spfe_place place)
{
    struct spfe_text before = change->edit->text;
    int status;

    change->place = place;
    status = spfe_edit_insert(change);
    if (status != SPFEVAL_OK || is_text(before, change->edit->text)) {
        return status;
    }
    status = spfe_edit_try(change);
    return status == SPFEVAL_OK ? spfe_edit_prove(change, false) : status;
}

/* First that others still pass, then that the senders do. */
static bool
is_less(const struct spfe_harm *a, const struct spfe_harm *b)
{
    if (a->lost != b->lost) {
        return a->lost < b->lost;
    }
    return a->refused != b->refused ? a->refused < b->refused
                                    : a->changed < b->changed;
}

/*
 * One term more costs all who come to it: then later is better. And when the
 * limit on lookups ends evaluation before the term, in front of all others.
 */
static int
attempt_all(struct spfe_change *change)
{
    enum spfe_place best = SPFE_PLACE_NEAR;
    enum spfe_place place = SPFE_PLACE_NEAR;
    int status = attempt(change, place);
    struct spfe_harm least = change->harm;

    while (status == SPFEVAL_OK && place != SPFE_PLACE_FRONT &&
           (place == SPFE_PLACE_NEAR ? least.refused + least.changed
                                     : least.refused) > 0) {
        place = place == SPFE_PLACE_NEAR ? SPFE_PLACE_LATE : SPFE_PLACE_FRONT;
        status = attempt(change, place);
        if (status == SPFEVAL_OK && is_less(&change->harm, &least)) {
            least = change->harm;
            best = place;
        }
    }
    return status == SPFEVAL_OK ? attempt(change, best) : status;
}

static int
authorize(struct spfe_change *change)
{
    int status = spfe_edit_senders(change);

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
    spfe_edit_tell_senders(change);
    status = spfe_edit_prove(change, true);
    if (change->harm.refused + change->harm.changed > 0) {
        spfe_edit_tell_cycles(change);
    }
    if (status == SPFEVAL_OK) {
        status = spfe_edit_offer(change);
    }
    if (status == SPFEVAL_OK) {
        status = spfe_edit_tell_errors(change);
    }
    if (!change->record->has_all && !change->record->has_redirect) {
        spfe_note_add(change->edit, SPFE_SAY_NO_ALL, none, none, none);
    }
    return status;
}

int
spfeval_policy_authorize(spfeval_policy *policy, spfeval_edit **out)
{
    return spfe_edit_run(policy, authorize, out);
}
