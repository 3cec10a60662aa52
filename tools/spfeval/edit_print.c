/* SPDX-License-Identifier: BSD-2-Clause */
#include "edit_run.h"

#include <stdio.h>

#include "colour.h"
#include "cost_print.h"
#include "exit_code.h"
#include "json_text.h"
#include "lint_print.h"
#include "printed.h"
#include "publish.h"
#include "unchecked.h"

/* What is printed. */
struct proposal {
    const struct edit_request *request;
    const struct edit_base *base;
    const spfeval_edit *edit;
    spfeval_policy *policy; /* with the new record; NULL when there is none */
    const char *domain;     /* NULL when it is not known */
    const char *record;     /* the new one; NULL when there is none */
    size_t record_len;
};

static void
read_proposal(struct proposal *proposal)
{
    const spfeval_edit *edit = proposal->edit;

    proposal->policy = spfeval_edit_get_policy(edit);
    proposal->record = spfeval_edit_get_text(edit, &proposal->record_len);
    proposal->domain = spfeval_policy_get_domain(proposal->base->policy, NULL);
}

/* The words for enum spfeval_edit_state, as in JSON. */
static const char *
state_name(int state)
{
    switch (state) {
    case SPFEVAL_EDIT_UNCHANGED:
        return "unchanged";
    case SPFEVAL_EDIT_CHANGED:
        return "changed";
    case SPFEVAL_EDIT_DOUBTFUL:
        return "doubtful";
    case SPFEVAL_EDIT_BROKEN:
        return "broken";
    default:
        return "impossible";
    }
}

static int
state_code(int state)
{
    switch (state) {
    case SPFEVAL_EDIT_UNCHANGED:
    case SPFEVAL_EDIT_CHANGED:
        return EXIT_CODE_OK;
    case SPFEVAL_EDIT_DOUBTFUL:
        return EXIT_CODE_WARNINGS;
    default:
        return EXIT_CODE_ERRORS;
    }
}

/* A note, as an argument of printed_add(). */
struct numbered {
    const struct proposal *proposal;
    uint32_t index;
};

static int
call_note(const void *what, char *buffer, size_t capacity, size_t *needed)
{
    const struct numbered *note = what;
    const struct proposal *proposal = note->proposal;

    return spfeval_edit_print_note(proposal->edit, note->index,
                                   proposal->request->settings.policy.language,
                                   buffer, capacity, needed);
}

static void
add_note(struct text *out, const struct proposal *proposal, uint32_t index)
{
    struct numbered note = {proposal, index};

    if (printed_add(out, call_note, &note) != SPFEVAL_OK) {
        out->failed = true;
    }
}

static void
add_notes(struct text *out, const struct proposal *proposal)
{
    uint32_t count = spfeval_edit_get_note_count(proposal->edit);
    uint32_t i;

    for (i = 0; i < count; i++) {
        add_note(out, proposal, i);
        text_add_string(out, "\n");
    }
    if (proposal->policy != NULL) {
        cost_text_add(out, proposal->policy,
                      proposal->request->settings.policy.language,
                      colour_is_wanted(stderr));
    }
}

static json_t *
notes_json(const struct proposal *proposal)
{
    uint32_t count = spfeval_edit_get_note_count(proposal->edit);
    json_t *notes = json_array();
    uint32_t i;

    for (i = 0; i < count; i++) {
        struct json_builder object;
        struct text text = {0};

        add_note(&text, proposal, i);
        builder_begin(&object);
        builder_put_string(
            &object, "note",
            spfeval_note_name(spfeval_edit_get_note(proposal->edit, i)));
        builder_put_text(&object, "text", text_get(&text), text.len);
        object.failed = object.failed || text.failed;
        text_clear(&text);
        if (json_array_append_new(notes, builder_end(&object)) != 0) {
            json_decref(notes);
            return NULL;
        }
    }
    return notes;
}

static json_t *
proposal_json(const struct proposal *proposal)
{
    const struct edit_base *base = proposal->base;
    struct json_builder object;
    size_t old_len = 0;
    const char *old = spfeval_policy_get_record(base->policy, &old_len);

    builder_begin(&object);
    builder_put_number(&object, "schema", 1);
    builder_put_string(&object, "state",
                       state_name(spfeval_edit_get_state(proposal->edit)));
    builder_put_text(&object, "old", old, old_len);
    publish_put(&object, &proposal->request->settings, proposal->domain,
                proposal->record, proposal->record_len);
    builder_put(&object, "notes", notes_json(proposal));
    builder_put(&object, "cost",
                proposal->policy != NULL ? cost_json_new(proposal->policy)
                                         : json_null());
    builder_put(&object, "dns", json_boolean(base->found != NULL));
    builder_put(&object, "unchecked", unchecked_json_new(base->found));
    return builder_end(&object);
}

int
edit_print(const struct edit_request *request, const struct edit_base *base,
           const spfeval_edit *edit)
{
    struct proposal proposal = {
        .request = request, .base = base, .edit = edit};
    struct text out = {0};
    struct text notes = {0};
    int code;

    read_proposal(&proposal);
    if (request->settings.format == PUBLISH_JSON) {
        json_t *json = proposal_json(&proposal);

        json_text_add(&out, json, JSON_INDENT(2));
        json_decref(json);
    } else {
        if (proposal.record != NULL) {
            publish_add_line(&out, &request->settings, proposal.domain,
                             proposal.record, proposal.record_len);
        }
        add_notes(&notes, &proposal);
    }
    code =
        publish_write(&out, &notes, state_code(spfeval_edit_get_state(edit)));
    text_clear(&out);
    text_clear(&notes);
    return code;
}
