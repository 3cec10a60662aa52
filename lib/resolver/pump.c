/* SPDX-License-Identifier: BSD-2-Clause */
#include "resolver/pump.h"

#include <spfeval/status.h>

#include "resolver/resolver.h"

/* Hand over the answer in the room. */
static int
hand_over(const struct spfe_pump *pump, const spfeval_query *query)
{
    int status =
        pump->answer(pump->object, spfeval_query_get_id(query), pump->room);

    /* The resolver left it empty, or gave records of another type. */
    return status == SPFEVAL_ERR_ARGUMENT ? SPFEVAL_ERR_RESOLVER : status;
}

int
spfe_pump_fetch(const struct spfe_pump *pump, spfeval_resolver *resolver,
                const spfeval_query *query)
{
    int status = spfe_resolver_fetch(resolver, query, pump->room);

    return status == SPFEVAL_OK ? hand_over(pump, query) : status;
}

int
spfe_pump_answer(const struct spfe_pump *pump, spfeval_resolver *resolver)
{
    const spfeval_query *query;
    int answered = 0;
    int status;

    while (pump->next_query(pump->object, &query) == SPFEVAL_OK) {
        status = spfeval_resolver_lookup(resolver, query, pump->room);
        if (status == SPFEVAL_OK) {
            status = hand_over(pump, query);
        }
        if (status != SPFEVAL_OK) {
            return status;
        }
        answered++;
    }
    /* A query that somebody else took would keep us here for ever. */
    return answered > 0 ? SPFEVAL_OK : SPFEVAL_ERR_STATE;
}
