/* SPDX-License-Identifier: BSD-2-Clause */
/* Where a sender's term takes effect, and the text with it. */
#include <string.h>

#include <spfeval/result.h>
#include <spfeval/status.h>

#include "base/buf.h"
#include "policy/compile.h"
#include "policy/edit.h"
#include "policy/edit_note.h"

/* The first directive with which an address of the sender does not pass. */
static uint32_t
find_bound(const struct spfe_change *change,
           const struct spfe_edit_sender *sender)
{
    uint32_t bound = change->record->term_count;
    int family;

    for (family = 0; family < SPFE_FAMILIES; family++) {
        struct spfe_range range = {
            .maps = {&change->root->maps[family],
                     &sender->alone.node.maps[family]},
        };

        while (spfe_range_next(&range)) {
            const struct spfe_piece *piece = range.pieces[0];

            /* A redirect counts last, and no term is SPFE_NO_TERM. */
            if (spfe_edit_is_sender(range.pieces[1]) &&
                piece->result != SPFEVAL_RESULT_PASS && piece->term < bound &&
                spfe_edit_is_directive(&change->record->terms[piece->term])) {
                bound = piece->term;
            }
        }
    }
    return bound;
}

/* The message decides whether it matches; it stays where it is. */
static bool
is_by_message(const struct spfe_change *change, uint32_t term)
{
    return change->record->terms[term].kind == SPFEVAL_TERM_PTR ||
           change->root->facts[term].target_kind == SPFE_TARGET_MESSAGE;
}

/* An address that is not known may be one that a term refuses. */
static uint32_t
lower_bound(const struct spfe_change *change,
            const struct spfe_edit_sender *sender, uint32_t bound)
{
    uint32_t i;

    for (i = 0; i < bound; i++) {
        const struct spfe_term *term = &change->record->terms[i];

        if (!spfe_edit_is_directive(term) ||
            (spfe_edit_is_pass(term) && term->kind != SPFEVAL_TERM_ALL)) {
            continue;
        }
        if (sender->unknown || term->kind == SPFEVAL_TERM_ALL ||
            (spfe_compile_is_unsure(change->policy, i) &&
             !is_by_message(change, i))) {
            return i;
        }
    }
    return bound;
}

static uint32_t
first_directive(const struct spfe_change *change)
{
    uint32_t i = 0;

    while (i < change->record->term_count &&
           !spfe_edit_is_directive(&change->record->terms[i])) {
        i++;
    }
    return i;
}

/* Next to a term of its own kind if wanted, else as late as it can be. */
static void
place(const struct spfe_change *change, struct spfe_edit_sender *sender,
      uint32_t bound)
{
    const struct spfe_term *terms = change->record->terms;
    uint32_t last = SPFE_NO_TERM;
    uint32_t i;

    sender->before = false;
    for (i = bound; i > 0 && change->place != SPFE_PLACE_FRONT; i--) {
        if (change->place == SPFE_PLACE_NEAR &&
            terms[i - 1].kind == sender->term->kind &&
            spfe_edit_is_pass(&terms[i - 1])) {
            sender->neighbour = i - 1;
            return;
        }
        if (last == SPFE_NO_TERM && spfe_edit_is_directive(&terms[i - 1])) {
            last = i - 1;
        }
    }
    sender->before = bound < change->record->term_count;
    sender->neighbour = sender->before ? bound : last;
}

static void
place_all(struct spfe_change *change)
{
    uint32_t i;

    for (i = 0; i < change->sender_count; i++) {
        struct spfe_edit_sender *sender = &change->senders[i];
        uint32_t bound;

        if (!sender->wanted) {
            continue;
        }
        bound = change->place == SPFE_PLACE_FRONT ? first_directive(change)
                                                  : find_bound(change, sender);
        place(change, sender, lower_bound(change, sender, bound));
    }
}

/* --- the text ------------------------------------------------------------ */

/* Write those that come before, or behind, a term. */
static void
write_added(const struct spfe_change *change, struct spfe_buf *out,
            uint32_t neighbour, bool before)
{
    uint32_t i;

    for (i = 0; i < change->sender_count; i++) {
        const struct spfe_edit_sender *sender = &change->senders[i];

        if (!sender->wanted || sender->neighbour != neighbour ||
            sender->before != before) {
            continue;
        }
        if (!before) {
            spfe_buf_add_octet(out, ' ');
        }
        spfe_buf_add(out, sender->text.ptr, sender->text.len);
        if (before) {
            spfe_buf_add_octet(out, ' ');
        }
    }
}

/* Nothing else in the text changes. */
static void
write_text(const struct spfe_change *change, struct spfe_buf *out)
{
    const struct spfeval_record *record = change->record;
    enum { VERSION_LEN = 6 };
    uint32_t at = VERSION_LEN;
    uint32_t i;

    spfe_buf_add(out, change->text.ptr, at);
    write_added(change, out, SPFE_NO_TERM, false);
    for (i = 0; i < record->term_count; i++) {
        const struct spfe_term *term = &record->terms[i];

        spfe_buf_add(out, change->text.ptr + at, term->offset - at);
        write_added(change, out, i, true);
        spfe_buf_add(out, change->text.ptr + term->offset, term->len);
        write_added(change, out, i, false);
        at = (uint32_t)term->offset + term->len;
    }
    spfe_buf_add(out, change->text.ptr + at, change->text.len - at);
}

int
spfe_edit_insert(struct spfe_change *change)
{
    struct spfe_arena *arena = &change->edit->arena;
    struct spfe_buf out;
    size_t size;
    char *text;

    place_all(change);
    spfe_buf_init(&out, NULL, 0);
    write_text(change, &out);
    if (out.length > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_LIMIT;
    }
    size = out.length + 1;
    text = spfe_arena_octets(arena, size);
    if (text == NULL) {
        return arena->status;
    }
    spfe_buf_init(&out, text, size);
    write_text(change, &out);
    (void)spfe_buf_finish(&out, NULL);
    change->edit->text.ptr = text;
    change->edit->text.len = (uint32_t)(size - 1);
    return SPFEVAL_OK;
}

/* --- what to tell -------------------------------------------------------- */

static struct spfe_text
term_text(const struct spfe_change *change, uint32_t term)
{
    return spfe_node_term_text(change->root, term);
}

void
spfe_edit_tell_places(struct spfe_change *change)
{
    struct spfe_text none = {NULL, 0};
    uint32_t i;

    for (i = 0; i < change->sender_count; i++) {
        const struct spfe_edit_sender *sender = &change->senders[i];

        if (!sender->wanted) {
            continue;
        }
        if (sender->neighbour == SPFE_NO_TERM) {
            spfe_note_add(change->edit, SPFE_SAY_ADDED, sender->text, none,
                          none);
            continue;
        }
        spfe_note_add(
            change->edit,
            sender->before ? SPFE_SAY_ADDED_BEFORE : SPFE_SAY_ADDED_AFTER,
            sender->text, term_text(change, sender->neighbour), none);
        spfe_edit_tell_refusal(change, sender,
                               sender->neighbour + !sender->before);
    }
}
