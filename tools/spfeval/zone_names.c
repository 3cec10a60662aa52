/* SPDX-License-Identifier: BSD-2-Clause */
#include "zone_names.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool
zone_names_add(struct zone_names *names, const char *name, unsigned long line,
               bool is_alias)
{
    size_t size = strlen(name) + 1;
    struct zone_name *item;

    if (names->count == names->capacity) {
        size_t capacity = names->capacity == 0 ? 64 : names->capacity * 2;
        struct zone_name *items;

        items = realloc(names->items, capacity * sizeof(*items));
        if (items == NULL) {
            return false;
        }
        names->items = items;
        names->capacity = capacity;
    }
    item = &names->items[names->count];
    *item = (struct zone_name){malloc(size), line, is_alias};
    if (item->name == NULL) {
        return false;
    }
    memcpy(item->name, name, size);
    names->count++;
    return true;
}

static int
compare(const void *left, const void *right)
{
    const struct zone_name *a = left;
    const struct zone_name *b = right;
    int order = strcasecmp(a->name, b->name);

    if (order != 0) {
        return order;
    }
    return a->line < b->line ? -1 : a->line > b->line;
}

const struct zone_name *
zone_names_find_conflict(struct zone_names *names)
{
    size_t i;

    if (names->count > 0) {
        qsort(names->items, names->count, sizeof(*names->items), compare);
    }
    for (i = 1; i < names->count; i++) {
        const struct zone_name *earlier = &names->items[i - 1];
        const struct zone_name *later = &names->items[i];

        /* Of three or more records, an alias is next to some other one. */
        if ((earlier->is_alias || later->is_alias) &&
            strcasecmp(earlier->name, later->name) == 0) {
            return later->is_alias ? later : earlier;
        }
    }
    return NULL;
}

void
zone_names_clear(struct zone_names *names)
{
    size_t i;

    for (i = 0; i < names->count; i++) {
        free(names->items[i].name);
    }
    free(names->items);
    *names = (struct zone_names){0};
}
