/* SPDX-License-Identifier: BSD-2-Clause */
#include "resolver/bucket.h"

#include <stdbool.h>
#include <stddef.h>

#include "base/ascii.h"
#include "base/dname.h"

static bool
is_same(const struct spfe_shelf_key *a, const struct spfe_shelf_key *b)
{
    return a->hash == b->hash && a->type == b->type &&
           spfe_dname_equal(a->name, b->name);
}

/* Any order will do. Negative, 0 or positive. */
static int
compare(const struct spfe_shelf_key *a, const struct spfe_shelf_key *b)
{
    if (a->hash != b->hash) {
        return a->hash < b->hash ? -1 : 1;
    }
    if (a->type != b->type) {
        return a->type < b->type ? -1 : 1;
    }
    return spfe_ascii_compare(a->name.ptr, a->name.len, b->name.ptr,
                              b->name.len);
}

/*
 * Make the question the root of a tree that is not empty, or one that is next
 * to it. On the way down the tree comes apart into the questions before and
 * those after, each of which grows at its inner edge; two steps in the same
 * direction turn the edge between them, so that a long path gets half as long.
 */
static struct spfe_bucket_node *
splay(struct spfe_bucket_node *root, const struct spfe_shelf_key *key)
{
    struct spfe_bucket_node *trees[2] = {NULL, NULL};
    struct spfe_bucket_node **edges[2] = {&trees[0], &trees[1]};
    int order;

    while ((order = compare(key, &root->key)) != 0) {
        int side = order > 0;
        struct spfe_bucket_node *next = root->child[side];

        if (next != NULL) {
            order = compare(key, &next->key);
            if (order != 0 && (order > 0) == side) {
                root->child[side] = next->child[!side];
                next->child[!side] = root;
                root = next;
                next = root->child[side];
            }
        }
        if (next == NULL) {
            break;
        }
        *edges[!side] = root;
        edges[!side] = &root->child[side];
        root = next;
    }
    *edges[0] = root->child[0];
    *edges[1] = root->child[1];
    root->child[0] = trees[0];
    root->child[1] = trees[1];
    return root;
}

struct spfe_bucket_node *
spfe_bucket_find(struct spfe_bucket_node **bucket,
                 const struct spfe_shelf_key *key)
{
    struct spfe_bucket_node *root = *bucket;

    if (root == NULL || is_same(&root->key, key)) {
        return root;
    }
    root = splay(root, key);
    *bucket = root;
    return is_same(&root->key, key) ? root : NULL;
}

void
spfe_bucket_add(struct spfe_bucket_node **bucket,
                struct spfe_bucket_node *node)
{
    struct spfe_bucket_node *root = *bucket;

    node->child[0] = NULL;
    node->child[1] = NULL;
    if (root != NULL) {
        int side;

        root = splay(root, &node->key);
        side = compare(&root->key, &node->key) > 0;
        node->child[side] = root;
        node->child[!side] = root->child[!side];
        root->child[!side] = NULL;
    }
    *bucket = node;
}

void
spfe_bucket_remove(struct spfe_bucket_node **bucket,
                   const struct spfe_bucket_node *node)
{
    struct spfe_bucket_node *before;
    struct spfe_bucket_node *after;

    *bucket = splay(*bucket, &node->key);
    before = (*bucket)->child[0];
    after = (*bucket)->child[1];
    if (before == NULL) {
        *bucket = after;
        return;
    }
    before = splay(before, &node->key); /* its last: nothing is behind it */
    before->child[1] = after;
    *bucket = before;
}
