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
        if (far < *best && 2 * (size_t)far < strlen(words[i])) {
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

/* "- all": the next term is what the sign belongs to. */
static void
join_next(struct spfeval_lint *lint, uint32_t index,
          struct spfe_finding *finding)
{
    const struct spfe_lint_term *term = &lint->terms[index];
    struct spfe_text text = spfe_lint_term_text(lint, term);
    struct spfe_text nothing = {"", 0};
    char room[1 + SPFE_LINT_TRIED];
    struct spfe_text meant = {room, 0};
    struct spfe_lint_term *next = &lint->terms[index] + 1;

    if (text.len != 1 || !spfe_lint_is_sign(text.ptr[0]) ||
        index + 1 == lint->term_count || next->refused || next->told ||
        next->len > SPFE_LINT_TRIED) {
        return;
    }
    room[0] = text.ptr[0];
    memcpy(room + 1, lint->text.ptr + next->offset, next->len);
    meant.len = 1 + next->len;
    if (spfe_lint_is_term(meant, NULL)) {
        spfe_lint_value(lint, finding, 1, meant);
        spfe_lint_fix(lint, finding, term->offset + 1,
                      next->offset - term->offset - 1, nothing);
        next->told = true;
    }
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
    if (name.len == 0) {
        join_next(lint, index, finding);
        return true;
    }
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

/* A modifier of RFC 6652 section 3, and what its value must be. */
struct report_value {
    const char *name;
    bool (*is_valid)(struct spfe_text value);
    const char *english;
    const char *dutch;
};

/* A local-part, to which the domain is added. */
static bool
is_address(struct spfe_text value)
{
    return value.len > 0 && memchr(value.ptr, '@', value.len) == NULL;
}

static bool
is_percentage(struct spfe_text value)
{
    uint32_t i;

    for (i = 0; i < value.len; i++) {
        if (!spfe_ascii_is((uint8_t)value.ptr[i], SPFE_ASCII_DIGIT)) {
            return false;
        }
    }
    return value.len == 1 || value.len == 2 ||
           (value.len == 3 && memcmp(value.ptr, "100", 3) <= 0);
}

static bool
is_type_list(struct spfe_text value)
{
    struct spfe_text type = {value.ptr, 0};
    uint32_t i;

    for (i = 0; i <= value.len; i++) {
        if (i < value.len && value.ptr[i] != ':') {
            type.len++;
            continue;
        }
        if (!spfe_lint_is_word(type, "all") &&
            (type.len != 1 || memchr("efsnEFSN", type.ptr[0], 8) == NULL)) {
            return false;
        }
        type.ptr = value.ptr + i + 1;
        type.len = 0;
    }
    return true;
}

static const struct report_value report_values[] = {
    {"ra", is_address, "the part of an address before the @",
     "het deel van een adres voor de @"},
    {"rp", is_percentage, "a number from 0 to 100",
     "een getal van 0 tot en met 100"},
    {"rr", is_type_list, "all, e, f, s or n, or some of these with : between",
     "all, e, f, s of n, of een aantal daarvan met : ertussen"},
};

/* NULL when there is nothing wrong with it, or nobody knows. */
static const struct report_value *
find_wrong_value(const struct spfeval_lint *lint,
                 const struct spfe_lint_term *term, struct spfe_text name)
{
    struct spfe_text value = spfe_lint_slice(lint, term->offset + name.len + 1,
                                             term->len - name.len - 1);
    size_t i;

    for (i = 0; i < sizeof(report_values) / sizeof(report_values[0]); i++) {
        const struct report_value *row = &report_values[i];

        if (spfe_lint_is_word(name, row->name)) {
            return row->is_valid(value) ? NULL : row;
        }
    }
    return NULL;
}

void
spfe_lint_modifier(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    uint32_t sign;
    struct spfe_text name =
        spfe_lint_name(spfe_lint_term_text(lint, term), &sign);
    const struct report_value *wrong = find_wrong_value(lint, term, name);
    struct spfe_finding *finding = spfe_lint_add_term(
        lint, wrong != NULL ? SPFE_LINT_I110_VALUE : SPFE_LINT_I110, term);

    spfe_lint_value(lint, finding, 0, name);
    if (wrong != NULL) {
        spfe_lint_words(finding, 1, wrong->english, wrong->dutch);
    } else if (spfe_lint_is_word(name, "ra") ||
               spfe_lint_is_word(name, "rp") ||
               spfe_lint_is_word(name, "rr")) {
        spfe_lint_words(finding, 1, "RFC 6652", NULL);
    }
}
