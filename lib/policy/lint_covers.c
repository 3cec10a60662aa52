/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Networks nest or have nothing in common. So after those that are sorted, the
 * ones that hold the next are all open, like brackets.
 */
#include "policy/lint_covers.h"

#include <string.h>

#include "base/ip.h"
#include "policy/lint_split.h"

/* --- The order ----------------------------------------------------------- */

static int
compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static bool
is_within(const struct spfe_term *a, const struct spfe_term *b,
          unsigned prefix)
{
    return spfe_ip_in_network(a->address, b->address, prefix);
}

/* By the bits of both prefixes; then the wider first. */
static int
compare_networks(const struct spfe_term *a, const struct spfe_term *b)
{
    unsigned a_prefix = spfe_lint_prefix_of(a);
    unsigned b_prefix = spfe_lint_prefix_of(b);

    if (!is_within(a, b, a_prefix < b_prefix ? a_prefix : b_prefix)) {
        return memcmp(a->address, b->address,
                      a->kind == SPFEVAL_TERM_IP4 ? SPFE_IP4_OCTETS
                                                  : SPFE_IP6_OCTETS);
    }
    return compare_numbers(a_prefix, b_prefix);
}

static struct spfe_text
argument_of(const struct spfeval_lint *lint, const struct spfe_term *term)
{
    return spfe_lint_slice(lint, term->argument.offset, term->argument.len);
}

int
spfe_lint_compare_terms(const struct spfeval_lint *lint,
                        const struct spfe_term *a, const struct spfe_term *b)
{
    if (a->kind != b->kind) {
        return compare_numbers(a->kind, b->kind);
    }
    if (spfe_term_is_ip(a)) {
        return compare_networks(a, b);
    }
    if (a->prefix4 != b->prefix4) {
        return compare_numbers(a->prefix4, b->prefix4);
    }
    if (a->prefix6 != b->prefix6) {
        return compare_numbers(a->prefix6, b->prefix6);
    }
    return spfe_lint_compare_specs(argument_of(lint, a), argument_of(lint, b));
}

/* --- Sorting ------------------------------------------------------------- */

static bool
comes_before(const struct spfeval_lint *lint, uint32_t a, uint32_t b)
{
    int order = spfe_lint_compare_terms(lint, &lint->terms[a].term,
                                        &lint->terms[b].term);

    return order != 0 ? order < 0 : a < b;
}

/* Indices are moved: 8 KiB at most, which is less than comparing as many. */
static void
insert(const struct spfeval_lint *lint, uint32_t *items, uint32_t count,
       uint32_t item)
{
    uint32_t low = 0;
    uint32_t high = count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (comes_before(lint, items[middle], item)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    memmove(items + low + 1, items + low, (count - low) * sizeof(*items));
    items[low] = item;
}

/* --- Covers -------------------------------------------------------------- */

static bool
may_cover(const struct spfe_lint_term *term)
{
    return !term->told && !term->refused &&
           term->term.qualifier != SPFEVAL_QUALIFIER_NONE;
}

static bool
covers(const struct spfeval_lint *lint, uint32_t a, uint32_t b)
{
    const struct spfe_term *wide = &lint->terms[a].term;
    const struct spfe_term *term = &lint->terms[b].term;

    if (spfe_term_is_ip(wide) && wide->kind == term->kind) {
        return spfe_lint_prefix_of(wide) <= spfe_lint_prefix_of(term) &&
               is_within(term, wide, spfe_lint_prefix_of(wide));
    }
    return spfe_lint_compare_terms(lint, wide, term) == 0;
}

/*
 * The first of those that are open covers whatever the others do. They are
 * kept in the places of items that have been looked at.
 */
static void
sweep(const struct spfeval_lint *lint, uint32_t *items, uint32_t count,
      uint32_t *first)
{
    uint32_t open = 0;
    uint32_t i;

    for (i = 0; i < count; i++) {
        uint32_t item = items[i];

        while (open > 0 && !covers(lint, items[open - 1], item)) {
            open--;
        }
        if (open > 0 && first[items[open - 1]] < item) {
            first[item] = first[items[open - 1]];
        }
        items[open++] = item;
    }
}

const uint32_t *
spfe_lint_find_covers(struct spfeval_lint *lint, uint32_t count)
{
    uint32_t *first =
        spfe_arena_alloc(&lint->arena, (size_t)2 * count * sizeof(*first));
    uint32_t *items;
    uint32_t compared = 0;
    uint32_t i;

    if (first == NULL) {
        lint->status = lint->arena.status;
        return NULL;
    }
    items = first + count;
    for (i = 0; i < count; i++) {
        first[i] = i;
        if (may_cover(&lint->terms[i])) {
            insert(lint, items, compared++, i);
        }
    }
    sweep(lint, items, compared, first);
    return first;
}
