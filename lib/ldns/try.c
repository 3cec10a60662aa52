/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/try.h"

/* Those that waited find their answer in the stub's list. */
static void
finish(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    if (!flight->alone) {
        spfe_table_remove(&stub->flights, &flight->node);
    }
    while (!spfe_list_is_empty(&flight->waiters)) {
        struct spfe_waiter *waiter =
            SPFE_LIST_ENTRY(flight->waiters.next, struct spfe_waiter, link);

        waiter->elapsed_ms = (uint32_t)(stub->now - waiter->asked_at);
        spfe_list_remove(&waiter->link);
        spfe_list_append(&stub->answers, &waiter->link);
    }
    spfe_try_close(stub, flight);
    flight->state = SPFE_FLIGHT_DONE;
}

static int
failure_of(const struct spfe_flight *flight)
{
    if (flight->failure != SPFEVAL_FAILURE_NONE) {
        return flight->failure;
    }
    return flight->timed_out ? SPFEVAL_FAILURE_TIMEOUT
                             : SPFEVAL_FAILURE_NETWORK;
}

/* All tries are used up; what a server said last is more than nothing. */
static void
give_up(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    int failure = failure_of(flight);

    spfeval_answer_clear(flight->answer);
    if (failure == SPFEVAL_FAILURE_RCODE) {
        spfeval_answer_set_rcode(flight->answer, flight->rcode);
    } else {
        spfeval_answer_set_failure(flight->answer, failure);
    }
    finish(stub, flight);
}

/* For want of a socket; those of others in flight will be free some time. */
static bool
be_queued(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    if (spfe_sockets_in_use(stub) == 0) {
        give_up(stub, flight);
        return true;
    }
    stub->starved = true;
    flight->state = SPFE_FLIGHT_QUEUED;
    spfe_list_insert_after(&stub->queue, &flight->link);
    return false;
}

bool
spfe_try_run(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    spfe_try_close(stub, flight);
    while (spfe_flight_has_try(flight)) {
        enum spfe_try result = flight->use_tcp ? spfe_try_tcp(stub, flight)
                                               : spfe_try_udp(stub, flight);

        if (result == SPFE_TRY_STARTED) {
            return true;
        }
        if (result == SPFE_TRY_LATER) {
            return be_queued(stub, flight);
        }
        spfe_flight_next_try(flight);
    }
    give_up(stub, flight);
    return true;
}

void
spfe_try_close(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    if (flight->socket == NULL) {
        return;
    }
    spfe_list_remove(&flight->link);
    spfe_sockets_give_back(stub, flight->socket);
    flight->socket = NULL;
    spfe_flight_drop_reply(&stub->memory, flight);
}

/* The server gave an answer that another one may do better. */
static void
fail_server(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    flight->failure = spfeval_answer_get_failure(flight->answer);
    flight->rcode = spfeval_answer_get_rcode(flight->answer);
    flight->failed |= UINT32_C(1) << spfe_flight_server(flight);
    spfe_flight_next_try(flight);
    spfe_try_run(stub, flight);
}

static void
settle_answer(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    /* What the zone itself does wrong, each server would say. */
    if (spfeval_answer_get_failure(flight->answer) == SPFEVAL_FAILURE_RCODE) {
        fail_server(stub, flight);
    } else {
        finish(stub, flight);
    }
}

static void
settle_malformed(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    spfeval_answer_clear(flight->answer);
    spfeval_answer_set_failure(flight->answer, SPFEVAL_FAILURE_MALFORMED);
    fail_server(stub, flight);
}

/* Over UDP, wait for the packet to be sent again: it is lost. */
static void
settle_nomem(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    stub->nomem = true;
    flight->nomem = true;
    if (flight->state != SPFE_FLIGHT_UDP) {
        spfe_try_lose(stub, flight);
    }
}

void
spfe_try_settle(struct spfeval_stub *stub, struct spfe_flight *flight,
                enum spfe_response response)
{
    switch (response) {
    case SPFE_RESPONSE_ANSWER:
        settle_answer(stub, flight);
        break;
    case SPFE_RESPONSE_NOMEM:
        settle_nomem(stub, flight);
        break;
    case SPFE_RESPONSE_NO_EDNS: /* the same server once more, without it */
        flight->plain |= UINT32_C(1) << spfe_flight_server(flight);
        spfe_try_run(stub, flight);
        break;
    case SPFE_RESPONSE_TRUNCATED:
        if (flight->state == SPFE_FLIGHT_UDP) {
            flight->use_tcp = true;
            spfe_try_run(stub, flight);
            break;
        }
        settle_malformed(stub, flight);
        break;
    case SPFE_RESPONSE_FOREIGN: /* over TCP nobody else can have sent it */
    case SPFE_RESPONSE_MALFORMED:
        settle_malformed(stub, flight);
        break;
    }
}

void
spfe_try_lose(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    spfe_flight_next_try(flight);
    spfe_try_run(stub, flight);
}

void
spfe_try_expire(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    flight->timed_out = true;
    spfe_try_lose(stub, flight);
}

/* A fresh identifier for each try (RFC 5452 section 9.2). */
bool
spfe_try_begin(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    uint32_t plain = flight->plain >> spfe_flight_server(flight) & 1;

    flight->with_edns = plain == 0 && flight->plan.edns_size > 0;
    return spfe_random_fill(&stub->random, &flight->id, sizeof(flight->id));
}

size_t
spfe_try_write(const struct spfe_flight *flight,
               uint8_t out[SPFE_PACKET_QUERY_MAX])
{
    struct spfe_packet_query query = {
        .name = &flight->question.name,
        .type = flight->question.type,
        .id = flight->id,
        .edns_size = flight->with_edns ? flight->plan.edns_size : 0,
        .ask_ad = flight->plan.ask_ad,
    };

    return spfe_packet_write(&query, out);
}

enum spfe_try
spfe_try_open(struct spfeval_stub *stub, struct spfe_flight *flight, int type,
              struct spfe_socket **out)
{
    switch (spfe_sockets_open(stub, flight, spfe_flight_server(flight), type,
                              out)) {
    case SPFE_SOCKET_OPEN:
        return SPFE_TRY_STARTED;
    case SPFE_SOCKET_LATER:
        return SPFE_TRY_LATER;
    default:
        return SPFE_TRY_FAILED;
    }
}

/*
 * The time to wait is the same for all, so the place is at the end; only after
 * it was made shorter, some steps before.
 */
void
spfe_try_wait(struct spfeval_stub *stub, struct spfe_flight *flight,
              struct spfe_socket *socket)
{
    struct spfe_list *at = stub->waiting.prev;

    flight->socket = socket;
    flight->deadline = stub->now + flight->plan.timeout_ms;
    while (at != &stub->waiting &&
           SPFE_LIST_ENTRY(at, struct spfe_flight, link)->deadline >
               flight->deadline) {
        at = at->prev;
    }
    spfe_list_insert_after(at, &flight->link);
}

enum spfe_response
spfe_try_read(struct spfe_flight *flight, const uint8_t *octets, size_t len)
{
    struct spfe_expected expected = {
        .name = &flight->question.name,
        .type = flight->question.type,
        .id = flight->id,
        .with_edns = flight->with_edns,
    };

    return spfe_response_read(octets, len, &expected, flight->answer);
}
