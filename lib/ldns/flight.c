/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/flight.h"

#include <string.h>

int
spfe_flight_new(const struct spfe_memory *memory,
                const struct spfe_question *question,
                const struct spfe_flight_plan *plan, spfeval_answer *answer,
                struct spfe_flight **out)
{
    struct spfe_flight *flight = spfe_memory_alloc(memory, sizeof(*flight));

    if (flight == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    memset(flight, 0, sizeof(*flight));
    spfe_list_init(&flight->link);
    spfe_list_init(&flight->node.link);
    spfe_list_init(&flight->waiters);
    flight->state = SPFE_FLIGHT_QUEUED;
    flight->question = *question;
    flight->plan = *plan;
    flight->use_tcp = plan->tcp_only;
    flight->slot.fd = -1;
    flight->alone = answer != NULL;
    flight->answer = answer;
    if (answer == NULL &&
        spfeval_answer_new(&memory->table, &flight->answer) != SPFEVAL_OK) {
        spfe_memory_free(memory, flight);
        return SPFEVAL_ERR_NOMEM;
    }
    *out = flight;
    return SPFEVAL_OK;
}

void
spfe_flight_free(const struct spfe_memory *memory, struct spfe_flight *flight)
{
    if (flight == NULL) {
        return;
    }
    spfe_flight_drop_reply(memory, flight);
    if (!flight->alone) {
        spfeval_answer_free(flight->answer);
    }
    spfe_memory_free(memory, flight);
}

void
spfe_flight_drop_reply(const struct spfe_memory *memory,
                       struct spfe_flight *flight)
{
    spfe_memory_free(memory, flight->reply);
    flight->reply = NULL;
    flight->reply_len = 0;
    flight->received = 0;
}

uint32_t
spfe_flight_server(const struct spfe_flight *flight)
{
    return (flight->plan.first_server + flight->step) %
           flight->plan.server_count;
}

bool
spfe_flight_has_try(struct spfe_flight *flight)
{
    uint32_t tries = flight->plan.server_count * flight->plan.attempts;

    while (flight->step < tries &&
           (flight->failed >> spfe_flight_server(flight) & 1) != 0) {
        flight->step++;
    }
    return flight->step < tries;
}

void
spfe_flight_next_try(struct spfe_flight *flight)
{
    flight->step++;
    flight->use_tcp = flight->plan.tcp_only;
}
