/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From the records that a walk found to maps of all addresses, and what they
 * tell about cost.
 */
#ifndef SPFE_POLICY_COMPILE_H
#define SPFE_POLICY_COMPILE_H

#include "policy/walk.h"

/*
 * Pieces that may be looked at or moved for one policy: seconds at most, and
 * many times what a policy within the limits of RFC 7208 takes.
 */
enum { SPFE_COMPILE_WORK = 100 * 1000 * 1000 };

/*
 * Fill the maps of a node and all below it, once. SPFEVAL_OK, or
 * SPFEVAL_ERR_NOMEM or _LIMIT.
 *
 * What is not known (the message decides, or it was not looked up) costs its
 * lookup and matches nothing; node->unsure says so. At the end of the record,
 * what is still open is neutral (RFC 7208 section 4.7). A node without a valid
 * record is none or permerror everywhere, and temperror when it was not looked
 * up.
 *
 * An address that goes round in a cycle gets permerror, as the limit on
 * lookups would give it (section 4.6.4), and its cost is that of going round
 * once: a reference that leads back costs its lookup, and nothing below.
 * Addresses that are decided before they come back to the same record have
 * their exact result and cost.
 */
int spfe_compile(struct spfeval_policy *policy, struct spfe_node *node);

/* Is it known what is published there? */
bool spfe_node_is_known(const struct spfe_node *node);

/* Could a term of the root match other addresses than is known? */
bool spfe_compile_is_unsure(struct spfeval_policy *policy, uint32_t term);

/*
 * What one term costs by itself; 0 for those that ask nothing, or unused. It
 * is void for certain or, when the client or the message decides what is
 * asked for, perhaps; never both.
 */
uint32_t spfe_compile_lookups(const struct spfe_node *node, uint32_t term);
uint32_t spfe_compile_term_voids(const struct spfe_node *node, uint32_t term,
                                 int family);
uint32_t spfe_compile_term_unsure_voids(const struct spfe_node *node,
                                        uint32_t term);

/*
 * The node of an include or redirect whose cost comes on top for an address;
 * or NULL.
 */
const struct spfe_node *spfe_compile_followed(const struct spfe_node *node,
                                              uint32_t term, int family,
                                              struct spfe_point address);

/* Lookups in all records below a term, each path once, up to a cycle. */
uint32_t spfe_compile_all_below(const struct spfe_node *node, uint32_t term);

/*
 * The result of a piece when the limits are kept: permerror when they are
 * passed (RFC 7208 section 4.6.4).
 */
uint8_t spfe_compile_limited(const struct spfeval_policy *policy,
                             const struct spfe_piece *piece);

/* The index of a first piece with the most lookups; ties: the lowest. */
uint32_t spfe_compile_worst(const struct spfe_map *map);

/* The voids of a piece: for certain, or at most. */
static inline uint32_t
spfe_piece_voids(const struct spfe_piece *piece, bool at_most)
{
    return at_most ? spfe_cost_add(piece->voids, piece->unsure_voids)
                   : piece->voids;
}

/* A first piece with the most of them. */
const struct spfe_piece *spfe_compile_most_voids(const struct spfe_map *map,
                                                 bool at_most);

/* The highest number of voids that any client may meet. */
uint32_t spfe_compile_voids(const struct spfe_map *map);

/*
 * The terms that evaluation comes to for one address, in its order. Start with
 * spfe_compile_path(); false behind the last one.
 */
struct spfe_path {
    const struct spfe_node *node;
    uint32_t end;  /* the term that ends it; SPFE_NO_TERM: the record's end */
    uint32_t next; /* term to look at */
    uint32_t term; /* the one that was found */
    bool over;
};

struct spfe_path spfe_compile_path(const struct spfe_node *node, int family,
                                   struct spfe_point address);
/* Only those that cost something. */
bool spfe_path_next(struct spfe_path *path);

/*
 * Follow one address from a node that is compiled. Each lookup is told in the
 * order of evaluation, until the visitor returns false; it must do so after a
 * number of steps, since records that include others twice multiply them.
 */
struct spfe_step {
    const struct spfe_node *node;
    uint32_t term;         /* index in the node's record */
    uint32_t number;       /* of lookups, from 1; a %{p} makes it skip one */
    uint32_t depth;        /* includes that lead here; a redirect is none */
    uint32_t top;          /* the term of the first node that it belongs to */
    uint32_t lookups;      /* of this term alone: 1, or 2 with %{p} */
    uint32_t voids;        /* of this term alone: 0 or 1 */
    uint32_t unsure_voids; /* the same */
};

typedef bool spfe_step_visitor(void *user_data, const struct spfe_step *step);

void spfe_compile_follow(const struct spfe_node *node, int family,
                         struct spfe_point address, spfe_step_visitor *visit,
                         void *user_data);

#endif
