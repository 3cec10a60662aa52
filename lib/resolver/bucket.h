/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The questions that fall into one place of a hash table. Names come from
 * strangers, who may choose them so that all do: so they are in a splay tree,
 * where many questions in a row take a time that grows with the logarithm of
 * their number each, whatever they are, and where what was asked last is found
 * first. It needs no secret, which a hash that nobody foresees would.
 */
#ifndef SPFE_RESOLVER_BUCKET_H
#define SPFE_RESOLVER_BUCKET_H

#include <stdint.h>

#include "base/text.h"

/* A question. */
struct spfe_shelf_key {
    struct spfe_text name; /* compared without case */
    uint32_t hash;
    uint16_t type;
};

/* Part of what is found. */
struct spfe_bucket_node {
    struct spfe_bucket_node *child[2]; /* of the questions before and after */
    struct spfe_shelf_key key;
};

/*
 * The node of a question, or NULL. A bucket is the root of its tree, NULL when
 * it is empty.
 */
struct spfe_bucket_node *spfe_bucket_find(struct spfe_bucket_node **bucket,
                                          const struct spfe_shelf_key *key);

/* Add a node whose question is not there. */
void spfe_bucket_add(struct spfe_bucket_node **bucket,
                     struct spfe_bucket_node *node);

/* Remove a node that is there. */
void spfe_bucket_remove(struct spfe_bucket_node **bucket,
                        const struct spfe_bucket_node *node);

#endif
