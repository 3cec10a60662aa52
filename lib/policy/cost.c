/* SPDX-License-Identifier: BSD-2-Clause */
/* What a policy costs, and which terms that comes from. */
#include <spfeval/status.h>

#include "policy/compile.h"

enum { CHARGES_MOST = 100 };

/* One family of a policy that is done, and its most expensive address. */
struct view {
    const struct spfe_node *root;
    const struct spfe_map *map;
    const struct spfe_worst *worst;
    int family;
};

static struct spfe_point
worst_address(const struct view *view)
{
    return view->map->pieces[view->worst->piece].from;
}

static uint32_t
list_terms(struct spfe_path path, uint32_t *terms)
{
    uint32_t count = 0;

    while (spfe_path_next(&path)) {
        terms[count++] = path.term;
    }
    return count;
}

/* Once: a record may have 30000 terms with a share. */
static int
find_worst(spfeval_policy *policy, int family)
{
    const struct spfe_node *root = policy->root;
    struct spfe_worst *worst = &policy->worst[family];
    size_t count = spfe_node_term_count(root);

    if (worst->known) {
        return SPFEVAL_OK;
    }
    worst->piece = spfe_compile_worst(&root->maps[family]);
    if (count > 0) {
        worst->terms =
            spfe_arena_alloc(&policy->arena, count * sizeof(*worst->terms));
        if (worst->terms == NULL) {
            return policy->arena.status;
        }
        worst->term_count = list_terms(
            spfe_compile_path(root, family,
                              root->maps[family].pieces[worst->piece].from),
            worst->terms);
    }
    worst->known = true;
    return SPFEVAL_OK;
}

static int
open_view(spfeval_policy *policy, int family, struct view *out)
{
    int status;

    if (policy->state != SPFE_WALK_DONE) {
        return SPFEVAL_ERR_STATE;
    }
    if (policy->root == NULL || !spfe_node_is_known(policy->root) ||
        policy->root->found->record == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    out->family = family == 4 ? SPFE_V4 : SPFE_V6;
    status = spfe_compile(policy, policy->root);
    if (status == SPFEVAL_OK) {
        status = find_worst(policy, out->family);
    }
    out->root = policy->root;
    out->map = &policy->root->maps[out->family];
    out->worst = &policy->worst[out->family];
    return status;
}

static bool
is_family(int family)
{
    return family == 4 || family == 6;
}

/* Ranges of which every address needs more than the limit. */
static uint32_t
count_ranges_over(const struct spfe_map *map, uint32_t max)
{
    uint32_t count = 0;
    uint32_t i;

    for (i = 0; i < map->count; i++) {
        count += map->pieces[i].lookups > max &&
                 (i == 0 || map->pieces[i - 1].lookups <= max);
    }
    return count;
}

/* The next pieces may cost the same, and differ in what decides. */
static uint32_t
last_as_bad(const struct view *view)
{
    const struct spfe_piece *pieces = view->map->pieces;
    uint32_t last = view->worst->piece;

    while (last + 1 < view->map->count &&
           pieces[last + 1].lookups == pieces[last].lookups) {
        last++;
    }
    return last;
}

int
spfeval_policy_get_cost(spfeval_policy *policy, int family, spfeval_cost *out)
{
    struct view view;
    size_t len;
    int status;

    if (policy == NULL || !is_family(family) || out == NULL ||
        out->struct_size < sizeof(*out)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    status = open_view(policy, family, &view);
    if (status != SPFEVAL_OK) {
        return status;
    }
    len = view.map->address_len;
    out->lookups = view.map->pieces[view.worst->piece].lookups;
    out->max_lookups = policy->options->max_terms;
    out->voids = spfe_compile_voids(view.map);
    out->max_voids = policy->options->max_voids;
    out->all_lookups = view.root->all_lookups;
    out->unknown = view.root->unknown;
    out->ranges_over = count_ranges_over(view.map, out->max_lookups);
    out->address_len = (uint32_t)len;
    spfe_point_octets(worst_address(&view), out->first, len);
    spfe_point_octets(spfe_map_end(view.map, last_as_bad(&view)), out->last,
                      len);
    return SPFEVAL_OK;
}

/*
 * From the map of the record below, not by following it: the same record
 * may be below a thousand times.
 */
static void
fill_share(const struct view *view, uint32_t term, spfeval_share *out)
{
    const struct spfe_term *syntax = spfe_node_term(view->root, term);
    const struct spfe_node *child = spfe_compile_followed(
        view->root, term, view->family, worst_address(view));

    out->offset = syntax->offset;
    out->length = syntax->len;
    out->lookups = spfe_compile_lookups(view->root, term);
    out->voids = spfe_compile_term_voids(view->root, term, view->family) +
                 spfe_compile_term_unsure_voids(view->root, term);
    out->all_lookups =
        spfe_cost_add(out->lookups, spfe_compile_all_below(view->root, term));
    if (child != NULL) {
        const struct spfe_piece *piece =
            spfe_map_find(&child->maps[view->family], worst_address(view));

        out->lookups = spfe_cost_add(out->lookups, piece->lookups);
        out->voids = spfe_cost_add(out->voids, spfe_piece_voids(piece, true));
    }
}

int
spfeval_policy_get_share(spfeval_policy *policy, int family, uint32_t index,
                         spfeval_share *out)
{
    struct view view;
    int status;

    if (policy == NULL || !is_family(family) || out == NULL ||
        out->struct_size < sizeof(*out)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    status = open_view(policy, family, &view);
    if (status != SPFEVAL_OK) {
        return status;
    }
    if (index >= view.worst->term_count) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    fill_share(&view, view.worst->terms[index], out);
    return SPFEVAL_OK;
}

struct search {
    uint32_t left; /* steps to skip */
    bool found;
    struct spfe_step step;
};

static bool
find_step(void *user_data, const struct spfe_step *step)
{
    struct search *search = user_data;

    if (search->left > 0) {
        search->left--;
        return true;
    }
    search->step = *step;
    search->found = true;
    return false;
}

int
spfeval_policy_get_charge(spfeval_policy *policy, int family, uint32_t index,
                          spfeval_charge *out)
{
    struct search search = {.left = index};
    struct spfe_text owner;
    struct spfe_text term;
    struct view view;
    int status;

    if (policy == NULL || !is_family(family) || out == NULL ||
        out->struct_size < sizeof(*out)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    status = open_view(policy, family, &view);
    if (status != SPFEVAL_OK) {
        return status;
    }
    if (index < CHARGES_MOST) {
        spfe_compile_follow(view.root, view.family, worst_address(&view),
                            find_step, &search);
    }
    if (!search.found) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    owner = search.step.node->owner;
    term = spfe_node_term_text(search.step.node, search.step.term);
    out->number = search.step.number;
    out->depth = search.step.depth;
    out->owner = owner.len == 0 ? "" : owner.ptr;
    out->owner_len = owner.len;
    out->term = term.ptr;
    out->term_len = term.len;
    return SPFEVAL_OK;
}
