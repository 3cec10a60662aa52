/* SPDX-License-Identifier: BSD-2-Clause */
/* The cache, asked with a query whose name is hashed already. */
#ifndef SPFE_RESOLVER_CACHE_H
#define SPFE_RESOLVER_CACHE_H

#include <spfeval/cache.h>

#include "dns/query.h"
#include "dns/shared.h"

/*
 * A counted reference to the answer, with the seconds that are left of its
 * time to live; or NULL.
 */
struct spfe_shared *spfe_cache_find(spfeval_cache *cache,
                                    const spfeval_query *query, int64_t now_ms,
                                    uint32_t *ttl);

/* As spfeval_cache_store(). */
int spfe_cache_keep(spfeval_cache *cache, const spfeval_query *query,
                    int64_t now_ms, spfeval_answer *answer);

#endif
