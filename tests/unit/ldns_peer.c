/* SPDX-License-Identifier: BSD-2-Clause */
#include "unit/ldns_peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <spfeval/status.h>

#include "support/tap.h"

enum {
    PATIENCE_MS = 5000,
    MOST_FDS = 1024,
    MOST_BINDS = 20,
    MOST_TURNS = 1000
};

static bool
wait_for(int fd, short events, int most_ms)
{
    struct pollfd entry = {.fd = fd, .events = events};

    return poll(&entry, 1, most_ms) == 1;
}

/* A TCP socket on the port that the UDP socket was given. */
static bool
open_both(struct peer *peer)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)},
    };
    socklen_t len = sizeof(address);
    const struct sockaddr *plain = (const struct sockaddr *)&address;

    peer->udp = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    peer->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (peer->udp < 0 || peer->listener < 0 ||
        bind(peer->udp, plain, sizeof(address)) < 0 ||
        getsockname(peer->udp, (struct sockaddr *)&address, &len) < 0 ||
        bind(peer->listener, plain, sizeof(address)) < 0 ||
        listen(peer->listener, 16) < 0) {
        return false;
    }
    snprintf(peer->text, sizeof(peer->text), "127.0.0.1:%u",
             (unsigned)ntohs(address.sin_port));
    return true;
}

bool
peer_open(struct peer *peer)
{
    unsigned tries;
    bool opened = false;

    for (tries = 0; tries < MOST_BINDS && !opened; tries++) {
        opened = open_both(peer);
        if (!opened) {
            peer_close(peer);
        }
    }
    return CHECK(opened);
}

static void
close_fd(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
        *fd = -1;
    }
}

void
peer_close(struct peer *peer)
{
    close_fd(&peer->udp);
    close_fd(&peer->listener);
}

spfeval_stub *
peer_stub(const spfeval_allocator *allocator, const struct peer *first,
          const struct peer *second)
{
    spfeval_stub *stub = NULL;

    CHECK_INT(spfeval_stub_new(allocator, &stub), SPFEVAL_OK);
    if (first != NULL) {
        CHECK_INT(
            spfeval_stub_add_server(stub, first->text, strlen(first->text)),
            SPFEVAL_OK);
    }
    if (second != NULL) {
        CHECK_INT(
            spfeval_stub_add_server(stub, second->text, strlen(second->text)),
            SPFEVAL_OK);
    }
    return stub;
}

bool
peer_receive(const struct peer *peer, struct peer_message *out)
{
    ssize_t len;

    memset(out, 0, sizeof(*out));
    out->from_len = sizeof(out->from);
    if (!CHECK(wait_for(peer->udp, POLLIN, PATIENCE_MS))) {
        return false;
    }
    len = recvfrom(peer->udp, out->octets, sizeof(out->octets), 0,
                   (struct sockaddr *)&out->from, &out->from_len);
    if (!CHECK(len >= 12)) {
        return false;
    }
    out->len = (size_t)len;
    return true;
}

bool
peer_is_idle(const struct peer *peer)
{
    return !wait_for(peer->udp, POLLIN, 0) &&
           !wait_for(peer->listener, POLLIN, 0);
}

bool
peer_send(const struct peer *peer, const struct peer_message *to,
          const struct peer_message *message)
{
    return CHECK(sendto(peer->udp, message->octets, message->len, 0,
                        (const struct sockaddr *)&to->from,
                        to->from_len) == (ssize_t)message->len);
}

struct peer_message
peer_response(const struct peer_message *question, unsigned flags,
              bool with_record)
{
    static const uint8_t record[] = {0xc0, 12, 0, 1, 0,   1, 0, 0,
                                     1,    44, 0, 4, 192, 0, 2, 7};
    struct peer_message out = *question;
    size_t end = 12;

    while (end < question->len && question->octets[end] != 0) {
        end += 1 + (size_t)question->octets[end];
    }
    out.len = end + 5; /* the root, type and class */
    out.octets[2] = (uint8_t)(flags >> 8);
    out.octets[3] = (uint8_t)flags;
    memset(out.octets + 6, 0, 6);
    if (with_record) {
        out.octets[7] = 1;
        memcpy(out.octets + out.len, record, sizeof(record));
        out.len += sizeof(record);
    }
    return out;
}

bool
peer_answer(const struct peer *peer, unsigned flags)
{
    struct peer_message question;
    struct peer_message response;

    if (!peer_receive(peer, &question)) {
        return false;
    }
    response = peer_response(&question, flags, flags == PEER_RESPONSE);
    return peer_send(peer, &question, &response);
}

unsigned
peer_port_of(const struct peer_message *question)
{
    struct sockaddr_in address;

    memcpy(&address, &question->from, sizeof(address));
    return ntohs(address.sin_port);
}

unsigned
peer_id_of(const struct peer_message *question)
{
    return (unsigned)question->octets[0] << 8 | question->octets[1];
}

bool
peer_has_opt(const struct peer_message *question)
{
    return question->octets[11] == 1;
}

int
peer_accept(const struct peer *peer)
{
    if (!CHECK(wait_for(peer->listener, POLLIN, PATIENCE_MS))) {
        return -1;
    }
    return accept(peer->listener, NULL, NULL);
}

/* A question is short: it comes at once, or shortly after its length. */
bool
peer_read(int fd, struct peer_message *out)
{
    uint8_t length[2];
    ssize_t got = -1;

    memset(out, 0, sizeof(*out));
    if (wait_for(fd, POLLIN, PATIENCE_MS)) {
        got = recv(fd, length, sizeof(length), MSG_WAITALL);
    }
    if (!CHECK_INT(got, 2)) {
        return false;
    }
    out->len = (size_t)length[0] << 8 | length[1];
    return CHECK(out->len <= sizeof(out->octets)) &&
           CHECK_INT(recv(fd, out->octets, out->len, MSG_WAITALL), out->len);
}

bool
peer_write(int fd, const void *octets, size_t len)
{
    return CHECK_INT(send(fd, octets, len, MSG_NOSIGNAL), len);
}

bool
peer_write_message(int fd, const struct peer_message *message)
{
    uint8_t length[2] = {(uint8_t)(message->len >> 8), (uint8_t)message->len};

    return peer_write(fd, length, sizeof(length)) &&
           peer_write(fd, message->octets, message->len);
}

uint64_t
stub_counter(const spfeval_stub *stub, int counter)
{
    return spfeval_stub_get_counter(stub, counter);
}

bool
stub_ask(spfeval_stub *stub, const char *name, void *user_data,
         uint64_t number)
{
    return CHECK_INT(spfeval_stub_ask(stub, SPFEVAL_RRTYPE_A, name,
                                      strlen(name), user_data, number),
                     SPFEVAL_OK);
}

bool
stub_turn(spfeval_stub *stub, int most_ms)
{
    spfeval_stub_fd fds[MOST_FDS];
    struct pollfd entries[MOST_FDS];
    int32_t timeout = spfeval_stub_get_timeout(stub);
    size_t count = 0;
    size_t i;

    if (!CHECK_INT(spfeval_stub_get_fds(stub, fds, MOST_FDS, &count),
                   SPFEVAL_OK)) {
        return false;
    }
    for (i = 0; i < count; i++) {
        entries[i].fd = fds[i].fd;
        entries[i].events = 0;
        entries[i].revents = 0;
        if ((fds[i].events & SPFEVAL_STUB_READ) != 0) {
            entries[i].events |= POLLIN;
        }
        if ((fds[i].events & SPFEVAL_STUB_WRITE) != 0) {
            entries[i].events |= POLLOUT;
        }
    }
    if (timeout >= 0 && timeout < most_ms) {
        most_ms = timeout;
    }
    poll(entries, count, most_ms);
    return CHECK_INT(spfeval_stub_process(stub), SPFEVAL_OK);
}

bool
stub_wait(spfeval_stub *stub, spfeval_stub_answer *out)
{
    unsigned turns;

    for (turns = 0; CHECK(turns < MOST_TURNS); turns++) {
        memset(out, 0, sizeof(*out));
        out->struct_size = sizeof(*out);
        if (spfeval_stub_next_answer(stub, out) == SPFEVAL_OK) {
            return true;
        }
        if (!CHECK(spfeval_stub_get_timeout(stub) >= 0) ||
            !stub_turn(stub, PATIENCE_MS)) {
            return false;
        }
    }
    return false;
}

bool
stub_expect(spfeval_stub *stub, int dns_class, int failure)
{
    spfeval_stub_answer out;

    return stub_wait(stub, &out) &&
           CHECK_INT(spfeval_answer_get_class(out.answer), dns_class) &&
           CHECK_INT(spfeval_answer_get_failure(out.answer), failure);
}

bool
stub_has_none(spfeval_stub *stub)
{
    spfeval_stub_answer out = {.struct_size = sizeof(out)};

    return CHECK_INT(spfeval_stub_process(stub), SPFEVAL_OK) &&
           CHECK_INT(spfeval_stub_next_answer(stub, &out),
                     SPFEVAL_ERR_NOT_FOUND);
}
