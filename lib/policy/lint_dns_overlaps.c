/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Terms with the same result that share addresses, without one of them being
 * dead (SPF-W115).
 */
#include "policy/lint_dns.h"

#include <spfeval/result.h>

#include "dns/records.h"
#include "policy/address_map.h"
#include "policy/lint_split.h"

enum {
    NETWORKS = 2048, /* compared with one another, which takes their square */
    WORK = 10 * 1000 * 1000 /* pieces of includes that are looked at */
};

struct network {
    struct spfe_point first;
    struct spfe_point last;
    uint32_t term;
    uint8_t family;
};

struct networks {
    struct spfe_lint_dns *dns;
    struct network *all;
    uint32_t count;
    uint32_t includes[SPFE_WALK_NODES];
    uint32_t include_count;
    uint32_t work;
};

static void
add(struct networks *networks, uint32_t index, int family,
    const uint8_t *address)
{
    static const size_t lens[SPFE_FAMILIES] = {SPFE_IP4_OCTETS,
                                               SPFE_IP6_OCTETS};
    const struct spfe_term *term = spfe_node_term(networks->dns->root, index);
    struct network *network;

    if (networks->count < NETWORKS) {
        network = &networks->all[networks->count++];
        network->term = index;
        network->family = (uint8_t)family;
        spfe_point_network(address, lens[family],
                           family == SPFE_V4 ? term->prefix4 : term->prefix6,
                           &network->first, &network->last);
    }
}

static void
add_answer(struct networks *networks, uint32_t index, int family,
           const struct spfe_lookup *lookup)
{
    struct spfe_rr_cursor records;
    struct spfe_rr rr;

    if (spfe_lint_dns_is_ok(lookup)) {
        records = spfe_answer_records(&lookup->answer);
        while (spfe_rr_next(&records, &rr)) {
            add(networks, index, family, rr.address);
        }
    }
}

static void
add_term(struct networks *networks, uint32_t index)
{
    const struct spfe_term *term = spfe_node_term(networks->dns->root, index);
    const struct spfe_facts *facts = &networks->dns->root->facts[index];
    int family;
    uint32_t i;

    if (spfe_term_is_ip(term) && spfe_lint_prefix_of(term) == 0) {
        return; /* that it overlaps is the least of it: W102 */
    }
    if (spfe_term_is_ip(term)) {
        add(networks, index,
            term->kind == SPFEVAL_TERM_IP4 ? SPFE_V4 : SPFE_V6, term->address);
        return;
    }
    for (family = 0; family < SPFE_FAMILIES; family++) {
        if (term->kind == SPFEVAL_TERM_A) {
            add_answer(networks, index, family, facts->addresses[family]);
        }
        for (i = 0; i < facts->host_count; i++) {
            add_answer(networks, index, family,
                       facts->hosts[i].addresses[family]);
        }
    }
}

/* What two terms have in common. */
struct shared {
    struct spfe_point first;
    struct spfe_point last;
    uint32_t a;
    uint32_t b; /* the later one */
    uint8_t family;
};

static void
tell(struct spfe_lint_dns *dns, const struct shared *shared)
{
    enum { RANGE_SHOWN = 100 };
    size_t len = shared->family == SPFE_V4 ? SPFE_IP4_OCTETS : SPFE_IP6_OCTETS;
    struct spfe_finding *finding =
        spfe_lint_dns_add(dns, SPFE_LINT_W115, dns->root, shared->b);
    uint8_t octets[SPFE_IP6_OCTETS];
    char room[RANGE_SHOWN];
    struct spfe_buf buf;

    spfe_lint_value(dns->lint, finding, 0,
                    spfe_node_term_text(dns->root, shared->a));
    spfe_lint_value(dns->lint, finding, 1,
                    spfe_node_term_text(dns->root, shared->b));
    spfe_buf_init(&buf, room, sizeof(room));
    spfe_point_octets(shared->first, octets, len);
    spfe_ip_print(octets, len, &buf);
    if (spfe_point_compare(shared->first, shared->last) != 0) {
        spfe_buf_add_text(&buf, " - ");
        spfe_point_octets(shared->last, octets, len);
        spfe_ip_print(octets, len, &buf);
    }
    spfe_lint_whole(dns->lint, finding, 2, spfe_lint_dns_written(&buf));
}

static bool
has_same_sign(const struct networks *networks, uint32_t a, uint32_t b)
{
    const struct spfe_node *root = networks->dns->root;

    return spfe_node_term(root, a)->qualifier ==
           spfe_node_term(root, b)->qualifier;
}

/* Networks are nested or apart: the narrower one is what they share. */
static bool
compare_networks(const struct networks *networks, const struct network *a,
                 const struct network *b, struct shared *shared)
{
    bool a_is_narrow;

    if (a->family != b->family || spfe_point_compare(a->first, b->last) > 0 ||
        spfe_point_compare(b->first, a->last) > 0 ||
        !has_same_sign(networks, a->term, b->term)) {
        return false;
    }
    a_is_narrow = spfe_point_compare(a->first, b->first) > 0 ||
                  spfe_point_compare(a->last, b->last) < 0;
    shared->first = a_is_narrow ? a->first : b->first;
    shared->last = a_is_narrow ? a->last : b->last;
    shared->family = a->family;
    return true;
}

/* The first addresses of the network that an included record passes. */
static bool
compare_include(struct networks *networks, uint32_t index,
                const struct network *network, struct shared *shared)
{
    const struct spfe_map *map =
        &networks->dns->root->facts[index].child->maps[network->family];
    uint32_t at = (uint32_t)(spfe_map_find(map, network->first) - map->pieces);

    if (!has_same_sign(networks, index, network->term)) {
        return false;
    }
    while (at < map->count &&
           spfe_point_compare(map->pieces[at].from, network->last) <= 0 &&
           map->pieces[at].result != SPFEVAL_RESULT_PASS) {
        at++;
        networks->work++;
    }
    if (at == map->count ||
        spfe_point_compare(map->pieces[at].from, network->last) > 0) {
        return false;
    }
    shared->first = map->pieces[at].from;
    while (at + 1 < map->count &&
           map->pieces[at + 1].result == SPFEVAL_RESULT_PASS) {
        at++;
        networks->work++;
    }
    shared->last = spfe_map_end(map, at);
    if (spfe_point_compare(shared->first, network->first) < 0) {
        shared->first = network->first;
    }
    if (spfe_point_compare(shared->last, network->last) > 0) {
        shared->last = network->last;
    }
    shared->family = network->family;
    return true;
}

/* An include and the networks before it. */
static void
look_at_include(struct networks *networks, uint32_t index)
{
    struct shared shared = {.b = index};
    uint32_t i;

    for (i = 0; i < networks->count && networks->work < WORK; i++) {
        networks->work++;
        if (compare_include(networks, index, &networks->all[i], &shared)) {
            shared.a = networks->all[i].term;
            tell(networks->dns, &shared);
            break;
        }
    }
    networks->includes[networks->include_count++] = index;
}

/* One of a term's networks and what is before that term. */
static bool
look_at_network(struct networks *networks, const struct network *b)
{
    struct shared shared = {.b = b->term};
    const struct network *a = networks->all;
    uint32_t i;

    for (; a < b && a->term < b->term; a++) {
        if (compare_networks(networks, a, b, &shared)) {
            shared.a = a->term;
            tell(networks->dns, &shared);
            return true;
        }
    }
    for (i = 0; i < networks->include_count && networks->work < WORK; i++) {
        networks->work++;
        if (compare_include(networks, networks->includes[i], b, &shared)) {
            shared.a = networks->includes[i];
            tell(networks->dns, &shared);
            return true;
        }
    }
    return false;
}

static bool
is_include(const struct networks *networks, uint32_t index)
{
    const struct spfe_lint_dns *dns = networks->dns;
    const struct spfe_node *child = dns->root->facts[index].child;

    return dns->has_maps && child != NULL && child->compiled &&
           spfe_node_term(dns->root, index)->kind == SPFEVAL_TERM_INCLUDE &&
           networks->include_count < SPFE_WALK_NODES;
}

static void
look_at_term(struct networks *networks, uint32_t index)
{
    uint32_t i = networks->count;

    if (is_include(networks, index)) {
        look_at_include(networks, index);
        return;
    }
    add_term(networks, index);
    while (i < networks->count &&
           !look_at_network(networks, &networks->all[i])) {
        i++;
    }
}

void
spfe_lint_dns_overlaps(struct spfe_lint_dns *dns)
{
    struct networks networks = {.dns = dns};
    uint32_t count = spfe_node_term_count(dns->root);
    uint32_t i;

    networks.all =
        spfe_arena_alloc(&dns->lint->arena, NETWORKS * sizeof(*networks.all));
    if (networks.all == NULL) {
        dns->lint->status = dns->lint->arena.status;
        return;
    }
    for (i = 0; i < count; i++) {
        if (spfe_lint_dns_wants(dns, i)) {
            look_at_term(&networks, i);
        }
    }
}
