/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/flight.h"

#include <string.h>

/* All but what it asks and its answer. */
static void
start_over(struct spfe_flight *flight)
{
    struct spfe_flight fresh = {
        .state = SPFE_FLIGHT_QUEUED,
        .own_answer = flight->own_answer,
    };

    *flight = fresh;
    spfe_list_init(&flight->link);
    spfe_list_init(&flight->node.link);
    spfe_list_init(&flight->waiters);
}

int
spfe_flight_init(const struct spfe_memory *memory, struct spfe_flight *flight,
                 const struct spfe_question *question,
                 const struct spfe_flight_plan *plan, spfeval_answer *answer)
{
    start_over(flight);
    flight->question = *question;
    flight->plan = *plan;
    flight->use_tcp = plan->tcp_only;
    flight->alone = answer != NULL;
    if (answer == NULL && flight->own_answer == NULL &&
        spfeval_answer_new(&memory->table, &flight->own_answer) !=
            SPFEVAL_OK) {
        return SPFEVAL_ERR_NOMEM;
    }
    flight->answer = answer == NULL ? flight->own_answer : answer;
    return SPFEVAL_OK;
}

void
spfe_flight_free(const struct spfe_memory *memory, struct spfe_flight *flight)
{
    spfe_flight_drop_reply(memory, flight);
    spfeval_answer_free(flight->own_answer);
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
