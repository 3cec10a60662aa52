/* SPDX-License-Identifier: BSD-2-Clause */
/* The stub as an object, and its face that does not wait. */
#include "ldns/stub.h"

#include <string.h>
#include <time.h>

#include <spfeval/status.h>

int64_t
spfe_stub_clock(const struct spfeval_stub *stub)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
        return stub->now;
    }
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int
set_up(struct spfeval_stub *stub)
{
    int status = spfe_poller_init(&stub->poller, &stub->memory);

    stub->now = -1;
    stub->now = spfe_stub_clock(stub);
    if (stub->now < 0 || !spfe_random_fill(&stub->random, stub->hash_key,
                                           sizeof(stub->hash_key))) {
        status = SPFEVAL_ERR_RESOLVER;
    }
    if (status == SPFEVAL_OK) {
        status = spfe_table_init(&stub->flights, &stub->memory);
    }
    if (status == SPFEVAL_OK) {
        status = spfe_table_init(&stub->users, &stub->memory);
    }
    if (status == SPFEVAL_OK) {
        status =
            spfeval_resolver_new(&stub->memory.table, &spfe_stub_resolver_ops,
                                 stub, &stub->resolver);
    }
    return status;
}

int
spfeval_stub_new(const spfeval_allocator *allocator, spfeval_stub **out)
{
    struct spfe_memory memory;
    spfeval_stub *stub;
    int status;

    if (out == NULL || spfe_memory_init(&memory, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    stub = spfe_memory_alloc(&memory, sizeof(*stub));
    if (stub == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    memset(stub, 0, sizeof(*stub));
    stub->memory = memory;
    spfe_list_init(&stub->queue);
    spfe_list_init(&stub->waiting);
    spfe_list_init(&stub->answers);
    spfe_list_init(&stub->spare_flights);
    spfe_list_init(&stub->spare_waiters);
    spfe_sockets_init(&stub->sockets);
    spfe_stub_set_defaults(stub);
    status = set_up(stub);
    if (status != SPFEVAL_OK) {
        spfeval_stub_free(stub);
        return status;
    }
    *out = stub;
    return SPFEVAL_OK;
}

static struct spfe_waiter *
waiter_at(struct spfe_list *link)
{
    return SPFE_LIST_ENTRY(link, struct spfe_waiter, link);
}

/* Take it out of everything; the flight stays. */
static struct spfe_flight *
free_waiter(struct spfeval_stub *stub, struct spfe_waiter *waiter)
{
    struct spfe_flight *flight = waiter->flight;

    spfe_list_remove(&waiter->link);
    spfe_table_remove(&stub->users, &waiter->node);
    spfe_stub_put_waiter(stub, waiter);
    flight->waiter_count--;
    return flight;
}

/* Flights stand in the queue or wait; those that are done, behind answers. */
static void
forget_flights(struct spfeval_stub *stub, struct spfe_list *list)
{
    while (!spfe_list_is_empty(list)) {
        struct spfe_flight *flight =
            SPFE_LIST_ENTRY(list->next, struct spfe_flight, link);

        while (!spfe_list_is_empty(&flight->waiters)) {
            free_waiter(stub, waiter_at(flight->waiters.next));
        }
        spfe_stub_drop(stub, flight);
    }
}

void
spfeval_stub_free(spfeval_stub *stub)
{
    struct spfe_memory memory;

    if (stub == NULL) {
        return;
    }
    /* First: in a child of fork(), the parent's must not be told of sockets. */
    spfe_poller_clear(&stub->poller);
    forget_flights(stub, &stub->queue);
    forget_flights(stub, &stub->waiting);
    while (!spfe_list_is_empty(&stub->answers)) {
        struct spfe_flight *flight =
            free_waiter(stub, waiter_at(stub->answers.next));

        if (flight->waiter_count == 0 && flight != stub->lent) {
            spfe_stub_drop(stub, flight);
        }
    }
    spfe_stub_put_flight(stub, stub->lent);
    spfe_stub_free_spare(stub);
    spfe_sockets_clear(stub);
    spfeval_resolver_free(stub->resolver);
    spfe_table_clear(&stub->users);
    spfe_table_clear(&stub->flights);
    memory = stub->memory;
    spfe_memory_free(&memory, stub);
}

/* Counts on the rotation. */
static struct spfe_flight_plan
make_plan(struct spfeval_stub *stub)
{
    struct spfe_flight_plan plan = {
        .timeout_ms = spfe_stub_option(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS),
        .attempts = spfe_stub_option(stub, SPFEVAL_STUB_OPTION_ATTEMPTS),
        .server_count = stub->server_count,
        .edns_size =
            (uint16_t)spfe_stub_option(stub, SPFEVAL_STUB_OPTION_EDNS_SIZE),
        .tcp_only = spfe_stub_option(stub, SPFEVAL_STUB_OPTION_USE_TCP) != 0,
        .ask_ad = spfe_stub_option(stub, SPFEVAL_STUB_OPTION_TRUST_AD) != 0,
    };

    if (spfe_stub_option(stub, SPFEVAL_STUB_OPTION_ROTATE) != 0) {
        plan.first_server = stub->next_server % stub->server_count;
        stub->next_server = plan.first_server + 1;
    }
    return plan;
}

int
spfe_stub_new_flight(struct spfeval_stub *stub,
                     const struct spfe_question *question,
                     spfeval_answer *answer, struct spfe_flight **out)
{
    /* This one, and one of the blocking face, which are not in the table. */
    size_t flights = stub->flights.count + 2;
    uint32_t most = spfe_stub_option(stub, SPFEVAL_STUB_OPTION_MAX_SOCKETS);
    struct spfe_flight_plan plan;
    int status =
        spfe_sockets_reserve(stub, flights < most ? (uint32_t)flights : most);

    if (status != SPFEVAL_OK) {
        return status;
    }
    plan = make_plan(stub);
    return spfe_stub_get_flight(stub, question, &plan, answer, out);
}

static struct spfe_flight *
find_flight(const struct spfeval_stub *stub,
            const struct spfe_question *question, uint64_t hash)
{
    struct spfe_list *slot = spfe_table_slot(&stub->flights, hash);
    struct spfe_list *at;

    for (at = slot->next; at != slot; at = at->next) {
        struct spfe_table_node *node = spfe_table_node_at(at);
        struct spfe_flight *flight =
            SPFE_LIST_ENTRY(node, struct spfe_flight, node);

        if (node->hash == hash &&
            spfe_question_equal(&flight->question, question)) {
            return flight;
        }
    }
    return NULL;
}

static uint64_t
hash_user(const struct spfeval_stub *stub, const void *user_data)
{
    uintptr_t value = (uintptr_t)user_data;
    uint8_t octets[sizeof(value)];

    memcpy(octets, &value, sizeof(value));
    return spfe_siphash(stub->hash_key, octets, sizeof(octets));
}

/* Join the flight of this question, or make one. */
static int
ask(struct spfeval_stub *stub, const struct spfe_question *question,
    struct spfe_waiter *waiter)
{
    uint64_t hash = spfe_question_hash(question, stub->hash_key);
    struct spfe_flight *flight = find_flight(stub, question, hash);
    bool is_new = flight == NULL;
    int status;

    if (is_new) {
        status = spfe_stub_new_flight(stub, question, NULL, &flight);
        if (status != SPFEVAL_OK) {
            return status;
        }
        spfe_table_add(&stub->flights, &flight->node, hash);
    }
    waiter->flight = flight;
    flight->waiter_count++;
    spfe_list_append(&flight->waiters, &waiter->link);
    spfe_table_add(&stub->users, &waiter->node,
                   hash_user(stub, waiter->user_data));
    if (is_new) {
        spfe_stub_submit(stub, flight);
    } else {
        stub->counters[SPFEVAL_STUB_COUNTER_QUESTIONS]++;
        stub->counters[SPFEVAL_STUB_COUNTER_JOINED]++;
    }
    return SPFEVAL_OK;
}

int
spfeval_stub_ask(spfeval_stub *stub, int type, const char *name,
                 size_t name_len, void *user_data, uint64_t number)
{
    struct spfe_question question;
    struct spfe_waiter *waiter;
    int status;

    if (stub == NULL || !spfe_question_set(&question, type, name, name_len)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (stub->server_count == 0) {
        return SPFEVAL_ERR_STATE;
    }
    waiter = spfe_stub_get_waiter(stub);
    if (waiter == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    stub->now = spfe_stub_clock(stub);
    waiter->user_data = user_data;
    waiter->number = number;
    waiter->asked_at = stub->now;
    status = ask(stub, &question, waiter);
    if (status != SPFEVAL_OK) {
        spfe_stub_put_waiter(stub, waiter);
    }
    return status;
}

uint32_t
spfeval_stub_cancel(spfeval_stub *stub, void *user_data)
{
    struct spfe_list *slot;
    struct spfe_list *at;
    struct spfe_list *next;
    uint32_t count = 0;

    if (stub == NULL) {
        return 0;
    }
    slot = spfe_table_slot(&stub->users, hash_user(stub, user_data));
    for (at = slot->next; at != slot; at = next) {
        struct spfe_waiter *waiter =
            SPFE_LIST_ENTRY(spfe_table_node_at(at), struct spfe_waiter, node);
        struct spfe_flight *flight;

        next = at->next;
        if (waiter->user_data != user_data) {
            continue;
        }
        flight = free_waiter(stub, waiter);
        if (flight->waiter_count == 0 && flight != stub->lent) {
            spfe_stub_drop(stub, flight);
        }
        count++;
    }
    stub->now = spfe_stub_clock(stub);
    spfe_stub_start_queued(stub);
    spfe_sockets_rest(stub);
    return count;
}

int32_t
spfeval_stub_get_fd(const spfeval_stub *stub)
{
    return stub == NULL ? -1 : spfe_poller_fd(&stub->poller);
}

static void
list_fd(const struct spfe_socket *socket, spfeval_stub_fd *out)
{
    out->fd = socket->slot.fd;
    out->events = socket->slot.events;
}

int
spfeval_stub_get_fds(const spfeval_stub *stub, spfeval_stub_fd *fds,
                     size_t capacity, size_t *needed)
{
    const struct spfe_sockets *sockets;
    struct spfe_list *at;
    size_t count = 0;
    uint32_t i;

    if (stub == NULL || (fds == NULL && capacity > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    sockets = &stub->sockets;
    if (needed != NULL) {
        *needed = sockets->open;
    }
    if (sockets->open > capacity) {
        return SPFEVAL_ERR_BUFFER;
    }
    for (at = stub->waiting.next; at != &stub->waiting && count < capacity;
         at = at->next) {
        list_fd(SPFE_LIST_ENTRY(at, struct spfe_flight, link)->socket,
                &fds[count++]);
    }
    for (i = 0; i < sockets->idle_count && count < capacity; i++) {
        list_fd(sockets->idle[i], &fds[count++]);
    }
    return SPFEVAL_OK;
}

int32_t
spfeval_stub_get_timeout(const spfeval_stub *stub)
{
    if (stub == NULL) {
        return -1;
    }
    if (!spfe_list_is_empty(&stub->answers) ||
        (!spfe_list_is_empty(&stub->queue) && !stub->starved &&
         spfe_sockets_has_room(stub))) {
        return 0;
    }
    return spfe_stub_until_deadline(stub, spfe_stub_clock(stub));
}

int
spfeval_stub_process(spfeval_stub *stub)
{
    return stub == NULL ? SPFEVAL_ERR_ARGUMENT : spfe_stub_turn(stub, 0);
}

int
spfeval_stub_next_answer(spfeval_stub *stub, spfeval_stub_answer *out)
{
    struct spfe_waiter *waiter;
    struct spfe_flight *flight;

    if (stub == NULL || out == NULL || out->struct_size < sizeof(*out)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (stub->lent != NULL && stub->lent->waiter_count == 0) {
        spfe_stub_put_flight(stub, stub->lent);
    }
    stub->lent = NULL;
    if (spfe_list_is_empty(&stub->answers)) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    waiter = waiter_at(stub->answers.next);
    out->user_data = waiter->user_data;
    out->number = waiter->number;
    out->elapsed_ms = waiter->elapsed_ms;
    flight = free_waiter(stub, waiter);
    out->answer = flight->answer;
    stub->lent = flight;
    spfe_sockets_rest(stub);
    return SPFEVAL_OK;
}

uint64_t
spfeval_stub_get_counter(const spfeval_stub *stub, int counter)
{
    if (stub == NULL || counter < 0 || counter >= SPFE_STUB_COUNTERS) {
        return 0;
    }
    switch (counter) {
    case SPFEVAL_STUB_COUNTER_IN_FLIGHT:
        return stub->flights.count;
    case SPFEVAL_STUB_COUNTER_SOCKETS:
        return stub->sockets.open;
    default:
        return stub->counters[counter];
    }
}
