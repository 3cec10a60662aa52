/* SPDX-License-Identifier: BSD-2-Clause */
/* A resolver: a copied table of functions. */
#ifndef SPFE_RESOLVER_RESOLVER_H
#define SPFE_RESOLVER_RESOLVER_H

#include <spfeval/resolver.h>

#include "base/mem.h"

struct spfeval_resolver {
    struct spfe_mem mem;
    spfeval_resolver_ops ops;
    void *user_data;
    struct spfeval_cache *cache; /* it stands before; NULL for none */
    /* With a cache: what it does when it has looked there in vain. */
    int (*fetch)(void *user_data, const spfeval_query *query,
                 spfeval_answer *answer);
};

/* As spfeval_resolver_lookup(), and does not look into the cache. */
int spfe_resolver_fetch(spfeval_resolver *resolver, const spfeval_query *query,
                        spfeval_answer *answer);

#endif
