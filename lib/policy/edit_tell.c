/* SPDX-License-Identifier: BSD-2-Clause */
/* What is to be known of senders, and of the record that they come in. */
#include <string.h>

#include <spfeval/lint.h>
#include <spfeval/status.h>

#include "base/buf.h"
#include "base/dname.h"
#include "policy/compile.h"
#include "policy/edit.h"
#include "policy/edit_note.h"

enum { ERRORS_TOLD = 20, NUMBER_ROOM = 16 };

static const struct spfe_text none = {NULL, 0};

static struct spfe_text
decimal(uint32_t number, char room[NUMBER_ROOM])
{
    struct spfe_text text = {room, 0};
    struct spfe_buf buf;

    spfe_buf_init(&buf, room, NUMBER_ROOM);
    spfe_buf_add_decimal(&buf, number);
    text.len = (uint32_t)buf.length;
    return text;
}

/* RFC 7208 section 4.6.4: more than 10 MX are an error, not addresses. */
void
spfe_edit_tell_empty(struct spfe_change *change,
                     const struct spfe_edit_sender *sender)
{
    const struct spfe_lookup *question = sender->alone.node.facts->question;
    uint32_t limit = change->policy->options->max_mx_names;
    char count[NUMBER_ROOM];
    char most[NUMBER_ROOM];

    if (sender->term->kind == SPFEVAL_TERM_MX &&
        spfe_lookup_is_known(question) && question->answer.count > limit) {
        spfe_note_add(change->edit, SPFE_SAY_TOO_MANY_MX, sender->text,
                      decimal(question->answer.count, count),
                      decimal(limit, most));
        return;
    }
    spfe_note_add(change->edit, SPFE_SAY_NO_ADDRESS, sender->text, none, none);
}

/* Is there no valid record behind an include? Then all others suffer. */
static bool
is_include_unknown(const struct spfe_edit_sender *sender)
{
    const struct spfe_node *child = sender->alone.node.facts->child;

    return sender->term->kind == SPFEVAL_TERM_INCLUDE &&
           (child == NULL || !spfe_node_is_known(child));
}

static bool
has_failed(const struct spfe_lookup *lookup)
{
    return lookup != NULL && lookup->answered && !spfe_lookup_is_known(lookup);
}

/* Was one of its own questions asked in vain? */
static bool
is_sender_failed(const struct spfe_edit_sender *sender)
{
    const struct spfe_facts *facts = sender->alone.node.facts;
    bool failed = has_failed(facts->question);
    int family;
    uint32_t i;

    for (family = 0; family < SPFE_FAMILIES; family++) {
        failed = failed || has_failed(facts->addresses[family]);
        for (i = 0; i < facts->host_count; i++) {
            failed = failed || has_failed(facts->hosts[i].addresses[family]);
        }
    }
    return failed;
}

/* Why not all of its addresses are known. */
static enum spfe_edit_say
say_unknown(const struct spfe_edit_sender *sender)
{
    if (is_include_unknown(sender)) {
        return SPFE_SAY_INCLUDE_NOT_LOOKED_UP;
    }
    return is_sender_failed(sender) ? SPFE_SAY_SENDER_FAILED
                                    : SPFE_SAY_SENDER_NOT_LOOKED_UP;
}

static bool
passes_all(const struct spfe_edit_sender *sender, int family)
{
    const struct spfe_map *map = &sender->alone.node.maps[family];
    uint32_t i;

    for (i = 0; i < map->count; i++) {
        if (!spfe_edit_is_sender(&map->pieces[i])) {
            return false;
        }
    }
    return true;
}

static void
tell_everyone(struct spfe_change *change,
              const struct spfe_edit_sender *sender)
{
    bool v4 = passes_all(sender, SPFE_V4);
    bool v6 = passes_all(sender, SPFE_V6);

    if (v4 && v6) {
        spfe_note_add(change->edit, SPFE_SAY_EVERYONE, sender->text, none,
                      none);
    } else if (v4 || v6) {
        spfe_note_add(change->edit, SPFE_SAY_EVERYONE_FAMILY, sender->text,
                      spfe_note_words(v4 ? "IPv4" : "IPv6"), none);
    }
}

static void
tell_sender(struct spfe_change *change, const struct spfe_edit_sender *sender)
{
    tell_everyone(change, sender);
    if (sender->unknown) {
        spfe_note_add(change->edit, say_unknown(sender), sender->text, none,
                      none);
    }
    if (sender->same != SPFE_NO_TERM) {
        /* somebody wanted it to come late, or erred */
        spfe_note_add(change->edit, SPFE_SAY_COMES_TOO_LATE,
                      spfe_node_term_text(change->root, sender->same), none,
                      none);
    }
}

void
spfe_edit_tell_senders(struct spfe_change *change)
{
    uint32_t i;

    for (i = 0; i < change->sender_count; i++) {
        if (change->senders[i].wanted) {
            tell_sender(change, &change->senders[i]);
        }
    }
}

void
spfe_edit_tell_cycles(struct spfe_change *change)
{
    const struct spfe_node *root = change->edit->policy->root;
    uint32_t count = spfe_node_term_count(root);
    uint32_t i;

    for (i = 0; i < count; i++) {
        const struct spfe_facts *facts = &root->facts[i];

        if (!facts->unused && facts->child != NULL && facts->child->cyclic &&
            spfe_edit_is_new(change, i)) {
            spfe_note_add(change->edit, SPFE_SAY_CYCLE,
                          spfe_node_term_text(root, i), none, none);
        }
    }
}

/* --- errors that are there already --------------------------------------- */

/* Of what the record leads to: its own errors were repaired before. */
static bool
is_told(const spfeval_finding *finding)
{
    static const char *const codes[] = {"SPF-E024", "SPF-E025", "SPF-E026"};
    size_t i;

    for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        if (memcmp(finding->code, codes[i], strlen(codes[i])) == 0) {
            return true;
        }
    }
    return false;
}

static void
tell_error(struct spfe_change *change, const spfeval_finding *finding)
{
    struct spfe_text owner = {finding->owner, (uint32_t)finding->owner_len};
    struct spfe_text part = {finding->record, finding->length};

    if (part.ptr != NULL) {
        part.ptr += finding->offset;
    }
    spfe_note_add(change->edit,
                  spfe_dname_equal(owner, change->root->owner)
                      ? SPFE_SAY_REPAIR
                      : SPFE_SAY_REPAIR_AT,
                  spfe_note_words(finding->code), part, owner);
}

int
spfe_edit_tell_errors(struct spfe_change *change)
{
    spfeval_lint *lint = NULL;
    int status = spfeval_policy_lint(change->policy, &lint);
    uint32_t told = 0;
    uint32_t i;

    if (status != SPFEVAL_OK) {
        return status == SPFEVAL_ERR_LIMIT ? SPFEVAL_OK : status;
    }
    for (i = 0; i < spfeval_lint_get_count(lint) && told < ERRORS_TOLD; i++) {
        spfeval_finding finding = {.struct_size = sizeof(finding)};

        (void)spfeval_lint_get_finding(lint, i, &finding);
        if (is_told(&finding)) {
            tell_error(change, &finding);
            told++;
        }
    }
    spfeval_lint_free(lint);
    return SPFEVAL_OK;
}
