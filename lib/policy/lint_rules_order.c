/* SPDX-License-Identifier: BSD-2-Clause */
/* Terms that stand behind dearer ones (SPF-W125). */
#include "policy/lint_rules.h"

/* Are they asked for by one lookup, whatever their names are? */
static bool
is_single(const struct spfe_term *term)
{
    return term->kind == SPFEVAL_TERM_A || term->kind == SPFEVAL_TERM_MX ||
           term->kind == SPFEVAL_TERM_EXISTS;
}

/*
 * Only what is certain: networks cost nothing; "ptr" asks for the names of the
 * client and then for the addresses of each; and the lookups of both when the
 * DNS was asked. How many hosts there are behind an "mx" counts nowhere.
 */
static bool
costs_less(const struct spfe_lint_term *a, const struct spfe_lint_term *b)
{
    if (spfe_term_is_ip(&a->term)) {
        return !spfe_term_is_ip(&b->term);
    }
    if (b->term.kind == SPFEVAL_TERM_PTR) {
        return is_single(&a->term);
    }
    return a->lookups > 0 && a->lookups < b->lookups;
}

static bool
is_compared(const struct spfe_lint_term *term)
{
    return !term->refused && !term->glued && !term->dead && !term->failed &&
           term->term.qualifier != SPFEVAL_QUALIFIER_NONE &&
           term->term.kind != SPFEVAL_TERM_ALL;
}

/* The first one before it, with the same results between, that costs more. */
static const struct spfe_lint_term *
find_dearer(const struct spfeval_lint *lint, uint32_t index)
{
    const struct spfe_lint_term *term = &lint->terms[index];
    const struct spfe_lint_term *found = NULL;

    while (index > 0) {
        const struct spfe_lint_term *other = &lint->terms[--index];

        if (other->refused || other->dead ||
            other->term.qualifier == SPFEVAL_QUALIFIER_NONE) {
            continue;
        }
        if (other->term.qualifier != term->term.qualifier) {
            break;
        }
        if (is_compared(other) && costs_less(term, other)) {
            found = other;
        }
    }
    return found;
}

/* One finding says it: the first term that stands behind a dearer one. */
void
spfe_lint_order(struct spfeval_lint *lint)
{
    uint32_t i;

    for (i = 0; i < lint->term_count && i < SPFE_LINT_COMPARED; i++) {
        const struct spfe_lint_term *term = &lint->terms[i];
        const struct spfe_lint_term *dearer =
            is_compared(term) ? find_dearer(lint, i) : NULL;
        struct spfe_finding *finding;

        if (dearer != NULL) {
            finding =
                spfe_lint_add(lint, SPFE_LINT_W125, term->offset, term->len);
            spfe_lint_value(lint, finding, 0, spfe_lint_term_text(lint, term));
            spfe_lint_value(lint, finding, 1,
                            spfe_lint_term_text(lint, dearer));
            return;
        }
    }
}
