/* SPDX-License-Identifier: BSD-2-Clause */
/* A resolver that stands before another one and remembers. */
#include <spfeval/status.h>

#include "resolver/cache.h"
#include "resolver/resolver.h"

struct cached {
    struct spfe_mem mem;
    spfeval_cache *cache;
    spfeval_resolver *inner;
};

static int64_t
now(void *user_data)
{
    const struct cached *cached = user_data;
    const spfeval_resolver *inner = cached->inner;

    return inner->ops.now(inner->user_data);
}

/* Ask, and keep the answer. */
static int
fetch(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    const struct cached *cached = user_data;
    int status = spfeval_resolver_lookup(cached->inner, query, answer);

    if (status == SPFEVAL_OK) {
        /* An answer that cannot be kept is as good. */
        (void)spfe_cache_keep(cached->cache, query, now(user_data), answer);
    }
    return status;
}

static int
lookup(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    const struct cached *cached = user_data;
    struct spfe_shared *shared;
    uint32_t ttl;

    shared = spfe_cache_find(cached->cache, query, now(user_data), &ttl);
    if (shared == NULL) {
        return fetch(user_data, query, answer);
    }
    spfe_answer_share(answer, shared, ttl);
    spfe_shared_release(shared);
    return SPFEVAL_OK;
}

static void
release(void *user_data)
{
    struct cached *cached = user_data;
    struct spfe_mem mem = cached->mem;

    spfe_mem_free(&mem, cached);
}

int
spfeval_cache_resolver_new(const spfeval_allocator *allocator,
                           spfeval_cache *cache, spfeval_resolver *inner,
                           spfeval_resolver **out)
{
    static const spfeval_resolver_ops ops = {
        .struct_size = sizeof(ops),
        .lookup = lookup,
        .release = release,
        .now = now,
    };
    struct spfe_mem mem;
    struct cached *cached;
    int status;

    if (cache == NULL || inner == NULL || out == NULL ||
        inner->ops.now == NULL ||
        spfe_mem_init(&mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    cached = spfe_mem_alloc(&mem, sizeof(*cached));
    if (cached == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    cached->mem = mem;
    cached->cache = cache;
    cached->inner = inner;
    status = spfeval_resolver_new(allocator, &ops, cached, out);
    if (status != SPFEVAL_OK) {
        spfe_mem_free(&mem, cached);
        return status;
    }
    (*out)->cache = cache;
    (*out)->fetch = fetch;
    return SPFEVAL_OK;
}
