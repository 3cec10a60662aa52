/* SPDX-License-Identifier: BSD-2-Clause */
/* Names that are not those of the provider's record (SPF-W139). */
#include "policy/lint_rules.h"
#include "policy/providers.h"

static void
look_at_name(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    const struct spfe_argument *argument = &term->term.argument;
    struct spfe_text name =
        spfe_lint_slice(lint, argument->offset, argument->len);
    const char *right = spfe_provider_find(name);
    struct spfe_finding *finding;

    if (right == NULL) {
        return;
    }
    finding =
        spfe_lint_add(lint, SPFE_LINT_W139, argument->offset, argument->len);
    spfe_lint_value(lint, finding, 0, name);
    spfe_lint_words(finding, 1, right, NULL);
    spfe_lint_fix(lint, finding, argument->offset, argument->len,
                  spfe_lint_words_of(right));
    term->told = true;
}

void
spfe_lint_providers(struct spfeval_lint *lint)
{
    uint32_t i;

    for (i = 0; i < lint->term_count; i++) {
        struct spfe_lint_term *term = &lint->terms[i];

        if (!term->told && !term->refused &&
            (term->term.kind == SPFEVAL_TERM_INCLUDE ||
             term->term.kind == SPFEVAL_TERM_REDIRECT)) {
            look_at_name(lint, term);
        }
    }
}
