/* SPDX-License-Identifier: BSD-2-Clause */
/* The terms of a record: what each is about, and the questions for it. */
#include "policy/walk_facts.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/dname.h"
#include "rule/exchange.h"
#include "rule/macro_expand.h"

static int
expand(struct spfeval_policy *policy, const struct spfe_node *node,
       const struct spfe_term *term, struct spfe_facts *facts)
{
    const struct spfe_argument *argument = &term->argument;
    struct spfe_macro_values values;
    struct spfe_text name;
    int status;

    memset(&values, 0, sizeof(values));
    values.domain = node->owner;
    status = spfe_macro_expand_domain(
        spfe_record_slice(node->found->record, argument->offset,
                          argument->len),
        argument->expands, &values, &policy->arena, &name);
    if (status != SPFEVAL_OK) {
        return status;
    }
    if (!spfe_dname_is_valid(name)) {
        facts->target_kind = SPFE_TARGET_BAD;
        return SPFEVAL_OK;
    }
    facts->target_kind = SPFE_TARGET_NAME;
    facts->target.len = name.len;
    facts->target.ptr = spfe_arena_copy(&policy->arena, name.ptr, name.len);
    return facts->target.ptr == NULL ? policy->arena.status : SPFEVAL_OK;
}

/*
 * All macros but %{d} depend on the message: %{v} on the client's family, so
 * it has no one target either.
 */
static int
find_target(struct spfeval_policy *policy, const struct spfe_node *node,
            const struct spfe_term *term, struct spfe_facts *facts)
{
    bool is_whole = term->argument.len == 0; /* "a" without a domain */

    facts->asks_client_name = (term->argument.macros & SPFEVAL_MACRO_P) != 0;
    if ((term->argument.macros & ~SPFEVAL_MACRO_D) != 0) {
        facts->target_kind = SPFE_TARGET_MESSAGE;
        return SPFEVAL_OK;
    }
    if (node->owner.len == 0 &&
        (is_whole || (term->argument.macros & SPFEVAL_MACRO_D) != 0)) {
        facts->target_kind = SPFE_TARGET_DOMAIN;
        return SPFEVAL_OK;
    }
    if (!is_whole) {
        return expand(policy, node, term, facts);
    }
    facts->target = node->owner;
    facts->target_kind = SPFE_TARGET_NAME;
    return SPFEVAL_OK;
}

static int
ask_addresses(struct spfeval_policy *policy, struct spfe_text name,
              const struct spfe_lookup **addresses)
{
    static const uint16_t types[SPFE_FAMILIES] = {SPFEVAL_RRTYPE_A,
                                                  SPFEVAL_RRTYPE_AAAA};
    int family;

    for (family = 0; family < SPFE_FAMILIES; family++) {
        struct spfe_lookup *lookup;
        int status = spfe_walk_ask(policy, types[family], name, &lookup);

        if (status != SPFEVAL_OK) {
            return status;
        }
        addresses[family] = lookup;
    }
    return SPFEVAL_OK;
}

/* RFC 7208 section 6.2: the explanation is that of the redirect's target. */
static int
ask_redirect(struct spfeval_policy *policy, const struct spfe_node *node,
             struct spfe_facts *facts)
{
    int status =
        spfe_walk_child(policy, facts->target, node->depth + 1, &facts->child);

    if (status == SPFEVAL_OK && facts->child != NULL && node->explains) {
        facts->child->explains = true;
    }
    return status;
}

static int
ask_target(struct spfeval_policy *policy, const struct spfe_node *node,
           const struct spfe_term *term, struct spfe_facts *facts)
{
    switch (term->kind) {
    case SPFEVAL_TERM_A:
        return ask_addresses(policy, facts->target, facts->addresses);
    case SPFEVAL_TERM_MX:
        return spfe_walk_ask(policy, SPFEVAL_RRTYPE_MX, facts->target,
                             &facts->question);
    case SPFEVAL_TERM_EXISTS: /* RFC 7208 section 5.7: A for all clients */
        return spfe_walk_ask(policy, SPFEVAL_RRTYPE_A, facts->target,
                             &facts->question);
    case SPFEVAL_TERM_INCLUDE:
        return spfe_walk_child(policy, facts->target, node->depth + 1,
                               &facts->child);
    case SPFEVAL_TERM_REDIRECT:
        return ask_redirect(policy, node, facts);
    case SPFEVAL_TERM_EXP: /* RFC 7208 section 6.2: not that of an include */
        return node->explains ? spfe_walk_ask(policy, SPFEVAL_RRTYPE_TXT,
                                              facts->target, &facts->question)
                              : SPFEVAL_OK;
    default:
        return SPFEVAL_OK; /* ptr: the client's name, not its own */
    }
}

static bool
has_target(const struct spfe_term *term)
{
    return spfe_term_asks(term) || term->kind == SPFEVAL_TERM_REDIRECT ||
           term->kind == SPFEVAL_TERM_EXP;
}

static int
open_term(struct spfeval_policy *policy, struct spfe_node *node,
          uint32_t index)
{
    const struct spfe_term *term = spfe_node_term(node, index);
    struct spfe_facts *facts = &node->facts[index];
    int status = SPFEVAL_OK;

    if (has_target(term) && !facts->unused) {
        status = find_target(policy, node, term, facts);
        if (status == SPFEVAL_OK && facts->target_kind == SPFE_TARGET_NAME) {
            status = ask_target(policy, node, term, facts);
        }
    }
    return status;
}

/* RFC 7208 sections 5.1 and 6.1: after "all", and redirect beside it. */
static bool
is_unused(const struct spfeval_record *record, const struct spfe_term *term,
          bool after_all)
{
    if (term->kind == SPFEVAL_TERM_REDIRECT) {
        return record->has_all;
    }
    return after_all && term->qualifier != SPFEVAL_QUALIFIER_NONE;
}

int
spfe_facts_open(struct spfeval_policy *policy, struct spfe_node *node)
{
    const struct spfeval_record *record = node->found->record;
    bool after_all = false;
    uint32_t i;

    if (record->term_count > 0) {
        size_t size = record->term_count * sizeof(*node->facts);

        node->facts = spfe_arena_alloc(&policy->arena, size);
        if (node->facts == NULL) {
            return policy->arena.status;
        }
        memset(node->facts, 0, size);
    }
    for (i = 0; i < record->term_count; i++) {
        const struct spfe_term *term = &record->terms[i];
        int status;

        node->facts[i].unused = is_unused(record, term, after_all);
        status = open_term(policy, node, i);
        if (status != SPFEVAL_OK) {
            return status;
        }
        after_all = after_all || term->kind == SPFEVAL_TERM_ALL;
    }
    policy->term_count += record->term_count;
    node->opened = true;
    return SPFEVAL_OK;
}

/* Of more exchangers than are allowed, none counts (section 4.6.4). */
static int
list_hosts(struct spfeval_policy *policy, struct spfe_facts *facts)
{
    const struct spfe_answer *answer = &facts->question->answer;
    struct spfe_text *names;
    uint32_t count;
    uint32_t i;
    int status;

    facts->hosts_listed = true;
    if (answer->dns_class != SPFEVAL_DNS_OK ||
        answer->count > policy->options->max_mx_names) {
        return SPFEVAL_OK;
    }
    status = spfe_exchanges_sort(answer, &policy->arena, &names, &count);
    if (status != SPFEVAL_OK || count == 0) {
        return status;
    }
    count = count < SPFE_WALK_HOSTS ? count : SPFE_WALK_HOSTS;
    facts->hosts =
        spfe_arena_alloc(&policy->arena, count * sizeof(*facts->hosts));
    if (facts->hosts == NULL) {
        return policy->arena.status;
    }
    memset(facts->hosts, 0, count * sizeof(*facts->hosts));
    facts->host_count = count;
    for (i = 0; i < count && status == SPFEVAL_OK; i++) {
        facts->hosts[i].name = names[i];
        status = ask_addresses(policy, names[i], facts->hosts[i].addresses);
    }
    return status;
}

int
spfe_facts_go_on(struct spfeval_policy *policy, struct spfe_node *node)
{
    uint32_t count = spfe_node_term_count(node);
    uint32_t i;

    for (i = 0; i < count; i++) {
        struct spfe_facts *facts = &node->facts[i];

        if (spfe_node_term(node, i)->kind == SPFEVAL_TERM_MX &&
            !facts->hosts_listed && facts->question != NULL &&
            facts->question->answered) {
            int status = list_hosts(policy, facts);

            if (status != SPFEVAL_OK) {
                return status;
            }
        }
    }
    return SPFEVAL_OK;
}
