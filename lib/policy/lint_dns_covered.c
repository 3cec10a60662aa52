/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Terms that decide for no address, since those before them do (SPF-W113,
 * W114).
 */
#include "policy/lint_dns.h"

#include "dns/records.h"
#include "policy/compile.h"

enum {
    NAMED = 5,              /* terms that are named */
    TERM_SHOWN = 200,       /* octets of each */
    WORK = 10 * 1000 * 1000 /* pieces that are looked at in all */
};

static const size_t family_len[SPFE_FAMILIES] = {SPFE_IP4_OCTETS,
                                                 SPFE_IP6_OCTETS};

/* What decides for the addresses that one term matches. */
struct cover {
    struct spfe_lint_dns *dns;
    uint32_t *seen; /* by term: for which one it was seen last, from 1 */
    uint32_t index; /* the term */
    uint32_t count; /* of those that decide */
    uint32_t named[NAMED]; /* the first of them, in the order of the record */
    bool matches;          /* there are addresses */
    bool is_open;          /* for some, no term before it decides */
    bool is_alike; /* all are includes with the same sign as this one */
    uint32_t work;
};

/* --- What a term matches ------------------------------------------------- */

static void
insert(struct cover *cover, uint32_t term)
{
    uint32_t at = cover->count < NAMED ? cover->count : NAMED;

    while (at > 0 && cover->named[at - 1] > term) {
        if (at < NAMED) {
            cover->named[at] = cover->named[at - 1];
        }
        at--;
    }
    if (at < NAMED) {
        cover->named[at] = term;
    }
    cover->count++;
}

static void
note(struct cover *cover, uint32_t term)
{
    const struct spfe_node *root = cover->dns->root;

    if (term >= cover->index) {
        cover->is_open = true;
    } else if (cover->seen[term] != cover->index + 1) {
        cover->seen[term] = cover->index + 1;
        insert(cover, term);
        cover->is_alike =
            cover->is_alike &&
            spfe_node_term(root, term)->kind == SPFEVAL_TERM_INCLUDE &&
            spfe_node_term(root, term)->qualifier ==
                spfe_node_term(root, cover->index)->qualifier;
    }
}

static void
add_range(struct cover *cover, int family, struct spfe_point first,
          struct spfe_point last)
{
    const struct spfe_map *map = &cover->dns->root->maps[family];
    const struct spfe_piece *piece = spfe_map_find(map, first);
    const struct spfe_piece *end = map->pieces + map->count;

    cover->matches = true;
    for (; piece < end && !cover->is_open && cover->work < WORK &&
           spfe_point_compare(piece->from, last) <= 0;
         piece++) {
        cover->work++;
        note(cover, piece->term);
    }
}

static void
add_network(struct cover *cover, int family, const uint8_t *address)
{
    const struct spfe_term *term =
        spfe_node_term(cover->dns->root, cover->index);
    struct spfe_point first;
    struct spfe_point last;

    spfe_point_network(address, family_len[family],
                       family == SPFE_V4 ? term->prefix4 : term->prefix6,
                       &first, &last);
    add_range(cover, family, first, last);
}

/* What is not known may be what the term is there for. */
static void
add_answer(struct cover *cover, int family, const struct spfe_lookup *lookup)
{
    struct spfe_rr_cursor records;
    struct spfe_rr rr;

    if (!spfe_lookup_is_known(lookup)) {
        cover->is_open = true;
        return;
    }
    records = spfe_answer_records(&lookup->answer);
    while (spfe_rr_next(&records, &rr)) {
        add_network(cover, family, rr.address);
    }
}

static void
add_hosts(struct cover *cover, int family)
{
    const struct spfe_facts *facts = &cover->dns->root->facts[cover->index];
    uint32_t i;

    if (!facts->hosts_listed ||
        (facts->host_count == SPFE_WALK_HOSTS &&
         facts->question->answer.count > SPFE_WALK_HOSTS)) {
        cover->is_open = true; /* some were not looked at */
    }
    for (i = 0; i < facts->host_count; i++) {
        add_answer(cover, family, facts->hosts[i].addresses[family]);
    }
}

/*
 * For whom an include decides: those whom its record passes, and all, with a
 * permerror, when there is none that is valid (RFC 7208 section 5.2).
 */
static void
add_included(struct cover *cover, int family)
{
    const struct spfe_facts *facts = &cover->dns->root->facts[cover->index];
    const struct spfe_node *child = facts->child;
    const struct spfe_map *map;
    uint32_t i;

    if (child == NULL || !child->compiled || !spfe_node_is_known(child) ||
        child->unsure[family]) {
        cover->is_open = true;
        return;
    }
    map = &child->maps[family];
    for (i = 0; i < map->count && !cover->is_open && cover->work < WORK; i++) {
        cover->work++;
        if (map->pieces[i].result == SPFEVAL_RESULT_PASS ||
            child->found->record == NULL) {
            add_range(cover, family, map->pieces[i].from,
                      spfe_map_end(map, i));
        }
    }
}

static void
add_term(struct cover *cover, int family)
{
    const struct spfe_term *term =
        spfe_node_term(cover->dns->root, cover->index);
    const struct spfe_facts *facts = &cover->dns->root->facts[cover->index];

    switch (term->kind) {
    case SPFEVAL_TERM_IP4:
    case SPFEVAL_TERM_IP6:
        if ((term->kind == SPFEVAL_TERM_IP4) == (family == SPFE_V4)) {
            add_network(cover, family, term->address);
        }
        break;
    case SPFEVAL_TERM_A:
        add_answer(cover, family, facts->addresses[family]);
        break;
    case SPFEVAL_TERM_MX:
        add_hosts(cover, family);
        break;
    case SPFEVAL_TERM_INCLUDE:
        add_included(cover, family);
        break;
    default:
        cover->is_open = true;
        break;
    }
}

static bool
is_covered(struct cover *cover, uint32_t index)
{
    cover->index = index;
    cover->count = 0;
    cover->matches = false;
    cover->is_open = false;
    cover->is_alike =
        spfe_node_term(cover->dns->root, index)->kind == SPFEVAL_TERM_INCLUDE;
    add_term(cover, SPFE_V4);
    add_term(cover, SPFE_V6);
    return cover->matches && !cover->is_open && cover->work < WORK;
}

/* --- Telling ------------------------------------------------------------- */

static void
set_named(const struct cover *cover, struct spfe_finding *finding)
{
    char room[NAMED * (TERM_SHOWN + 4) + 4];
    struct spfe_buf buf;
    uint32_t i;

    spfe_buf_init(&buf, room, sizeof(room));
    for (i = 0; i < cover->count && i < NAMED; i++) {
        struct spfe_text term =
            spfe_node_term_text(cover->dns->root, cover->named[i]);

        spfe_buf_add_text(&buf, i == 0 ? "\"" : ", \"");
        spfe_buf_add(&buf, term.ptr,
                     term.len < TERM_SHOWN ? term.len : TERM_SHOWN);
        spfe_buf_add_octet(&buf, '"');
    }
    if (cover->count > NAMED) {
        spfe_buf_add_text(&buf, ", ...");
    }
    spfe_lint_whole(cover->dns->lint, finding, 1, spfe_lint_dns_written(&buf));
}

static void
add_dead(const struct cover *cover)
{
    struct spfe_lint_dns *dns = cover->dns;
    const struct spfe_node *root = dns->root;
    int one = cover->is_alike ? SPFE_LINT_W114 : SPFE_LINT_W113;
    int several =
        cover->is_alike ? SPFE_LINT_W114_SEVERAL : SPFE_LINT_W113_SEVERAL;
    struct spfe_finding *finding = spfe_lint_dns_add(
        dns, cover->count == 1 ? one : several, root, cover->index);

    if (cover->count == 1) {
        spfe_lint_value(dns->lint, finding, 1,
                        spfe_node_term_text(root, cover->named[0]));
    } else {
        set_named(cover, finding);
    }
    if (cover->is_alike) {
        spfe_lint_number(dns->lint, finding, 2,
                         1 + root->facts[cover->index].child->all_lookups);
    }
    spfe_lint_dns_term(dns, cover->index)->dead = true;
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

void
spfe_lint_dns_covered(struct spfe_lint_dns *dns)
{
    uint32_t count = spfe_node_term_count(dns->root);
    struct cover cover = {.dns = dns};
    uint32_t i;

    if (!dns->has_maps || count == 0 || is_broken(&dns->root->maps[SPFE_V4]) ||
        is_broken(&dns->root->maps[SPFE_V6])) {
        return;
    }
    cover.seen = spfe_arena_alloc(&dns->lint->arena, count * sizeof(uint32_t));
    if (cover.seen == NULL) {
        dns->lint->status = dns->lint->arena.status;
        return;
    }
    memset(cover.seen, 0, count * sizeof(uint32_t));
    for (i = 0; i < count && cover.work < WORK; i++) {
        if (spfe_lint_dns_wants(dns, i) && is_covered(&cover, i)) {
            add_dead(&cover);
        }
    }
}
