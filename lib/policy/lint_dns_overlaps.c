/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Terms with the same result that share addresses, without one of them being
 * dead (SPF-W115).
 */
#include "policy/lint_dns.h"

#include "policy/address_map.h"

/* All are compared with one another, which takes their square. */
enum { NETWORKS = 2048 };

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

static bool
share(const struct network *a, const struct network *b)
{
    return a->family == b->family &&
           spfe_point_compare(a->first, b->last) <= 0 &&
           spfe_point_compare(b->first, a->last) <= 0;
}

/* Networks are nested or apart: the narrower one is what they share. */
static void
tell(struct spfe_lint_dns *dns, const struct network *a,
     const struct network *b)
{
    enum { RANGE_SHOWN = 100 };
    bool a_is_narrow = spfe_point_compare(a->first, b->first) > 0 ||
                       spfe_point_compare(a->last, b->last) < 0;
    const struct network *narrow = a_is_narrow ? a : b;
    size_t len = narrow->family == SPFE_V4 ? SPFE_IP4_OCTETS : SPFE_IP6_OCTETS;
    struct spfe_finding *finding =
        spfe_lint_dns_add(dns, SPFE_LINT_W115, dns->root, b->term);
    uint8_t octets[SPFE_IP6_OCTETS];
    char room[RANGE_SHOWN];
    struct spfe_buf buf;

    spfe_lint_value(dns->lint, finding, 0,
                    spfe_node_term_text(dns->root, a->term));
    spfe_lint_value(dns->lint, finding, 1,
                    spfe_node_term_text(dns->root, b->term));
    spfe_buf_init(&buf, room, sizeof(room));
    spfe_point_octets(narrow->first, octets, len);
    spfe_ip_print(octets, len, &buf);
    if (spfe_point_compare(narrow->first, narrow->last) != 0) {
        spfe_buf_add_text(&buf, " - ");
        spfe_point_octets(narrow->last, octets, len);
        spfe_ip_print(octets, len, &buf);
    }
    spfe_lint_value(dns->lint, finding, 2, spfe_lint_dns_written(&buf));
}

/* The first one before it that it shares something with. */
static bool
compare(struct networks *networks, const struct network *b)
{
    struct spfe_lint_dns *dns = networks->dns;
    const struct network *a = networks->all;

    for (; a < b && a->term < b->term; a++) {
        if (share(a, b) && spfe_node_term(dns->root, a->term)->qualifier ==
                               spfe_node_term(dns->root, b->term)->qualifier) {
            tell(dns, a, b);
            return true;
        }
    }
    return false;
}

void
spfe_lint_dns_overlaps(struct spfe_lint_dns *dns)
{
    struct networks networks = {.dns = dns};
    uint32_t count = spfe_node_term_count(dns->root);
    uint32_t told = UINT32_MAX; /* the term of the last finding */
    uint32_t i;

    networks.all =
        spfe_arena_alloc(&dns->lint->arena, NETWORKS * sizeof(*networks.all));
    if (networks.all == NULL) {
        dns->lint->status = dns->lint->arena.status;
        return;
    }
    for (i = 0; i < count; i++) {
        if (spfe_lint_dns_wants(dns, i)) {
            add_term(&networks, i);
        }
    }
    for (i = 0; i < networks.count; i++) {
        if (networks.all[i].term != told &&
            compare(&networks, &networks.all[i])) {
            told = networks.all[i].term;
        }
    }
}
