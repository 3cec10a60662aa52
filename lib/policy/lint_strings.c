/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The character-strings of a TXT record: too long, or joined where a space is
 * missing (SPF-E028, W128, and E011 where that makes the term invalid).
 */
#include <string.h>

#include "base/buf.h"
#include "policy/lint_rules.h"
#include "policy/lint_split.h"

enum {
    STRING_MAX = 255, /* RFC 1035 section 3.3 */
    SPLIT_SHOWN = 160 /* more than a sentence shows */
};

/* The first string that ends behind an offset; end_count when none does. */
static uint32_t
find_string(const struct spfeval_lint *lint, uint32_t offset)
{
    uint32_t low = 0;
    uint32_t high = lint->end_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (lint->ends[middle] > offset) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

bool
spfe_lint_is_boundary(const struct spfeval_lint *lint, uint32_t offset)
{
    uint32_t i = offset == 0 ? lint->end_count : find_string(lint, offset - 1);

    return i < lint->end_count && lint->ends[i] == offset;
}

/* --- E028 ---------------------------------------------------------------- */

/* Where the string that begins here has to end: if possible after a space. */
static uint32_t
find_cut(const struct spfeval_lint *lint, uint32_t start, uint32_t end)
{
    uint32_t at = start + STRING_MAX;

    if (end - start <= STRING_MAX) {
        return end;
    }
    while (at > start && lint->text.ptr[at - 1] != ' ') {
        at--;
    }
    return at > start ? at : start + STRING_MAX;
}

/* "251 ("mx:b.example"), 480 ("-all")": where new strings begin. */
static void
print_split(const struct spfeval_lint *lint, uint32_t start, uint32_t end,
            struct spfe_buf *out)
{
    uint32_t at = start;

    while ((at = find_cut(lint, at, end)) < end && out->length < SPLIT_SHOWN) {
        uint32_t len = 0;

        while (at + len < end && lint->text.ptr[at + len] != ' ') {
            len++;
        }
        if (out->length > 0) {
            spfe_buf_add_text(out, ", ");
        }
        spfe_buf_add_decimal(out, at);
        spfe_buf_add_text(out, " (\"");
        spfe_buf_add(out, lint->text.ptr + at, len);
        spfe_buf_add_text(out, "\")");
    }
}

static void
add_long(struct spfeval_lint *lint, uint32_t start, uint32_t end)
{
    char room[SPLIT_SHOWN];
    struct spfe_text text = {room, 0};
    struct spfe_finding *finding =
        spfe_lint_add(lint, SPFE_LINT_E028, start, end - start);
    struct spfe_buf buf;

    spfe_buf_init(&buf, room, sizeof(room));
    print_split(lint, start, end, &buf);
    text.len = buf.length < sizeof(room) ? (uint32_t)buf.length
                                         : (uint32_t)sizeof(room);
    spfe_lint_number(lint, finding, 0, end - start);
    spfe_lint_value(lint, finding, 1, text);
}

void
spfe_lint_strings(struct spfeval_lint *lint)
{
    uint32_t start = 0;
    uint32_t i;

    for (i = 0; i < lint->end_count; i++) {
        if (lint->ends[i] - start > STRING_MAX) {
            add_long(lint, start, lint->ends[i]);
        }
        start = lint->ends[i];
    }
}

/* --- W128, E011 ---------------------------------------------------------- */

/*
 * Could a term that is valid as a whole have been cut here on purpose? The end
 * of an address, as in "ip6:2001:db8::" "a", or of the last label, as in
 * "include:example.c" "a": no top-level domain has one letter.
 */
static bool
may_be_one(const struct spfe_term *left, uint32_t start, uint32_t at,
           const char *text)
{
    return !spfe_lint_is_sign(text[at]) &&
           (spfe_term_is_ip(left) || at - start < 2 || text[at - 1] == '.' ||
            text[at - 2] == '.');
}

/* The boundaries inside of a term, and what could be terms between them. */
struct cuts {
    uint32_t at[SPFE_LINT_TRIED + 1];        /* the last is the term's end */
    bool rest_is_terms[SPFE_LINT_TRIED + 1]; /* from there, if cut further */
    uint32_t count;
};

static bool
is_term_between(const struct spfeval_lint *lint, uint32_t start, uint32_t end,
                struct spfe_term *out)
{
    return spfe_lint_is_term(spfe_lint_slice(lint, start, end - start), out);
}

/* False when there is no boundary inside, or the term is unusually long. */
static bool
find_cuts(const struct spfeval_lint *lint, const struct spfe_lint_term *term,
          struct cuts *out)
{
    uint32_t end = term->offset + term->len;
    uint32_t before = term->offset;
    uint32_t i = find_string(lint, before);

    out->count = 0;
    if (term->len > SPFE_LINT_TRIED) {
        return false;
    }
    for (; i < lint->end_count && lint->ends[i] < end; i++) {
        if (lint->ends[i] > before) { /* the string is not empty */
            before = lint->ends[i];
            out->at[out->count++] = before;
        }
    }
    out->at[out->count] = end;
    out->rest_is_terms[out->count] = true;
    for (i = out->count; i-- > 0;) {
        out->rest_is_terms[i] =
            is_term_between(lint, out->at[i], end, NULL) ||
            (out->rest_is_terms[i + 1] &&
             is_term_between(lint, out->at[i], out->at[i + 1], NULL));
    }
    return out->count > 0;
}

/*
 * The next boundary, of those from index on, where a space between two terms
 * is missing, so that all behind it can be terms; the number of boundaries when
 * there is none. What is refused as one term needs no proof that it was meant
 * as several.
 */
static uint32_t
find_join(const struct spfeval_lint *lint, const struct cuts *cuts,
          uint32_t start, uint32_t index, struct spfe_term *right)
{
    uint32_t end = cuts->at[cuts->count];
    bool refused = !is_term_between(lint, start, end, NULL);

    for (; index < cuts->count; index++) {
        uint32_t at = cuts->at[index];
        struct spfe_term left;

        if (!cuts->rest_is_terms[index] ||
            (!is_term_between(lint, at, end, right) &&
             !is_term_between(lint, at, cuts->at[index + 1], right))) {
            continue;
        }
        if (!is_term_between(lint, start, at, &left)) {
            continue;
        }
        /* "x=y" may stand in many a text. */
        if (refused || (right->kind != SPFEVAL_TERM_MODIFIER &&
                        !may_be_one(&left, start, at, lint->text.ptr))) {
            break;
        }
    }
    return index;
}

static void
add_join(struct spfeval_lint *lint, struct spfe_finding *finding, uint32_t at,
         const struct spfe_term *right)
{
    struct spfe_text space = {" ", 1};

    if (right->kind == SPFEVAL_TERM_EXP ||
        (right->kind == SPFEVAL_TERM_REDIRECT &&
         (lint->has_redirect || lint->mends_redirect))) {
        return; /* there may be another */
    }
    if (right->kind == SPFEVAL_TERM_REDIRECT) {
        lint->mends_redirect = true;
    }
    spfe_lint_fix(lint, finding, at, 0, space);
}

/* All joins in a valid term. */
static void
look_at_term(struct spfeval_lint *lint, struct spfe_lint_term *term)
{
    uint32_t end = term->offset + term->len;
    uint32_t start = term->offset;
    struct spfe_term right;
    uint32_t index = 0;
    struct cuts cuts;

    if (!find_cuts(lint, term, &cuts)) {
        return;
    }
    while ((index = find_join(lint, &cuts, start, index, &right)) <
           cuts.count) {
        struct spfe_finding *finding;

        start = cuts.at[index++];
        finding = spfe_lint_add(lint, SPFE_LINT_W128, start, end - start);
        spfe_lint_value(lint, finding, 0, spfe_lint_term_text(lint, term));
        add_join(lint, finding, start, &right);
        term->told = true;
        term->glued = true;
    }
}

void
spfe_lint_joins(struct spfeval_lint *lint)
{
    uint32_t i;

    for (i = 0; i < lint->term_count && lint->end_count > 1; i++) {
        if (!lint->terms[i].refused) {
            look_at_term(lint, &lint->terms[i]);
        }
    }
}

bool
spfe_lint_joined(struct spfeval_lint *lint, uint32_t index)
{
    const struct spfe_lint_term *term = &lint->terms[index];
    uint32_t end = term->offset + term->len;
    struct spfe_finding *finding;
    struct spfe_term right;
    struct cuts cuts;
    uint32_t cut;
    uint32_t at;

    if (!find_cuts(lint, term, &cuts)) {
        return false;
    }
    cut = find_join(lint, &cuts, term->offset, 0, &right);
    if (cut == cuts.count) {
        return false;
    }
    at = cuts.at[cut];
    finding = spfe_lint_add(lint, SPFE_LINT_E011, at, end - at);
    spfe_lint_value(lint, finding, 0, spfe_lint_slice(lint, at, end - at));
    add_join(lint, finding, at, &right);
    return true;
}
