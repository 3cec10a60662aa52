/* SPDX-License-Identifier: BSD-2-Clause */
/* Terms that an earlier one makes useless (SPF-W112, W113). */
#include <spfeval/status.h>

#include "policy/lint_covers.h"
#include "policy/lint_rules.h"
#include "policy/lint_split.h"

static int
code_of(const struct spfeval_lint *lint, const struct spfe_lint_term *first,
        const struct spfe_lint_term *second)
{
    if (spfe_lint_compare_terms(lint, &first->term, &second->term) != 0) {
        return SPFE_LINT_W113;
    }
    return spfe_lint_is_same_spec(spfe_lint_term_text(lint, first),
                                  spfe_lint_term_text(lint, second))
               ? SPFE_LINT_W112
               : SPFE_LINT_W112_OTHER;
}

static void
tell(struct spfeval_lint *lint, const struct spfe_lint_term *first,
     struct spfe_lint_term *second)
{
    struct spfe_finding *finding =
        spfe_lint_add_term(lint, code_of(lint, first, second), second);

    second->dead = true;
    spfe_lint_value(lint, finding, 1, spfe_lint_term_text(lint, first));
    if (first->term.qualifier == second->term.qualifier) {
        spfe_lint_fix_remove(lint, finding, second);
    }
}

void
spfe_lint_pairs(struct spfeval_lint *lint)
{
    uint32_t count = lint->term_count;
    const uint32_t *first;
    uint32_t i;

    if (count > SPFE_LINT_COMPARED) {
        count = SPFE_LINT_COMPARED;
    }
    if (count < 2 || lint->status != SPFEVAL_OK) {
        return;
    }
    first = spfe_lint_find_covers(lint, count);
    for (i = 1; first != NULL && i < count; i++) {
        if (first[i] != i) {
            tell(lint, &lint->terms[first[i]], &lint->terms[i]);
        }
    }
}
