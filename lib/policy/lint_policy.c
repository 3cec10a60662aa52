/* SPDX-License-Identifier: BSD-2-Clause */
/* All that is wrong or unwise in a policy. */
#include <spfeval/policy.h>

#include <string.h>

#include <spfeval/status.h>

#include "policy/compile.h"
#include "policy/lint_dns.h"
#include "policy/lint_rules.h"

/* For the order of terms: those that are known to the end. */
static void
set_lookups(struct spfe_lint_dns *dns)
{
    const struct spfe_node *root = dns->root;
    uint32_t count = spfe_node_term_count(root);
    uint32_t i;

    for (i = 0; i < count; i++) {
        const struct spfe_node *child = root->facts[i].child;
        uint32_t lookups = spfe_compile_lookups(root, i);

        if (child != NULL) {
            lookups = child->compiled && child->unknown == 0
                          ? lookups + spfe_compile_all_below(root, i)
                          : 0;
        }
        spfe_lint_dns_term(dns, i)->lookups = lookups;
    }
}

/* Those about a record that is valid; errors first, then what they explain. */
static void
look_at_terms(struct spfe_lint_dns *dns)
{
    spfe_lint_dns_references(dns);
    spfe_lint_dns_cost(dns);
    spfe_lint_dns_everyone(dns);
    spfe_lint_dns_covered(dns);
    spfe_lint_dns_includes(dns);
    spfe_lint_dns_total(dns);
    spfe_lint_dns_hosts(dns);
    spfe_lint_dns_overlaps(dns);
    spfe_lint_dns_explanation(dns);
    set_lookups(dns);
}

/* What is too much work costs these findings, not all of them. */
static int
make_maps(struct spfe_lint_dns *dns)
{
    int status = spfe_compile(dns->policy, dns->policy->root);

    dns->has_maps = status == SPFEVAL_OK;
    return status == SPFEVAL_ERR_LIMIT ? SPFEVAL_OK : status;
}

static int
find_all(struct spfe_lint_dns *dns)
{
    struct spfeval_lint *lint = dns->lint;
    const struct spfe_found *found = dns->root->found;
    struct spfe_text domain = dns->policy->domain;
    int status = SPFEVAL_OK;

    lint->own.owner.ptr =
        spfe_arena_copy(&lint->arena, domain.ptr, domain.len);
    lint->own.owner.len = domain.len;
    if (lint->own.owner.ptr == NULL) {
        return lint->arena.status;
    }
    spfe_lint_dns_answer(dns); /* few: before what may be very many */
    spfe_lint_dns_root(dns);
    if (lint->status == SPFEVAL_OK && found != NULL && found->record != NULL &&
        dns->root->opened) {
        status = make_maps(dns);
        if (status != SPFEVAL_OK) {
            return status;
        }
        look_at_terms(dns);
    }
    if (found != NULL && found->selection != SPFE_SELECT_NONE) {
        spfe_lint_dns_mail(dns);
    }
    spfe_lint_order(lint); /* it is about terms that nothing is wrong with */
    spfe_lint_dns_unchecked(dns);
    spfe_lint_sort(lint);
    return lint->status;
}

int
spfeval_policy_lint(spfeval_policy *policy, spfeval_lint **out)
{
    struct spfe_lint_dns dns;
    int status;

    if (policy == NULL || out == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (policy->state != SPFE_WALK_DONE) {
        return SPFEVAL_ERR_STATE;
    }
    memset(&dns, 0, sizeof(dns));
    dns.policy = policy;
    dns.root = policy->root;
    status = spfe_lint_new(&policy->options->mem, SPFE_WALK_BYTES, &dns.lint);
    if (status != SPFEVAL_OK) {
        return status;
    }
    dns.nodes[0] = policy->root;
    dns.sources[0] = &dns.lint->own;
    dns.node_count = 1;
    status = find_all(&dns);
    if (status != SPFEVAL_OK) {
        spfeval_lint_free(dns.lint);
        return status;
    }
    *out = dns.lint;
    return SPFEVAL_OK;
}
