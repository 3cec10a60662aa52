/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/walk.h"

#include <assert.h>
#include <string.h>

#include <spfeval/status.h>

#include "base/dname.h"
#include "policy/walk_facts.h"
#include "record/parse.h"

/* Keep a question that is not asked, if there is room. */
static int
keep_unasked(struct spfeval_policy *policy, uint16_t type,
             struct spfe_text name)
{
    struct spfe_text kept = {NULL, name.len};

    if (policy->unasked.count >= SPFE_WALK_UNASKED ||
        spfe_lookups_find(&policy->unasked, type, name) != NULL) {
        return SPFEVAL_OK;
    }
    kept.ptr = spfe_arena_copy(&policy->arena, name.ptr, name.len);
    return kept.ptr == NULL ||
                   spfe_lookups_ask(&policy->unasked, &policy->arena, type,
                                    kept) == NULL
               ? policy->arena.status
               : SPFEVAL_OK;
}

static bool
has_room(const struct spfeval_policy *policy, uint16_t type)
{
    return policy->lookups.count <
           (type == SPFEVAL_RRTYPE_TXT ? SPFE_WALK_QUERIES : SPFE_WALK_OTHERS);
}

int
spfe_walk_ask(struct spfeval_policy *policy, uint16_t type,
              struct spfe_text name, struct spfe_lookup **out)
{
    struct spfe_lookups *lookups = &policy->lookups;
    struct spfe_text kept = {NULL, name.len};

    *out = spfe_lookups_find(lookups, type, name);
    if (*out != NULL) {
        return SPFEVAL_OK;
    }
    if (!has_room(policy, type)) {
        return keep_unasked(policy, type, name);
    }
    kept.ptr = spfe_arena_copy(&policy->arena, name.ptr, name.len);
    if (kept.ptr != NULL) {
        *out = spfe_lookups_ask(lookups, &policy->arena, type, kept);
    }
    return *out == NULL ? policy->arena.status : SPFEVAL_OK;
}

static struct spfe_node *
add_node(struct spfeval_policy *policy, struct spfe_text owner)
{
    struct spfe_node *node = spfe_arena_alloc(&policy->arena, sizeof(*node));

    if (node == NULL) {
        return NULL;
    }
    memset(node, 0, sizeof(*node));
    node->owner = owner;
    if (policy->last == NULL) {
        policy->nodes = node;
    } else {
        policy->last->next = node;
    }
    policy->last = node;
    policy->node_count++;
    return node;
}

int
spfe_walk_child(struct spfeval_policy *policy, struct spfe_text owner,
                uint32_t depth, struct spfe_node **out)
{
    struct spfe_node *node;
    int status;

    *out = NULL;
    for (node = policy->nodes; node != NULL; node = node->next) {
        if (node != policy->sender_root &&
            spfe_dname_equal(node->owner, owner)) {
            *out = node;
            return SPFEVAL_OK;
        }
    }
    if (policy->node_count >= SPFE_WALK_NODES) {
        return keep_unasked(policy, SPFEVAL_RRTYPE_TXT, owner);
    }
    node = add_node(policy, owner);
    if (node == NULL) {
        return policy->arena.status;
    }
    node->depth = depth;
    status = spfe_walk_ask(policy, SPFEVAL_RRTYPE_TXT, owner, &node->txt);
    *out = node;
    return status;
}

/* A node whose text was given. */
static int
add_given(struct spfeval_policy *policy, struct spfe_text text,
          struct spfe_node **out)
{
    struct spfe_node *node = add_node(policy, policy->domain);
    struct spfe_found *found =
        node == NULL ? NULL : spfe_arena_alloc(&policy->arena, sizeof(*found));
    int status;

    if (found == NULL) {
        return policy->arena.status;
    }
    memset(found, 0, sizeof(*found));
    found->selection = SPFE_SELECT_ONE;
    found->text = text;
    status =
        spfe_record_parse(&policy->arena, text, &found->record, &found->error);
    if (status != SPFEVAL_OK && status != SPFEVAL_ERR_SYNTAX) {
        return status;
    }
    node->found = found;
    *out = node;
    return SPFEVAL_OK;
}

int
spfe_walk_begin(struct spfeval_policy *policy)
{
    int status =
        policy->record.ptr != NULL
            ? add_given(policy, policy->record, &policy->root)
            : spfe_walk_child(policy, policy->domain, 0, &policy->root);

    if (status == SPFEVAL_OK) {
        assert(policy->root != NULL); /* there is room for the first one */
        policy->root->explains = true;
    }
    if (status == SPFEVAL_OK && policy->senders.ptr != NULL) {
        status = add_given(policy, policy->senders, &policy->sender_root);
    }
    return status;
}

/* Take the record out of the answer, once. */
static int
read_record(struct spfeval_policy *policy, struct spfe_node *node)
{
    if (node->found != NULL || !spfe_lookup_is_known(node->txt)) {
        return SPFEVAL_OK;
    }
    node->found = spfe_lookup_find_record(node->txt, &policy->arena);
    return node->found == NULL ? policy->arena.status : SPFEVAL_OK;
}

/*
 * The domain's own terms are always looked at, and the senders: there may be
 * more of them than the bound, which then leaves room for no others.
 */
static bool
may_open(const struct spfeval_policy *policy, const struct spfe_node *node)
{
    if (node == policy->root || node == policy->sender_root) {
        return true;
    }
    return policy->term_count <= SPFE_WALK_TERMS &&
           node->found->record->term_count <=
               SPFE_WALK_TERMS - policy->term_count;
}

static int
advance_node(struct spfeval_policy *policy, struct spfe_node *node)
{
    int status = read_record(policy, node);

    if (status != SPFEVAL_OK || node->found == NULL ||
        node->found->record == NULL) {
        return status;
    }
    if (!node->opened && !may_open(policy, node)) {
        node->found = NULL; /* as if it was not looked up */
        node->txt = NULL;
        return keep_unasked(policy, SPFEVAL_RRTYPE_TXT, node->owner);
    }
    if (!node->opened) {
        status = spfe_facts_open(policy, node);
    }
    return status == SPFEVAL_OK ? spfe_facts_go_on(policy, node) : status;
}

int
spfe_walk_advance(struct spfeval_policy *policy)
{
    struct spfe_node *node;
    int status = SPFEVAL_OK;

    /* Nodes that are added meanwhile come last, and get their turn. */
    for (node = policy->nodes; node != NULL && status == SPFEVAL_OK;
         node = node->next) {
        status = advance_node(policy, node);
    }
    return status;
}
