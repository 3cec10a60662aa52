/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One try of a question: one packet to one server over UDP, or one exchange
 * over TCP; and what comes after it.
 */
#ifndef SPFE_LDNS_TRY_H
#define SPFE_LDNS_TRY_H

#include "ldns/response.h"
#include "ldns/stub.h"

enum spfe_try {
    SPFE_TRY_STARTED = 1,
    SPFE_TRY_LATER = 2, /* the system gives no socket now */
    SPFE_TRY_FAILED = 3 /* this server cannot be reached */
};

/*
 * Make the next tries until one is on its way, or the question is done. False
 * when it has to be queued again, for want of a socket.
 */
bool spfe_try_run(struct spfeval_stub *stub, struct spfe_flight *flight);

/* End the try in progress: close its socket. */
void spfe_try_close(struct spfeval_stub *stub, struct spfe_flight *flight);

/* A response came that is not foreign. */
void spfe_try_settle(struct spfeval_stub *stub, struct spfe_flight *flight,
                     enum spfe_response response);

/* The server cannot be reached, or broke off. */
void spfe_try_lose(struct spfeval_stub *stub, struct spfe_flight *flight);

/* The deadline is over. */
void spfe_try_expire(struct spfeval_stub *stub, struct spfe_flight *flight);

/* --- For try_udp.c and try_tcp.c */

/*
 * Open a socket for the next try and write the query, with its length before
 * it, to flight->query. *out is the socket when SPFE_TRY_STARTED.
 */
enum spfe_try spfe_try_open(struct spfeval_stub *stub,
                            struct spfe_flight *flight, int type, int *out);

/* Wait for the socket, until the deadline. It is closed on failure. */
enum spfe_try spfe_try_attach(struct spfeval_stub *stub,
                              struct spfe_flight *flight, int fd,
                              uint32_t events);

/* Read a message as the answer to the try in progress. */
enum spfe_response spfe_try_read(struct spfe_flight *flight,
                                 const uint8_t *octets, size_t len);

enum spfe_try spfe_try_udp(struct spfeval_stub *stub,
                           struct spfe_flight *flight);
enum spfe_try spfe_try_tcp(struct spfeval_stub *stub,
                           struct spfe_flight *flight);

/* The socket is ready. */
void spfe_try_udp_ready(struct spfeval_stub *stub, struct spfe_flight *flight);
void spfe_try_tcp_ready(struct spfeval_stub *stub, struct spfe_flight *flight);

#endif
