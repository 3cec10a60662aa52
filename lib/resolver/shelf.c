/* SPDX-License-Identifier: BSD-2-Clause */
#include "resolver/shelf.h"

#include <string.h>

#include <spfeval/cache.h>
#include <spfeval/status.h>

#include "base/dname.h"
#include "base/lock.h"

struct entry {
    struct spfe_bucket_node node; /* first; the name is behind the entry */
    struct entry *newer;
    struct entry *older;
    struct spfe_shared *shared;
    int64_t stored_ms;
    int64_t keep_ms;
};

struct spfe_shelf {
    struct spfe_mem mem;
    struct spfe_lock lock;
    uint32_t max_entries;
    size_t max_bytes;
    uint32_t bucket_count; /* a power of two */
    struct spfe_bucket_node **buckets;
    struct entry *newest;
    struct entry *oldest;
    uint64_t entries;
    uint64_t bytes;
    uint64_t hits;
    uint64_t misses;
    uint64_t evictions;
};

struct spfe_shelf_key
spfe_shelf_key(uint16_t type, const char *name, size_t name_len)
{
    struct spfe_text text = {name, (uint32_t)name_len};

    return spfe_shelf_key_hashed(type, text, spfe_dname_hash(text));
}

struct spfe_shelf_key
spfe_shelf_key_hashed(uint16_t type, struct spfe_text name, uint32_t hash)
{
    struct spfe_shelf_key key = {.name = name, .type = type};

    hash ^= type;
    /* Spread the last octets over all bits: shelf and bucket use some each. */
    hash = (hash ^ hash >> 16) * 0x45d9f3bu;
    key.hash = hash ^ hash >> 15;
    return key;
}

struct spfe_shelf *
spfe_shelf_new(const struct spfe_mem *mem, uint32_t max_entries,
               size_t max_bytes)
{
    struct spfe_shelf *shelf = spfe_mem_alloc(mem, sizeof(*shelf));
    uint32_t i;

    if (shelf == NULL) {
        return NULL;
    }
    memset(shelf, 0, sizeof(*shelf));
    shelf->mem = *mem;
    shelf->max_entries = max_entries;
    shelf->max_bytes = max_bytes;
    shelf->bucket_count = 1;
    while (shelf->bucket_count < max_entries) {
        shelf->bucket_count *= 2;
    }
    shelf->buckets =
        spfe_mem_alloc(mem, shelf->bucket_count * sizeof(*shelf->buckets));
    if (shelf->buckets == NULL || !spfe_lock_init(&shelf->lock)) {
        spfe_mem_free(mem, shelf->buckets);
        spfe_mem_free(mem, shelf);
        return NULL;
    }
    for (i = 0; i < shelf->bucket_count; i++) {
        shelf->buckets[i] = NULL;
    }
    return shelf;
}

void
spfe_shelf_free(struct spfe_shelf *shelf)
{
    struct spfe_mem mem = shelf->mem;

    spfe_shelf_clear(shelf);
    spfe_lock_destroy(&shelf->lock);
    spfe_mem_free(&mem, shelf->buckets);
    spfe_mem_free(&mem, shelf);
}

static size_t
size_of(const struct entry *entry)
{
    return sizeof(*entry) + entry->node.key.name.len + entry->shared->size;
}

/* --- with the lock held -------------------------------------------------- */

static struct spfe_bucket_node **
bucket_of(struct spfe_shelf *shelf, const struct spfe_shelf_key *key)
{
    return &shelf->buckets[key->hash & (shelf->bucket_count - 1)];
}

static struct entry *
find(struct spfe_shelf *shelf, const struct spfe_shelf_key *key)
{
    return (struct entry *)(void *)spfe_bucket_find(bucket_of(shelf, key),
                                                    key);
}

static void
unlink_from_order(struct spfe_shelf *shelf, struct entry *entry)
{
    if (entry->newer != NULL) {
        entry->newer->older = entry->older;
    } else {
        shelf->newest = entry->older;
    }
    if (entry->older != NULL) {
        entry->older->newer = entry->newer;
    } else {
        shelf->oldest = entry->newer;
    }
}

static void
link_as_newest(struct spfe_shelf *shelf, struct entry *entry)
{
    entry->newer = NULL;
    entry->older = shelf->newest;
    if (shelf->newest != NULL) {
        shelf->newest->newer = entry;
    } else {
        shelf->oldest = entry;
    }
    shelf->newest = entry;
}

static void
remove_entry(struct spfe_shelf *shelf, struct entry *entry)
{
    spfe_bucket_remove(bucket_of(shelf, &entry->node.key), &entry->node);
    unlink_from_order(shelf, entry);
    shelf->entries--;
    shelf->bytes -= size_of(entry);
    spfe_shared_release(entry->shared);
    spfe_mem_free(&shelf->mem, entry);
}

static void
evict(struct spfe_shelf *shelf, struct entry *entry)
{
    shelf->evictions++;
    remove_entry(shelf, entry);
}

/* Milliseconds since it was stored; a clock that goes back stands still. */
static uint64_t
age_of(const struct entry *entry, int64_t now_ms)
{
    return now_ms > entry->stored_ms
               ? (uint64_t)now_ms - (uint64_t)entry->stored_ms
               : 0;
}

static void
make_room(struct spfe_shelf *shelf, const struct entry *entry)
{
    while (shelf->oldest != NULL &&
           (shelf->entries >= shelf->max_entries ||
            shelf->bytes + size_of(entry) > shelf->max_bytes)) {
        evict(shelf, shelf->oldest);
    }
}

static void
insert(struct spfe_shelf *shelf, struct entry *entry)
{
    struct entry *before = find(shelf, &entry->node.key);

    if (before != NULL) {
        remove_entry(shelf, before);
    }
    make_room(shelf, entry);
    spfe_bucket_add(bucket_of(shelf, &entry->node.key), &entry->node);
    link_as_newest(shelf, entry);
    shelf->entries++;
    shelf->bytes += size_of(entry);
}

static struct spfe_shared *
take(struct spfe_shelf *shelf, const struct spfe_shelf_key *key,
     int64_t now_ms, uint32_t *ttl)
{
    struct entry *entry = find(shelf, key);
    uint64_t age;

    if (entry == NULL) {
        return NULL;
    }
    age = age_of(entry, now_ms);
    if (age >= (uint64_t)entry->keep_ms && entry->keep_ms != INT64_MAX) {
        remove_entry(shelf, entry);
        return NULL;
    }
    if (shelf->newest != entry) {
        unlink_from_order(shelf, entry);
        link_as_newest(shelf, entry);
    }
    *ttl = entry->shared->answer.ttl;
    *ttl -= age / 1000 < *ttl ? (uint32_t)(age / 1000) : *ttl;
    spfe_shared_take(entry->shared);
    return entry->shared;
}

/* --- with the lock taken ------------------------------------------------- */

struct spfe_shared *
spfe_shelf_find(struct spfe_shelf *shelf, const struct spfe_shelf_key *key,
                int64_t now_ms, uint32_t *ttl)
{
    struct spfe_shared *shared;

    spfe_lock_enter(&shelf->lock);
    shared = take(shelf, key, now_ms, ttl);
    if (key->type != SPFE_SHELF_HINTS) {
        shelf->hits += shared != NULL ? 1 : 0;
        shelf->misses += shared == NULL ? 1 : 0;
    }
    spfe_lock_leave(&shelf->lock);
    return shared;
}

int
spfe_shelf_put(struct spfe_shelf *shelf, const struct spfe_shelf_key *key,
               struct spfe_shared *shared, int64_t now_ms, int64_t keep_ms)
{
    size_t size = sizeof(struct entry) + key->name.len + shared->size;
    struct entry *entry;
    char *name;

    if (size > shelf->max_bytes) {
        spfe_shelf_drop(shelf, key);
        return SPFEVAL_ERR_LIMIT;
    }
    entry = spfe_mem_alloc(&shelf->mem, sizeof(*entry) + key->name.len);
    if (entry == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    name = (char *)(entry + 1);
    if (key->name.len > 0) {
        memcpy(name, key->name.ptr, key->name.len);
    }
    entry->node.key = *key;
    entry->node.key.name.ptr = name;
    entry->shared = shared;
    entry->stored_ms = now_ms;
    entry->keep_ms = keep_ms;
    spfe_shared_take(shared);
    spfe_lock_enter(&shelf->lock);
    insert(shelf, entry);
    spfe_lock_leave(&shelf->lock);
    return SPFEVAL_OK;
}

void
spfe_shelf_drop(struct spfe_shelf *shelf, const struct spfe_shelf_key *key)
{
    struct entry *entry;

    spfe_lock_enter(&shelf->lock);
    entry = find(shelf, key);
    if (entry != NULL) {
        remove_entry(shelf, entry);
    }
    spfe_lock_leave(&shelf->lock);
}

void
spfe_shelf_clear(struct spfe_shelf *shelf)
{
    spfe_lock_enter(&shelf->lock);
    while (shelf->oldest != NULL) {
        remove_entry(shelf, shelf->oldest);
    }
    spfe_lock_leave(&shelf->lock);
}

uint64_t
spfe_shelf_get_counter(struct spfe_shelf *shelf, int counter)
{
    uint64_t value = 0;

    spfe_lock_enter(&shelf->lock);
    switch (counter) {
    case SPFEVAL_CACHE_COUNTER_HITS:
        value = shelf->hits;
        break;
    case SPFEVAL_CACHE_COUNTER_MISSES:
        value = shelf->misses;
        break;
    case SPFEVAL_CACHE_COUNTER_EVICTIONS:
        value = shelf->evictions;
        break;
    case SPFEVAL_CACHE_COUNTER_ENTRIES:
        value = shelf->entries;
        break;
    case SPFEVAL_CACHE_COUNTER_BYTES:
        value = shelf->bytes;
        break;
    default:
        break;
    }
    spfe_lock_leave(&shelf->lock);
    return value;
}
