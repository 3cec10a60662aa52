/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/edit.h"

#include <string.h>

#include <spfeval/status.h>

#include "policy/compile.h"
#include "policy/edit_note.h"

void
spfeval_edit_free(spfeval_edit *edit)
{
    struct spfe_mem mem;

    if (edit == NULL) {
        return;
    }
    spfe_arena_clear(&edit->arena);
    mem = edit->mem;
    /* The policy may hold the last share of the options. */
    spfeval_policy_free(edit->policy);
    spfe_mem_free(&mem, edit);
}

int
spfeval_edit_get_state(const spfeval_edit *edit)
{
    return edit == NULL ? 0 : edit->state;
}

const char *
spfeval_edit_get_text(const spfeval_edit *edit, size_t *out_len)
{
    if (edit == NULL || edit->text.ptr == NULL) {
        return NULL;
    }
    if (out_len != NULL) {
        *out_len = edit->text.len;
    }
    return edit->text.ptr;
}

spfeval_policy *
spfeval_edit_get_policy(const spfeval_edit *edit)
{
    return edit == NULL ? NULL : edit->policy;
}

uint32_t
spfeval_edit_get_note_count(const spfeval_edit *edit)
{
    return edit == NULL ? 0 : edit->note_count;
}

/* --- one change ---------------------------------------------------------- */

static struct spfeval_edit *
new_edit(const struct spfe_mem *mem)
{
    struct spfeval_edit *edit = spfe_mem_alloc(mem, sizeof(*edit));

    if (edit != NULL) {
        memset(edit, 0, sizeof(*edit));
        edit->mem = *mem;
        edit->last_note = &edit->notes;
        spfe_arena_init(&edit->arena, &edit->mem, SPFE_WALK_BYTES, NULL, 0);
    }
    return edit;
}

static void
say(struct spfe_change *change, enum spfe_edit_say what)
{
    static const struct spfe_text none = {NULL, 0};

    change->edit->state = SPFEVAL_EDIT_IMPOSSIBLE;
    spfe_note_add(change->edit, what, change->policy->domain, none, none);
}

/* RFC 7208 section 3.2: there is one record, or nothing to change. */
static int
work_on_record(struct spfe_change *change, spfe_edit_work *work)
{
    const struct spfe_node *root = change->root;

    if (root == NULL || !spfe_node_is_known(root)) {
        say(change, SPFE_SAY_RECORD_NOT_LOOKED_UP);
        return SPFEVAL_OK;
    }
    if (root->found->selection != SPFE_SELECT_ONE) {
        say(change, root->found->selection == SPFE_SELECT_NONE
                        ? SPFE_SAY_NO_RECORD
                        : SPFE_SAY_SEVERAL_RECORDS);
        return SPFEVAL_OK;
    }
    change->text = root->found->text;
    change->record = root->found->record;
    return change->record == NULL ? spfe_edit_repair(change) : work(change);
}

/* One that is neither broken nor impossible. */
static int
find_state(const struct spfe_change *change)
{
    const struct spfe_text *text = &change->edit->text;

    if (change->edit->doubtful) {
        return SPFEVAL_EDIT_DOUBTFUL;
    }
    return text->len == change->text.len &&
                   memcmp(text->ptr, change->text.ptr, text->len) == 0
               ? SPFEVAL_EDIT_UNCHANGED
               : SPFEVAL_EDIT_CHANGED;
}

int
spfe_edit_run(struct spfeval_policy *policy, spfe_edit_work *work,
              struct spfeval_edit **out)
{
    struct spfe_change change = {.policy = policy};
    int status;

    if (policy == NULL || out == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (policy->state != SPFE_WALK_DONE || policy->sender_root == NULL) {
        return SPFEVAL_ERR_STATE;
    }
    change.root = policy->root;
    change.edit = new_edit(&policy->options->mem);
    if (change.edit == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    status = work_on_record(&change, work);
    if (status == SPFEVAL_OK) {
        status = change.edit->status;
    }
    if (status != SPFEVAL_OK) {
        spfeval_edit_free(change.edit);
        return status;
    }
    if (change.edit->state == 0) {
        change.edit->state = find_state(&change);
    }
    *out = change.edit;
    return SPFEVAL_OK;
}

int
spfe_edit_try(struct spfe_change *change)
{
    spfeval_policy_free(change->edit->policy);
    change->edit->policy = NULL;
    return spfe_policy_what_if(change->policy, change->edit->text,
                               &change->edit->policy);
}

int
spfe_edit_keep(struct spfe_change *change)
{
    struct spfeval_edit *edit = change->edit;

    edit->text.ptr =
        spfe_arena_copy(&edit->arena, change->text.ptr, change->text.len);
    edit->text.len = change->text.len;
    return edit->text.ptr == NULL ? edit->arena.status : spfe_edit_try(change);
}
