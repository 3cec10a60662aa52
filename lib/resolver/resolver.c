/* SPDX-License-Identifier: BSD-2-Clause */
#include "resolver/resolver.h"

#include <string.h>

#include <spfeval/status.h>

int
spfeval_resolver_new(const spfeval_allocator *allocator,
                     const spfeval_resolver_ops *ops, void *user_data,
                     spfeval_resolver **out)
{
    struct spfe_mem mem;
    spfeval_resolver *resolver;

    if (ops == NULL || out == NULL ||
        ops->struct_size < sizeof(spfeval_resolver_ops) ||
        ops->lookup == NULL || spfe_mem_init(&mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    resolver = spfe_mem_alloc(&mem, sizeof(*resolver));
    if (resolver == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    resolver->mem = mem;
    resolver->ops = *ops;
    resolver->user_data = user_data;
    resolver->cache = NULL;
    resolver->fetch = NULL;
    *out = resolver;
    return SPFEVAL_OK;
}

void
spfeval_resolver_free(spfeval_resolver *resolver)
{
    struct spfe_mem mem;

    if (resolver == NULL) {
        return;
    }
    if (resolver->ops.release != NULL) {
        resolver->ops.release(resolver->user_data);
    }
    mem = resolver->mem;
    spfe_mem_free(&mem, resolver);
}

/* What a function of the table returned, which may be anything. */
static int
limit_status(int status)
{
    return status > SPFEVAL_OK || status < SPFEVAL_ERR_RESOLVER
               ? SPFEVAL_ERR_RESOLVER
               : status;
}

int
spfeval_resolver_lookup(spfeval_resolver *resolver, const spfeval_query *query,
                        spfeval_answer *answer)
{
    if (resolver == NULL || query == NULL || answer == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfeval_answer_clear(answer);
    return limit_status(
        resolver->ops.lookup(resolver->user_data, query, answer));
}

int
spfe_resolver_fetch(spfeval_resolver *resolver, const spfeval_query *query,
                    spfeval_answer *answer)
{
    spfeval_answer_clear(answer);
    return limit_status(
        resolver->fetch == NULL
            ? resolver->ops.lookup(resolver->user_data, query, answer)
            : resolver->fetch(resolver->user_data, query, answer));
}
