/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The face that waits. Its question is a flight of its own, whose answer is
 * the caller's: nothing is copied, and questions of the other face are served
 * meanwhile.
 */
#include <spfeval/status.h>

#include "ldns/stub.h"

static int
wait_for(struct spfeval_stub *stub, const struct spfe_flight *flight)
{
    int status = SPFEVAL_OK;

    while (flight->state != SPFE_FLIGHT_DONE &&
           status != SPFEVAL_ERR_RESOLVER) {
        int32_t timeout =
            spfe_stub_until_deadline(stub, spfe_stub_clock(stub));

        /* A question that is not done waits, or others do before it. */
        status =
            timeout < 0 ? SPFEVAL_ERR_RESOLVER : spfe_stub_turn(stub, timeout);
    }
    if (status == SPFEVAL_ERR_RESOLVER) {
        return status;
    }
    /* Memory that ran out is no answer of the DNS. */
    return flight->nomem && spfeval_answer_get_class(flight->answer) ==
                                SPFEVAL_DNS_FAILED
               ? SPFEVAL_ERR_NOMEM
               : SPFEVAL_OK;
}

static int
lookup(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    struct spfeval_stub *stub = user_data;
    struct spfe_question question;
    struct spfe_flight *flight;
    const char *name;
    size_t name_len;
    int status;

    name = spfeval_query_get_name(query, &name_len);
    if (stub->server_count == 0 ||
        !spfe_question_set(&question, spfeval_query_get_type(query), name,
                           name_len)) {
        return SPFEVAL_ERR_RESOLVER;
    }
    status = spfe_stub_new_flight(stub, &question, answer, &flight);
    if (status != SPFEVAL_OK) {
        return status;
    }
    stub->now = spfe_stub_clock(stub);
    spfe_stub_submit(stub, flight);
    status = wait_for(stub, flight);
    spfe_stub_drop(stub, flight);
    return status;
}

static int64_t
now(void *user_data)
{
    return spfe_stub_clock(user_data);
}

const spfeval_resolver_ops spfe_stub_resolver_ops = {
    .struct_size = sizeof(spfeval_resolver_ops),
    .lookup = lookup,
    .now = now,
};

spfeval_resolver *
spfeval_stub_get_resolver(spfeval_stub *stub)
{
    return stub == NULL ? NULL : stub->resolver;
}
