/* SPDX-License-Identifier: BSD-2-Clause */
/* One turn of the engine: what arrived, what is over, what can begin. */
#include "ldns/stub.h"
#include "ldns/try.h"

enum { BATCH = 64 };

void
spfe_stub_start_queued(struct spfeval_stub *stub)
{
    while (!spfe_list_is_empty(&stub->queue) && spfe_sockets_has_room(stub)) {
        struct spfe_flight *flight =
            SPFE_LIST_ENTRY(stub->queue.next, struct spfe_flight, link);

        spfe_list_remove(&flight->link);
        if (!spfe_try_run(stub, flight)) {
            return;
        }
    }
}

void
spfe_stub_submit(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    stub->counters[SPFEVAL_STUB_COUNTER_QUESTIONS]++;
    /* Who waits for one answer only, does not wait for those of others. */
    spfe_list_insert_after(flight->alone ? &stub->queue : stub->queue.prev,
                           &flight->link);
    spfe_stub_start_queued(stub);
}

void
spfe_stub_drop(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    spfe_try_close(stub, flight);
    spfe_list_remove(&flight->link);
    if (!flight->alone && flight->state != SPFE_FLIGHT_DONE) {
        spfe_table_remove(&stub->flights, &flight->node);
    }
    spfe_stub_put_flight(stub, flight);
}

int32_t
spfe_stub_until_deadline(const struct spfeval_stub *stub, int64_t now)
{
    const struct spfe_flight *first;

    if (spfe_list_is_empty(&stub->waiting)) {
        return -1;
    }
    first = SPFE_LIST_ENTRY(stub->waiting.next, struct spfe_flight, link);
    /* A try waits at most a minute, so this fits. */
    return first->deadline > now ? (int32_t)(first->deadline - now) : 0;
}

static void
expire(struct spfeval_stub *stub)
{
    while (spfe_stub_until_deadline(stub, stub->now) == 0) {
        spfe_try_expire(stub, SPFE_LIST_ENTRY(stub->waiting.next,
                                              struct spfe_flight, link));
    }
}

/*
 * What was ready before it may have closed this socket, and even have opened
 * another one in its place, which is not what was ready.
 */
static void
deal_with(struct spfeval_stub *stub, struct spfe_socket *socket)
{
    if (socket->slot.fd < 0 || socket->batch == stub->sockets.batch) {
        return;
    }
    if (socket->flight == NULL) {
        spfe_sockets_idle_ready(stub, socket);
    } else if (socket->flight->state == SPFE_FLIGHT_UDP) {
        spfe_try_udp_ready(stub, socket->flight);
    } else {
        spfe_try_tcp_ready(stub, socket->flight);
    }
}

/*
 * Each socket is looked at about once, so one that never runs dry does not
 * keep us here.
 */
static int
receive(struct spfeval_stub *stub, int timeout_ms)
{
    struct spfe_poll_slot *ready[BATCH];
    uint32_t rounds = stub->sockets.open / BATCH + 1;
    int count;
    int i;

    do {
        count = spfe_poller_wait(&stub->poller, timeout_ms, ready, BATCH);
        if (count < 0) {
            return SPFEVAL_ERR_RESOLVER;
        }
        timeout_ms = 0;
        stub->now = spfe_stub_clock(stub);
        stub->sockets.batch++;
        for (i = 0; i < count; i++) {
            deal_with(stub,
                      SPFE_LIST_ENTRY(ready[i], struct spfe_socket, slot));
        }
    } while (count == BATCH && --rounds > 0);
    return SPFEVAL_OK;
}

int
spfe_stub_turn(struct spfeval_stub *stub, int timeout_ms)
{
    int status;

    stub->turn++;
    status = receive(stub, timeout_ms);
    if (status != SPFEVAL_OK) {
        return status;
    }
    expire(stub);
    spfe_stub_start_queued(stub);
    spfe_sockets_trim(stub);
    if (stub->nomem) {
        stub->nomem = false;
        return SPFEVAL_ERR_NOMEM;
    }
    return SPFEVAL_OK;
}
