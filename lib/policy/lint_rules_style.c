/* SPDX-License-Identifier: BSD-2-Clause */
/* Terms that work but should not be published (SPF-W111, I132, W136, W140). */
#include <string.h>

#include <spfeval/status.h>

#include "policy/lint_rules.h"
#include "policy/lint_split.h"

enum { VERSION_LEN = 6, CANONICAL_MAX = 1024 };

static bool
has_argument(const struct spfe_term *term)
{
    return !spfe_term_is_ip(term) && term->kind != SPFEVAL_TERM_MODIFIER &&
           term->kind != SPFEVAL_TERM_EXP;
}

/* W140, W111, W136 */
static bool
find_unwise(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    const uint16_t of_sender =
        SPFEVAL_MACRO_S | SPFEVAL_MACRO_L | SPFEVAL_MACRO_O | SPFEVAL_MACRO_H;
    uint16_t macros =
        has_argument(&term->term) ? term->term.argument.macros : 0;
    int code;

    if (term->term.kind == SPFEVAL_TERM_INCLUDE &&
        (term->term.qualifier == SPFEVAL_QUALIFIER_FAIL ||
         term->term.qualifier == SPFEVAL_QUALIFIER_SOFTFAIL)) {
        code = SPFE_LINT_W140;
    } else if (term->term.kind == SPFEVAL_TERM_PTR ||
               (macros & SPFEVAL_MACRO_P) != 0) {
        code = SPFE_LINT_W111;
    } else if ((macros & of_sender) != 0) {
        code = SPFE_LINT_W136;
    } else {
        return false;
    }
    (void)spfe_lint_add_term(lint, code, term);
    return true;
}

/* --- I132 ---------------------------------------------------------------- */

/* The term as the record's canonical form has it, without a final dot. */
static bool
print_canonical(const struct spfeval_lint *lint,
                const struct spfe_lint_term *term, char *room,
                struct spfe_text *out)
{
    struct spfe_term copy = term->term;
    struct spfeval_record record = {
        .text = lint->text, .terms = &copy, .term_count = 1};
    size_t needed;

    if (!spfe_term_is_ip(&copy) && copy.kind != SPFEVAL_TERM_MODIFIER &&
        copy.argument.len > 1 &&
        lint->text.ptr[copy.argument.offset + copy.argument.len - 1] == '.') {
        copy.argument.len--;
    }
    if (spfeval_record_print(&record, room, CANONICAL_MAX, &needed) !=
        SPFEVAL_OK) {
        return false;
    }
    out->ptr = room + VERSION_LEN + 1;
    out->len = (uint32_t)(needed - 1) - (VERSION_LEN + 1);
    return true;
}

static void
find_form(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    char room[CANONICAL_MAX];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text canonical;
    struct spfe_finding *finding;

    if (!print_canonical(lint, term, room, &canonical) ||
        (canonical.len == text.len &&
         memcmp(canonical.ptr, text.ptr, text.len) == 0)) {
        return;
    }
    finding = spfe_lint_add_term(lint, SPFE_LINT_I132, term);
    spfe_lint_value(lint, finding, 1, canonical);
    spfe_lint_fix(lint, finding, term->offset, term->len, canonical);
}

/* Spaces that are too many: behind the last term, or more than one before. */
static void
look_at_spaces(struct spfeval_lint *lint, uint32_t start, uint32_t end)
{
    struct spfe_text nothing = {"", 0};
    uint32_t keep = end < lint->text.len ? 1 : 0;
    struct spfe_finding *finding;

    if (end > start + keep) {
        finding = spfe_lint_add(lint, SPFE_LINT_I132, start + keep,
                                end - start - keep);
        spfe_lint_words(finding, 0, "A space that separates nothing",
                        "Een spatie die niets scheidt");
        spfe_lint_fix(lint, finding, start + keep, end - start - keep,
                      nothing);
    }
}

static void
look_at_version(struct spfeval_lint *lint)
{
    struct spfe_text version = {"v=spf1", VERSION_LEN};
    struct spfe_finding *finding;

    if (spfe_record_has_version(lint->text) &&
        memcmp(lint->text.ptr, version.ptr, VERSION_LEN) != 0) {
        finding = spfe_lint_add(lint, SPFE_LINT_I132, 0, VERSION_LEN);
        spfe_lint_value(lint, finding, 0,
                        spfe_lint_slice(lint, 0, VERSION_LEN));
        spfe_lint_value(lint, finding, 1, version);
        spfe_lint_fix(lint, finding, 0, VERSION_LEN, version);
    }
}

void
spfe_lint_style(struct spfeval_lint *lint)
{
    uint32_t end = lint->first;
    uint32_t i;

    look_at_version(lint);
    for (i = 0; i < lint->term_count; i++) {
        struct spfe_lint_term *term = &lint->terms[i];

        if (!term->told && !find_unwise(lint, term)) {
            find_form(lint, term);
        }
        look_at_spaces(lint, end, term->offset);
        end = term->offset + term->len;
    }
    look_at_spaces(lint, end, lint->text.len);
}
