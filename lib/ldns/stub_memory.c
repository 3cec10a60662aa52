/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory of questions that are done, for those that come: in the steady state
 * the stub allocates nothing. What a burst took is given back but for a part.
 */
#include <string.h>

#include "ldns/stub.h"

enum { MOST_FLIGHTS = 256, MOST_WAITERS = 1024 };

static struct spfe_flight *
flight_at(struct spfe_list *link)
{
    return SPFE_LIST_ENTRY(link, struct spfe_flight, link);
}

static struct spfe_waiter *
waiter_at(struct spfe_list *link)
{
    return SPFE_LIST_ENTRY(link, struct spfe_waiter, link);
}

int
spfe_stub_get_flight(struct spfeval_stub *stub,
                     const struct spfe_question *question,
                     const struct spfe_flight_plan *plan,
                     spfeval_answer *answer, struct spfe_flight **out)
{
    struct spfe_flight *flight;

    if (!spfe_list_is_empty(&stub->spare_flights)) {
        flight = flight_at(stub->spare_flights.next);
        spfe_list_remove(&flight->link);
        stub->spare_flight_count--;
    } else {
        flight = spfe_memory_alloc(&stub->memory, sizeof(*flight));
        if (flight == NULL) {
            return SPFEVAL_ERR_NOMEM;
        }
        memset(flight, 0, sizeof(*flight));
    }
    if (spfe_flight_init(&stub->memory, flight, question, plan, answer) !=
        SPFEVAL_OK) {
        spfe_flight_free(&stub->memory, flight);
        return SPFEVAL_ERR_NOMEM;
    }
    *out = flight;
    return SPFEVAL_OK;
}

void
spfe_stub_put_flight(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    if (flight == NULL) {
        return;
    }
    if (flight->was_large || stub->spare_flight_count == MOST_FLIGHTS) {
        spfe_flight_free(&stub->memory, flight);
        return;
    }
    spfe_flight_drop_reply(&stub->memory, flight);
    spfeval_answer_clear(flight->own_answer);
    /* The one used last comes first: it is in the processor's cache. */
    spfe_list_insert_after(&stub->spare_flights, &flight->link);
    stub->spare_flight_count++;
}

struct spfe_waiter *
spfe_stub_get_waiter(struct spfeval_stub *stub)
{
    struct spfe_waiter *waiter;

    if (spfe_list_is_empty(&stub->spare_waiters)) {
        waiter = spfe_memory_alloc(&stub->memory, sizeof(*waiter));
    } else {
        waiter = waiter_at(stub->spare_waiters.next);
        spfe_list_remove(&waiter->link);
        stub->spare_waiter_count--;
    }
    if (waiter != NULL) {
        memset(waiter, 0, sizeof(*waiter));
    }
    return waiter;
}

void
spfe_stub_put_waiter(struct spfeval_stub *stub, struct spfe_waiter *waiter)
{
    if (stub->spare_waiter_count == MOST_WAITERS) {
        spfe_memory_free(&stub->memory, waiter);
        return;
    }
    spfe_list_insert_after(&stub->spare_waiters, &waiter->link);
    stub->spare_waiter_count++;
}

void
spfe_stub_free_spare(struct spfeval_stub *stub)
{
    while (!spfe_list_is_empty(&stub->spare_flights)) {
        struct spfe_flight *flight = flight_at(stub->spare_flights.next);

        spfe_list_remove(&flight->link);
        spfe_flight_free(&stub->memory, flight);
    }
    while (!spfe_list_is_empty(&stub->spare_waiters)) {
        struct spfe_waiter *waiter = waiter_at(stub->spare_waiters.next);

        spfe_list_remove(&waiter->link);
        spfe_memory_free(&stub->memory, waiter);
    }
}
