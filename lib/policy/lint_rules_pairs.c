/* SPDX-License-Identifier: BSD-2-Clause */
/* Terms that an earlier one makes useless (SPF-W112, W113). */
#include <string.h>

#include "base/ip.h"
#include "policy/lint_rules.h"
#include "policy/lint_split.h"

static bool
is_compared(const struct spfe_lint_term *term)
{
    return !term->told && !term->refused &&
           term->term.qualifier != SPFEVAL_QUALIFIER_NONE;
}

/* Does the network of a hold all of b's? */
static bool
holds(const struct spfe_term *a, const struct spfe_term *b)
{
    return a->kind == b->kind && spfe_term_is_ip(a) &&
           spfe_lint_prefix_of(a) <= spfe_lint_prefix_of(b) &&
           spfe_ip_in_network(b->address, a->address, spfe_lint_prefix_of(a));
}

static struct spfe_text
argument_of(const struct spfeval_lint *lint, const struct spfe_term *term)
{
    return spfe_lint_slice(lint, term->argument.offset, term->argument.len);
}

static bool
is_same(const struct spfeval_lint *lint, const struct spfe_term *a,
        const struct spfe_term *b)
{
    if (a->kind != b->kind || a->prefix4 != b->prefix4 ||
        a->prefix6 != b->prefix6) {
        return false;
    }
    if (spfe_term_is_ip(a)) {
        return holds(a, b);
    }
    return spfe_lint_is_same_spec(argument_of(lint, a), argument_of(lint, b));
}

/* W112, W113: the later of two; true when it is told. */
static bool
compare(struct spfeval_lint *lint, const struct spfe_lint_term *first,
        struct spfe_lint_term *second)
{
    bool same = is_same(lint, &first->term, &second->term);
    int code = SPFE_LINT_W113;
    struct spfe_finding *finding;

    if (!same && !holds(&first->term, &second->term)) {
        return false;
    }
    if (same) {
        code = spfe_lint_is_same_spec(spfe_lint_term_text(lint, first),
                                      spfe_lint_term_text(lint, second))
                   ? SPFE_LINT_W112
                   : SPFE_LINT_W112_OTHER;
    }
    finding = spfe_lint_add_term(lint, code, second);
    second->dead = true;
    spfe_lint_value(lint, finding, 1, spfe_lint_term_text(lint, first));
    if (first->term.qualifier == second->term.qualifier) {
        spfe_lint_fix_remove(lint, finding, second);
    }
    return true;
}

static void
find_covered(struct spfeval_lint *lint, uint32_t count)
{
    uint32_t i;
    uint32_t j;

    for (j = 1; j < count; j++) {
        for (i = 0; i < j && is_compared(&lint->terms[j]); i++) {
            if (is_compared(&lint->terms[i]) &&
                compare(lint, &lint->terms[i], &lint->terms[j])) {
                break;
            }
        }
    }
}

void
spfe_lint_pairs(struct spfeval_lint *lint)
{
    uint32_t count = lint->term_count;

    if (count > SPFE_LINT_COMPARED) {
        count = SPFE_LINT_COMPARED;
    }
    find_covered(lint, count);
}
