/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/compile_terms.h"

#include <spfeval/result.h>
#include <spfeval/status.h>

#include "base/ip.h"
#include "dns/records.h"
#include "rule/match.h"

const uint8_t spfe_family_len[SPFE_FAMILIES] = {SPFE_IP4_OCTETS,
                                                SPFE_IP6_OCTETS};

int
spfe_build_spend(struct spfe_build *build)
{
    build->policy->work += build->map.work;
    build->map.work = 0;
    return build->policy->work > SPFE_COMPILE_WORK ? SPFEVAL_ERR_LIMIT
                                                   : SPFEVAL_OK;
}

/*
 * RFC 7208 section 5: a client with an IPv4-mapped address counts as IPv4, so
 * no IPv6 client is in such a network.
 */
static bool
is_mapped(const uint8_t *address, unsigned prefix)
{
    static const uint8_t mapped[SPFE_IP6_OCTETS] = {[10] = 0xff, [11] = 0xff};
    enum { MAPPED_PREFIX = 96 };

    return prefix >= MAPPED_PREFIX &&
           spfe_ip_in_network(address, mapped, MAPPED_PREFIX);
}

static int
assign_network(struct spfe_build *build, uint32_t index,
               const uint8_t *address)
{
    const struct spfe_term *term = spfe_node_term(build->node, index);
    size_t len = spfe_family_len[build->family];
    unsigned prefix = build->family == SPFE_V4 ? term->prefix4 : term->prefix6;
    struct spfe_point first;
    struct spfe_point last;
    int status;

    if (build->family == SPFE_V6 && is_mapped(address, prefix)) {
        return SPFEVAL_OK;
    }
    spfe_point_network(address, len, prefix, &first, &last);
    status = spfe_map_assign(&build->map, &build->scratch, first, last,
                             spfe_match_result(term), index);
    return status == SPFEVAL_OK ? spfe_build_spend(build) : status;
}

/* a and mx: the networks around the addresses, as far as they are known. */
static int
assign_answer(struct spfe_build *build, uint32_t index,
              const struct spfe_lookup *lookup)
{
    struct spfe_rr_cursor records;
    struct spfe_rr rr;
    int status = SPFEVAL_OK;

    if (!spfe_lookup_is_known(lookup)) {
        return SPFEVAL_OK;
    }
    records = spfe_answer_records(&lookup->answer);
    while (status == SPFEVAL_OK && spfe_rr_next(&records, &rr)) {
        status = assign_network(build, index, rr.address);
    }
    return status;
}

bool
spfe_build_has_too_many_mx(const struct spfe_build *build,
                           const struct spfe_facts *facts)
{
    return spfe_lookup_is_known(facts->question) &&
           facts->question->answer.count >
               build->policy->options->max_mx_names;
}

static int
apply_mx(struct spfe_build *build, uint32_t index)
{
    const struct spfe_facts *facts = &build->node->facts[index];
    int status = SPFEVAL_OK;
    uint32_t i;

    if (spfe_build_has_too_many_mx(build, facts)) {
        spfe_map_break(&build->map, index);
        return SPFEVAL_OK;
    }
    for (i = 0; i < facts->host_count && status == SPFEVAL_OK; i++) {
        status = assign_answer(build, index,
                               facts->hosts[i].addresses[build->family]);
    }
    return status;
}

/* RFC 7208 section 5.7: any address, for clients of both families. */
static void
apply_exists(struct spfe_build *build, uint32_t index)
{
    const struct spfe_facts *facts = &build->node->facts[index];

    if (spfe_lookup_is_known(facts->question) &&
        !spfe_answer_is_void(&facts->question->answer)) {
        spfe_map_assign_rest(
            &build->map, spfe_match_result(spfe_node_term(build->node, index)),
            index);
    }
}

/*
 * A reference that leads back: at first nothing is known of that record, and
 * everybody goes round.
 */
static int
apply_again(struct spfe_build *build, uint32_t index)
{
    const struct spfe_term *term = spfe_node_term(build->node, index);
    const struct spfe_map *map =
        &build->node->facts[index].child->maps[build->family];

    if (map->count == 0) {
        spfe_map_break(&build->map, index);
        return SPFEVAL_OK;
    }
    return term->kind == SPFEVAL_TERM_REDIRECT
               ? spfe_map_redirect_again(&build->map, &build->scratch, map,
                                         index)
               : spfe_map_include_again(&build->map, &build->scratch, map,
                                        spfe_match_result(term), index);
}

/* RFC 7208 sections 5.2 and 6.1 */
static int
apply_record(struct spfe_build *build, uint32_t index)
{
    const struct spfe_facts *facts = &build->node->facts[index];
    const struct spfe_term *term = spfe_node_term(build->node, index);
    const struct spfe_node *child = facts->unused ? NULL : facts->child;

    if (facts->target_kind == SPFE_TARGET_BAD) {
        spfe_map_break(&build->map, index);
    }
    if (child == NULL || !spfe_node_is_known(child)) {
        return SPFEVAL_OK;
    }
    if (facts->closes_cycle) {
        return apply_again(build, index);
    }
    if (term->kind == SPFEVAL_TERM_REDIRECT) {
        return spfe_map_redirect(&build->map, &build->scratch,
                                 &child->maps[build->family], index);
    }
    return spfe_map_include(&build->map, &build->scratch,
                            &child->maps[build->family],
                            spfe_match_result(term), index);
}

/* ptr and all that the message decides match nothing here. */
static int
match(struct spfe_build *build, uint32_t index)
{
    const struct spfe_term *term = spfe_node_term(build->node, index);
    const struct spfe_facts *facts = &build->node->facts[index];

    switch (term->kind) {
    case SPFEVAL_TERM_ALL:
        spfe_map_assign_rest(&build->map, spfe_match_result(term), index);
        return SPFEVAL_OK;
    case SPFEVAL_TERM_IP4:
        return build->family == SPFE_V4
                   ? assign_network(build, index, term->address)
                   : SPFEVAL_OK;
    case SPFEVAL_TERM_IP6:
        return build->family == SPFE_V6
                   ? assign_network(build, index, term->address)
                   : SPFEVAL_OK;
    case SPFEVAL_TERM_A:
        return assign_answer(build, index, facts->addresses[build->family]);
    case SPFEVAL_TERM_MX:
        return apply_mx(build, index);
    case SPFEVAL_TERM_EXISTS:
        apply_exists(build, index);
        return SPFEVAL_OK;
    case SPFEVAL_TERM_INCLUDE:
    case SPFEVAL_TERM_REDIRECT:
        return apply_record(build, index);
    default:
        return SPFEVAL_OK;
    }
}

/* RFC 7208 section 4.6.4: a term is charged when its evaluation begins. */
static int
apply(struct spfe_build *build, uint32_t index)
{
    uint32_t lookups = spfe_compile_lookups(build->node, index);
    int status;

    if (lookups > 0) {
        spfe_map_charge(
            &build->map, lookups,
            spfe_compile_term_voids(build->node, index, build->family),
            spfe_compile_term_unsure_voids(build->node, index));
    }
    status = match(build, index);
    return status == SPFEVAL_OK ? spfe_build_spend(build) : status;
}

int
spfe_build_terms(struct spfe_build *build)
{
    uint32_t count = spfe_node_term_count(build->node);
    const struct spfeval_record *record = build->node->found->record;
    int status = SPFEVAL_OK;
    uint32_t i;

    for (i = 0; i < count && status == SPFEVAL_OK; i++) {
        if (spfe_node_term(build->node, i)->kind != SPFEVAL_TERM_REDIRECT) {
            status = apply(build, i);
        }
    }
    /* RFC 7208 section 6.1: wherever it stands, it comes last. */
    if (status == SPFEVAL_OK && record->has_redirect) {
        status = apply(build, record->redirect);
    }
    spfe_map_assign_rest(&build->map, SPFEVAL_RESULT_NEUTRAL, SPFE_NO_TERM);
    return status;
}
