/* SPDX-License-Identifier: BSD-2-Clause */
#include "yaml_tree.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
read_all(FILE *stream, struct buf *out)
{
    char chunk[4096];
    size_t got;

    while ((got = fread(chunk, 1, sizeof(chunk), stream)) > 0) {
        buf_add(out, chunk, got);
    }
    return ferror(stream) == 0;
}

static void
say_errno(struct buf *error)
{
    buf_add_string(error, strerror(errno));
}

bool
yaml_file_open(struct yaml_file *file, const char *path, struct buf *error)
{
    struct buf content = {0};
    FILE *stream;

    *file = (struct yaml_file){0};
    stream = fopen(path, "rb");
    if (stream == NULL) {
        say_errno(error);
        return false;
    }
    if (!read_all(stream, &content)) {
        say_errno(error);
        buf_free(&content);
        fclose(stream);
        return false;
    }
    fclose(stream);
    if (!yaml_parser_initialize(&file->parser)) {
        buf_add_string(error, "no YAML parser");
        buf_free(&content);
        return false;
    }
    buf_add(&content, "", 0);
    file->content = content.data;
    file->content_len = content.len;
    yaml_parser_set_input_string(&file->parser,
                                 (const unsigned char *)file->content,
                                 file->content_len);
    return true;
}

static void
drop_document(struct yaml_file *file)
{
    if (file->has_doc) {
        yaml_document_delete(&file->doc);
        file->has_doc = false;
    }
}

int
yaml_file_next(struct yaml_file *file, struct tree *root, struct buf *error)
{
    drop_document(file);
    if (!yaml_parser_load(&file->parser, &file->doc)) {
        buf_add_string(error, "line ");
        buf_add_number(error, file->parser.problem_mark.line + 1);
        buf_add_string(error, ": ");
        buf_add_string(error, file->parser.problem != NULL
                                  ? file->parser.problem
                                  : "malformed YAML");
        return -1;
    }
    file->has_doc = true;
    root->doc = &file->doc;
    root->node = yaml_document_get_root_node(&file->doc);
    return root->node != NULL ? 1 : 0;
}

void
yaml_file_close(struct yaml_file *file)
{
    drop_document(file);
    yaml_parser_delete(&file->parser);
    free(file->content);
    *file = (struct yaml_file){0};
}

static bool
is_kind(struct tree tree, yaml_node_type_t kind)
{
    return tree.node != NULL && tree.node->type == kind;
}

static struct tree
node_at(struct tree tree, int index)
{
    return (struct tree){tree.doc, yaml_document_get_node(tree.doc, index)};
}

size_t
tree_line(struct tree tree)
{
    return tree.node != NULL ? tree.node->start_mark.line + 1 : 0;
}

bool
tree_is_map(struct tree tree)
{
    return is_kind(tree, YAML_MAPPING_NODE);
}

bool
tree_is_list(struct tree tree)
{
    return is_kind(tree, YAML_SEQUENCE_NODE);
}

bool
tree_is_null(struct tree tree)
{
    struct text text;

    if (!tree_text(tree, &text) ||
        tree.node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE) {
        return false;
    }
    return text.len == 0 || text_is(text, "~") || text_is(text, "null");
}

bool
tree_text(struct tree tree, struct text *out)
{
    if (!is_kind(tree, YAML_SCALAR_NODE)) {
        return false;
    }
    out->data = (const char *)tree.node->data.scalar.value;
    out->len = tree.node->data.scalar.length;
    return true;
}

size_t
tree_count(struct tree tree)
{
    if (tree_is_map(tree)) {
        return (size_t)(tree.node->data.mapping.pairs.top -
                        tree.node->data.mapping.pairs.start);
    }
    if (tree_is_list(tree)) {
        return (size_t)(tree.node->data.sequence.items.top -
                        tree.node->data.sequence.items.start);
    }
    return 0;
}

struct tree
tree_item(struct tree list, size_t index)
{
    if (!tree_is_list(list) || index >= tree_count(list)) {
        return (struct tree){list.doc, NULL};
    }
    return node_at(list, list.node->data.sequence.items.start[index]);
}

bool
tree_pair(struct tree map, size_t index, struct text *key, struct tree *value)
{
    const yaml_node_pair_t *pair;

    if (!tree_is_map(map) || index >= tree_count(map)) {
        return false;
    }
    pair = &map.node->data.mapping.pairs.start[index];
    *value = node_at(map, pair->value);
    return tree_text(node_at(map, pair->key), key);
}

struct tree
tree_find(struct tree map, const char *key)
{
    size_t count = tree_is_map(map) ? tree_count(map) : 0;
    size_t i;

    for (i = 0; i < count; i++) {
        struct text found;
        struct tree value;

        if (tree_pair(map, i, &found, &value) && text_is(found, key)) {
            return value;
        }
    }
    return (struct tree){map.doc, NULL};
}
