/* SPDX-License-Identifier: BSD-2-Clause */
#include "suite_zone.h"

#include <spfeval/status.h>

#include "zone_entry.h"

#define DEFAULT_TTL 3600

static bool
has_own_txt(struct tree entries)
{
    size_t count = tree_count(entries);
    size_t i;

    for (i = 0; i < count; i++) {
        struct tree entry = tree_item(entries, i);

        if (tree_find(entry, "TXT").node != NULL ||
            tree_find(entry, "TXT-hex").node != NULL) {
            return true;
        }
    }
    return false;
}

static void
say_where(struct buf *error, struct tree tree, const char *what)
{
    buf_add_string(error, "line ");
    buf_add_number(error, tree_line(tree));
    buf_add_string(error, ": ");
    buf_add_string(error, what);
}

static bool
read_owner(struct zone_owner *owner, struct tree entries, struct buf *error)
{
    size_t count = tree_count(entries);
    size_t i;

    if (!tree_is_list(entries)) {
        say_where(error, entries, "a name needs a list of entries");
        return false;
    }
    if (spfeval_zone_add_name(owner->zone, owner->name.data,
                              owner->name.len) != SPFEVAL_OK) {
        say_where(error, entries, "not a name");
        return false;
    }
    owner->has_txt = has_own_txt(entries);
    for (i = 0; i < count; i++) {
        struct tree entry = tree_item(entries, i);

        if (!zone_entry_read(owner, entry)) {
            say_where(error, entry, "not a zone entry");
            return false;
        }
    }
    return true;
}

static bool
read_zone(spfeval_zone *zone, struct tree zonedata, struct buf *error)
{
    size_t count = tree_count(zonedata);
    size_t i;

    if (!tree_is_map(zonedata)) {
        say_where(error, zonedata, "zonedata is not a map");
        return false;
    }
    for (i = 0; i < count; i++) {
        struct zone_owner owner = {.zone = zone, .ttl = DEFAULT_TTL};
        struct tree entries;

        if (!tree_pair(zonedata, i, &owner.name, &entries)) {
            say_where(error, zonedata, "a name is not a string");
            return false;
        }
        if (!read_owner(&owner, entries, error)) {
            return false;
        }
    }
    return true;
}

static bool
set_kind(spfeval_zone *zone, struct tree kind, struct buf *error)
{
    struct text text;

    if (kind.node == NULL) {
        return true;
    }
    if (tree_text(kind, &text) && text_is(text, "yes") &&
        spfeval_zone_set_authoritative(zone) == SPFEVAL_OK) {
        return true;
    }
    say_where(error, kind, "authoritative can only be yes");
    return false;
}

spfeval_zone *
suite_zone_new(struct tree document, struct buf *error)
{
    spfeval_zone *zone;

    if (spfeval_zone_new(NULL, &zone) != SPFEVAL_OK) {
        buf_add_string(error, "cannot make a zone");
        return NULL;
    }
    if (!set_kind(zone, tree_find(document, "authoritative"), error) ||
        !read_zone(zone, tree_find(document, "zonedata"), error)) {
        spfeval_zone_free(zone);
        return NULL;
    }
    return zone;
}
