/* SPDX-License-Identifier: BSD-2-Clause */
/* What a, mx and include come down to (SPF-W120 to W122, W124, W141). */
#include "policy/lint_dns.h"

#include "base/dname.h"
#include "dns/records.h"
#include "policy/compile.h"

/* --- What there is ------------------------------------------------------- */

/* The addresses of a term, of each family. */
struct reach {
    uint32_t counts[SPFE_FAMILIES];
    struct spfe_point one; /* when there is one only */
    bool is_known;
    bool is_alone; /* as wide as one address */
};

static const size_t family_len[SPFE_FAMILIES] = {SPFE_IP4_OCTETS,
                                                 SPFE_IP6_OCTETS};

static void
add_answer(struct reach *reach, int family, const struct spfe_lookup *lookup)
{
    struct spfe_rr_cursor records;
    struct spfe_rr rr;

    if (!spfe_lookup_is_known(lookup)) {
        reach->is_known = false;
        return;
    }
    records = spfe_answer_records(&lookup->answer);
    while (spfe_rr_next(&records, &rr)) {
        reach->counts[family]++;
        reach->one = spfe_point_of(rr.address, family_len[family]);
    }
}

/* The addresses that an include passes; more than one are many. */
static void
add_passed(struct reach *reach, const struct spfe_node *child)
{
    int family;
    uint32_t i;

    for (family = 0; family < SPFE_FAMILIES; family++) {
        const struct spfe_map *map = &child->maps[family];

        reach->is_known = reach->is_known && !child->unsure[family];
        for (i = 0; i < map->count && reach->counts[family] < 2; i++) {
            struct spfe_point last = spfe_map_end(map, i);

            if (map->pieces[i].result == SPFEVAL_RESULT_PASS) {
                reach->counts[family]++;
                reach->one = map->pieces[i].from;
                reach->is_alone = reach->is_alone &&
                                  spfe_point_compare(reach->one, last) == 0;
            }
        }
    }
}

static struct reach
reach_of(const struct spfe_lint_dns *dns, uint32_t index)
{
    const struct spfe_term *term = spfe_node_term(dns->root, index);
    const struct spfe_facts *facts = &dns->root->facts[index];
    struct reach reach = {.is_known = true, .is_alone = true};
    int family;
    uint32_t i;

    if (term->kind == SPFEVAL_TERM_INCLUDE) {
        reach.is_known =
            dns->has_maps && facts->child != NULL && facts->child->compiled;
        if (reach.is_known) {
            add_passed(&reach, facts->child);
        }
        return reach;
    }
    reach.is_alone = term->prefix4 == 32 && term->prefix6 == 128;
    for (family = 0; family < SPFE_FAMILIES; family++) {
        if (term->kind == SPFEVAL_TERM_A) {
            add_answer(&reach, family, facts->addresses[family]);
        }
        for (i = 0; i < facts->host_count; i++) {
            add_answer(&reach, family, facts->hosts[i].addresses[family]);
        }
    }
    return reach;
}

/* --- W124 ---------------------------------------------------------------- */

static bool
find_one_address(struct spfe_lint_dns *dns, uint32_t index,
                 const struct reach *reach)
{
    enum { TERM_SHOWN = 64 };
    int family = reach->counts[SPFE_V4] > 0 ? SPFE_V4 : SPFE_V6;
    struct spfe_text text = spfe_node_term_text(dns->root, index);
    uint8_t octets[SPFE_IP6_OCTETS];
    struct spfe_finding *finding;
    char room[TERM_SHOWN];
    struct spfe_buf buf;

    if (!reach->is_alone ||
        reach->counts[SPFE_V4] + reach->counts[SPFE_V6] != 1) {
        return false;
    }
    spfe_buf_init(&buf, room, sizeof(room));
    if (text.ptr[0] == '-' || text.ptr[0] == '~' || text.ptr[0] == '?') {
        spfe_buf_add_octet(&buf, text.ptr[0]);
    }
    spfe_buf_add_text(&buf, family == SPFE_V4 ? "ip4:" : "ip6:");
    spfe_point_octets(reach->one, octets, family_len[family]);
    spfe_ip_print(octets, family_len[family], &buf);
    finding = spfe_lint_dns_add(dns, SPFE_LINT_W124, dns->root, index);
    spfe_lint_value(dns->lint, finding, 1, spfe_lint_dns_written(&buf));
    return true;
}

/* --- W120, W121, W122 ---------------------------------------------------- */

/* %1 is the name, %2 the term. */
static void
add_nothing(struct spfe_lint_dns *dns, int code, uint32_t index)
{
    struct spfe_finding *finding =
        spfe_lint_dns_add(dns, code, dns->root, index);

    spfe_lint_value(dns->lint, finding, 0, dns->root->facts[index].target);
    spfe_lint_value(dns->lint, finding, 1,
                    spfe_node_term_text(dns->root, index));
}

/* W120 */
static void
find_missing_family(struct spfe_lint_dns *dns, uint32_t index, int code,
                    const struct reach *reach)
{
    int family = reach->counts[SPFE_V4] == 0 ? SPFE_V4 : SPFE_V6;
    struct spfe_finding *finding;

    if (reach->counts[family] > 0) {
        return;
    }
    finding = spfe_lint_dns_add(dns, code, dns->root, index);
    spfe_lint_words(finding, 1, family == SPFE_V4 ? "A" : "AAAA", NULL);
    spfe_lint_number(dns->lint, finding, 2, family == SPFE_V4 ? 4 : 6);
}

/*
 * The domain's own name: "v=spf1 a -all" is what a host should have (RFC 7208
 * section 10.1.2), whatever its addresses.
 */
static bool
is_own(const struct spfe_lint_dns *dns, uint32_t index)
{
    const struct spfe_node *root = dns->root;

    return root->owner.len > 0 &&
           spfe_dname_equal(root->owner, root->facts[index].target);
}

/* Clients of no family are near the limit of void lookups. */
static bool
is_far_from_void_limit(const struct spfe_lint_dns *dns)
{
    uint32_t limit = dns->policy->options->max_voids;

    return dns->has_maps &&
           spfe_compile_voids(&dns->root->maps[SPFE_V4]) < limit &&
           spfe_compile_voids(&dns->root->maps[SPFE_V6]) < limit;
}

static bool
is_missing(const struct spfe_lookup *lookup)
{
    return spfe_lookup_is_known(lookup) &&
           lookup->answer.dns_class == SPFEVAL_DNS_NXDOMAIN;
}

static void
look_at_a(struct spfe_lint_dns *dns, uint32_t index)
{
    const struct spfe_facts *facts = &dns->root->facts[index];
    struct reach reach = reach_of(dns, index);

    if (!reach.is_known) {
        return;
    }
    if (reach.counts[SPFE_V4] + reach.counts[SPFE_V6] == 0) {
        add_nothing(dns,
                    is_missing(facts->addresses[SPFE_V4])
                        ? SPFE_LINT_W121
                        : SPFE_LINT_W121_ADDRESS,
                    index);
    } else if (is_own(dns, index) ? !is_far_from_void_limit(dns)
                                  : !find_one_address(dns, index, &reach)) {
        find_missing_family(dns, index, SPFE_LINT_W120, &reach);
    }
}

static void
look_at_mx(struct spfe_lint_dns *dns, uint32_t index)
{
    const struct spfe_facts *facts = &dns->root->facts[index];
    struct reach reach = reach_of(dns, index);

    if (!spfe_lookup_is_known(facts->question)) {
        return;
    }
    if (is_missing(facts->question)) {
        add_nothing(dns, SPFE_LINT_W121, index);
    } else if (spfe_lookup_is_void(facts->question) ||
               (facts->hosts_listed && facts->host_count == 0)) {
        add_nothing(dns, SPFE_LINT_W122, index);
    } else if (!reach.is_known || !facts->hosts_listed) {
        return;
    } else if (reach.counts[SPFE_V4] + reach.counts[SPFE_V6] == 0) {
        add_nothing(dns, SPFE_LINT_W121_HOSTS, index);
    } else if ((is_own(dns, index) || !find_one_address(dns, index, &reach)) &&
               reach.counts[SPFE_V4] == 0) {
        /* No void lookup (section 4.6.4), but most mail comes over IPv4. */
        find_missing_family(dns, index, SPFE_LINT_W120_MX, &reach);
    }
}

/* --- W141 ---------------------------------------------------------------- */

static void
look_at_aliases(struct spfe_lint_dns *dns, uint32_t index)
{
    const struct spfe_facts *facts = &dns->root->facts[index];
    const struct spfe_lookup *all[] = {
        facts->question, facts->addresses[SPFE_V4], facts->addresses[SPFE_V6],
        facts->child == NULL ? NULL : facts->child->txt};
    struct spfe_finding *finding;
    size_t i = 0;

    while (i < sizeof(all) / sizeof(all[0]) &&
           !spfe_lint_dns_is_long_chain(all[i])) {
        i++;
    }
    if (i < sizeof(all) / sizeof(all[0])) {
        finding =
            spfe_lint_dns_add(dns, SPFE_LINT_W141_CHAIN, dns->root, index);
        spfe_lint_value(dns->lint, finding, 0, facts->target);
        spfe_lint_number(dns->lint, finding, 1, all[i]->answer.aliases);
    }
}

/* --- All ----------------------------------------------------------------- */

static void
look_at_term(struct spfe_lint_dns *dns, uint32_t index)
{
    uint8_t kind = spfe_node_term(dns->root, index)->kind;
    struct reach reach;

    if (dns->root->facts[index].target_kind == SPFE_TARGET_BAD) {
        if (kind == SPFEVAL_TERM_A || kind == SPFEVAL_TERM_MX) {
            (void)spfe_lint_dns_add(dns, SPFE_LINT_W121_NAME, dns->root,
                                    index);
        }
        return;
    }
    if (kind == SPFEVAL_TERM_A) {
        look_at_a(dns, index);
    } else if (kind == SPFEVAL_TERM_MX) {
        look_at_mx(dns, index);
    } else if (kind == SPFEVAL_TERM_INCLUDE) {
        reach = reach_of(dns, index);
        if (reach.is_known) {
            (void)find_one_address(dns, index, &reach);
        }
    }
    look_at_aliases(dns, index);
}

void
spfe_lint_dns_hosts(struct spfe_lint_dns *dns)
{
    uint32_t count = spfe_node_term_count(dns->root);
    uint32_t i;

    for (i = 0; i < count; i++) {
        if (spfe_lint_dns_wants(dns, i)) {
            look_at_term(dns, i);
        }
    }
}
