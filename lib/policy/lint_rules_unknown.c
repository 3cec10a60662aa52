/* SPDX-License-Identifier: BSD-2-Clause */
/* Names that there are not, and the one that is meant (SPF-E006, I110). */
#include <string.h>

#include "base/ascii.h"
#include "policy/lint_rules.h"
#include "policy/lint_split.h"

static const char *const mechanisms[] = {"all", "include", "a",   "mx",
                                         "ptr", "ip4",     "ip6", "exists"};
enum { MECHANISMS = sizeof(mechanisms) / sizeof(mechanisms[0]) };

struct wrong_name {
    const char *name;
    const char *meant;
};

/* What is written often; the distance of letters finds the rest. */
static const struct wrong_name wrong_names[] = {
    {"ip", "ip4"},           {"ipv4", "ip4"}, {"ip4v", "ip4"},
    {"ipv6", "ip6"},         {"ip6v", "ip6"}, {"prt", "ptr"},
    {"host", "a"},           {"a4", "a"},     {"inlcude", "include"},
    {"includes", "include"}, {"al", "all"},   {"all.", "all"},
    {"exist", "exists"},
};

enum { LONGEST_NAME = 10, NEAR = 2 };

static unsigned
least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* One row of the distance of Damerau and Levenshtein between name and word. */
static void
fill_row(unsigned rows[][LONGEST_NAME + 1], uint32_t i, struct spfe_text name,
         const char *word, uint32_t len)
{
    uint32_t j;

    rows[i][0] = i;
    for (j = 1; j <= len; j++) {
        int octet = spfe_ascii_lower(name.ptr[i - 1]);
        unsigned differ = octet != word[j - 1];
        unsigned best = rows[i - 1][j - 1] + differ;

        best = least(best, rows[i - 1][j] + 1);
        best = least(best, rows[i][j - 1] + 1);
        if (i > 1 && j > 1 && octet == word[j - 2] &&
            spfe_ascii_lower(name.ptr[i - 2]) == word[j - 1]) {
            best = least(best, rows[i - 2][j - 2] + 1);
        }
        rows[i][j] = best;
    }
}

static unsigned
distance(struct spfe_text name, const char *word)
{
    unsigned rows[LONGEST_NAME + 1][LONGEST_NAME + 1];
    uint32_t len = (uint32_t)strlen(word);
    uint32_t i;

    for (i = 0; i <= len; i++) {
        rows[0][i] = i;
    }
    for (i = 1; i <= name.len; i++) {
        fill_row(rows, i, name, word, len);
    }
    return rows[name.len][len];
}

/* The word that is near to a name; *best is how far, and bounds it. */
static const char *
find_nearest(struct spfe_text name, const char *const *words, size_t count,
             unsigned *best)
{
    const char *nearest = NULL;
    size_t i;

    for (i = 0; i < count && name.len <= LONGEST_NAME; i++) {
        unsigned far = distance(name, words[i]);

        /* "xy" is not "mx": more has to agree than to differ. */
        if (far < *best && 2 * far < strlen(words[i])) {
            *best = far;
            nearest = words[i];
        }
    }
    return nearest;
}

const char *
spfe_lint_guess_name(struct spfe_text name)
{
    unsigned best = NEAR + 1;
    size_t i;

    for (i = 0; i < sizeof(wrong_names) / sizeof(wrong_names[0]); i++) {
        if (spfe_lint_is_word(name, wrong_names[i].name)) {
            return wrong_names[i].meant;
        }
    }
    return find_nearest(name, mechanisms, MECHANISMS, &best);
}

bool
spfe_lint_unknown(struct spfeval_lint *lint, uint32_t index)
{
    struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_finding *finding;
    struct spfe_text meant;
    uint32_t sign;
    struct spfe_text name = spfe_lint_name(text, &sign);

    if (term->error.code != SPFEVAL_SYNTAX_UNKNOWN_MECHANISM) {
        return false;
    }
    finding = spfe_lint_add_term(lint, SPFE_LINT_E006, term);
    spfe_lint_value(lint, finding, 0, name);
    meant.ptr = spfe_lint_guess_name(name);
    if (meant.ptr != NULL) {
        meant.len = (uint32_t)strlen(meant.ptr);
        spfe_lint_value(lint, finding, 1, meant);
        if (spfe_lint_is_term_with(text, sign, name.len, meant.ptr)) {
            spfe_lint_fix(lint, finding, term->offset + sign, name.len, meant);
        }
    }
    return true;
}

/* --- I110 ---------------------------------------------------------------- */

/* May the term be made a redirect without a second one or an "all"? */
static bool
wants_redirect(struct spfeval_lint *lint)
{
    if (lint->has_redirect || lint->mends_redirect ||
        lint->all < lint->term_count) {
        return false;
    }
    lint->mends_redirect = true;
    return true;
}

/* "%2" is the term with another name and separator. */
static void
suggest(struct spfeval_lint *lint, struct spfe_lint_term *term,
        uint32_t name_len, const char *meant, char separator)
{
    char room[LONGEST_NAME + 1 + SPFE_LINT_TRIED];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text whole = {room, 0};
    struct spfe_text head = {room, (uint32_t)strlen(meant) + 1};
    struct spfe_finding *finding =
        spfe_lint_add_term(lint, SPFE_LINT_I110_NEAR, term);
    struct spfe_text name = {text.ptr, name_len};

    spfe_lint_value(lint, finding, 0, name);
    if (text.len > SPFE_LINT_TRIED) {
        return;
    }
    memcpy(room, meant, head.len - 1);
    room[head.len - 1] = separator;
    memcpy(room + head.len, text.ptr + name_len + 1, text.len - name_len - 1);
    whole.len = head.len + text.len - name_len - 1;
    if (!spfe_lint_is_term(whole, NULL)) {
        return;
    }
    spfe_lint_value(lint, finding, 1, whole);
    /* Of the modifiers only a redirect can be what the end of it wants. */
    if (separator == ':' || (meant[0] == 'r' && wants_redirect(lint))) {
        spfe_lint_fix(lint, finding, term->offset, name_len + 1, head);
    }
}

bool
spfe_lint_near_modifier(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    static const char *const modifiers[] = {"redirect", "exp"};
    uint32_t sign;
    struct spfe_text name =
        spfe_lint_name(spfe_lint_term_text(lint, term), &sign);
    unsigned best = NEAR + 1;
    const char *modifier = find_nearest(name, modifiers, 2, &best);
    const char *mechanism = find_nearest(name, mechanisms, MECHANISMS, &best);

    if (mechanism != NULL) {
        suggest(lint, term, name.len, mechanism, ':');
    } else if (modifier != NULL) {
        suggest(lint, term, name.len, modifier, '=');
    }
    return mechanism != NULL || modifier != NULL;
}
