/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reading of YAML files as trees, on top of libyaml's document functions.
 *
 * All texts are borrowed from the document, in UTF-8, and may hold NUL. The
 * helpers take any node, also NULL or one of another kind than is meant.
 */
#ifndef CONFORMANCE_YAML_TREE_H
#define CONFORMANCE_YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include <yaml.h>

#include "text.h"

/* One file, of which one document at a time is in memory. */
struct yaml_file {
    yaml_parser_t parser;
    char *content;
    size_t content_len;
    yaml_document_t doc;
    bool has_doc;
};

/* A node together with its document; node is NULL when there is none. */
struct tree {
    yaml_document_t *doc;
    const yaml_node_t *node;
};

/*
 * Reads a file. On failure says why and needs no closing. A file without a
 * document is a failure of yaml_file_next() only.
 */
bool yaml_file_open(struct yaml_file *file, const char *path,
                    struct buf *error);

/*
 * Goes to the next document. Returns 1 with its root, 0 at the end of the
 * file, and -1 with a message when the YAML is malformed.
 */
int yaml_file_next(struct yaml_file *file, struct tree *root,
                   struct buf *error);

void yaml_file_close(struct yaml_file *file);

/* Line of the node in its file, from 1; 0 without a node. */
size_t tree_line(struct tree tree);

bool tree_is_map(struct tree tree);

bool tree_is_list(struct tree tree);

/* A plain "~", "null" or nothing at all. */
bool tree_is_null(struct tree tree);

/* Reads a scalar; false for other nodes. */
bool tree_text(struct tree tree, struct text *out);

/* How many pairs a map has, or items a list; 0 for other nodes. */
size_t tree_count(struct tree tree);

/* Item of a list; NULL node when there is none. */
struct tree tree_item(struct tree list, size_t index);

/* Pair of a map; false when there is none or the key is not a scalar. */
bool tree_pair(struct tree map, size_t index, struct text *key,
               struct tree *value);

/* Value of the first pair with that key; NULL node when there is none. */
struct tree tree_find(struct tree map, const char *key);

#endif
