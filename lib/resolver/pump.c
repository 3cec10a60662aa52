/* SPDX-License-Identifier: BSD-2-Clause */
#include "resolver/pump.h"

#include <spfeval/status.h>

#include "resolver/resolver.h"

/*
 * Hand over the answer in the room. The query may be gone: nobody knows what
 * the lookup function did.
 */
static int
hand_over(const struct spfe_pump *pump, uint32_t query_id)
{
    int status = pump->answer(pump->object, query_id, pump->room);

    /*
     * The resolver left it empty, gave records of another type, or has
     * answered or forgotten the query by itself.
     */
    return status == SPFEVAL_ERR_ARGUMENT || status == SPFEVAL_ERR_NOT_FOUND
               ? SPFEVAL_ERR_RESOLVER
               : status;
}

int
spfe_pump_fetch(const struct spfe_pump *pump, spfeval_resolver *resolver,
                const spfeval_query *query)
{
    uint32_t query_id = spfeval_query_get_id(query);
    int status = spfe_resolver_fetch(resolver, query, pump->room);

    return status == SPFEVAL_OK ? hand_over(pump, query_id) : status;
}

int
spfe_pump_answer(const struct spfe_pump *pump, spfeval_resolver *resolver)
{
    const spfeval_query *query;
    int answered = 0;
    int status;

    while (pump->next_query(pump->object, &query) == SPFEVAL_OK) {
        uint32_t query_id = spfeval_query_get_id(query);

        status = spfeval_resolver_lookup(resolver, query, pump->room);
        if (status == SPFEVAL_OK) {
            status = hand_over(pump, query_id);
        }
        if (status != SPFEVAL_OK) {
            return status;
        }
        answered++;
    }
    /* A query that somebody else took would keep us here for ever. */
    return answered > 0 ? SPFEVAL_OK : SPFEVAL_ERR_STATE;
}
