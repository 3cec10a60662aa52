/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the map of all addresses shows (SPF-W102, W113, W114, W117): a term is
 * dead when it decides for no address, and everyone passes when all addresses
 * of a family do.
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

/* Networks that are part of it are not told of as well. */
static void
drop_networks(struct spfe_lint_dns *dns, int family)
{
    uint32_t count = spfe_node_term_count(dns->root);
    uint8_t kind = family == SPFE_V4 ? SPFEVAL_TERM_IP4 : SPFEVAL_TERM_IP6;
    uint32_t i;

    for (i = 0; i < count; i++) {
        const struct spfe_lint_term *term = spfe_lint_dns_term(dns, i);

        if (term->term.kind == kind &&
            spfe_lint_has(dns->lint, SPFE_LINT_W117, term)) {
            spfe_lint_drop_warnings(dns->lint, term);
        }
    }
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
    if (v4) {
        drop_networks(dns, SPFE_V4);
    }
    if (v6) {
        drop_networks(dns, SPFE_V6);
    }
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

/* --- W113, W114 ---------------------------------------------------------- */

/* An address that a term matches. */
struct sample {
    struct spfe_point point;
    int family;
    bool is_there;
};

static void
take(struct sample *sample, int family, const uint8_t *octets)
{
    static const size_t lens[SPFE_FAMILIES] = {SPFE_IP4_OCTETS,
                                               SPFE_IP6_OCTETS};

    sample->point = spfe_point_of(octets, lens[family]);
    sample->family = family;
    sample->is_there = true;
}

static void
take_answer(struct sample *sample, int family,
            const struct spfe_lookup *lookup)
{
    struct spfe_rr_cursor records;
    struct spfe_rr rr;

    if (!sample->is_there && spfe_lint_dns_is_ok(lookup)) {
        records = spfe_answer_records(&lookup->answer);
        if (spfe_rr_next(&records, &rr)) {
            take(sample, family, rr.address);
        }
    }
}

/* One that an included record passes. */
static void
take_passed(struct sample *sample, const struct spfe_node *child)
{
    int family;
    uint32_t i;

    for (family = 0; family < SPFE_FAMILIES; family++) {
        const struct spfe_map *map = &child->maps[family];

        for (i = 0; i < map->count && !sample->is_there; i++) {
            if (map->pieces[i].result == SPFEVAL_RESULT_PASS) {
                sample->point = map->pieces[i].from;
                sample->family = family;
                sample->is_there = true;
            }
        }
    }
}

/* False when all that the term matches is not known. */
static bool
sample_term(const struct spfe_node *node, uint32_t index,
            struct sample *sample)
{
    const struct spfe_term *term = spfe_node_term(node, index);
    const struct spfe_facts *facts = &node->facts[index];
    int family;
    uint32_t i;

    if (facts->host_count == SPFE_WALK_HOSTS &&
        facts->question->answer.count > SPFE_WALK_HOSTS) {
        return false; /* some were not looked at */
    }
    for (family = 0; family < SPFE_FAMILIES; family++) {
        if (term->kind == SPFEVAL_TERM_A) {
            if (!spfe_lookup_is_known(facts->addresses[family])) {
                return false;
            }
            take_answer(sample, family, facts->addresses[family]);
        }
        for (i = 0; i < facts->host_count; i++) {
            if (!spfe_lookup_is_known(facts->hosts[i].addresses[family])) {
                return false;
            }
            take_answer(sample, family, facts->hosts[i].addresses[family]);
        }
    }
    if (spfe_term_is_ip(term)) {
        take(sample, term->kind == SPFEVAL_TERM_IP4 ? SPFE_V4 : SPFE_V6,
             term->address);
    }
    if (term->kind == SPFEVAL_TERM_INCLUDE && facts->child != NULL &&
        facts->child->compiled && facts->child->unknown[SPFE_V4] == 0 &&
        facts->child->unknown[SPFE_V6] == 0) {
        take_passed(sample, facts->child);
    }
    return true;
}

/* Which terms decide for some address. */
static bool *
list_deciding(struct spfe_lint_dns *dns)
{
    uint32_t count = spfe_node_term_count(dns->root);
    bool *decides = spfe_arena_alloc(&dns->lint->arena, count);
    int family;
    uint32_t i;

    if (decides == NULL) {
        dns->lint->status = dns->lint->arena.status;
        return NULL;
    }
    memset(decides, 0, count);
    for (family = 0; family < SPFE_FAMILIES; family++) {
        const struct spfe_map *map = &dns->root->maps[family];

        for (i = 0; i < map->count; i++) {
            if (map->pieces[i].term < count) {
                decides[map->pieces[i].term] = true;
            }
        }
    }
    return decides;
}

/* Where an include is broken, what comes behind it decides nothing. */
static bool
is_broken(const struct spfe_map *map)
{
    uint32_t i = 0;

    while (i < map->count &&
           map->pieces[i].result != SPFEVAL_RESULT_PERMERROR) {
        i++;
    }
    return i < map->count;
}

static void
add_dead(struct spfe_lint_dns *dns, uint32_t index, uint32_t by)
{
    const struct spfe_node *root = dns->root;
    bool is_include =
        spfe_node_term(root, index)->kind == SPFEVAL_TERM_INCLUDE &&
        spfe_node_term(root, by)->kind == SPFEVAL_TERM_INCLUDE;
    struct spfe_finding *finding = spfe_lint_dns_add(
        dns, is_include ? SPFE_LINT_W114 : SPFE_LINT_W113, root, index);

    spfe_lint_value(dns->lint, finding, 1, spfe_node_term_text(root, by));
    if (is_include) {
        spfe_lint_number(dns->lint, finding, 2,
                         1 + root->facts[index].child->all_lookups);
    }
    spfe_lint_dns_term(dns, index)->dead = true;
}

void
spfe_lint_dns_covered(struct spfe_lint_dns *dns)
{
    uint32_t count = spfe_node_term_count(dns->root);
    bool *decides;
    uint32_t i;

    if (!dns->has_maps || count == 0 || is_broken(&dns->root->maps[SPFE_V4]) ||
        is_broken(&dns->root->maps[SPFE_V6])) {
        return;
    }
    decides = list_deciding(dns);
    for (i = 0; i < count && decides != NULL; i++) {
        struct sample sample = {.is_there = false};
        uint32_t by;

        if (decides[i] || !spfe_lint_dns_wants(dns, i) ||
            !sample_term(dns->root, i, &sample) || !sample.is_there) {
            continue;
        }
        by =
            spfe_map_find(&dns->root->maps[sample.family], sample.point)->term;
        if (by < i) {
            add_dead(dns, i, by);
        }
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
