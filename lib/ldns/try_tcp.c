/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Over TCP: one connection for one question, each message behind its length
 * (RFC 1035 section 4.2.2). The whole exchange has one deadline.
 */
#include <errno.h>
#include <sys/socket.h>
#include <sys/types.h>

#include "ldns/try.h"

/* What one step of an exchange came to. */
enum progress { PROGRESS_DONE, PROGRESS_WAIT, PROGRESS_FAILED };

enum spfe_try
spfe_try_tcp(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    struct spfe_socket *socket;
    enum spfe_try result;

    if (!spfe_try_begin(stub, flight)) {
        return SPFE_TRY_FAILED;
    }
    result = spfe_try_open(stub, flight, SOCK_STREAM, &socket);
    if (result == SPFE_TRY_STARTED) {
        stub->counters[SPFEVAL_STUB_COUNTER_TCP]++;
        flight->state = SPFE_FLIGHT_TCP_CONNECT;
        flight->sent = 0;
        spfe_try_wait(stub, flight, socket);
    }
    return result;
}

/* Of a call that moved octets, or did not. */
static enum progress
judge(ssize_t moved)
{
    if (moved > 0) {
        return PROGRESS_DONE;
    }
    if (moved < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        return PROGRESS_WAIT;
    }
    return PROGRESS_FAILED;
}

static enum progress
finish_connect(struct spfe_flight *flight)
{
    int error = 0;
    socklen_t len = sizeof(error);

    if (getsockopt(flight->socket->slot.fd, SOL_SOCKET, SO_ERROR, &error,
                   &len) < 0 ||
        error != 0) {
        return PROGRESS_FAILED;
    }
    flight->state = SPFE_FLIGHT_TCP_WRITE;
    return PROGRESS_DONE;
}

static enum progress
write_query(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    uint8_t query[SPFE_LENGTH_OCTETS + SPFE_PACKET_QUERY_MAX];
    size_t len = spfe_try_write(flight, query + SPFE_LENGTH_OCTETS);

    query[0] = (uint8_t)(len >> 8);
    query[1] = (uint8_t)len;
    len += SPFE_LENGTH_OCTETS;
    while (flight->sent < len) {
        ssize_t sent = send(flight->socket->slot.fd, query + flight->sent,
                            len - flight->sent, MSG_NOSIGNAL);
        enum progress progress = judge(sent);

        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (progress != PROGRESS_DONE) {
            return progress;
        }
        flight->sent += (size_t)sent;
    }
    flight->state = SPFE_FLIGHT_TCP_READ;
    return spfe_poller_change(&stub->poller, &flight->socket->slot,
                              SPFE_POLL_READ)
               ? PROGRESS_DONE
               : PROGRESS_FAILED;
}

/* Receive until len octets are there. */
static enum progress
receive(struct spfe_flight *flight, uint8_t *out, size_t len)
{
    while (flight->received < len) {
        ssize_t got = recv(flight->socket->slot.fd, out + flight->received,
                           len - flight->received, 0);
        enum progress progress = judge(got);

        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (progress != PROGRESS_DONE) {
            return progress;
        }
        flight->received += (size_t)got;
    }
    return PROGRESS_DONE;
}

static enum progress
read_reply(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    if (flight->reply == NULL) {
        enum progress progress =
            receive(flight, flight->reply_length, SPFE_LENGTH_OCTETS);

        if (progress != PROGRESS_DONE) {
            return progress;
        }
        flight->reply_len =
            (size_t)flight->reply_length[0] << 8 | flight->reply_length[1];
        flight->was_large |= flight->reply_len > SPFE_STUB_PACKET_SIZE;
        /* One octet more: a length of 0 is malformed, not out of memory. */
        flight->reply =
            spfe_memory_alloc(&stub->memory, flight->reply_len + 1);
        flight->received = 0;
        if (flight->reply == NULL) {
            stub->nomem = true;
            flight->nomem = true;
            return PROGRESS_FAILED;
        }
    }
    return receive(flight, flight->reply, flight->reply_len);
}

void
spfe_try_tcp_ready(struct spfeval_stub *stub, struct spfe_flight *flight)
{
    enum progress progress = PROGRESS_DONE;

    if (flight->state == SPFE_FLIGHT_TCP_CONNECT) {
        progress = finish_connect(flight);
    }
    if (progress == PROGRESS_DONE && flight->state == SPFE_FLIGHT_TCP_WRITE) {
        progress = write_query(stub, flight);
    }
    if (progress == PROGRESS_DONE && flight->state == SPFE_FLIGHT_TCP_READ) {
        progress = read_reply(stub, flight);
    }
    if (progress == PROGRESS_FAILED) {
        spfe_try_lose(stub, flight);
    }
    if (progress == PROGRESS_DONE) {
        spfe_try_settle(
            stub, flight,
            spfe_try_read(flight, flight->reply, flight->reply_len));
    }
}
