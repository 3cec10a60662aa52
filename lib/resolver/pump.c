/* SPDX-License-Identifier: BSD-2-Clause */
#include "resolver/pump.h"

#include <spfeval/status.h>

int
spfe_pump_answer(const struct spfe_pump *pump, spfeval_resolver *resolver)
{
    const spfeval_query *query;
    int answered = 0;
    int status;

    while (pump->next_query(pump->object, &query) == SPFEVAL_OK) {
        status = spfeval_resolver_lookup(resolver, query, pump->room);
        if (status != SPFEVAL_OK) {
            return status;
        }
        status = pump->answer(pump->object, spfeval_query_get_id(query),
                              pump->room);
        if (status == SPFEVAL_ERR_ARGUMENT) {
            /* The resolver left it empty, or gave records of another type. */
            return SPFEVAL_ERR_RESOLVER;
        }
        if (status != SPFEVAL_OK) {
            return status;
        }
        answered++;
    }
    /* A query that somebody else took would keep us here for ever. */
    return answered > 0 ? SPFEVAL_OK : SPFEVAL_ERR_STATE;
}
