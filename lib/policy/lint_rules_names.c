/* SPDX-License-Identifier: BSD-2-Clause */
/* Refused terms: signs, separators, and names (SPF-E007 to E012, E019). */
#include <string.h>

#include "policy/lint_rules.h"
#include "policy/lint_split.h"

static const char *const mechanisms[] = {"all", "include", "a",   "mx",
                                         "ptr", "ip4",     "ip6", "exists"};
enum { MECHANISMS = sizeof(mechanisms) / sizeof(mechanisms[0]) };

/* --- E012 ---------------------------------------------------------------- */

static bool
is_separator(char octet)
{
    return octet == ',' || octet == ';';
}

/* Are all parts between commas and semicolons terms? */
static bool
parts_are_terms(struct spfe_text text)
{
    uint32_t start = 0;
    uint32_t at;

    for (at = 0; at <= text.len; at++) {
        struct spfe_text part = {text.ptr + start, at - start};

        if (at < text.len && !is_separator(text.ptr[at])) {
            continue;
        }
        if (part.len > 0 && !spfe_lint_is_term(part, NULL)) {
            return false;
        }
        start = at + 1;
    }
    return true;
}

static void
add_separator(struct spfeval_lint *lint, const struct spfe_lint_term *term,
              uint32_t at, uint32_t len)
{
    struct spfe_text space = {" ", 1};
    struct spfe_finding *finding =
        spfe_lint_add(lint, SPFE_LINT_E012, at, len);

    spfe_lint_value(lint, finding, 0, spfe_lint_slice(lint, at, len));
    if (len == term->len) {
        spfe_lint_fix_remove(lint, finding, term);
        return;
    }
    if (at == term->offset || at + len == term->offset + term->len) {
        space.len = 0;
    }
    spfe_lint_fix(lint, finding, at, len, space);
}

bool
spfe_lint_separator(struct spfeval_lint *lint, uint32_t index)
{
    const struct spfe_lint_term *term = &lint->terms[index];
    uint32_t end = term->offset + term->len;
    uint32_t at = term->offset;
    bool found = false;

    if (!parts_are_terms(spfe_lint_term_text(lint, term))) {
        return false;
    }
    while (at < end) {
        uint32_t len = 0;

        while (at + len < end && is_separator(lint->text.ptr[at + len])) {
            len++;
        }
        if (len > 0) {
            add_separator(lint, term, at, len);
            found = true;
        }
        at += len + 1;
    }
    return found;
}

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

bool
spfe_lint_glued(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text space = {" ", 1};
    struct spfe_finding *finding;
    uint32_t at;

    /* "aall" is a slip of the finger: one letter is no term to split off. */
    for (at = 2; at < text.len && text.len <= SPFE_LINT_TRIED; at++) {
        struct spfe_text left = {text.ptr, at};
        struct spfe_text right = {text.ptr + at, text.len - at};

        if (starts_term(right) && spfe_lint_is_term(left, NULL) &&
            spfe_lint_is_term(right, NULL)) {
            finding = spfe_lint_add(lint, SPFE_LINT_E011, term->offset + at,
                                    right.len);
            spfe_lint_value(lint, finding, 0, right);
            spfe_lint_fix(lint, finding, term->offset + at, 0, space);
            return true;
        }
    }
    return false;
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
