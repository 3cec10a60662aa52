/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The open sockets of a stub. One over UDP is connected to its server, has a
 * random port, and has one question at a time; when that is answered it may
 * take another one, so that the system need not make a socket for each.
 *
 * What a forger has to guess is the same as with a socket for each question
 * (RFC 5452 sections 9.2 and 10): 16 bits of identifier, fresh for each try,
 * and a port out of 64,512, 16 bits more; and with many questions in flight as
 * many ports are in use. A port lives longer, so who finds one out must not
 * gain by it. Thus a socket takes a further question only
 *
 * - up to 16 in all, and until 5 seconds after it was opened;
 * - when each packet it ever received was the answer to its question: a forged
 *   one, or one that probes for open ports, shows itself by arriving;
 * - never after a timeout, whose answer may still come;
 * - chosen at random among those that are idle;
 * - while others are in flight, or answers wait to be taken: a stub at rest has
 *   no open port, and one question after the other has a port of its own each.
 */
#ifndef SPFE_LDNS_SOCKETS_H
#define SPFE_LDNS_SOCKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ldns/list.h"
#include "ldns/poller.h"

struct spfeval_stub;
struct spfe_flight;

enum { SPFE_SOCKETS_IDLE = 256 }; /* the most that are kept for later */

struct spfe_socket {
    struct spfe_list link; /* of those that are not open */
    struct spfe_poll_slot slot;
    struct spfe_flight *flight; /* NULL when idle */
    int64_t opened;
    uint32_t batch;     /* of events, in which it was opened */
    uint32_t server;    /* index */
    uint32_t questions; /* that it had */
    uint32_t turn;      /* of the stub, in which packets were dropped last */
    uint32_t drops;
    bool is_good; /* what it was asked is answered; only then it is kept */
    bool is_worn; /* it takes no further question */
};

struct spfe_sockets {
    struct spfe_list spare; /* memory for sockets */
    uint32_t made;          /* with the spare ones */
    uint32_t open;
    uint32_t idle_count; /* of those that are open */
    uint32_t batch;      /* of events; see spfe_socket */
    struct spfe_socket *idle[SPFE_SOCKETS_IDLE];
};

/* What came of a request for a socket. */
enum spfe_socket_status {
    SPFE_SOCKET_OPEN = 1,
    SPFE_SOCKET_LATER = 2, /* the system gives none now */
    SPFE_SOCKET_FAILED = 3 /* for this server */
};

void spfe_sockets_init(struct spfe_sockets *sockets);

/* Close what is idle, and free the memory; no question has a socket now. */
void spfe_sockets_clear(struct spfeval_stub *stub);

/*
 * Have memory for so many open sockets. SPFEVAL_OK or SPFEVAL_ERR_NOMEM.
 */
int spfe_sockets_reserve(struct spfeval_stub *stub, uint32_t count);

/* May one more question have a socket? */
bool spfe_sockets_has_room(const struct spfeval_stub *stub);

/* How many have a question. */
uint32_t spfe_sockets_in_use(const struct spfeval_stub *stub);

/* An idle one to this server for the flight, or NULL. */
struct spfe_socket *spfe_sockets_take(struct spfeval_stub *stub,
                                      struct spfe_flight *flight,
                                      uint32_t server);

/*
 * A new one of this type (SOCK_DGRAM or SOCK_STREAM) for the flight, connected
 * or connecting to the server; *out is set when SPFE_SOCKET_OPEN.
 */
enum spfe_socket_status spfe_sockets_open(struct spfeval_stub *stub,
                                          struct spfe_flight *flight,
                                          uint32_t server, int type,
                                          struct spfe_socket **out);

/* Its flight needs it no more: keep it for later, or close it. */
void spfe_sockets_give_back(struct spfeval_stub *stub,
                            struct spfe_socket *socket);

/*
 * Close those that are idle, unless questions are in flight or in the queue, or
 * answers are there to be taken: more questions often come of them.
 */
void spfe_sockets_rest(struct spfeval_stub *stub);

/* Close it, whatever it waits for. */
void spfe_sockets_close(struct spfeval_stub *stub, struct spfe_socket *socket);

/* Something arrived at one that is idle, so it was not asked for. */
void spfe_sockets_idle_ready(struct spfeval_stub *stub,
                             struct spfe_socket *socket);

/* Free memory that a burst has left; between batches of events. */
void spfe_sockets_trim(struct spfeval_stub *stub);

#endif
