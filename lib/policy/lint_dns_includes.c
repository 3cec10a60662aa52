/* SPDX-License-Identifier: BSD-2-Clause */
/* What include and redirect of the domain lead to (SPF-W133, W134, W142). */
#include "policy/lint_dns.h"

#include <spfeval/result.h>

/* The term that ends a record; NULL when it has no "all". */
static const struct spfe_term *
find_all(const struct spfe_node *node, uint32_t *index)
{
    uint32_t count = spfe_node_term_count(node);

    for (*index = 0; *index < count; (*index)++) {
        if (spfe_node_term(node, *index)->kind == SPFEVAL_TERM_ALL) {
            return spfe_node_term(node, *index);
        }
    }
    return NULL;
}

static bool
is_of_others(const struct spfe_lint_dns *dns, uint32_t index)
{
    const struct spfe_facts *facts = &dns->root->facts[index];

    return dns->root->owner.len > 0 &&
           facts->target_kind == SPFE_TARGET_NAME &&
           !spfe_lint_dns_is_same_organisation(dns->root->owner,
                                               facts->target);
}

static uint32_t
count_directives(const struct spfe_node *node)
{
    uint32_t count = spfe_node_term_count(node);
    uint32_t directives = 0;
    uint32_t i;

    for (i = 0; i < count; i++) {
        if (spfe_node_term(node, i)->qualifier != SPFEVAL_QUALIFIER_NONE) {
            directives++;
        }
    }
    return directives;
}

/* --- W133 ---------------------------------------------------------------- */

/* One that only redirects. */
static bool
find_redirect(struct spfe_lint_dns *dns, uint32_t index)
{
    const struct spfe_node *child = dns->root->facts[index].child;
    const struct spfeval_record *record = child->found->record;
    struct spfe_finding *finding;
    struct spfe_facts *facts;

    if (!record->has_redirect || count_directives(child) > 0) {
        return false;
    }
    facts = &child->facts[record->redirect];
    if (facts->target_kind != SPFE_TARGET_NAME) {
        return false;
    }
    finding =
        spfe_lint_dns_add(dns, SPFE_LINT_W133_REDIRECT, dns->root, index);
    spfe_lint_value(dns->lint, finding, 1, facts->target);
    return true;
}

/* How much is refused at the end; a record without "all" is neutral there. */
static int
strictness_of(const struct spfe_term *all)
{
    if (all == NULL || all->qualifier == SPFEVAL_QUALIFIER_NEUTRAL) {
        return 1;
    }
    if (all->qualifier == SPFEVAL_QUALIFIER_PASS) {
        return 0;
    }
    return all->qualifier == SPFEVAL_QUALIFIER_SOFTFAIL ? 2 : 3;
}

/*
 * The only sender is a record of the same organisation, and that it is
 * stricter with all others is lost: a redirect would keep it (RFC 7208 section
 * 6.1).
 */
static bool
is_redirect_meant(const struct spfe_lint_dns *dns, uint32_t index,
                  const struct spfe_term *theirs)
{
    const struct spfe_node *root = dns->root;
    const struct spfe_facts *facts = &root->facts[index];
    uint32_t at;
    const struct spfe_term *ours = find_all(root, &at);
    uint32_t others = ours == NULL ? 0 : 1;

    return spfe_node_term(root, index)->qualifier == SPFEVAL_QUALIFIER_PASS &&
           count_directives(root) == 1 + others &&
           !root->found->record->has_redirect && root->owner.len > 0 &&
           strictness_of(ours) < strictness_of(theirs) &&
           spfe_lint_dns_is_same_organisation(root->owner, facts->target);
}

static void
look_at_end(struct spfe_lint_dns *dns, uint32_t index)
{
    const struct spfe_node *child = dns->root->facts[index].child;
    struct spfe_finding *finding;
    uint32_t at;
    const struct spfe_term *all = find_all(child, &at);
    int code;

    if (all == NULL) {
        (void)find_redirect(dns, index);
        return;
    }
    if (all->qualifier == SPFEVAL_QUALIFIER_PASS) {
        code = SPFE_LINT_W133;
    } else if (all->qualifier == SPFEVAL_QUALIFIER_NEUTRAL) {
        if (is_of_others(dns, index)) {
            return; /* no harm, and theirs to mend */
        }
        code = SPFE_LINT_W133_NEUTRAL;
    } else if (is_redirect_meant(dns, index, all)) {
        code = SPFE_LINT_W133_MEANT;
    } else {
        return;
    }
    finding = spfe_lint_dns_add(dns, code, dns->root, index);
    spfe_lint_value(dns->lint, finding, 1, spfe_node_term_text(child, at));
    spfe_lint_value(dns->lint, finding, 2, dns->root->facts[index].target);
}

/* --- W142 ---------------------------------------------------------------- */

/*
 * Is it a sender or a client who chooses the name that lets him pass (RFC 7208
 * section 11.4)? By reverse DNS, or with a macro that the address of the
 * client has no part in.
 */
static bool
is_chosen_by_others(const struct spfe_term *term)
{
    const uint16_t of_sender =
        SPFEVAL_MACRO_S | SPFEVAL_MACRO_L | SPFEVAL_MACRO_O | SPFEVAL_MACRO_H;

    if (!spfe_term_asks(term) || term->qualifier != SPFEVAL_QUALIFIER_PASS) {
        return false;
    }
    if (term->kind == SPFEVAL_TERM_PTR) {
        return true;
    }
    return (term->argument.macros & of_sender) != 0 &&
           (term->argument.macros & SPFEVAL_MACRO_I) == 0;
}

/* All records from one on, each once. */
struct below {
    const struct spfe_node *nodes[SPFE_WALK_NODES];
    uint32_t count;
};

static void
add_below(struct below *below, const struct spfe_node *node)
{
    uint32_t i = 0;

    while (i < below->count && below->nodes[i] != node) {
        i++;
    }
    if (node != NULL && i == below->count && i < SPFE_WALK_NODES) {
        below->nodes[below->count++] = node;
    }
}

/* The first such term in a record, whose own records are added. */
static bool
search_node(struct below *below, const struct spfe_node *node, uint32_t *index)
{
    uint32_t count = spfe_node_term_count(node);

    for (*index = 0; *index < count; (*index)++) {
        const struct spfe_term *term = spfe_node_term(node, *index);

        if (node->facts[*index].unused) {
            continue;
        }
        if (is_chosen_by_others(term)) {
            return true;
        }
        if (term->kind == SPFEVAL_TERM_REDIRECT ||
            term->qualifier == SPFEVAL_QUALIFIER_PASS) {
            add_below(below, node->facts[*index].child);
        }
    }
    return false;
}

static void
look_below(struct spfe_lint_dns *dns, uint32_t index)
{
    const struct spfe_node *root = dns->root;
    struct below below = {.count = 0};
    struct spfe_finding *finding;
    uint32_t found;
    uint32_t i;

    add_below(&below, root->facts[index].child);
    for (i = 0; i < below.count; i++) {
        const struct spfe_node *node = below.nodes[i];

        if (node == root || !search_node(&below, node, &found)) {
            continue;
        }
        finding = spfe_lint_dns_add(dns, SPFE_LINT_W142, root, index);
        spfe_lint_value(dns->lint, finding, 1,
                        spfe_node_term_text(node, found));
        spfe_lint_value(dns->lint, finding, 2, node->owner);
        return;
    }
}

/* --- All ----------------------------------------------------------------- */

static void
look_at_include(struct spfe_lint_dns *dns, uint32_t index)
{
    const struct spfe_term *term = spfe_node_term(dns->root, index);

    const struct spfe_lint_term *told = spfe_lint_dns_term(dns, index);

    /* That everyone passes is the worse news. */
    if (!spfe_lint_has(dns->lint, SPFE_LINT_W102, told) &&
        !spfe_lint_has(dns->lint, SPFE_LINT_W102_FAMILY, told)) {
        look_at_end(dns, index);
    }
    if (term->qualifier == SPFEVAL_QUALIFIER_PASS &&
        is_of_others(dns, index)) {
        look_below(dns, index);
    }
}

void
spfe_lint_dns_includes(struct spfe_lint_dns *dns)
{
    uint32_t count = spfe_node_term_count(dns->root);
    uint32_t looked = 0;
    uint32_t i;

    for (i = 0; i < count; i++) {
        const struct spfe_term *term = spfe_node_term(dns->root, i);
        const struct spfe_node *child = dns->root->facts[i].child;

        if (!spfe_lint_dns_wants(dns, i)) {
            continue;
        }
        if (term->kind == SPFEVAL_TERM_REDIRECT && is_of_others(dns, i)) {
            (void)spfe_lint_dns_add(dns, SPFE_LINT_W134, dns->root, i);
        }
        /* Each looks at all that is below: not more than there are records. */
        if (term->kind == SPFEVAL_TERM_INCLUDE && child != NULL &&
            child->found != NULL && child->found->record != NULL &&
            child->opened && looked < SPFE_WALK_NODES) {
            looked++;
            look_at_include(dns, i);
        }
    }
}
