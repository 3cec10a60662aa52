/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One try of a question: one packet to one server over UDP, or one exchange
 * over TCP; and what comes after it.
 */
#ifndef SPFE_LDNS_TRY_H
#define SPFE_LDNS_TRY_H

#include "ldns/packet_write.h"
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

/* End the try in progress: give its socket back. */
void spfe_try_close(struct spfeval_stub *stub, struct spfe_flight *flight);

/* A response came that is not foreign. */
void spfe_try_settle(struct spfeval_stub *stub, struct spfe_flight *flight,
                     enum spfe_response response);

/* The server cannot be reached, or broke off. */
void spfe_try_lose(struct spfeval_stub *stub, struct spfe_flight *flight);

/* The deadline is over. */
void spfe_try_expire(struct spfeval_stub *stub, struct spfe_flight *flight);

/* --- For try_udp.c and try_tcp.c */

/* Choose what is peculiar to the next try. False without random numbers. */
bool spfe_try_begin(struct spfeval_stub *stub, struct spfe_flight *flight);

/* Write its query; returns the length. */
size_t spfe_try_write(const struct spfe_flight *flight,
                      uint8_t out[SPFE_PACKET_QUERY_MAX]);

/* Open a socket for it; *out is set when SPFE_TRY_STARTED. */
enum spfe_try spfe_try_open(struct spfeval_stub *stub,
                            struct spfe_flight *flight, int type,
                            struct spfe_socket **out);

/* Wait for that socket, until the deadline. */
void spfe_try_wait(struct spfeval_stub *stub, struct spfe_flight *flight,
                   struct spfe_socket *socket);

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
