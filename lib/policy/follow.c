/* SPDX-License-Identifier: BSD-2-Clause */
/* What the maps tell about cost, and where it comes from. */
#include <spfeval/options.h>
#include <spfeval/result.h>

#include "policy/compile.h"

bool
spfe_node_is_known(const struct spfe_node *node)
{
    return node->found != NULL &&
           (node->found->record == NULL || node->opened);
}

/* RFC 7208 section 4.6.4 */
uint32_t
spfe_compile_lookups(const struct spfe_node *node, uint32_t term)
{
    const struct spfe_facts *facts = &node->facts[term];
    const struct spfe_term *syntax = spfe_node_term(node, term);

    if (facts->unused ||
        (!spfe_term_asks(syntax) && syntax->kind != SPFEVAL_TERM_REDIRECT)) {
        return 0;
    }
    return facts->asks_client_name ? 2 : 1;
}

/* RFC 7208 section 4.6.4: the term's own question, once. */
uint32_t
spfe_compile_term_voids(const struct spfe_node *node, uint32_t term,
                        int family)
{
    const struct spfe_facts *facts = &node->facts[term];

    switch (spfe_node_term(node, term)->kind) {
    case SPFEVAL_TERM_A:
        return spfe_lookup_is_void(facts->addresses[family]);
    case SPFEVAL_TERM_MX:
    case SPFEVAL_TERM_EXISTS:
        return spfe_lookup_is_void(facts->question);
    default:
        return 0;
    }
}

/*
 * ptr asks for the client's address, a macro for what the message says. A name
 * that cannot be asked for is not asked for.
 */
uint32_t
spfe_compile_term_unsure_voids(const struct spfe_node *node, uint32_t term)
{
    uint8_t target_kind = node->facts[term].target_kind;

    switch (spfe_node_term(node, term)->kind) {
    case SPFEVAL_TERM_PTR:
        return target_kind != SPFE_TARGET_BAD;
    case SPFEVAL_TERM_A:
    case SPFEVAL_TERM_MX:
    case SPFEVAL_TERM_EXISTS:
        return target_kind == SPFE_TARGET_MESSAGE;
    default:
        return 0;
    }
}

const struct spfe_node *
spfe_compile_followed(const struct spfe_node *node, uint32_t term, int family,
                      struct spfe_point address)
{
    const struct spfe_facts *facts = &node->facts[term];

    if (facts->unused || facts->child == NULL) {
        return NULL;
    }
    return facts->closes_cycle &&
                   spfe_map_find(&facts->child->maps[family], address)
                           ->result == SPFEVAL_RESULT_PERMERROR
               ? NULL
               : facts->child;
}

uint32_t
spfe_compile_all_below(const struct spfe_node *node, uint32_t term)
{
    const struct spfe_facts *facts = &node->facts[term];

    return facts->unused || facts->child == NULL || facts->closes_cycle
               ? 0
               : facts->child->all_lookups;
}

uint8_t
spfe_compile_limited(const struct spfeval_policy *policy,
                     const struct spfe_piece *piece)
{
    const struct spfeval_options *options = policy->options;

    if (piece->lookups > options->max_terms ||
        (options->max_voids != SPFEVAL_UNLIMITED &&
         piece->voids > options->max_voids)) {
        return SPFEVAL_RESULT_PERMERROR;
    }
    return piece->result;
}

uint32_t
spfe_compile_worst(const struct spfe_map *map)
{
    uint32_t worst = 0;
    uint32_t i;

    for (i = 1; i < map->count; i++) {
        if (map->pieces[i].lookups > map->pieces[worst].lookups) {
            worst = i;
        }
    }
    return worst;
}

const struct spfe_piece *
spfe_compile_most_voids(const struct spfe_map *map, bool at_most)
{
    const struct spfe_piece *most = map->pieces;
    uint32_t i;

    for (i = 1; i < map->count; i++) {
        if (spfe_piece_voids(&map->pieces[i], at_most) >
            spfe_piece_voids(most, at_most)) {
            most = &map->pieces[i];
        }
    }
    return most;
}

uint32_t
spfe_compile_voids(const struct spfe_map *map)
{
    return spfe_piece_voids(spfe_compile_most_voids(map, true), true);
}

struct spfe_path
spfe_compile_path(const struct spfe_node *node, int family,
                  struct spfe_point address)
{
    struct spfe_path path = {.node = node};

    path.end = spfe_map_find(&node->maps[family], address)->end;
    return path;
}

/* A redirect is looked at last, wherever it stands (RFC 7208 section 6.1). */
static bool
next_term(struct spfe_path *path)
{
    uint32_t count = spfe_node_term_count(path->node);

    while (path->next < count) {
        path->term = path->next++;
        if (spfe_node_term(path->node, path->term)->kind !=
            SPFEVAL_TERM_REDIRECT) {
            path->over = path->term == path->end;
            return true;
        }
    }
    path->over = true;
    if (count == 0 || !path->node->found->record->has_redirect) {
        return false;
    }
    path->term = path->node->found->record->redirect;
    return true;
}

bool
spfe_path_next(struct spfe_path *path)
{
    while (!path->over && next_term(path)) {
        if (spfe_compile_lookups(path->node, path->term) > 0) {
            return true;
        }
    }
    return false;
}

struct walk {
    spfe_step_visitor *visit;
    void *user_data;
    struct spfe_point address;
    int family;
    uint32_t number;
    uint32_t top;
};

/* Calls itself for records within this one; nobody goes round in a cycle. */
static bool
follow(struct walk *walk, const struct spfe_node *node, uint32_t depth,
       bool is_first)
{
    struct spfe_path path =
        spfe_compile_path(node, walk->family, walk->address);

    while (spfe_path_next(&path)) {
        const struct spfe_node *child = spfe_compile_followed(
            node, path.term, walk->family, walk->address);
        bool is_include =
            spfe_node_term(node, path.term)->kind == SPFEVAL_TERM_INCLUDE;
        struct spfe_step step = {
            .node = node,
            .term = path.term,
            .number = walk->number + 1,
            .depth = depth,
            .lookups = spfe_compile_lookups(node, path.term),
            .voids = spfe_compile_term_voids(node, path.term, walk->family),
            .unsure_voids = spfe_compile_term_unsure_voids(node, path.term),
        };

        walk->number += step.lookups;
        walk->top = is_first ? path.term : walk->top;
        step.top = walk->top;
        if (!walk->visit(walk->user_data, &step)) {
            return false;
        }
        if (child != NULL && !follow(walk, child, depth + is_include, false)) {
            return false;
        }
    }
    return true;
}

void
spfe_compile_follow(const struct spfe_node *node, int family,
                    struct spfe_point address, spfe_step_visitor *visit,
                    void *user_data)
{
    struct walk walk = {.visit = visit,
                        .user_data = user_data,
                        .address = address,
                        .family = family};

    (void)follow(&walk, node, 0, true);
}
