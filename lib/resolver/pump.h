/* SPDX-License-Identifier: BSD-2-Clause */
/* From an object that has questions to a resolver that has answers. */
#ifndef SPFE_RESOLVER_PUMP_H
#define SPFE_RESOLVER_PUMP_H

#include <stdint.h>

#include <spfeval/dns.h>
#include <spfeval/resolver.h>

/*
 * The two functions have the statuses of those of a check. Only
 * spfe_pump_answer() takes queries; without it next_query may be NULL.
 */
struct spfe_pump {
    void *object;
    int (*next_query)(void *object, const spfeval_query **out);
    int (*answer)(void *object, uint32_t query_id,
                  const spfeval_answer *answer);
    spfeval_answer *room; /* for one answer at a time */
};

/*
 * Answer one query; the resolver does not look into its cache any more.
 * SPFEVAL_ERR_RESOLVER for an unusable answer, or what went wrong.
 */
int spfe_pump_fetch(const struct spfe_pump *pump, spfeval_resolver *resolver,
                    const spfeval_query *query);

/*
 * Answer the queries of one step. SPFEVAL_ERR_STATE when there is none,
 * SPFEVAL_ERR_RESOLVER for an unusable answer, or what went wrong.
 */
int spfe_pump_answer(const struct spfe_pump *pump, spfeval_resolver *resolver);

#endif
