/* SPDX-License-Identifier: BSD-2-Clause */
#include "resolver/cache.h"

#include <stdatomic.h>
#include <string.h>

#include <spfeval/status.h>

#include "check/check.h"
#include "resolver/resolver.h"
#include "resolver/shelf.h"
#include "rule/keep.h"

enum {
    MOST_SHELVES = 16,
    ENTRIES_FOR_SHELVES = 1024, /* a smaller cache keeps its exact bounds */
    KIB_FOR_SHELVES = 1024
};

struct spfeval_cache {
    struct spfe_mem mem;
    uint32_t max_entries;
    uint32_t max_kib;
    uint32_t max_ttl;
    uint32_t failure_ms;
    atomic_bool used;
    uint32_t shelf_count; /* a power of two */
    struct spfe_shelf *shelves[MOST_SHELVES];
};

static void
free_shelves(struct spfe_shelf **shelves, uint32_t count)
{
    while (count > 0) {
        spfe_shelf_free(shelves[--count]);
    }
}

/* Lay the cache out for its bounds, which are given. False: no memory. */
static bool
make_shelves(spfeval_cache *cache, uint32_t entries, uint32_t kib)
{
    struct spfe_shelf *made[MOST_SHELVES] = {NULL};
    uint32_t count = entries >= ENTRIES_FOR_SHELVES && kib >= KIB_FOR_SHELVES
                         ? MOST_SHELVES
                         : 1;
    uint32_t i;

    for (i = 0; i < count; i++) {
        made[i] = spfe_shelf_new(&cache->mem, entries / count,
                                 (size_t)kib * 1024 / count);
        if (made[i] == NULL) {
            free_shelves(made, i);
            return false;
        }
    }
    free_shelves(cache->shelves, cache->shelf_count);
    memcpy(cache->shelves, made, count * sizeof(*made));
    cache->shelf_count = count;
    return true;
}

int
spfeval_cache_new(const spfeval_allocator *allocator, spfeval_cache **out)
{
    struct spfe_mem mem;
    spfeval_cache *cache;

    if (out == NULL || spfe_mem_init(&mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    cache = spfe_mem_alloc(&mem, sizeof(*cache));
    if (cache == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    memset(cache, 0, sizeof(*cache));
    cache->mem = mem;
    cache->max_entries = 10000;
    cache->max_kib = 16384;
    cache->max_ttl = 86400;
    cache->failure_ms = 5000; /* SERVFAIL and the like: RFC 2308 section 7 */
    atomic_init(&cache->used, false);
    if (!make_shelves(cache, cache->max_entries, cache->max_kib)) {
        spfe_mem_free(&mem, cache);
        return SPFEVAL_ERR_NOMEM;
    }
    *out = cache;
    return SPFEVAL_OK;
}

void
spfeval_cache_free(spfeval_cache *cache)
{
    struct spfe_mem mem;

    if (cache == NULL) {
        return;
    }
    free_shelves(cache->shelves, cache->shelf_count);
    mem = cache->mem;
    spfe_mem_free(&mem, cache);
}

static int
set_bounds(spfeval_cache *cache, uint32_t entries, uint32_t kib)
{
    if (!make_shelves(cache, entries, kib)) {
        return SPFEVAL_ERR_NOMEM;
    }
    cache->max_entries = entries;
    cache->max_kib = kib;
    return SPFEVAL_OK;
}

static bool
is_allowed(int key, uint32_t value)
{
    switch (key) {
    case SPFEVAL_CACHE_OPTION_MAX_ENTRIES:
        return value >= 1 && value <= 16777216;
    case SPFEVAL_CACHE_OPTION_MAX_KIB:
        return value >= 64 && value <= 4194304;
    case SPFEVAL_CACHE_OPTION_MAX_TTL:
        return value <= 604800;
    case SPFEVAL_CACHE_OPTION_FAILURE_MS:
        return value <= 300000; /* RFC 2308 section 7.1 */
    default:
        return false;
    }
}

int
spfeval_cache_set_u32(spfeval_cache *cache, int key, uint32_t value)
{
    if (cache == NULL || !is_allowed(key, value)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (atomic_load(&cache->used)) {
        return SPFEVAL_ERR_STATE;
    }
    switch (key) {
    case SPFEVAL_CACHE_OPTION_MAX_ENTRIES:
        return set_bounds(cache, value, cache->max_kib);
    case SPFEVAL_CACHE_OPTION_MAX_KIB:
        return set_bounds(cache, cache->max_entries, value);
    case SPFEVAL_CACHE_OPTION_MAX_TTL:
        cache->max_ttl = value;
        return SPFEVAL_OK;
    default:
        cache->failure_ms = value;
        return SPFEVAL_OK;
    }
}

/* The shelf of a question; the high bits, since the low ones find the bucket. */
static struct spfe_shelf *
shelf_of(spfeval_cache *cache, const struct spfe_shelf_key *key)
{
    /* Threads that come later need not write what is there already. */
    if (!atomic_load_explicit(&cache->used, memory_order_relaxed)) {
        atomic_store(&cache->used, true);
    }
    return cache->shelves[(key->hash >> 24) & (cache->shelf_count - 1)];
}

struct spfe_shared *
spfe_cache_find(spfeval_cache *cache, const spfeval_query *query,
                int64_t now_ms, uint32_t *ttl)
{
    struct spfe_shelf_key key =
        spfe_shelf_key_hashed(query->type, query->name, query->hash);

    return spfe_shelf_find(shelf_of(cache, &key), &key, now_ms, ttl);
}

int
spfeval_cache_lookup(spfeval_cache *cache, int type, const char *name,
                     size_t name_len, int64_t now_ms, spfeval_answer *answer)
{
    struct spfe_shelf_key key;
    struct spfe_shared *shared;
    uint32_t ttl;

    if (cache == NULL || name == NULL || answer == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (name_len > SPFE_TEXT_MAX || type <= 0 || type > UINT16_MAX) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    key = spfe_shelf_key((uint16_t)type, name, name_len);
    shared = spfe_shelf_find(shelf_of(cache, &key), &key, now_ms, &ttl);
    if (shared == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    spfe_answer_share(answer, shared, ttl);
    spfe_shared_release(shared);
    return SPFEVAL_OK;
}

/* How long an answer may be kept, in milliseconds; 0 for not at all. */
static int64_t
lifetime(const spfeval_cache *cache, const struct spfe_answer *answer)
{
    if (answer->dns_class == SPFEVAL_DNS_FAILED) {
        return cache->failure_ms;
    }
    if (!answer->has_ttl) { /* RFC 2308 section 5 */
        return 0;
    }
    return INT64_C(1000) *
           (answer->ttl < cache->max_ttl ? answer->ttl : cache->max_ttl);
}

/* What does not fit is not kept, and that is no error. */
static int
allow_too_large(int status)
{
    return status == SPFEVAL_ERR_LIMIT ? SPFEVAL_OK : status;
}

static int
keep(spfeval_cache *cache, const struct spfe_shelf_key *key, int64_t now_ms,
     spfeval_answer *answer)
{
    struct spfe_answer seen = spfe_answer_view(answer);
    struct spfe_shared *shared;
    int64_t keep_ms;
    int status;

    if (!spfe_answer_fits(&seen, key->type)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    seen.type = key->type;
    keep_ms = lifetime(cache, &seen);
    if (keep_ms == 0) {
        spfe_shelf_drop(shelf_of(cache, key), key);
        return SPFEVAL_OK;
    }
    shared = spfe_keep_answer(&cache->mem, &seen);
    if (shared == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    status =
        spfe_shelf_put(shelf_of(cache, key), key, shared, now_ms, keep_ms);
    if (status == SPFEVAL_OK) {
        spfe_answer_share_own(answer, shared);
    }
    spfe_shared_release(shared);
    return allow_too_large(status);
}

int
spfe_cache_keep(spfeval_cache *cache, const spfeval_query *query,
                int64_t now_ms, spfeval_answer *answer)
{
    struct spfe_shelf_key key =
        spfe_shelf_key_hashed(query->type, query->name, query->hash);

    return keep(cache, &key, now_ms, answer);
}

int
spfeval_cache_store(spfeval_cache *cache, int type, const char *name,
                    size_t name_len, int64_t now_ms, spfeval_answer *answer)
{
    struct spfe_shelf_key key;

    if (cache == NULL || name == NULL || answer == NULL ||
        name_len > SPFE_TEXT_MAX || type <= 0 || type > UINT16_MAX) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    key = spfe_shelf_key((uint16_t)type, name, name_len);
    return keep(cache, &key, now_ms, answer);
}

void
spfeval_cache_clear(spfeval_cache *cache)
{
    uint32_t i;

    if (cache == NULL) {
        return;
    }
    for (i = 0; i < cache->shelf_count; i++) {
        spfe_shelf_clear(cache->shelves[i]);
    }
}

uint64_t
spfeval_cache_get_counter(spfeval_cache *cache, int counter)
{
    uint64_t sum = 0;
    uint32_t i;

    if (cache == NULL) {
        return 0;
    }
    for (i = 0; i < cache->shelf_count; i++) {
        sum += spfe_shelf_get_counter(cache->shelves[i], counter);
    }
    return sum;
}

/* --- hints --------------------------------------------------------------- */

static struct spfe_shared *
find_hints(void *user_data, struct spfe_text domain)
{
    spfeval_cache *cache = user_data;
    struct spfe_shelf_key key =
        spfe_shelf_key(SPFE_SHELF_HINTS, domain.ptr, domain.len);
    uint32_t ttl;

    return spfe_shelf_find(shelf_of(cache, &key), &key, 0, &ttl);
}

int
spfeval_cache_prime(spfeval_cache *cache, spfeval_check *check)
{
    if (cache == NULL || check == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (check->state != SPFE_STATE_INPUT) {
        return SPFEVAL_ERR_STATE;
    }
    check->hint_source.find = find_hints;
    check->hint_source.user_data = cache;
    return SPFEVAL_OK;
}

int
spfeval_cache_learn(spfeval_cache *cache, const spfeval_check *check)
{
    struct spfe_shelf_key key;
    struct spfe_shared *known;
    struct spfe_shared *shared;
    struct spfe_text domain;
    enum spfe_lesson lesson;
    uint32_t ttl;
    int status = SPFEVAL_OK;

    if (cache == NULL || check == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (check->state != SPFE_STATE_DONE) {
        return SPFEVAL_ERR_STATE;
    }
    if (check->outcome.result == SPFEVAL_RESULT_TEMPERROR) {
        return SPFEVAL_OK;
    }
    domain = check->values.sender_domain;
    key = spfe_shelf_key(SPFE_SHELF_HINTS, domain.ptr, domain.len);
    known = spfe_shelf_find(shelf_of(cache, &key), &key, 0, &ttl);
    lesson = spfe_hints_learn(check, known == NULL ? NULL : known->parsed,
                              &cache->mem, &shared);
    if (lesson == SPFE_LESSON_NEW) {
        status =
            spfe_shelf_put(shelf_of(cache, &key), &key, shared, 0, INT64_MAX);
        spfe_shared_release(shared);
        status = allow_too_large(status);
    } else if (lesson == SPFE_LESSON_NOTHING) {
        spfe_shelf_drop(shelf_of(cache, &key), &key);
    } else if (lesson == SPFE_LESSON_NOMEM) {
        status = SPFEVAL_ERR_NOMEM;
    }
    spfe_shared_release(known);
    return status;
}
