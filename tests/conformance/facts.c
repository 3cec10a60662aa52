/* SPDX-License-Identifier: BSD-2-Clause */
#include "facts.h"

#include <stdlib.h>

void
facts_set(struct facts *facts, const char *name, struct text value)
{
    struct fact *fact;

    if (facts->count == facts->capacity) {
        facts->capacity = 2 * facts->capacity + 16;
        facts->items =
            memory_grow(facts->items, facts->capacity, sizeof(*facts->items));
    }
    fact = &facts->items[facts->count++];
    *fact = (struct fact){.name = name};
    buf_add(&fact->value, value.data, value.len);
}

void
facts_set_string(struct facts *facts, const char *name, const char *value)
{
    facts_set(facts, name, text_of(value));
}

void
facts_set_number(struct facts *facts, const char *name, uint64_t value)
{
    struct buf digits = {0};

    buf_add_number(&digits, value);
    facts_set(facts, name, buf_text(&digits));
    buf_free(&digits);
}

const struct buf *
facts_find(const struct facts *facts, struct text name)
{
    size_t i;

    for (i = 0; i < facts->count; i++) {
        if (text_is(name, facts->items[i].name)) {
            return &facts->items[i].value;
        }
    }
    return NULL;
}

static void
add_side(struct buf *out, const struct buf *value)
{
    if (value == NULL) {
        buf_add_string(out, "(absent)");
        return;
    }
    buf_add_string(out, "\"");
    buf_add(out, value->data, value->len);
    buf_add_string(out, "\"");
}

static bool
agree_on(const char *name, const struct buf *a, const struct buf *b,
         struct buf *out)
{
    if (a != NULL && b != NULL && text_equal(buf_text(a), buf_text(b))) {
        return true;
    }
    buf_add_string(out, name);
    buf_add_string(out, " ");
    add_side(out, a);
    buf_add_string(out, " against ");
    add_side(out, b);
    buf_add_string(out, "\n");
    return false;
}

bool
facts_agree(const struct facts *a, const struct facts *b, struct buf *out)
{
    bool equal = true;
    size_t i;

    for (i = 0; i < a->count; i++) {
        const struct fact *fact = &a->items[i];

        equal &= agree_on(fact->name, &fact->value,
                          facts_find(b, text_of(fact->name)), out);
    }
    for (i = 0; i < b->count; i++) {
        const struct fact *fact = &b->items[i];

        if (facts_find(a, text_of(fact->name)) == NULL) {
            equal &= agree_on(fact->name, NULL, &fact->value, out);
        }
    }
    return equal;
}

void
facts_clear(struct facts *facts)
{
    size_t i;

    for (i = 0; i < facts->count; i++) {
        buf_free(&facts->items[i].value);
    }
    facts->count = 0;
}

void
facts_free(struct facts *facts)
{
    facts_clear(facts);
    free(facts->items);
    *facts = (struct facts){0};
}
