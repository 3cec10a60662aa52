/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/compile.h"

#include <string.h>

#include <spfeval/result.h>
#include <spfeval/status.h>

#include "policy/compile_terms.h"

/* The way from the first node to one that is being compiled. */
struct way {
    struct spfe_node *node;
    const struct way *up;
};

/* RFC 7208 sections 4.3 to 4.6 */
static uint8_t
result_without_record(const struct spfe_node *node)
{
    if (!spfe_node_is_known(node)) {
        return SPFEVAL_RESULT_TEMPERROR;
    }
    return node->found->selection == SPFE_SELECT_NONE
               ? SPFEVAL_RESULT_NONE
               : SPFEVAL_RESULT_PERMERROR;
}

static int
fill_map(struct spfe_build *build)
{
    struct spfe_node *node = build->node;
    int status = spfe_map_init(&build->map, &build->scratch,
                               spfe_family_len[build->family]);

    if (status != SPFEVAL_OK) {
        return status;
    }
    if (spfe_node_is_known(node) && node->found->record != NULL) {
        status = spfe_build_terms(build);
    } else {
        spfe_map_assign_rest(&build->map, result_without_record(node),
                             SPFE_NO_TERM);
    }
    if (status != SPFEVAL_OK) {
        return status;
    }
    spfe_map_compact(&build->map);
    status = spfe_map_copy(&node->maps[build->family], &build->policy->arena,
                           &build->map);
    return status == SPFEVAL_OK ? spfe_build_spend(build) : status;
}

static bool
is_host_unknown(const struct spfe_facts *facts, int family)
{
    uint32_t i;

    for (i = 0; i < facts->host_count; i++) {
        if (!spfe_lookup_is_known(facts->hosts[i].addresses[family])) {
            return true;
        }
    }
    /* Hosts beyond those that are kept: only when more are allowed. */
    return facts->host_count == SPFE_WALK_HOSTS &&
           facts->question->answer.count > SPFE_WALK_HOSTS;
}

/* For a term whose target is known. */
static bool
is_unasked(const struct spfe_build *build, uint32_t index, int family)
{
    const struct spfe_facts *facts = &build->node->facts[index];

    switch (spfe_node_term(build->node, index)->kind) {
    case SPFEVAL_TERM_A:
        return !spfe_lookup_is_known(facts->addresses[family]);
    case SPFEVAL_TERM_EXISTS:
        return !spfe_lookup_is_known(facts->question);
    case SPFEVAL_TERM_MX:
        return !spfe_lookup_is_known(facts->question) ||
               (!spfe_build_has_too_many_mx(build, facts) &&
                (!facts->hosts_listed || is_host_unknown(facts, family)));
    case SPFEVAL_TERM_INCLUDE:
    case SPFEVAL_TERM_REDIRECT:
        return facts->child == NULL || !spfe_node_is_known(facts->child);
    default:
        return true; /* ptr: the client's address decides */
    }
}

/* Does it cost more than can be known from the records? */
static bool
is_unknown(const struct spfe_build *build, uint32_t index, int family)
{
    switch (build->node->facts[index].target_kind) {
    case SPFE_TARGET_BAD:
        return false;
    case SPFE_TARGET_NAME:
        return is_unasked(build, index, family);
    default:
        return true;
    }
}

/* What all terms cost together, whatever an address meets. */
static void
sum_up(struct spfe_build *build)
{
    struct spfe_node *node = build->node;
    uint32_t count = spfe_node_term_count(node);
    uint32_t i;
    int family;

    node->all_lookups = 0;
    memset(node->unknown, 0, sizeof(node->unknown));
    for (i = 0; i < count; i++) {
        uint32_t lookups = spfe_compile_lookups(node, i);
        const struct spfe_node *child = spfe_compile_followed(node, i);

        if (lookups == 0) {
            continue;
        }
        node->all_lookups = spfe_cost_add(node->all_lookups, lookups);
        if (child != NULL) {
            node->all_lookups =
                spfe_cost_add(node->all_lookups, child->all_lookups);
        }
        for (family = 0; family < SPFE_FAMILIES; family++) {
            uint32_t below = child == NULL ? 0 : child->unknown[family];

            node->unknown[family] = spfe_cost_add(
                node->unknown[family], below + is_unknown(build, i, family));
        }
    }
}

static int
fill_node(struct spfe_build *build, struct spfe_node *node)
{
    int status = SPFEVAL_OK;

    build->node = node;
    for (build->family = 0;
         build->family < SPFE_FAMILIES && status == SPFEVAL_OK;
         build->family++) {
        status = fill_map(build);
        spfe_arena_reset(&build->scratch);
    }
    if (status == SPFEVAL_OK) {
        sum_up(build);
        node->compiled = true;
    }
    return status;
}

static void
mark_cycle(const struct way *way, const struct spfe_node *closing)
{
    while (way->node != closing) {
        way->node->in_cycle = true;
        way = way->up;
    }
    way->node->in_cycle = true;
}

static int compile_node(struct spfe_build *build, struct spfe_node *node,
                        const struct way *up);

/* Below first, so that no two maps grow at a time. */
static int
compile_children(struct spfe_build *build, const struct way *way)
{
    struct spfe_node *node = way->node;
    uint32_t count = spfe_node_term_count(node);
    int status = SPFEVAL_OK;
    uint32_t i;

    for (i = 0; i < count && status == SPFEVAL_OK; i++) {
        struct spfe_facts *facts = &node->facts[i];

        if (facts->child == NULL || facts->unused || facts->closes_cycle) {
            continue;
        }
        if (facts->child->compiling) {
            facts->closes_cycle = true;
            mark_cycle(way, facts->child);
        } else if (!facts->child->compiled) {
            status = compile_node(build, facts->child, way);
        }
    }
    return status;
}

/* Calls itself, at most once for each of SPFE_WALK_NODES nodes. */
static int
compile_node(struct spfe_build *build, struct spfe_node *node,
             const struct way *up)
{
    struct way way = {node, up};
    int status;

    node->compiling = true;
    status = compile_children(build, &way);
    if (status == SPFEVAL_OK) {
        status = fill_node(build, node);
    }
    node->compiling = false;
    return status;
}

int
spfe_compile(struct spfeval_policy *policy, struct spfe_node *node)
{
    struct spfe_build build = {.policy = policy};
    int status = SPFEVAL_OK;

    if (!node->compiled) {
        spfe_arena_init(&build.scratch, policy->arena.mem, SPFE_WALK_BYTES,
                        NULL, 0);
        status = compile_node(&build, node, NULL);
        spfe_arena_clear(&build.scratch);
    }
    return status;
}
