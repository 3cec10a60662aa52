/* SPDX-License-Identifier: BSD-2-Clause */
/* The senders of a change: their addresses, and their terms in the record. */
#include <string.h>

#include <spfeval/result.h>
#include <spfeval/status.h>

#include "base/dname.h"
#include "policy/compile.h"
#include "policy/edit.h"
#include "policy/sender.h"

int
spfe_edit_isolate(struct spfeval_policy *policy, const struct spfe_node *node,
                  uint32_t term, struct spfe_alone *alone)
{
    memset(alone, 0, sizeof(*alone));
    alone->record.text = node->found->record->text;
    alone->record.terms = &node->found->record->terms[term];
    alone->record.term_count = 1;
    alone->found.selection = SPFE_SELECT_ONE;
    alone->found.text = alone->record.text;
    alone->found.record = &alone->record;
    alone->node.owner = node->owner;
    alone->node.found = &alone->found;
    alone->node.facts = &node->facts[term];
    alone->node.opened = true;
    return spfe_compile(policy, &alone->node);
}

static bool
is_empty(const struct spfe_alone *alone)
{
    int family;

    for (family = 0; family < SPFE_FAMILIES; family++) {
        const struct spfe_map *map = &alone->node.maps[family];
        uint32_t i;

        for (i = 0; i < map->count; i++) {
            if (spfe_edit_is_sender(&map->pieces[i])) {
                return false;
            }
        }
    }
    return true;
}

/* A directive in its usual form: "a", "example.com" and "/24". */
struct parts {
    struct spfe_text name;
    struct spfe_text domain;
    struct spfe_text rest;
};

/* What comes before a slash, or before another end if that comes first. */
static struct spfe_text
cut(struct spfe_text *text, char end)
{
    struct spfe_text first = {text->ptr, 0};

    while (first.len < text->len && text->ptr[first.len] != '/' &&
           text->ptr[first.len] != end) {
        first.len++;
    }
    text->ptr += first.len;
    text->len -= first.len;
    return first;
}

static struct parts
split(struct spfe_text text)
{
    struct parts parts;

    parts.name = cut(&text, ':');
    if (text.len > 0 && text.ptr[0] == ':') {
        text.ptr++;
        text.len--;
    }
    parts.domain = cut(&text, '/');
    parts.rest = text;
    return parts;
}

static bool
is_equal(struct spfe_text a, struct spfe_text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* RFC 7208 sections 4.8 and 7.2 */
static bool
is_own(const struct spfe_change *change, struct spfe_text domain)
{
    static const struct spfe_text macro = {"%{d}", 4};
    struct spfe_text own = change->policy->domain;

    return domain.len == 0 || is_equal(domain, macro) ||
           (own.len > 0 && spfe_dname_equal(domain, own));
}

bool
spfe_edit_is_same(const struct spfe_change *change, struct spfe_text a,
                  struct spfe_text b)
{
    struct parts first;
    struct parts second;

    if (a.ptr == NULL || b.ptr == NULL) {
        return false;
    }
    first = split(a);
    second = split(b);
    return is_equal(first.name, second.name) &&
           is_equal(first.rest, second.rest) &&
           (is_equal(first.domain, second.domain) ||
            (is_own(change, first.domain) && is_own(change, second.domain)));
}

/* What the record has of a sender already. */
static void
find_same(const struct spfe_change *change, struct spfe_edit_sender *sender)
{
    uint32_t i;

    sender->same = SPFE_NO_TERM;
    for (i = 0; i < change->record->term_count; i++) {
        if (spfe_edit_is_same(change, change->usual[i], sender->text)) {
            sender->used = sender->used || !change->root->facts[i].unused;
            if (sender->same == SPFE_NO_TERM) {
                sender->same = i;
            }
        }
    }
}

static int
fill_sender(struct spfe_change *change, uint32_t index)
{
    const struct spfe_node *node = change->policy->sender_root;
    struct spfe_edit_sender *sender = &change->senders[index];
    uint32_t i;
    int status;

    sender->term = spfe_node_term(node, index);
    sender->text = spfe_node_term_text(node, index);
    for (i = 0; i < index; i++) {
        if (spfe_edit_is_same(change, change->senders[i].text, sender->text)) {
            sender->again = true;
            return SPFEVAL_OK;
        }
    }
    status = spfe_edit_isolate(change->policy, node, index, &sender->alone);
    if (status != SPFEVAL_OK) {
        return status;
    }
    sender->unknown = sender->alone.node.unsure[SPFE_V4] ||
                      sender->alone.node.unsure[SPFE_V6];
    sender->empty = !sender->unknown && is_empty(&sender->alone);
    find_same(change, sender);
    return SPFEVAL_OK;
}

static int
look_at_record(struct spfe_change *change)
{
    const struct spfeval_record *record = change->record;
    struct spfe_arena *arena = &change->edit->arena;
    size_t size = (record->term_count + 1) * sizeof(*change->usual);
    int status = SPFEVAL_OK;
    uint32_t i;

    change->usual = spfe_arena_alloc(arena, size);
    if (change->usual == NULL) {
        return arena->status;
    }
    memset(change->usual, 0, size);
    for (i = 0; i < record->term_count && status == SPFEVAL_OK; i++) {
        if (record->terms[i].qualifier == SPFEVAL_QUALIFIER_PASS) {
            status = spfe_sender_print(arena, record, &record->terms[i],
                                       &change->usual[i]);
        }
    }
    return status;
}

int
spfe_edit_senders(struct spfe_change *change)
{
    struct spfeval_policy *policy = change->policy;
    struct spfe_arena *arena = &change->edit->arena;
    uint32_t count = spfe_node_term_count(policy->sender_root);
    int status = spfe_compile(policy, policy->root);
    uint32_t i;

    if (status == SPFEVAL_OK) {
        status = spfe_compile(policy, policy->sender_root);
    }
    if (status == SPFEVAL_OK) {
        status = look_at_record(change);
    }
    if (status != SPFEVAL_OK) {
        return status;
    }
    change->senders =
        spfe_arena_alloc(arena, count * sizeof(*change->senders));
    if (change->senders == NULL) {
        return arena->status;
    }
    memset(change->senders, 0, count * sizeof(*change->senders));
    change->sender_count = count;
    for (i = 0; i < count && status == SPFEVAL_OK; i++) {
        status = fill_sender(change, i);
    }
    return status;
}

bool
spfe_edit_find_pass(struct spfeval_policy *policy,
                    const struct spfe_edit_sender *sender,
                    struct spfe_groups *groups)
{
    bool all = !sender->unknown && !sender->empty;
    int family;

    groups->count = 0;
    groups->open = false;
    for (family = 0; family < SPFE_FAMILIES; family++) {
        struct spfe_range range = {
            .maps = {&policy->root->maps[family],
                     &sender->alone.node.maps[family]},
        };

        while (spfe_range_next(&range)) {
            if (!spfe_edit_is_sender(range.pieces[1])) {
                continue;
            }
            if (spfe_compile_limited(policy, range.pieces[0]) ==
                SPFEVAL_RESULT_PASS) {
                spfe_groups_add(groups, range.pieces[0]->term, &range);
            } else {
                all = false;
            }
        }
        spfe_groups_end(groups);
    }
    return all;
}
