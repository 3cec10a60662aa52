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
};

#endif
