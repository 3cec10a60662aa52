/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Over UDP: a socket has one question at a time, and a port that nobody can
 * guess (ldns/sockets.h). It is connected, so that the kernel drops what comes
 * from elsewhere (RFC 5452 section 9.2); what came to the port before that is
 * known by its source.
 */
#include <errno.h>
#include <sys/socket.h>
#include <sys/types.h>

#include "ldns/try.h"

enum {
    MOST_DROPS = 100, /* in one turn: who floods us must not hold us */
    FLAGS = 2,        /* where they are in a message */
    FLAG_TC = 0x02    /* in that octet */
};

/* What the system does not want to send at once, is lost. */
static bool
send_query(const struct spfe_flight *flight, int fd)
{
    uint8_t query[SPFE_PACKET_QUERY_MAX];
    size_t len = spfe_try_write(flight, query);
    ssize_t sent;

    do {
        sent = send(fd, query, len, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent >= 0;
}

/* Over a socket that had other questions before. */
static struct spfe_socket *
send_over_idle(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    uint32_t server = spfe_flight_server(flight);
    struct spfe_socket *socket = spfe_sockets_take(stub, flight, server);

    /* An error may have come before: a new socket shows whether it lasts. */
    if (socket != NULL && !send_query(flight, socket->slot.fd)) {
        spfe_sockets_close(stub, socket);
        socket = NULL;
    }
    return socket;
}

enum spfe_try
spfe_try_udp(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    struct spfe_socket *socket;

    if (!spfe_try_begin(stub, flight)) {
        return SPFE_TRY_FAILED;
    }
    socket = send_over_idle(stub, flight);
    if (socket == NULL) {
        enum spfe_try result =
            spfe_try_open(stub, flight, SOCK_DGRAM, &socket);

        if (result != SPFE_TRY_STARTED) {
            return result;
        }
        if (!send_query(flight, socket->slot.fd)) {
            spfe_sockets_close(stub, socket);
            return SPFE_TRY_FAILED;
        }
    }
    stub->counters[SPFEVAL_STUB_COUNTER_UDP_SENT]++;
    flight->state = SPFE_FLIGHT_UDP;
    spfe_try_wait(stub, flight, socket);
    return SPFE_TRY_STARTED;
}

/* Foreign packets; false when enough of them were read in this turn. */
static bool
may_read(const struct spfeval_stub *stub, struct spfe_socket *socket)
{
    if (socket->turn != stub->turn) {
        socket->turn = stub->turn;
        socket->drops = 0;
    }
    return socket->drops < MOST_DROPS;
}

/* Who sent it knows the port. */
static void
drop_packet(struct spfeval_stub *stub, struct spfe_socket *socket)
{
    socket->is_worn = true;
    socket->drops++;
    stub->counters[SPFEVAL_STUB_COUNTER_DROPPED]++;
}

static ssize_t
receive(struct spfeval_stub *stub, int fd, struct sockaddr_storage *from)
{
    socklen_t from_len = sizeof(*from);
    ssize_t len;

    from->ss_family = AF_UNSPEC;
    do {
        len = recvfrom(fd, stub->packet, sizeof(stub->packet), 0,
                       (struct sockaddr *)from, &from_len);
    } while (len < 0 && errno == EINTR);
    return len;
}

static enum spfe_response
read_packet(struct spfeval_stub *stub, struct spfe_flight *flight, size_t len,
            const struct sockaddr_storage *from)
{
    if (!spfe_server_is(&stub->servers[flight->socket->server], from)) {
        return SPFE_RESPONSE_FOREIGN;
    }
    if (len > SPFE_STUB_PACKET_SIZE) { /* we cut it off, not the server */
        stub->packet[FLAGS] |= FLAG_TC;
    }
    return spfe_try_read(flight, stub->packet, len);
}

void
spfe_try_udp_ready(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    struct spfe_socket *socket = flight->socket;

    while (may_read(stub, socket)) {
        struct sockaddr_storage from;
        ssize_t len = receive(stub, socket->slot.fd, &from);
        enum spfe_response response;

        if (len < 0) {
            if (errno != EAGAIN && errno != EWOULDBLOCK) {
                spfe_try_lose(stub, flight); /* refused, or unreachable */
            }
            return;
        }
        response = read_packet(stub, flight, (size_t)len, &from);
        if (response != SPFE_RESPONSE_FOREIGN) {
            socket->is_good = response != SPFE_RESPONSE_NOMEM;
            spfe_try_settle(stub, flight, response);
            return;
        }
        drop_packet(stub, socket);
    }
}
