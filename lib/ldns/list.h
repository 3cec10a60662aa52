/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A ring of links that stand within the things they link; the list itself is
 * one more link. A link that is in no list points to itself, so removing it is
 * harmless.
 */
#ifndef SPFE_LDNS_LIST_H
#define SPFE_LDNS_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct spfe_list {
    struct spfe_list *prev;
    struct spfe_list *next;
};

/* The thing of this type whose member the link is. */
#define SPFE_LIST_ENTRY(link, type, member)                                   \
    ((type *)(void *)((char *)(link)-offsetof(type, member)))

static inline void
spfe_list_init(struct spfe_list *list)
{
    list->prev = list;
    list->next = list;
}

static inline bool
spfe_list_is_empty(const struct spfe_list *list)
{
    return list->next == list;
}

/* Put a link that is in no list behind another link, or first in a list. */
static inline void
spfe_list_insert_after(struct spfe_list *at, struct spfe_list *link)
{
    link->prev = at;
    link->next = at->next;
    at->next->prev = link;
    at->next = link;
}

static inline void
spfe_list_append(struct spfe_list *list, struct spfe_list *link)
{
    spfe_list_insert_after(list->prev, link);
}

static inline void
spfe_list_remove(struct spfe_list *link)
{
    link->prev->next = link->next;
    link->next->prev = link->prev;
    spfe_list_init(link);
}

#endif
