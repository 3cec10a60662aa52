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
is_reached(const struct spfe_lint_term *term)
{
    return !term->refused && !term->dead &&
           term->term.qualifier != SPFEVAL_QUALIFIER_NONE;
}

static bool
is_compared(const struct spfe_lint_term *term)
{
    return is_reached(term) && !term->glued && !term->failed &&
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

        if (!is_reached(other)) {
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

/* The dearest terms with the same results between; NULL: none so far. */
struct dearest {
    uint8_t qualifier;
    const struct spfe_lint_term *ptr;
    const struct spfe_lint_term *other; /* with the most lookups */
};

static void
note(struct dearest *dearest, const struct spfe_lint_term *term)
{
    if (spfe_term_is_ip(&term->term)) {
        return;
    }
    if (term->term.kind == SPFEVAL_TERM_PTR) {
        dearest->ptr = term;
    } else if (dearest->other == NULL ||
               term->lookups > dearest->other->lookups) {
        dearest->other = term;
    }
}

static bool
is_behind(const struct dearest *dearest, const struct spfe_lint_term *term)
{
    return (dearest->ptr != NULL && costs_less(term, dearest->ptr)) ||
           (dearest->other != NULL && costs_less(term, dearest->other));
}

static void
tell(struct spfeval_lint *lint, uint32_t index)
{
    const struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_finding *finding =
        spfe_lint_add(lint, SPFE_LINT_W125, term->offset, term->len);

    spfe_lint_value(lint, finding, 0, spfe_lint_term_text(lint, term));
    spfe_lint_value(lint, finding, 1,
                    spfe_lint_term_text(lint, find_dearer(lint, index)));
}

/* One finding says it: the first term that stands behind a dearer one. */
void
spfe_lint_order(struct spfeval_lint *lint)
{
    struct dearest dearest = {.qualifier = SPFEVAL_QUALIFIER_NONE};
    uint32_t i;

    for (i = 0; i < lint->term_count && i < SPFE_LINT_COMPARED; i++) {
        const struct spfe_lint_term *term = &lint->terms[i];

        if (!is_reached(term)) {
            continue;
        }
        if (term->term.qualifier != dearest.qualifier) {
            dearest = (struct dearest){.qualifier = term->term.qualifier};
        }
        if (!is_compared(term)) {
            continue;
        }
        if (is_behind(&dearest, term)) {
            tell(lint, i);
            return;
        }
        note(&dearest, term);
    }
}
