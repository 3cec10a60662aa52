/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The engine behind both faces of the stub resolver.
 *
 * A question becomes a flight. It stands in the queue until there is room for
 * a socket; while a try is in progress it stands in the list of those that
 * wait, which is ordered by deadline; then it is done, and those that waited
 * for it stand in the list of answers. Each event costs the same, however
 * many questions are in flight.
 */
#ifndef SPFE_LDNS_STUB_H
#define SPFE_LDNS_STUB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/resolver_ldns.h>

#include "ldns/flight.h"
#include "ldns/list.h"
#include "ldns/memory.h"
#include "ldns/poller.h"
#include "ldns/random.h"
#include "ldns/server.h"
#include "ldns/sockets.h"
#include "ldns/table.h"

enum {
    SPFE_STUB_SERVERS = 32,      /* one bit each in struct spfe_flight */
    SPFE_STUB_OPTIONS = 8,       /* the highest key, and 0 */
    SPFE_STUB_COUNTERS = 8,      /* likewise */
    SPFE_STUB_PACKET_SIZE = 4096 /* the most that is announced with EDNS */
};

struct spfeval_stub {
    struct spfe_memory memory;
    uint32_t options[SPFE_STUB_OPTIONS];
    struct spfe_server servers[SPFE_STUB_SERVERS];
    uint32_t server_count;
    uint32_t next_server; /* where a question begins, with ROTATE */

    struct spfe_random random;
    uint8_t hash_key[SPFE_SIPHASH_KEY];
    struct spfe_table flights; /* to be joined */
    struct spfe_table users;   /* waiters, by user_data */

    struct spfe_list queue;
    struct spfe_list waiting;
    struct spfe_list answers;
    struct spfe_flight *lent; /* its answer was given out last */

    /* Memory that was used before; bounded, each in a list by its link. */
    struct spfe_list spare_flights;
    struct spfe_list spare_waiters;
    uint32_t spare_flight_count;
    uint32_t spare_waiter_count;

    struct spfe_poller poller;
    struct spfe_sockets sockets;
    bool starved; /* the system gave no socket; until one is given back */
    bool nomem;   /* since the last call of process */
    int64_t now;  /* of the call in progress */
    uint32_t turn;
    uint64_t counters[SPFE_STUB_COUNTERS];
    spfeval_resolver *resolver;
    /* One octet more shows what is too large. */
    uint8_t packet[SPFE_STUB_PACKET_SIZE + 1];
};

/* --- stub.c */

/*
 * Milliseconds of the monotonic clock; what the stub read last when the clock
 * fails, since any other time would end questions or keep them for ever.
 */
int64_t spfe_stub_clock(const struct spfeval_stub *stub);

static inline uint32_t
spfe_stub_option(const struct spfeval_stub *stub, int key)
{
    return stub->options[key];
}

/*
 * Make the flight of a question asked now, in no list yet: by the settings of
 * now, with memory for its socket. answer as in spfe_flight_init().
 */
int spfe_stub_new_flight(struct spfeval_stub *stub,
                         const struct spfe_question *question,
                         spfeval_answer *answer, struct spfe_flight **out);

/* --- stub_options.c */

void spfe_stub_set_defaults(struct spfeval_stub *stub);

/* --- stub_turn.c */

/* Queue a new flight and start what can be started. */
void spfe_stub_submit(struct spfeval_stub *stub, struct spfe_flight *flight);

/* Start queued questions while there is room for sockets. */
void spfe_stub_start_queued(struct spfeval_stub *stub);

/* Milliseconds until the first deadline; -1 when nothing is on its way. */
int32_t spfe_stub_until_deadline(const struct spfeval_stub *stub, int64_t now);

/*
 * Wait until something arrives, at most so long, and deal with all of it.
 * SPFEVAL_OK, SPFEVAL_ERR_RESOLVER or SPFEVAL_ERR_NOMEM.
 */
int spfe_stub_turn(struct spfeval_stub *stub, int timeout_ms);

/* Drop a flight that nobody waits for any more. */
void spfe_stub_drop(struct spfeval_stub *stub, struct spfe_flight *flight);

/* --- stub_memory.c */

/*
 * Make a flight in no list, of memory that is spare if there is some. answer as
 * in spfe_flight_init(). SPFEVAL_OK or SPFEVAL_ERR_NOMEM.
 */
int spfe_stub_get_flight(struct spfeval_stub *stub,
                         const struct spfe_question *question,
                         const struct spfe_flight_plan *plan,
                         spfeval_answer *answer, struct spfe_flight **out);

/* It is in no list, and has no socket and no waiters. May be NULL. */
void spfe_stub_put_flight(struct spfeval_stub *stub,
                          struct spfe_flight *flight);

/* The same of who waits: zeroed, or NULL when out of memory. */
struct spfe_waiter *spfe_stub_get_waiter(struct spfeval_stub *stub);
void spfe_stub_put_waiter(struct spfeval_stub *stub,
                          struct spfe_waiter *waiter);

/* Free what is spare. */
void spfe_stub_free_spare(struct spfeval_stub *stub);

/* --- blocking.c */

extern const spfeval_resolver_ops spfe_stub_resolver_ops;

#endif
