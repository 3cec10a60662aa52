/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Over UDP: each try has a socket of its own, with a port that nobody can
 * guess, connected so that the kernel drops what comes from elsewhere (RFC 5452
 * section 9.2).
 */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

#include "ldns/try.h"

enum {
    FIRST_PORT = 1024,
    MOST_BINDS = 8,
    MOST_DROPS = 100 /* in one turn: who floods us must not hold us */
};

static int
bind_port(int fd, int family, uint16_t port)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};

    if (family == AF_INET6) {
        v6.sin6_port = htons(port);
        return bind(fd, (const struct sockaddr *)&v6, sizeof(v6));
    }
    v4.sin_port = htons(port);
    return bind(fd, (const struct sockaddr *)&v4, sizeof(v4));
}

/*
 * Kernels choose from a part of the ports only, and some in order. When none
 * of ours is free, connect() lets the kernel choose.
 */
static bool
bind_random(struct spfeval_stub *stub, int fd, int family)
{
    unsigned tries;

    for (tries = 0; tries < MOST_BINDS; tries++) {
        uint16_t port;

        do {
            if (!spfe_random_fill(&stub->random, &port, sizeof(port))) {
                return false;
            }
        } while (port < FIRST_PORT);
        if (bind_port(fd, family, port) == 0) {
            return true;
        }
    }
    return true;
}

static ssize_t
send_query(const struct spfe_flight *flight, int fd)
{
    ssize_t sent;

    do {
        sent = send(fd, flight->query + SPFE_LENGTH_OCTETS,
                    flight->query_len - SPFE_LENGTH_OCTETS, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent;
}

enum spfe_try
spfe_try_udp(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    const struct spfe_server *server =
        &stub->servers[spfe_flight_server(flight)];
    int fd;
    enum spfe_try result = spfe_try_open(stub, flight, SOCK_DGRAM, &fd);

    if (result != SPFE_TRY_STARTED) {
        return result;
    }
    if (!bind_random(stub, fd, server->address.ss_family) ||
        connect(fd, (const struct sockaddr *)&server->address, server->len) <
            0 ||
        send_query(flight, fd) < 0) {
        close(fd);
        return SPFE_TRY_FAILED;
    }
    stub->counters[SPFEVAL_STUB_COUNTER_UDP_SENT]++;
    flight->state = SPFE_FLIGHT_UDP;
    return spfe_try_attach(stub, flight, fd, SPFE_POLL_READ);
}

/* Foreign packets; false when enough of them were read in this turn. */
static bool
may_read(const struct spfeval_stub *stub, struct spfe_flight *flight)
{
    if (flight->turn != stub->turn) {
        flight->turn = stub->turn;
        flight->drops = 0;
    }
    return flight->drops < MOST_DROPS;
}

static void
drop_packet(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    flight->drops++;
    stub->counters[SPFEVAL_STUB_COUNTER_DROPPED]++;
}

void
spfe_try_udp_ready(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    enum spfe_response response = SPFE_RESPONSE_FOREIGN;

    while (may_read(stub, flight)) {
        ssize_t len =
            recv(flight->slot.fd, stub->packet, sizeof(stub->packet), 0);

        if (len < 0 && errno == EINTR) {
            continue;
        }
        if (len < 0) {
            if (errno != EAGAIN && errno != EWOULDBLOCK) {
                spfe_try_lose(stub, flight); /* refused, or unreachable */
            }
            return;
        }
        if (len <= SPFE_STUB_PACKET_SIZE) {
            response = spfe_try_read(flight, stub->packet, (size_t)len);
        }
        if (response != SPFE_RESPONSE_FOREIGN) {
            spfe_try_settle(stub, flight, response);
            return;
        }
        drop_packet(stub, flight);
    }
}
