/* SPDX-License-Identifier: BSD-2-Clause */
/* How a record ends, and terms without effect (SPF-W101 to W109, I110). */
#include <string.h>

#include "base/ascii.h"
#include "policy/lint_rules.h"
#include "policy/lint_split.h"

/* Does a refused term hold what would have been the end of the record? */
static bool
may_be_end(struct spfe_text text)
{
    uint32_t at;
    const char *meant = spfe_lint_guess_name(spfe_lint_name(text, &at));

    if (meant != NULL && memcmp(meant, "al", 2) == 0) { /* "all" alone */
        return true;
    }
    for (at = 0; at + 3 <= text.len; at++) {
        if (spfe_ascii_equal(text.ptr + at, "all", 3) ||
            (at + 8 <= text.len &&
             spfe_ascii_equal(text.ptr + at, "redirect", 8))) {
            return true;
        }
    }
    return false;
}

/* Is this the end of a name under one of the common top-level domains? */
static bool
has_common_top(struct spfe_text text)
{
    static const char *const tops[] = {"com", "net", "org",  "edu",
                                       "gov", "mil", "info", "example"};
    struct spfe_text label = {text.ptr + text.len, 0};
    size_t i;

    while (label.len < text.len && label.ptr[-1] != '.') {
        label.ptr--;
        label.len++;
    }
    for (i = 0; i < sizeof(tops) / sizeof(tops[0]); i++) {
        if (spfe_lint_is_word(label, tops[i])) {
            return true;
        }
    }
    return label.len == 2;
}

/*
 * "include:example.com-all" and "a:example.comall" are valid names, but no
 * such top-level domain exists. Of the two only the first says what it wants.
 */
static void
suggest_end(struct spfeval_lint *lint, struct spfe_finding *finding)
{
    const struct spfe_lint_term *term;
    char room[SPFE_LINT_TRIED + 5];
    struct spfe_text space = {" ", 1};
    struct spfe_text left;
    struct spfe_text meant = {room, 0};
    bool has_sign;

    if (lint->term_count == 0) {
        return;
    }
    term = &lint->terms[lint->term_count - 1];
    if (term->refused || term->len < 5 || term->len > SPFE_LINT_TRIED) {
        return;
    }
    left = spfe_lint_term_text(lint, term);
    left.len -= 3;
    if (!spfe_ascii_equal(left.ptr + left.len, "all", 3)) {
        return;
    }
    has_sign = left.ptr[left.len - 1] == '-';
    left.len -= has_sign ? 1 : 0;
    if (!spfe_lint_is_term(left, NULL) || !has_common_top(left)) {
        return;
    }
    memcpy(room, left.ptr, left.len);
    memcpy(room + left.len, " -all", 5);
    meant.len = left.len + 5;
    spfe_lint_value(lint, finding, 0, meant);
    if (has_sign) {
        /* With another correction as well, what is left may be no term. */
        spfe_lint_fix_later(lint, term);
        spfe_lint_fix(lint, finding, term->offset + left.len, 0, space);
    }
}

/* W101 */
static void
find_no_end(struct spfeval_lint *lint)
{
    uint32_t i;

    if (lint->all < lint->term_count || lint->has_redirect) {
        return;
    }
    for (i = 0; i < lint->term_count; i++) {
        if ((lint->terms[i].refused || lint->terms[i].glued) &&
            may_be_end(spfe_lint_term_text(lint, &lint->terms[i]))) {
            return;
        }
    }
    suggest_end(lint, spfe_lint_add(lint, SPFE_LINT_W101, lint->text.len, 0));
}

/* W102, W103, I104 */
static void
find_end(struct spfeval_lint *lint)
{
    struct spfe_lint_term *term;
    int code;

    if (lint->all == lint->term_count) {
        find_no_end(lint);
        return;
    }
    term = &lint->terms[lint->all];
    if (term->told) {
        return; /* "- all" */
    }
    switch (term->term.qualifier) {
    case SPFEVAL_QUALIFIER_PASS:
        code = SPFE_LINT_W102;
        break;
    case SPFEVAL_QUALIFIER_NEUTRAL:
        code = SPFE_LINT_W103;
        break;
    case SPFEVAL_QUALIFIER_SOFTFAIL:
        code = SPFE_LINT_I104;
        break;
    default:
        return;
    }
    (void)spfe_lint_add_term(lint, code, term);
}

static struct spfe_text
name_of(const struct spfeval_lint *lint, const struct spfe_lint_term *term)
{
    uint32_t sign;

    return spfe_lint_name(spfe_lint_term_text(lint, term), &sign);
}

/* W108; the dead terms after it have the same cause. */
static bool
find_second_version(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];
    uint32_t dead = 0;
    uint32_t i;

    if (!spfe_lint_is_word(spfe_lint_term_text(lint, term), "v=spf1")) {
        return false;
    }
    for (i = index + 1; i < lint->term_count; i++) {
        if (lint->all < i && !lint->terms[i].refused) {
            lint->terms[i].told = true;
            lint->terms[i].dead = true;
            dead++;
        }
    }
    spfe_lint_number(lint, spfe_lint_add_term(lint, SPFE_LINT_W108, term), 0,
                     dead);
    return true;
}

/* W109 */
static bool
find_equals(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    static const char *const mechanisms[] = {"ip4", "ip6", "include", "a",
                                             "mx",  "ptr", "exists",  "all"};
    char room[SPFE_LINT_TRIED];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text name = name_of(lint, term);
    struct spfe_text colon = {":", 1};
    struct spfe_text meant = {room, text.len};
    struct spfe_finding *finding;
    size_t i = 0;

    while (!spfe_lint_is_word(name, mechanisms[i])) {
        if (++i == sizeof(mechanisms) / sizeof(mechanisms[0])) {
            return false;
        }
    }
    finding = spfe_lint_add_term(lint, SPFE_LINT_W109, term);
    if (spfe_lint_is_term_with(text, name.len, 1, ":")) {
        memcpy(room, text.ptr, text.len);
        room[name.len] = ':';
        spfe_lint_value(lint, finding, 1, meant);
        spfe_lint_fix(lint, finding, term->offset + name.len, 1, colon);
    }
    return true;
}

/* W106: which of the two is meant, nobody can tell. W109, I110 */
static void
look_at_modifier(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    if (term->term.kind == SPFEVAL_TERM_REDIRECT) {
        if (lint->all < lint->term_count) {
            struct spfe_finding *finding =
                spfe_lint_add_term(lint, SPFE_LINT_W106, term);

            spfe_lint_value(
                lint, finding, 1,
                spfe_lint_term_text(lint, &lint->terms[lint->all]));
        }
    } else if (term->term.kind == SPFEVAL_TERM_MODIFIER &&
               !find_equals(lint, term) &&
               !spfe_lint_near_modifier(lint, term)) {
        spfe_lint_modifier(lint, term);
    }
}

/* W105, W107: nothing else about them matters. */
static void
look_at_dead(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    struct spfe_finding *finding;

    if (term->term.qualifier == SPFEVAL_QUALIFIER_NONE) {
        return; /* a modifier counts wherever it stands */
    }
    term->dead = true;
    if (term->term.kind == SPFEVAL_TERM_ALL) {
        finding = spfe_lint_add_term(lint, SPFE_LINT_W107, term);
        if (term->term.qualifier == lint->terms[lint->all].term.qualifier) {
            spfe_lint_fix_remove(lint, finding, term);
        }
    } else {
        (void)spfe_lint_add_term(lint, SPFE_LINT_W105, term);
    }
}

void
spfe_lint_structure(struct spfeval_lint *lint)
{
    uint32_t i;

    for (i = 0; i < lint->term_count; i++) {
        if (!lint->terms[i].told && find_second_version(lint, i)) {
            break;
        }
    }
    for (i = 0; i < lint->term_count; i++) {
        if (!lint->terms[i].told) {
            look_at_modifier(lint, &lint->terms[i]);
        }
        if (!lint->terms[i].told && i > lint->all) {
            look_at_dead(lint, &lint->terms[i]);
        }
    }
    find_end(lint);
}
