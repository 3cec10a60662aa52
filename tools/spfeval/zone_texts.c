/* SPDX-License-Identifier: BSD-2-Clause */
#include "zone_texts.h"

#include <stdlib.h>
#include <string.h>

struct zone_text *
zone_texts_add(struct zone_texts *texts, const char *owner, unsigned long line)
{
    size_t size = strlen(owner) + 1;
    struct zone_text *item;

    if (texts->count == texts->capacity) {
        size_t capacity = texts->capacity > 0 ? 2 * texts->capacity : 16;
        struct zone_text *items =
            realloc(texts->items, capacity * sizeof(*items));

        if (items == NULL) {
            return NULL;
        }
        texts->items = items;
        texts->capacity = capacity;
    }
    item = &texts->items[texts->count];
    *item = (struct zone_text){.owner = malloc(size), .line = line};
    if (item->owner == NULL) {
        return NULL;
    }
    memcpy(item->owner, owner, size);
    texts->count++;
    return item;
}

/* The list of ends grows to the powers of two. */
static bool
make_room(struct zone_text *text)
{
    size_t capacity = text->count > 0 ? 2 * text->count : 1;
    uint32_t *ends;

    if ((text->count & (text->count - 1)) != 0) {
        return true;
    }
    ends = realloc(text->ends, capacity * sizeof(*ends));
    if (ends == NULL) {
        return false;
    }
    text->ends = ends;
    return true;
}

bool
zone_text_add_string(struct zone_text *text, const char *octets, size_t len)
{
    if (!make_room(text)) {
        return false;
    }
    text_add(&text->joined, octets, len);
    text->ends[text->count++] = (uint32_t)text->joined.len;
    return !text->joined.failed;
}

void
zone_texts_clear(struct zone_texts *texts)
{
    size_t i;

    for (i = 0; i < texts->count; i++) {
        free(texts->items[i].owner);
        free(texts->items[i].ends);
        text_clear(&texts->items[i].joined);
    }
    free(texts->items);
    *texts = (struct zone_texts){0};
}
