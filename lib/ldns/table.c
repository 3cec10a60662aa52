/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/table.h"

enum { FIRST_SLOTS = 64, MOST_SLOTS = 1 << 20 };

static struct spfe_list *
new_slots(const struct spfe_memory *memory, size_t count)
{
    struct spfe_list *slots =
        spfe_memory_alloc(memory, count * sizeof(*slots));
    size_t i;

    for (i = 0; slots != NULL && i < count; i++) {
        spfe_list_init(&slots[i]);
    }
    return slots;
}

int
spfe_table_init(struct spfe_table *table, const struct spfe_memory *memory)
{
    table->memory = memory;
    table->mask = FIRST_SLOTS - 1;
    table->count = 0;
    table->slots = new_slots(memory, FIRST_SLOTS);
    return table->slots == NULL ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK;
}

void
spfe_table_clear(struct spfe_table *table)
{
    if (table->slots != NULL) {
        spfe_memory_free(table->memory, table->slots);
        table->slots = NULL;
    }
}

static void
grow(struct spfe_table *table)
{
    size_t before = table->mask + 1;
    struct spfe_list *slots;
    size_t i;

    if (before >= MOST_SLOTS) {
        return;
    }
    slots = new_slots(table->memory, before * 2);
    if (slots == NULL) {
        return;
    }
    for (i = 0; i < before; i++) {
        while (!spfe_list_is_empty(&table->slots[i])) {
            struct spfe_table_node *node =
                spfe_table_node_at(table->slots[i].next);

            spfe_list_remove(&node->link);
            spfe_list_append(&slots[node->hash & (before * 2 - 1)],
                             &node->link);
        }
    }
    spfe_memory_free(table->memory, table->slots);
    table->slots = slots;
    table->mask = before * 2 - 1;
}

void
spfe_table_add(struct spfe_table *table, struct spfe_table_node *node,
               uint64_t hash)
{
    if (table->count > table->mask) {
        grow(table);
    }
    node->hash = hash;
    spfe_list_append(spfe_table_slot(table, hash), &node->link);
    table->count++;
}

void
spfe_table_remove(struct spfe_table *table, struct spfe_table_node *node)
{
    spfe_list_remove(&node->link);
    table->count--;
}
