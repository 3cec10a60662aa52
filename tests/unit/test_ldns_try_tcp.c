/* SPDX-License-Identifier: BSD-2-Clause */
/* Over TCP: after truncation, and from the beginning. */
#include <string.h>
#include <unistd.h>

#include <spfeval/status.h>

#include "support/count_alloc.h"
#include "support/tap.h"
#include "unit/ldns_peer.h"

static void
set(spfeval_stub *stub, int key, uint32_t value)
{
    CHECK_INT(spfeval_stub_set_u32(stub, key, value), SPFEVAL_OK);
}

/* A stub with a question over TCP that the server has read. */
static spfeval_stub *
ask_over_tcp(const struct peer *first, const struct peer *second, int *fd,
             struct peer_message *question)
{
    spfeval_stub *stub = peer_stub(NULL, first, second);

    set(stub, SPFEVAL_STUB_OPTION_USE_TCP, 1);
    stub_ask(stub, "example.org", NULL, 0);
    *fd = peer_accept(first);
    CHECK(stub_turn(stub, 1000));
    peer_read(*fd, question);
    return stub;
}

static void
test_tcp_follows_truncation(void)
{
    struct peer peer;
    struct peer_message over_udp;
    struct peer_message over_tcp;
    struct peer_message response;
    spfeval_stub *stub;
    int fd;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    stub_ask(stub, "example.org", NULL, 0);
    peer_receive(&peer, &over_udp);
    response = peer_response(&over_udp, PEER_TRUNCATED, true);
    peer_send(&peer, &over_udp, &response);
    CHECK(stub_turn(stub, 1000));
    fd = peer_accept(&peer);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), 1);
    CHECK(stub_turn(stub, 1000));
    peer_read(fd, &over_tcp);
    CHECK(peer_id_of(&over_udp) != peer_id_of(&over_tcp));
    CHECK_BYTES(over_udp.octets + 2, over_udp.len - 2, over_tcp.octets + 2,
                over_tcp.len - 2);
    response = peer_response(&over_tcp, PEER_RESPONSE, true);
    peer_write_message(fd, &response);
    CHECK(stub_expect(stub, SPFEVAL_DNS_OK, 0));
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 1);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_TCP), 1);
    CHECK(peer_is_idle(&peer));
    close(fd);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

enum { TOO_LARGE = 4097 }; /* octets, more than any that is announced */

static bool
send_large(const struct peer *peer, const struct peer_message *to,
           const struct peer_message *message)
{
    static uint8_t octets[TOO_LARGE];

    memcpy(octets, message->octets, message->len);
    return CHECK(sendto(peer->udp, octets, sizeof(octets), 0,
                        (const struct sockaddr *)&to->from,
                        to->from_len) == (ssize_t)sizeof(octets));
}

/* But not one that is forged. */
static void
test_tcp_follows_a_packet_that_is_too_large(void)
{
    struct peer peer;
    struct peer_message question;
    struct peer_message response;
    spfeval_stub *stub;
    int fd;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    stub_ask(stub, "example.org", NULL, 0);
    peer_receive(&peer, &question);
    response = peer_response(&question, PEER_RESPONSE, true);
    response.octets[0] ^= 1;
    send_large(&peer, &question, &response);
    CHECK(stub_turn(stub, 1000));
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_DROPPED), 1);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_TCP), 0);
    response.octets[0] ^= 1;
    send_large(&peer, &question, &response);
    CHECK(stub_turn(stub, 1000));
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_TCP), 1);
    fd = peer_accept(&peer);
    CHECK(stub_turn(stub, 1000));
    peer_read(fd, &question);
    response = peer_response(&question, PEER_RESPONSE, true);
    peer_write_message(fd, &response);
    CHECK(stub_expect(stub, SPFEVAL_DNS_OK, 0));
    close(fd);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

static void
test_tcp_answer_may_come_octet_by_octet(void)
{
    struct peer peer;
    struct peer_message question;
    struct peer_message response;
    uint8_t length[2] = {0};
    spfeval_stub *stub;
    size_t i;
    int fd;

    if (!peer_open(&peer)) {
        return;
    }
    stub = ask_over_tcp(&peer, NULL, &fd, &question);
    response = peer_response(&question, PEER_RESPONSE, true);
    length[1] = (uint8_t)response.len;
    for (i = 0; i < 2; i++) {
        peer_write(fd, length + i, 1);
        CHECK(stub_turn(stub, 1000));
    }
    for (i = 0; i < response.len; i++) {
        CHECK(stub_has_none(stub));
        peer_write(fd, response.octets + i, 1);
        CHECK(stub_turn(stub, 1000));
    }
    CHECK(stub_expect(stub, SPFEVAL_DNS_OK, 0));
    close(fd);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

/* What the server writes before it closes; then the next one is asked. */
static void
check_broken_off(const void *octets, size_t len)
{
    struct peer peer;
    struct peer other;
    struct peer_message question;
    spfeval_stub *stub;
    int fd;

    if (!peer_open(&peer) || !peer_open(&other)) {
        return;
    }
    stub = ask_over_tcp(&peer, &other, &fd, &question);
    if (len > 0) {
        peer_write(fd, octets, len);
    }
    close(fd);
    while (peer_is_idle(&other) && stub_turn(stub, 1000)) {
    }
    fd = peer_accept(&other);
    close(fd);
    peer_close(&peer);
    peer_close(&other);
    CHECK(stub_expect(stub, SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_NETWORK));
    spfeval_stub_free(stub);
}

static void
test_tcp_connection_that_breaks_off_is_lost(void)
{
    check_broken_off("", 0);
    check_broken_off("\1", 1);
    check_broken_off("\0\x10", 2);
    check_broken_off("\0\x10zzzzzzzz", 10);
}

static void
check_malformed(const struct peer *peer, int fd,
                const struct peer_message *response, spfeval_stub *stub)
{
    peer_write_message(fd, response);
    CHECK(stub_expect(stub, SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_MALFORMED));
    CHECK(peer_is_idle(peer));
    close(fd);
    spfeval_stub_free(stub);
}

static void
test_tcp_foreign_and_truncated_answers_are_malformed(void)
{
    struct peer peer;
    struct peer_message question;
    struct peer_message response;
    spfeval_stub *stub;
    int fd;

    if (!peer_open(&peer)) {
        return;
    }
    tap_row("identifier");
    stub = ask_over_tcp(&peer, NULL, &fd, &question);
    response = peer_response(&question, PEER_RESPONSE, true);
    response.octets[0] ^= 1;
    check_malformed(&peer, fd, &response, stub);
    tap_row("name");
    stub = ask_over_tcp(&peer, NULL, &fd, &question);
    response = peer_response(&question, PEER_RESPONSE, true);
    response.octets[13] ^= 1;
    check_malformed(&peer, fd, &response, stub);
    tap_row("TC=1");
    stub = ask_over_tcp(&peer, NULL, &fd, &question);
    response = peer_response(&question, PEER_TRUNCATED, true);
    check_malformed(&peer, fd, &response, stub);
    tap_row("length 0");
    stub = ask_over_tcp(&peer, NULL, &fd, &question);
    response.len = 0;
    check_malformed(&peer, fd, &response, stub);
    peer_close(&peer);
}

static void
test_tcp_has_its_own_deadline(void)
{
    struct peer peer;
    struct peer_message question;
    spfeval_stub_answer out;
    spfeval_stub *stub;
    int fd;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    set(stub, SPFEVAL_STUB_OPTION_USE_TCP, 1);
    set(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 50);
    set(stub, SPFEVAL_STUB_OPTION_ATTEMPTS, 1);
    stub_ask(stub, "example.org", NULL, 0);
    fd = peer_accept(&peer);
    CHECK(stub_turn(stub, 1000));
    peer_read(fd, &question);
    peer_write(fd, "\0", 1);
    if (CHECK(stub_wait(stub, &out))) {
        CHECK_INT(spfeval_answer_get_failure(out.answer),
                  SPFEVAL_FAILURE_TIMEOUT);
        CHECK(out.elapsed_ms >= 50);
    }
    close(fd);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

static void
test_tcp_refused_port_is_a_network_failure(void)
{
    struct peer peer;
    spfeval_stub *stub;

    if (!peer_open(&peer)) {
        return;
    }
    peer_close(&peer);
    stub = peer_stub(NULL, &peer, NULL);
    set(stub, SPFEVAL_STUB_OPTION_USE_TCP, 1);
    set(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 60000);
    stub_ask(stub, "example.org", NULL, 0);
    CHECK(stub_expect(stub, SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_NETWORK));
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 0);
    spfeval_stub_free(stub);
}

static void
test_tcp_asks_again_without_edns(void)
{
    struct peer peer;
    struct peer_message question;
    struct peer_message response;
    spfeval_stub *stub;
    int fd;

    if (!peer_open(&peer)) {
        return;
    }
    stub = ask_over_tcp(&peer, NULL, &fd, &question);
    CHECK(peer_has_opt(&question));
    response = peer_response(&question, PEER_RESPONSE + 1, false);
    peer_write_message(fd, &response);
    CHECK(stub_turn(stub, 1000));
    close(fd);
    fd = peer_accept(&peer);
    CHECK(stub_turn(stub, 1000));
    peer_read(fd, &question);
    CHECK(!peer_has_opt(&question));
    response = peer_response(&question, PEER_RESPONSE, true);
    peer_write_message(fd, &response);
    CHECK(stub_expect(stub, SPFEVAL_DNS_OK, 0));
    close(fd);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

static void
test_tcp_is_cancelled_while_it_reads(void)
{
    struct peer peer;
    struct peer_message question;
    spfeval_stub *stub;
    char octet;
    int fd;

    if (!peer_open(&peer)) {
        return;
    }
    stub = ask_over_tcp(&peer, NULL, &fd, &question);
    peer_write(fd, "\1\0abc", 5);
    CHECK(stub_turn(stub, 1000));
    CHECK_INT(spfeval_stub_cancel(stub, NULL), 1);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), 0);
    CHECK_INT(recv(fd, &octet, 1, 0), 0);
    close(fd);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

static void
test_tcp_without_memory_for_the_answer_is_lost(void)
{
    struct count_alloc memory;
    struct peer peer;
    struct peer_message question;
    spfeval_stub *stub;
    int fd;

    if (!peer_open(&peer)) {
        return;
    }
    count_alloc_init(&memory);
    stub = peer_stub(&memory.table, &peer, NULL);
    set(stub, SPFEVAL_STUB_OPTION_USE_TCP, 1);
    set(stub, SPFEVAL_STUB_OPTION_ATTEMPTS, 1);
    stub_ask(stub, "example.org", NULL, 0);
    fd = peer_accept(&peer);
    CHECK(stub_turn(stub, 1000));
    peer_read(fd, &question);
    count_alloc_fail_at(&memory, 1);
    peer_write(fd, "\1\0abc", 5);
    CHECK_INT(spfeval_stub_process(stub), SPFEVAL_ERR_NOMEM);
    CHECK(stub_expect(stub, SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_NETWORK));
    close(fd);
    spfeval_stub_free(stub);
    CHECK(count_alloc_is_clean(&memory));
    peer_close(&peer);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"TCP follows truncation", test_tcp_follows_truncation},
        {"TCP follows a packet that is too large",
         test_tcp_follows_a_packet_that_is_too_large},
        {"an answer may come octet by octet",
         test_tcp_answer_may_come_octet_by_octet},
        {"a connection that breaks off is lost",
         test_tcp_connection_that_breaks_off_is_lost},
        {"foreign and truncated answers are malformed",
         test_tcp_foreign_and_truncated_answers_are_malformed},
        {"it has its own deadline", test_tcp_has_its_own_deadline},
        {"a refused port is a network failure",
         test_tcp_refused_port_is_a_network_failure},
        {"it asks again without EDNS", test_tcp_asks_again_without_edns},
        {"it is cancelled while it reads",
         test_tcp_is_cancelled_while_it_reads},
        {"without memory for the answer it is lost",
         test_tcp_without_memory_for_the_answer_is_lost},
    };

    return tap_run("ldns/try_tcp", tests, TAP_COUNT(tests));
}
