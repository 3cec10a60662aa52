/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the map of all addresses shows (SPF-W102, W117): everyone passes when
 * all addresses of a family do.
 */
#include "policy/lint_dns.h"

#include "policy/compile.h"

/* --- W102 ---------------------------------------------------------------- */

/* Do all pass? The last of the terms that let them goes to *term. */
static bool
passes_all(const struct spfe_map *map, uint32_t *term)
{
    uint32_t i;

    *term = 0;
    for (i = 0; i < map->count; i++) {
        const struct spfe_piece *piece = &map->pieces[i];

        if (piece->result != SPFEVAL_RESULT_PASS ||
            piece->term == SPFE_NO_TERM) {
            return false;
        }
        if (piece->term > *term) {
            *term = piece->term;
        }
    }
    return map->count > 0;
}

/*
 * Networks that are part of it are not told of as well. True when the text has
 * "/0", of which it is told.
 */
static bool
drop_networks(struct spfe_lint_dns *dns, int family)
{
    uint32_t count = spfe_node_term_count(dns->root);
    uint8_t kind = family == SPFE_V4 ? SPFEVAL_TERM_IP4 : SPFEVAL_TERM_IP6;
    bool is_told = false;
    uint32_t i;

    for (i = 0; i < count; i++) {
        const struct spfe_lint_term *term = spfe_lint_dns_term(dns, i);

        if (term->term.kind != kind) {
            continue;
        }
        if (spfe_lint_has(dns->lint, SPFE_LINT_W117, term)) {
            spfe_lint_drop_warnings(dns->lint, term);
        }
        is_told =
            is_told || spfe_lint_has(dns->lint, SPFE_LINT_W102_FAMILY, term);
    }
    return is_told;
}

static void
tell_everyone(struct spfe_lint_dns *dns, int code, uint32_t term, int family)
{
    struct spfe_finding *finding =
        spfe_lint_dns_add(dns, code, dns->root, term);

    if (code == SPFE_LINT_W102_FAMILY) {
        spfe_lint_number(dns->lint, finding, 1, family == SPFE_V4 ? 4 : 6);
    }
}

void
spfe_lint_dns_everyone(struct spfe_lint_dns *dns)
{
    uint32_t terms[SPFE_FAMILIES];
    bool v4;
    bool v6;

    if (!dns->has_maps || spfe_lint_has(dns->lint, SPFE_LINT_W102, NULL)) {
        return; /* the text says so */
    }
    v4 = passes_all(&dns->root->maps[SPFE_V4], &terms[SPFE_V4]);
    v6 = passes_all(&dns->root->maps[SPFE_V6], &terms[SPFE_V6]);
    v4 = v4 && !drop_networks(dns, SPFE_V4);
    v6 = v6 && !drop_networks(dns, SPFE_V6);
    if (v4 && v6 && terms[SPFE_V4] == terms[SPFE_V6]) {
        tell_everyone(dns, SPFE_LINT_W102, terms[SPFE_V4], SPFE_V4);
        return;
    }
    if (v4) {
        tell_everyone(dns, SPFE_LINT_W102_FAMILY, terms[SPFE_V4], SPFE_V4);
    }
    if (v6) {
        tell_everyone(dns, SPFE_LINT_W102_FAMILY, terms[SPFE_V6], SPFE_V6);
    }
}

/* --- W117 ---------------------------------------------------------------- */

enum { MANY = 1 << 20 };

/* Networks and records that are told of are no surprise in the sum. */
static bool
is_told(const struct spfe_lint_dns *dns, uint32_t index)
{
    const struct spfe_lint_term *term = spfe_lint_dns_term(dns, index);

    return spfe_lint_has(dns->lint, SPFE_LINT_W117, term) ||
           spfe_lint_has(dns->lint, SPFE_LINT_W133, term);
}

static uint64_t
count_passed(const struct spfe_map *map, uint64_t *by_term, uint32_t count)
{
    uint64_t total = 0;
    uint32_t i;

    for (i = 0; i < map->count; i++) {
        const struct spfe_piece *piece = &map->pieces[i];
        uint64_t size = spfe_map_end(map, i).lo - piece->from.lo + 1;

        if (piece->result == SPFEVAL_RESULT_PASS && piece->term < count) {
            by_term[piece->term] += size;
            total += size;
        }
    }
    return total;
}

void
spfe_lint_dns_total(struct spfe_lint_dns *dns)
{
    uint32_t count = spfe_node_term_count(dns->root);
    struct spfeval_lint *lint = dns->lint;
    uint64_t *by_term;
    uint64_t total;
    uint64_t rest;
    uint32_t i;

    if (!dns->has_maps || count == 0 ||
        spfe_lint_has(lint, SPFE_LINT_W102, NULL) ||
        spfe_lint_has(lint, SPFE_LINT_W102_FAMILY, NULL)) {
        return;
    }
    by_term = spfe_arena_alloc(&lint->arena, count * sizeof(*by_term));
    if (by_term == NULL) {
        lint->status = lint->arena.status;
        return;
    }
    memset(by_term, 0, count * sizeof(*by_term));
    total = count_passed(&dns->root->maps[SPFE_V4], by_term, count);
    rest = total;
    for (i = 0; i < count; i++) {
        if (by_term[i] > 0 && is_told(dns, i)) {
            rest -= by_term[i];
        }
    }
    if (rest > MANY) {
        spfe_lint_number(lint, spfe_lint_add(lint, SPFE_LINT_W117_TOTAL, 0, 0),
                         0, total);
    }
}
