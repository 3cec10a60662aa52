/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/compile.h"

#include <spfeval/result.h>
#include <spfeval/status.h>

#include "policy/compile_terms.h"

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

/* What the policy's arena gave out it keeps, so only what is new goes there. */
static int
keep_map(struct spfe_build *build)
{
    struct spfe_map *map = &build->node->maps[build->family];

    if (spfe_map_equal(map, &build->map)) {
        return SPFEVAL_OK;
    }
    build->changed = true;
    return spfe_map_copy(map, &build->policy->arena, &build->map);
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
    status = keep_map(build);
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

/* Could it match other addresses than is known? */
static bool
is_unsure(const struct spfe_build *build, uint32_t index, int family)
{
    const struct spfe_facts *facts = &build->node->facts[index];

    switch (facts->target_kind) {
    case SPFE_TARGET_BAD:
        return false;
    case SPFE_TARGET_NAME:
        return is_unasked(build, index, family) ||
               (facts->child != NULL && facts->child->unsure[family]);
    default:
        return true;
    }
}

bool
spfe_compile_is_unsure(struct spfeval_policy *policy, uint32_t term)
{
    struct spfe_build build = {.policy = policy, .node = policy->root};

    return spfe_compile_lookups(build.node, term) > 0 &&
           (is_unsure(&build, term, SPFE_V4) ||
            is_unsure(&build, term, SPFE_V6));
}

/*
 * What an include or redirect leads to costs something, if it is not known;
 * all other terms cost what they do by themselves (RFC 7208 section 4.6.4).
 */
static bool
is_not_followed(const struct spfe_node *node, uint32_t index)
{
    const struct spfe_facts *facts = &node->facts[index];
    int kind = spfe_node_term(node, index)->kind;

    return (kind == SPFEVAL_TERM_INCLUDE || kind == SPFEVAL_TERM_REDIRECT) &&
           facts->target_kind != SPFE_TARGET_BAD &&
           (facts->child == NULL || !spfe_node_is_known(facts->child));
}

static void
sum_up_term(struct spfe_build *build, uint32_t index, uint32_t lookups)
{
    struct spfe_node *node = build->node;
    const struct spfe_facts *facts = &node->facts[index];
    uint32_t below = facts->child == NULL || facts->closes_cycle
                         ? 0
                         : facts->child->unknown;
    int family;

    node->all_lookups =
        spfe_cost_add(spfe_cost_add(node->all_lookups, lookups),
                      spfe_compile_all_below(node, index));
    node->unknown =
        spfe_cost_add(node->unknown, below + is_not_followed(node, index));
    for (family = 0; family < SPFE_FAMILIES; family++) {
        if (!node->unsure[family] && is_unsure(build, index, family)) {
            node->unsure[family] = true;
            build->changed = true;
        }
    }
}

/* What all terms cost together, whatever an address meets. */
static void
sum_up(struct spfe_build *build)
{
    struct spfe_node *node = build->node;
    uint32_t count = spfe_node_term_count(node);
    uint32_t i;

    node->all_lookups = 0;
    node->unknown = 0;
    for (i = 0; i < count; i++) {
        uint32_t lookups = spfe_compile_lookups(node, i);

        if (lookups > 0) {
            sum_up_term(build, i, lookups);
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
        node->compiled = !node->cyclic; /* else there are more rounds */
    }
    return status;
}

static int compile_node(struct spfe_build *build, struct spfe_node *node);

/* Below first, so that no two maps grow at a time. */
static int
compile_children(struct spfe_build *build, struct spfe_node *node)
{
    uint32_t count = spfe_node_term_count(node);
    int status = SPFEVAL_OK;
    uint32_t i;

    for (i = 0; i < count && status == SPFEVAL_OK; i++) {
        struct spfe_facts *facts = &node->facts[i];
        struct spfe_node *child = facts->child;

        if (child == NULL || facts->unused) {
            continue;
        }
        if (child->compiling) {
            facts->closes_cycle = true;
        } else if (!child->compiled && child->round != build->policy->round) {
            status = compile_node(build, child);
        }
        node->cyclic = node->cyclic || facts->closes_cycle || child->cyclic;
    }
    return status;
}

/* Calls itself, at most once for each of SPFE_WALK_NODES nodes. */
static int
compile_node(struct spfe_build *build, struct spfe_node *node)
{
    int status;

    node->compiling = true;
    node->round = build->policy->round;
    status = compile_children(build, node);
    if (status == SPFEVAL_OK) {
        status = fill_node(build, node);
    }
    node->compiling = false;
    return status;
}

/* The node itself need not be one of the policy's. */
static void
finish(struct spfeval_policy *policy, struct spfe_node *node)
{
    struct spfe_node *each;

    node->compiled = true;
    for (each = policy->nodes; each != NULL; each = each->next) {
        each->compiled = each->compiled || each->round == policy->round;
    }
}

/*
 * In each round, a reference that leads back has the map of the round before.
 * In the first, nobody gets through it; in each that follows, those do whom
 * one passage more lets through; who does not in the end goes round. So there
 * are no more rounds than nodes, and a last one that changes nothing.
 */
int
spfe_compile(struct spfeval_policy *policy, struct spfe_node *node)
{
    struct spfe_build build = {.policy = policy};
    int status = SPFEVAL_OK;

    if (node->compiled) {
        return SPFEVAL_OK;
    }
    spfe_arena_init(&build.scratch, policy->arena.mem, SPFE_WALK_BYTES, NULL,
                    0);
    do {
        build.changed = false;
        policy->round++;
        status = compile_node(&build, node);
    } while (status == SPFEVAL_OK && node->cyclic && build.changed);
    if (status == SPFEVAL_OK) {
        finish(policy, node);
    }
    spfe_arena_clear(&build.scratch);
    return status;
}
