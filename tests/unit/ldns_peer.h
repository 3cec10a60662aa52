/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A DNS server in the hands of a test: nothing is answered by itself. UDP and
 * TCP on one port of 127.0.0.1. All waiting is bounded.
 */
#ifndef TESTS_UNIT_LDNS_PEER_H
#define TESTS_UNIT_LDNS_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include <spfeval/resolver_ldns.h>

enum { PEER_MESSAGE_SIZE = 1024 };

/* Flags of a response; RCODEs are added to them. */
enum { PEER_RESPONSE = 0x8180, PEER_TRUNCATED = 0x8380 };

struct peer {
    int udp;
    int listener;
    char text[32]; /* for spfeval_stub_add_server() */
};

struct peer_message {
    uint8_t octets[PEER_MESSAGE_SIZE];
    size_t len;
    struct sockaddr_storage from;
    socklen_t from_len;
};

bool peer_open(struct peer *peer);
void peer_close(struct peer *peer);

/* A stub that asks these; NULL ends the list. */
spfeval_stub *peer_stub(const spfeval_allocator *allocator,
                        const struct peer *first, const struct peer *second);

/* Wait for a question. */
bool peer_receive(const struct peer *peer, struct peer_message *out);
/* Has nothing come? */
bool peer_is_idle(const struct peer *peer);
bool peer_send(const struct peer *peer, const struct peer_message *to,
               const struct peer_message *message);

/*
 * The response to a question: its header with these flags, and its question.
 * With records, one address record (192.0.2.7, for 300 seconds).
 */
struct peer_message peer_response(const struct peer_message *question,
                                  unsigned flags, bool with_record);

/* Wait for a question and send this response to it. */
bool peer_answer(const struct peer *peer, unsigned flags);

unsigned peer_port_of(const struct peer_message *question);
unsigned peer_id_of(const struct peer_message *question);
bool peer_has_opt(const struct peer_message *question);

/* Over TCP. */
int peer_accept(const struct peer *peer);
bool peer_read(int fd, struct peer_message *out);
bool peer_write(int fd, const void *octets, size_t len);
bool peer_write_message(int fd, const struct peer_message *message);

/* --- The other side */

uint64_t stub_counter(const spfeval_stub *stub, int counter);

/* Ask for the address of a name. */
bool stub_ask(spfeval_stub *stub, const char *name, void *user_data,
              uint64_t number);

/* Wait for the descriptors once, at most so long, and process. */
bool stub_turn(spfeval_stub *stub, int most_ms);

/* Wait for an answer, process and take it. */
bool stub_wait(spfeval_stub *stub, spfeval_stub_answer *out);

/* Wait for an answer of this class and failure. */
bool stub_expect(spfeval_stub *stub, int dns_class, int failure);

/* There is none, even after another turn. */
bool stub_has_none(spfeval_stub *stub);

#endif
