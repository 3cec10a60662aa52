/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Terms that may match more addresses than is known, since the message
 * decides it or they were not looked up: what they could mean for a sender.
 */
#include <spfeval/result.h>

#include "policy/compile.h"
#include "policy/edit.h"
#include "policy/edit_note.h"

static const struct spfe_text none = {NULL, 0};

/* A term of a root; behind all of them: the end of the record. */
static uint32_t
place_of(const struct spfe_node *root, uint32_t term)
{
    uint32_t count = spfe_node_term_count(root);

    /* A redirect counts last, wherever it is. */
    return term < count && spfe_edit_is_directive(spfe_node_term(root, term))
               ? term
               : count;
}

/* Behind the last term that decides for a known address of the sender. */
static uint32_t
find_end(struct spfeval_policy *policy, const struct spfe_edit_sender *sender,
         bool passes)
{
    uint32_t end = 0;
    int family;

    for (family = 0; family < SPFE_FAMILIES; family++) {
        struct spfe_range range = {
            .maps = {&policy->root->maps[family],
                     &sender->alone.node.maps[family]},
        };

        while (spfe_range_next(&range)) {
            const struct spfe_piece *piece = range.pieces[0];
            uint32_t place = place_of(policy->root, piece->term);

            if (spfe_edit_is_sender(range.pieces[1]) && place > end &&
                (spfe_compile_limited(policy, piece) == SPFEVAL_RESULT_PASS) ==
                    passes) {
                end = place;
            }
        }
    }
    return end;
}

/* An address that is not known may be any. */
static bool
may_match(struct spfeval_policy *policy, uint32_t term,
          const struct spfe_edit_sender *sender)
{
    return !policy->root->facts[term].unused &&
           (sender->unknown || spfe_compile_is_unsure(policy, term));
}

void
spfe_edit_tell_refusal(struct spfe_change *change,
                       const struct spfe_edit_sender *sender, uint32_t end)
{
    uint32_t i;

    for (i = 0; i < end; i++) {
        const struct spfe_term *term = &change->record->terms[i];

        if (spfe_edit_is_directive(term) && !spfe_edit_is_pass(term) &&
            may_match(change->policy, i, sender)) {
            spfe_note_add(change->edit, SPFE_SAY_DEPENDS, sender->text,
                          spfe_node_term_text(change->root, i), none);
            return;
        }
    }
}

void
spfe_edit_tell_refusal_before_pass(struct spfe_change *change,
                                   const struct spfe_edit_sender *sender)
{
    spfe_edit_tell_refusal(change, sender,
                           find_end(change->policy, sender, true));
}

/* RFC 7208 section 6.1: a redirect gives what its record gives. */
static bool
may_pass(const struct spfe_term *term)
{
    return spfe_edit_is_pass(term) || term->kind == SPFEVAL_TERM_REDIRECT;
}

void
spfe_edit_tell_pass(struct spfe_change *change,
                    const struct spfe_edit_sender *sender)
{
    struct spfeval_policy *policy = change->edit->policy;
    const struct spfe_node *root = policy->root;
    uint32_t count = spfe_node_term_count(root);
    uint32_t end = sender->unknown ? count : find_end(policy, sender, false);
    uint32_t i;

    for (i = 0; i < count; i++) {
        if (may_pass(spfe_node_term(root, i)) &&
            (place_of(root, i) < end || end == count) &&
            may_match(policy, i, sender)) {
            spfe_note_add(change->edit, SPFE_SAY_MAY_PASS, sender->text,
                          spfe_node_term_text(root, i), none);
            return;
        }
    }
}
