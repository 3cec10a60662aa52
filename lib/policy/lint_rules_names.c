/* SPDX-License-Identifier: BSD-2-Clause */
/* Refused terms: signs and names (SPF-E007 to E011, E019). */
#include <string.h>

#include "policy/lint_rules.h"
#include "policy/lint_split.h"

static const char *const mechanisms[] = {"all", "include", "a",   "mx",
                                         "ptr", "ip4",     "ip6", "exists"};
enum { MECHANISMS = sizeof(mechanisms) / sizeof(mechanisms[0]) };

/* --- E010 ---------------------------------------------------------------- */

static void
fix_modifier(struct spfeval_lint *lint, struct spfe_finding *finding,
             const struct spfe_lint_term *term, struct spfe_text name,
             uint32_t sign)
{
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text colon = {":", 1};
    struct spfe_text nothing = {"", 0};

    if (sign == 1 && spfe_lint_is_term_with(text, sign + name.len, 1, ":")) {
        spfe_lint_fix(lint, finding, term->offset + sign + name.len, 1, colon);
    } else if ((spfe_lint_is_word(name, "redirect") ||
                spfe_lint_is_word(name, "exp")) &&
               spfe_lint_is_term_with(text, 0, sign, "")) {
        spfe_lint_fix(lint, finding, term->offset, sign, nothing);
    }
}

bool
spfe_lint_sign(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text nothing = {"", 0};
    struct spfe_finding *finding;
    uint32_t sign;
    struct spfe_text name = spfe_lint_name(text, &sign);

    if (term->error.code == SPFEVAL_SYNTAX_QUALIFIED_MODIFIER) {
        finding = spfe_lint_add_term(lint, SPFE_LINT_E010, term);
        spfe_lint_words(finding, 1, "a modifier takes no qualifier",
                        "een modifier heeft geen kwalificatie");
        fix_modifier(lint, finding, term, name, sign);
        return true;
    }
    if (sign < 2) {
        return false;
    }
    finding = spfe_lint_add_term(lint, SPFE_LINT_E010, term);
    spfe_lint_words(finding, 1, "only one qualifier is allowed",
                    "er mag maar een kwalificatie staan");
    if (sign == 2 && text.ptr[0] == text.ptr[1] &&
        spfe_lint_is_term_with(text, 0, 1, "")) {
        spfe_lint_fix(lint, finding, term->offset, 1, nothing);
    }
    return true;
}

/* --- E009 ---------------------------------------------------------------- */

bool
spfe_lint_colon(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text equals = {"=", 1};
    struct spfe_finding *finding;
    uint32_t sign;
    struct spfe_text name = spfe_lint_name(text, &sign);
    uint32_t at = sign + name.len;

    if (sign > 0 || at >= text.len || text.ptr[at] != ':' ||
        (!spfe_lint_is_word(name, "redirect") &&
         !spfe_lint_is_word(name, "exp"))) {
        return false;
    }
    finding = spfe_lint_add_term(lint, SPFE_LINT_E009, term);
    spfe_lint_value(lint, finding, 0, name);
    spfe_lint_value(
        lint, finding, 1,
        spfe_lint_slice(lint, term->offset + at + 1, text.len - at - 1));
    if (spfe_lint_is_term_with(text, at, 1, "=")) {
        spfe_lint_fix(lint, finding, term->offset + at, 1, equals);
    }
    return true;
}

/* --- E019 ---------------------------------------------------------------- */

/* "include: example.com": the next term is the value of this one. */
static void
join_next(struct spfeval_lint *lint, uint32_t index,
          struct spfe_finding *finding)
{
    const struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_lint_term *next = &lint->terms[index + 1];
    uint32_t end = term->offset + term->len;
    struct spfe_text nothing = {"", 0};
    struct spfe_text both = spfe_lint_slice(
        lint, term->offset, next->offset + next->len - term->offset);

    if (next->refused &&
        spfe_lint_is_term_with(both, term->len, next->offset - end, "")) {
        spfe_lint_fix(lint, finding, end, next->offset - end, nothing);
        next->told = true;
    }
}

bool
spfe_lint_missing(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_finding *finding;

    if (term->error.code != SPFEVAL_SYNTAX_ARGUMENT_MISSING) {
        return false;
    }
    finding = spfe_lint_add_term(lint, SPFE_LINT_E019, term);
    if (index + 1 < lint->term_count) {
        join_next(lint, index, finding);
    }
    return true;
}

/* --- E011 ---------------------------------------------------------------- */

/* A sign before a mechanism, or a mechanism's name before ":" or the end. */
static bool
starts_term(struct spfe_text text)
{
    uint32_t sign;
    struct spfe_text name = spfe_lint_name(text, &sign);
    size_t i;

    if (sign > 1 || (sign == 0 && name.len < 3)) {
        return false;
    }
    for (i = 0; i < MECHANISMS; i++) {
        if (spfe_lint_is_word(name, mechanisms[i])) {
            return true;
        }
    }
    return spfe_lint_is_word(name, "redirect") && name.len < text.len;
}

uint32_t
spfe_lint_find_glued(struct spfe_text text)
{
    uint32_t at;

    /* "aall" is a slip of the finger: one letter is no term to split off. */
    for (at = 2; at < text.len && text.len <= SPFE_LINT_TRIED; at++) {
        struct spfe_text left = {text.ptr, at};
        struct spfe_text right = {text.ptr + at, text.len - at};

        if (starts_term(right) && spfe_lint_is_term(left, NULL) &&
            spfe_lint_is_term(right, NULL)) {
            return at;
        }
    }
    return 0;
}

bool
spfe_lint_glued(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text space = {" ", 1};
    struct spfe_finding *finding;
    uint32_t at = spfe_lint_find_glued(text);

    if (at == 0) {
        return false;
    }
    text.ptr += at;
    text.len -= at;
    finding = spfe_lint_add(lint, SPFE_LINT_E011, term->offset + at, text.len);
    spfe_lint_value(lint, finding, 0, text);
    spfe_lint_fix(lint, finding, term->offset + at, 0, space);
    return true;
}

/* --- E007, E008 ---------------------------------------------------------- */

static bool
add_bare_address(struct spfeval_lint *lint, struct spfe_lint_term *term,
                 uint32_t sign, const char *name)
{
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text fix = {name, 4};
    struct spfe_finding *finding;

    if (!spfe_lint_is_term_with(text, sign, 0, name)) {
        return false;
    }
    finding = spfe_lint_add_term(lint, SPFE_LINT_E007, term);
    fix.len = 3;
    spfe_lint_value(lint, finding, 1, fix);
    fix.len = 4;
    spfe_lint_fix(lint, finding, term->offset + sign, 0, fix);
    return true;
}

bool
spfe_lint_bare(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    uint32_t sign;
    struct spfe_text name = spfe_lint_name(text, &sign);

    if (add_bare_address(lint, term, sign, "ip4:") ||
        add_bare_address(lint, term, sign, "ip6:")) {
        return true;
    }
    if (sign + name.len < text.len ||
        memchr(name.ptr, '.', name.len) == NULL ||
        !spfe_lint_is_term_with(text, sign, 0, "a:")) {
        return false;
    }
    spfe_lint_value(lint, spfe_lint_add_term(lint, SPFE_LINT_E008, term), 0,
                    name);
    return true;
}
