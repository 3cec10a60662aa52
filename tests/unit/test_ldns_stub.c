/* SPDX-License-Identifier: BSD-2-Clause */
/* The face that does not wait, over UDP. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <spfeval/status.h>

#include "support/count_alloc.h"
#include "support/tap.h"
#include "unit/ldns_peer.h"

static int user_a;
static int user_b;

static void
set(spfeval_stub *stub, int key, uint32_t value)
{
    CHECK_INT(spfeval_stub_set_u32(stub, key, value), SPFEVAL_OK);
}

/* An address that nobody listens at. */
static void
close_port(struct peer *peer)
{
    if (peer_open(peer)) {
        peer_close(peer);
    }
}

/* --- One question */

static void
test_stub_answer_comes_with_what_was_asked(void)
{
    struct peer peer;
    spfeval_stub_answer out;
    spfeval_stub *stub;
    spfeval_dns_record record = {.struct_size = sizeof(record)};

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    CHECK_INT(spfeval_stub_get_timeout(stub), -1);
    stub_ask(stub, "example.org", &user_a, UINT64_MAX);
    CHECK(spfeval_stub_get_timeout(stub) > 4000);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_IN_FLIGHT), 1);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), 1);
    peer_answer(&peer, PEER_RESPONSE);
    if (CHECK(stub_wait(stub, &out))) {
        CHECK(out.user_data == &user_a);
        CHECK(out.number == UINT64_MAX);
        CHECK(out.elapsed_ms < 5000);
        CHECK_INT(spfeval_answer_get_record(out.answer, 0, &record),
                  SPFEVAL_OK);
        CHECK_BYTES(record.data, record.data_len, "\xc0\0\2\7", 4);
    }
    CHECK(stub_has_none(stub));
    CHECK_INT(spfeval_stub_get_timeout(stub), -1);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_QUESTIONS), 1);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 1);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_IN_FLIGHT), 0);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), 0);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

/* The response with one octet changed. */
static void
send_changed(const struct peer *peer, const struct peer_message *question,
             size_t at, unsigned flip)
{
    struct peer_message wrong = peer_response(question, PEER_RESPONSE, true);

    wrong.octets[at] = (uint8_t)(wrong.octets[at] ^ flip);
    peer_send(peer, question, &wrong);
}

static void
test_stub_foreign_packets_are_dropped_and_waited_on(void)
{
    struct peer peer;
    struct peer other;
    struct peer_message question;
    struct peer_message good;
    struct peer_message empty = {.len = 0};
    spfeval_stub *stub;

    if (!peer_open(&peer) || !peer_open(&other)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    stub_ask(stub, "example.org", NULL, 0);
    peer_receive(&peer, &question);
    good = peer_response(&question, PEER_RESPONSE, true);
    send_changed(&peer, &question, 0, 0x40);  /* identifier */
    send_changed(&peer, &question, 13, 0x01); /* name */
    send_changed(&peer, &question, 2, 0x80);  /* QR */
    peer_send(&peer, &question, &empty);
    CHECK(stub_turn(stub, 1000));
    CHECK(stub_has_none(stub));
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_DROPPED), 4);
    /* From elsewhere: the kernel drops it. */
    peer_send(&other, &question, &good);
    CHECK(stub_has_none(stub));
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_DROPPED), 4);
    peer_send(&peer, &question, &good);
    CHECK(stub_expect(stub, SPFEVAL_DNS_OK, 0));
    CHECK(peer_is_idle(&peer));
    spfeval_stub_free(stub);
    peer_close(&other);
    peer_close(&peer);
}

static void
test_stub_flood_does_not_hold_a_turn(void)
{
    struct peer peer;
    struct peer_message question;
    struct peer_message good;
    spfeval_stub *stub;
    unsigned i;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    stub_ask(stub, "example.org", NULL, 0);
    peer_receive(&peer, &question);
    for (i = 0; i < 110; i++) {
        send_changed(&peer, &question, 0, 0x40);
    }
    good = peer_response(&question, PEER_RESPONSE, true);
    peer_send(&peer, &question, &good);
    CHECK(stub_has_none(stub));
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_DROPPED), 100);
    CHECK(stub_expect(stub, SPFEVAL_DNS_OK, 0));
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_DROPPED), 110);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

/* --- Tries */

static void
test_stub_each_try_has_its_own_port_and_identifier(void)
{
    struct peer peer;
    struct peer_message first;
    struct peer_message second;
    struct peer_message late;
    spfeval_stub *stub;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    set(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 30);
    stub_ask(stub, "example.org", NULL, 0);
    set(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 5000);
    peer_receive(&peer, &first);
    while (peer_is_idle(&peer) && stub_turn(stub, 1000)) {
    }
    peer_receive(&peer, &second);
    CHECK(peer_port_of(&first) != peer_port_of(&second));
    CHECK(peer_id_of(&first) != peer_id_of(&second));
    CHECK_BYTES(first.octets + 2, first.len - 2, second.octets + 2,
                second.len - 2);
    late = peer_response(&first, PEER_RESPONSE, true);
    peer_send(&peer, &first, &late);
    CHECK(stub_expect(stub, SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_TIMEOUT));
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_DROPPED), 0);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

static void
test_stub_silence_is_a_timeout_after_all_attempts(void)
{
    struct peer first;
    struct peer second;
    struct peer_message question;
    spfeval_stub_answer out;
    spfeval_stub *stub;
    unsigned i;

    if (!peer_open(&first) || !peer_open(&second)) {
        return;
    }
    stub = peer_stub(NULL, &first, &second);
    set(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 20);
    set(stub, SPFEVAL_STUB_OPTION_ATTEMPTS, 3);
    stub_ask(stub, "example.org", NULL, 0);
    if (CHECK(stub_wait(stub, &out))) {
        CHECK_INT(spfeval_answer_get_failure(out.answer),
                  SPFEVAL_FAILURE_TIMEOUT);
        CHECK(out.elapsed_ms >= 120);
    }
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 6);
    for (i = 0; i < 3; i++) {
        peer_receive(&first, &question);
        peer_receive(&second, &question);
    }
    CHECK(peer_is_idle(&first) && peer_is_idle(&second));
    spfeval_stub_free(stub);
    peer_close(&first);
    peer_close(&second);
}

static void
test_stub_refused_port_is_left_at_once(void)
{
    struct peer closed;
    struct peer peer;
    spfeval_stub *stub;

    close_port(&closed);
    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &closed, &peer);
    set(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 60000);
    stub_ask(stub, "example.org", NULL, 0);
    while (peer_is_idle(&peer) && stub_turn(stub, 100)) {
    }
    peer_answer(&peer, PEER_RESPONSE);
    CHECK(stub_expect(stub, SPFEVAL_DNS_OK, 0));
    spfeval_stub_free(stub);
    peer_close(&peer);
}

static void
test_stub_refused_everywhere_is_a_network_failure(void)
{
    struct peer first;
    struct peer second;
    spfeval_stub *stub;

    close_port(&first);
    close_port(&second);
    stub = peer_stub(NULL, &first, &second);
    set(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 60000);
    stub_ask(stub, "example.org", NULL, 0);
    CHECK(stub_expect(stub, SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_NETWORK));
    CHECK(stub_counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT) == 4);
    spfeval_stub_free(stub);
}

static void
test_stub_bad_answers_go_to_the_next_server_once(void)
{
    struct peer first;
    struct peer second;
    spfeval_stub *stub;

    if (!peer_open(&first) || !peer_open(&second)) {
        return;
    }
    stub = peer_stub(NULL, &first, &second);
    stub_ask(stub, "example.org", NULL, 0);
    peer_answer(&first, PEER_RESPONSE + 2);
    CHECK(stub_turn(stub, 1000));
    peer_answer(&second, PEER_RESPONSE);
    CHECK(stub_expect(stub, SPFEVAL_DNS_OK, 0));
    tap_row("the last bad answer is the result");
    stub_ask(stub, "example.org", NULL, 0);
    peer_answer(&first, PEER_RESPONSE + 2);
    CHECK(stub_turn(stub, 1000));
    peer_answer(&second, PEER_RESPONSE + 5);
    CHECK(stub_expect(stub, SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_RCODE));
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 4);
    CHECK(peer_is_idle(&first) && peer_is_idle(&second));
    spfeval_stub_free(stub);
    peer_close(&first);
    peer_close(&second);
}

static void
test_stub_bad_answer_outlives_a_timeout(void)
{
    struct peer first;
    struct peer second;
    spfeval_stub_answer out;
    spfeval_stub *stub;

    if (!peer_open(&first) || !peer_open(&second)) {
        return;
    }
    stub = peer_stub(NULL, &first, &second);
    set(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 20);
    stub_ask(stub, "example.org", NULL, 0);
    peer_answer(&first, PEER_RESPONSE + 2);
    if (CHECK(stub_wait(stub, &out))) {
        CHECK_INT(spfeval_answer_get_rcode(out.answer), 2);
    }
    /* One to the first server, two to the other. */
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 3);
    spfeval_stub_free(stub);
    peer_close(&first);
    peer_close(&second);
}

/* What came after it is no answer: a server without TCP, one without EDNS. */
static void
test_stub_bad_answer_outlives_what_is_not_one(void)
{
    static const unsigned flags[] = {PEER_TRUNCATED, PEER_RESPONSE + 1};
    size_t i;

    for (i = 0; i < TAP_COUNT(flags); i++) {
        struct peer first;
        struct peer second;
        spfeval_stub_answer out;
        spfeval_stub *stub;

        if (!peer_open(&first) || !peer_open(&second)) {
            return;
        }
        close(second.listener);
        second.listener = -1;
        stub = peer_stub(NULL, &first, &second);
        set(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 20);
        set(stub, SPFEVAL_STUB_OPTION_ATTEMPTS, 1);
        stub_ask(stub, "example.org", NULL, 0);
        peer_answer(&first, PEER_RESPONSE + 2);
        CHECK(stub_turn(stub, 1000));
        peer_answer(&second, flags[i]);
        if (CHECK(stub_wait(stub, &out))) {
            CHECK_INT(spfeval_answer_get_failure(out.answer),
                      SPFEVAL_FAILURE_RCODE);
            CHECK_INT(spfeval_answer_get_rcode(out.answer), 2);
        }
        spfeval_stub_free(stub);
        peer_close(&first);
        peer_close(&second);
    }
}

static void
test_stub_malformed_answer_goes_to_the_next_server(void)
{
    struct peer first;
    struct peer second;
    struct peer_message question;
    struct peer_message cut;
    spfeval_stub *stub;

    if (!peer_open(&first) || !peer_open(&second)) {
        return;
    }
    stub = peer_stub(NULL, &first, &second);
    stub_ask(stub, "example.org", NULL, 0);
    peer_receive(&first, &question);
    cut = peer_response(&question, PEER_RESPONSE, true);
    cut.len--;
    peer_send(&first, &question, &cut);
    CHECK(stub_turn(stub, 1000));
    peer_receive(&second, &question);
    peer_send(&second, &question, &cut); /* another identifier: dropped */
    cut = peer_response(&question, PEER_RESPONSE, true);
    cut.len--;
    peer_send(&second, &question, &cut);
    CHECK(stub_expect(stub, SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_MALFORMED));
    spfeval_stub_free(stub);
    peer_close(&first);
    peer_close(&second);
}

static void
test_stub_asks_again_without_edns_once(void)
{
    struct peer peer;
    struct peer_message question;
    struct peer_message response;
    spfeval_stub *stub;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    stub_ask(stub, "example.org", NULL, 0);
    peer_receive(&peer, &question);
    CHECK(peer_has_opt(&question));
    response = peer_response(&question, PEER_RESPONSE + 1, false);
    peer_send(&peer, &question, &response);
    CHECK(stub_turn(stub, 1000));
    peer_receive(&peer, &question);
    CHECK(!peer_has_opt(&question));
    response = peer_response(&question, PEER_RESPONSE + 1, false);
    peer_send(&peer, &question, &response);
    CHECK(stub_expect(stub, SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_RCODE));
    CHECK(peer_is_idle(&peer));
    tap_row("EDNS switched off");
    set(stub, SPFEVAL_STUB_OPTION_EDNS_SIZE, 0);
    set(stub, SPFEVAL_STUB_OPTION_TRUST_AD, 1);
    stub_ask(stub, "example.org", NULL, 0);
    peer_receive(&peer, &question);
    CHECK(!peer_has_opt(&question));
    CHECK_INT(question.octets[3], 0x20);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

static void
test_stub_rotates_the_first_server(void)
{
    struct peer first;
    struct peer second;
    spfeval_stub *stub;
    unsigned round;

    if (!peer_open(&first) || !peer_open(&second)) {
        return;
    }
    stub = peer_stub(NULL, &first, &second);
    set(stub, SPFEVAL_STUB_OPTION_ROTATE, 1);
    for (round = 0; round < 4; round++) {
        stub_ask(stub, "example.org", NULL, 0);
        peer_answer(round % 2 == 0 ? &first : &second, PEER_RESPONSE);
        CHECK(stub_expect(stub, SPFEVAL_DNS_OK, 0));
    }
    CHECK(peer_is_idle(&first) && peer_is_idle(&second));
    spfeval_stub_free(stub);
    peer_close(&first);
    peer_close(&second);
}

static void
test_stub_shorter_timeout_comes_first(void)
{
    struct peer peer;
    spfeval_stub_answer out;
    spfeval_stub *stub;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    set(stub, SPFEVAL_STUB_OPTION_ATTEMPTS, 1);
    set(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 200);
    stub_ask(stub, "long.example.org", &user_a, 0);
    set(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 20);
    stub_ask(stub, "short.example.org", &user_b, 0);
    if (CHECK(stub_wait(stub, &out))) {
        CHECK(out.user_data == &user_b);
    }
    if (CHECK(stub_wait(stub, &out))) {
        CHECK(out.user_data == &user_a);
        CHECK(out.elapsed_ms >= 200);
    }
    spfeval_stub_free(stub);
    peer_close(&peer);
}

/* --- Several questions */

static void
test_stub_same_question_is_joined(void)
{
    struct peer peer;
    spfeval_stub_answer out;
    spfeval_stub *stub;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    stub_ask(stub, "example.org", &user_a, 1);
    stub_ask(stub, "EXAMPLE.org", &user_b, 2);
    stub_ask(stub, "example.org", &user_a, 3);
    CHECK_INT(spfeval_stub_ask(stub, SPFEVAL_RRTYPE_AAAA, "example.org", 11,
                               NULL, 4),
              SPFEVAL_OK);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_QUESTIONS), 4);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_JOINED), 2);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_IN_FLIGHT), 2);
    peer_answer(&peer, PEER_RESPONSE);
    CHECK(stub_wait(stub, &out) && out.user_data == &user_a);
    CHECK_INT(out.number, 1);
    CHECK(stub_wait(stub, &out) && out.user_data == &user_b);
    CHECK_INT(out.number, 2);
    CHECK_INT(spfeval_answer_get_count(out.answer), 1);
    CHECK(stub_wait(stub, &out) && out.user_data == &user_a);
    CHECK_INT(out.number, 3);
    CHECK(stub_has_none(stub));
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 2);
    tap_row("once answered, it is asked again");
    stub_ask(stub, "example.org", &user_a, 5);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 3);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

static void
test_stub_cancel_forgets_in_each_state(void)
{
    struct peer peer;
    spfeval_stub_answer out;
    spfeval_stub *stub;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    tap_row("one of two that wait");
    stub_ask(stub, "example.org", &user_a, 1);
    stub_ask(stub, "example.org", &user_b, 2);
    CHECK_INT(spfeval_stub_cancel(stub, &user_a), 1);
    CHECK_INT(spfeval_stub_cancel(stub, &user_a), 0);
    peer_answer(&peer, PEER_RESPONSE);
    CHECK(stub_wait(stub, &out) && out.user_data == &user_b);
    CHECK(stub_has_none(stub));
    tap_row("the last one: nothing is in flight any more");
    stub_ask(stub, "example.org", &user_a, 3);
    stub_ask(stub, "example.org", &user_a, 4);
    stub_ask(stub, "www.example.org", &user_a, 5);
    CHECK_INT(spfeval_stub_cancel(stub, &user_a), 3);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), 0);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_IN_FLIGHT), 0);
    CHECK_INT(spfeval_stub_get_timeout(stub), -1);
    peer_answer(&peer, PEER_RESPONSE);
    peer_answer(&peer, PEER_RESPONSE);
    CHECK(stub_has_none(stub));
    tap_row("answers that were not taken");
    stub_ask(stub, "example.org", &user_a, 6);
    stub_ask(stub, "example.org", &user_b, 7);
    peer_answer(&peer, PEER_RESPONSE);
    CHECK(stub_turn(stub, 1000));
    CHECK_INT(spfeval_stub_cancel(stub, &user_a), 1);
    CHECK(stub_wait(stub, &out) && out.user_data == &user_b);
    CHECK_INT(spfeval_answer_get_count(out.answer), 1);
    CHECK_INT(spfeval_stub_cancel(NULL, &user_a), 0);
    CHECK(stub_has_none(stub));
    spfeval_stub_free(stub);
    peer_close(&peer);
}

static void
test_stub_cancel_keeps_the_answer_that_was_lent(void)
{
    struct peer peer;
    spfeval_stub_answer out;
    spfeval_stub *stub;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    stub_ask(stub, "example.org", &user_a, 1);
    stub_ask(stub, "example.org", &user_b, 2);
    peer_answer(&peer, PEER_RESPONSE);
    CHECK(stub_wait(stub, &out) && out.user_data == &user_a);
    CHECK_INT(spfeval_stub_cancel(stub, &user_b), 1);
    CHECK_INT(spfeval_answer_get_count(out.answer), 1);
    CHECK(stub_has_none(stub));
    spfeval_stub_free(stub);
    peer_close(&peer);
}

static void
test_stub_opens_no_more_sockets_than_allowed(void)
{
    struct peer peer;
    spfeval_stub_answer out;
    spfeval_stub *stub;
    unsigned i;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    set(stub, SPFEVAL_STUB_OPTION_MAX_SOCKETS, 1);
    for (i = 0; i < 3; i++) {
        char name[] = "a.example.org";

        name[0] = (char)('a' + i);
        stub_ask(stub, name, NULL, i);
    }
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_IN_FLIGHT), 3);
    for (i = 0; i < 3; i++) {
        CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), 1);
        peer_answer(&peer, PEER_RESPONSE);
        CHECK(peer_is_idle(&peer));
        CHECK(stub_wait(stub, &out));
        CHECK_INT(out.number, i);
    }
    tap_row("cancel makes room");
    stub_ask(stub, "a.example.org", &user_a, 0);
    stub_ask(stub, "b.example.org", &user_b, 0);
    spfeval_stub_cancel(stub, &user_a);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), 1);
    tap_row("more are allowed: there is something to do");
    stub_ask(stub, "c.example.org", &user_b, 0);
    set(stub, SPFEVAL_STUB_OPTION_MAX_SOCKETS, 2);
    CHECK_INT(spfeval_stub_get_timeout(stub), 0);
    CHECK_INT(spfeval_stub_process(stub), SPFEVAL_OK);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), 2);
    CHECK_INT(spfeval_stub_cancel(stub, &user_b), 2);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

static void
test_stub_answers_300_questions_in_any_order(void)
{
    enum { MANY = 300 };
    static struct peer_message questions[MANY];
    static bool seen[MANY];
    struct peer peer;
    struct peer_message response;
    spfeval_stub_answer out;
    spfeval_stub *stub;
    unsigned i;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    for (i = 0; i < MANY; i++) {
        char name[32];

        snprintf(name, sizeof(name), "n%u.example.org", i);
        stub_ask(stub, name, i % 2 == 0 ? &user_a : &user_b, i);
        peer_receive(&peer, &questions[i]);
    }
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), MANY);
    for (i = 0; i < MANY; i++) {
        unsigned at = (i * 7 + 3) % MANY;

        response = peer_response(&questions[at], PEER_RESPONSE, true);
        peer_send(&peer, &questions[at], &response);
    }
    for (i = 0; i < MANY && CHECK(stub_wait(stub, &out)); i++) {
        CHECK(!seen[out.number]);
        seen[out.number] = true;
        CHECK_INT(spfeval_answer_get_count(out.answer), 1);
    }
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), 0);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

/* No further descriptor can be opened until the limit is set back. */
static struct rlimit
take_descriptors(void)
{
    struct rlimit before;
    struct rlimit none;
    int next = dup(0);

    getrlimit(RLIMIT_NOFILE, &before);
    none = before;
    none.rlim_cur = (rlim_t)next;
    close(next);
    CHECK_INT(setrlimit(RLIMIT_NOFILE, &none), 0);
    return before;
}

static void
test_stub_without_descriptors_waits_for_its_own(void)
{
    struct peer peer;
    struct rlimit before;
    spfeval_stub_answer out;
    spfeval_stub *stub;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    stub_ask(stub, "a.example.org", NULL, 1);
    before = take_descriptors();
    stub_ask(stub, "b.example.org", NULL, 2);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), 1);
    CHECK(spfeval_stub_get_timeout(stub) > 0);
    peer_answer(&peer, PEER_RESPONSE);
    CHECK(stub_wait(stub, &out) && out.number == 1);
    peer_answer(&peer, PEER_RESPONSE);
    CHECK(stub_wait(stub, &out) && out.number == 2);
    CHECK_INT(spfeval_answer_get_count(out.answer), 1);
    setrlimit(RLIMIT_NOFILE, &before);
    tap_row("none of its own is open");
    before = take_descriptors();
    stub_ask(stub, "a.example.org", NULL, 1);
    CHECK_INT(spfeval_stub_get_timeout(stub), 0);
    CHECK(stub_expect(stub, SPFEVAL_DNS_FAILED, SPFEVAL_FAILURE_NETWORK));
    setrlimit(RLIMIT_NOFILE, &before);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

/* --- The object */

static void
test_stub_descriptors_can_be_waited_for(void)
{
    struct peer peer;
    spfeval_stub_fd fds[2];
    size_t needed = 9;
    struct pollfd entry = {.events = POLLIN};
    spfeval_stub *stub;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    CHECK_INT(spfeval_stub_get_fds(stub, NULL, 0, &needed), SPFEVAL_OK);
    CHECK_INT(needed, 0);
    stub_ask(stub, "a.example.org", NULL, 0);
    stub_ask(stub, "b.example.org", NULL, 0);
    CHECK_INT(spfeval_stub_get_fds(stub, fds, 1, &needed), SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, 2);
    CHECK_INT(spfeval_stub_get_fds(stub, fds, 2, NULL), SPFEVAL_OK);
    CHECK(fds[0].fd >= 0 && fds[1].fd >= 0 && fds[0].fd != fds[1].fd);
    CHECK_INT(fds[0].events, SPFEVAL_STUB_READ);
    CHECK_INT(fcntl(fds[0].fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    CHECK_INT(fcntl(fds[0].fd, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
    entry.fd = spfeval_stub_get_fd(stub);
    if (entry.fd >= 0) { /* not with poll() */
        CHECK_INT(poll(&entry, 1, 0), 0);
        peer_answer(&peer, PEER_RESPONSE);
        CHECK_INT(poll(&entry, 1, 5000), 1);
        CHECK(stub_expect(stub, SPFEVAL_DNS_OK, 0));
    }
    CHECK_INT(spfeval_stub_get_fds(stub, NULL, 1, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_get_fds(NULL, fds, 2, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_get_fd(NULL), -1);
    spfeval_stub_free(stub);
    peer_close(&peer);
}

struct range {
    int key;
    uint32_t below; /* refused, unless it is above the first good one */
    uint32_t first;
    uint32_t last;
    uint32_t initial;
};

static void
test_stub_numbers_have_ranges(void)
{
    static const struct range ranges[] = {
        {SPFEVAL_STUB_OPTION_TIMEOUT_MS, 0, 1, 60000, 5000},
        {SPFEVAL_STUB_OPTION_ATTEMPTS, 0, 1, 10, 2},
        {SPFEVAL_STUB_OPTION_ROTATE, 2, 0, 1, 0},
        {SPFEVAL_STUB_OPTION_USE_TCP, 2, 0, 1, 0},
        {SPFEVAL_STUB_OPTION_EDNS_SIZE, 511, 512, 4096, 1232},
        {SPFEVAL_STUB_OPTION_MAX_SOCKETS, 0, 1, 65535, 500},
        {SPFEVAL_STUB_OPTION_TRUST_AD, 2, 0, 1, 0},
    };
    spfeval_stub *stub = peer_stub(NULL, NULL, NULL);
    uint32_t value = 77;
    size_t i;

    for (i = 0; i < TAP_COUNT(ranges); i++) {
        const struct range *range = &ranges[i];

        CHECK_INT(spfeval_stub_get_u32(stub, range->key, &value), SPFEVAL_OK);
        CHECK_INT(value, range->initial);
        CHECK_INT(spfeval_stub_set_u32(stub, range->key, range->below),
                  SPFEVAL_ERR_ARGUMENT);
        CHECK_INT(spfeval_stub_set_u32(stub, range->key, range->last + 1),
                  SPFEVAL_ERR_ARGUMENT);
        set(stub, range->key, range->first);
        set(stub, range->key, range->last);
        CHECK_INT(spfeval_stub_get_u32(stub, range->key, &value), SPFEVAL_OK);
        CHECK_INT(value, range->last);
    }
    set(stub, SPFEVAL_STUB_OPTION_EDNS_SIZE, 0);
    CHECK_INT(spfeval_stub_set_u32(stub, 0, 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_set_u32(stub, 8, 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_set_u32(stub, -1, 1), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_set_u32(NULL, 1, 1), SPFEVAL_ERR_ARGUMENT);
    value = 77;
    CHECK_INT(spfeval_stub_get_u32(stub, 8, &value), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_get_u32(stub, 0, &value), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_get_u32(stub, 1, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_get_u32(NULL, 1, &value), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(value, 77);
    spfeval_stub_free(stub);
}

static void
test_stub_servers_are_listed(void)
{
    spfeval_stub *stub = peer_stub(NULL, NULL, NULL);
    char text[10] = "unchanged";
    size_t needed = 0;

    CHECK_INT(spfeval_stub_add_server(stub, "192.0.2.1", 9), SPFEVAL_OK);
    CHECK_INT(spfeval_stub_add_server(stub, "192.0.2.x", 9),
              SPFEVAL_ERR_SYNTAX);
    CHECK_INT(spfeval_stub_add_server(stub, NULL, 0), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_add_server(NULL, "::1", 3), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_get_server_count(stub), 1);
    CHECK_INT(spfeval_stub_get_server_count(NULL), 0);
    CHECK_INT(spfeval_stub_get_server(stub, 1, text, 10, &needed),
              SPFEVAL_ERR_NOT_FOUND);
    CHECK_STR(text, strlen(text), "unchanged");
    CHECK_INT(spfeval_stub_get_server(stub, 0, NULL, 0, &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, 10);
    CHECK_INT(spfeval_stub_get_server(stub, 0, text, 10, NULL), SPFEVAL_OK);
    CHECK_STR(text, strlen(text), "192.0.2.1");
    CHECK_INT(spfeval_stub_get_server(stub, 0, text, 9, &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(text[0], '\0');
    CHECK_INT(spfeval_stub_get_server(stub, 0, NULL, 1, &needed),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_get_server(NULL, 0, text, 10, &needed),
              SPFEVAL_ERR_ARGUMENT);
    spfeval_stub_free(stub);
}

static void
test_stub_misuse_is_told(void)
{
    spfeval_allocator incomplete = {.struct_size = sizeof(incomplete)};
    spfeval_stub_answer out = {.struct_size = sizeof(out) - 1};
    struct count_alloc memory;
    spfeval_stub *stub = NULL;

    count_alloc_init(&memory);
    CHECK_INT(spfeval_stub_new(NULL, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_new(&incomplete, &stub), SPFEVAL_ERR_ARGUMENT);
    incomplete = memory.table;
    incomplete.release = NULL;
    CHECK_INT(spfeval_stub_new(&incomplete, &stub), SPFEVAL_ERR_ARGUMENT);
    incomplete = memory.table;
    incomplete.struct_size--;
    CHECK_INT(spfeval_stub_new(&incomplete, &stub), SPFEVAL_ERR_ARGUMENT);
    CHECK(stub == NULL);
    CHECK_INT(memory.calls, 0);
    stub = peer_stub(NULL, NULL, NULL);
    CHECK_INT(spfeval_stub_ask(stub, SPFEVAL_RRTYPE_A, "a.b", 3, NULL, 0),
              SPFEVAL_ERR_STATE);
    CHECK_INT(spfeval_stub_add_server(stub, "127.0.0.1", 9), SPFEVAL_OK);
    CHECK_INT(spfeval_stub_ask(NULL, SPFEVAL_RRTYPE_A, "a.b", 3, NULL, 0),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_ask(stub, SPFEVAL_RRTYPE_A, NULL, 0, NULL, 0),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_ask(stub, SPFEVAL_RRTYPE_A, "a..b", 4, NULL, 0),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_ask(stub, SPFEVAL_RRTYPE_CNAME, "a.b", 3, NULL, 0),
              SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_next_answer(stub, &out), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_next_answer(stub, NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_next_answer(NULL, &out), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_process(NULL), SPFEVAL_ERR_ARGUMENT);
    CHECK_INT(spfeval_stub_get_timeout(NULL), -1);
    CHECK_INT(spfeval_stub_get_counter(NULL, 1), 0);
    CHECK_INT(spfeval_stub_get_counter(stub, 0), 0);
    CHECK_INT(spfeval_stub_get_counter(stub, 8), 0);
    CHECK_INT(spfeval_stub_get_counter(stub, -1), 0);
    spfeval_stub_free(stub);
    spfeval_stub_free(NULL);
}

static void
test_stub_is_freed_in_each_state(void)
{
    struct count_alloc memory;
    struct peer peer;
    spfeval_stub_answer out;
    spfeval_stub *stub;

    if (!peer_open(&peer)) {
        return;
    }
    count_alloc_init(&memory);
    stub = peer_stub(&memory.table, &peer, NULL);
    set(stub, SPFEVAL_STUB_OPTION_MAX_SOCKETS, 2);
    stub_ask(stub, "lent.example.org", NULL, 0);
    stub_ask(stub, "lent.example.org", NULL, 0);
    stub_ask(stub, "done.example.org", NULL, 0);
    peer_answer(&peer, PEER_RESPONSE);
    peer_answer(&peer, PEER_RESPONSE);
    CHECK(stub_wait(stub, &out));
    stub_ask(stub, "a.example.org", NULL, 0);
    stub_ask(stub, "b.example.org", NULL, 0);
    stub_ask(stub, "queued.example.org", NULL, 0);
    stub_ask(stub, "queued.example.org", NULL, 0);
    spfeval_stub_free(stub);
    CHECK(count_alloc_is_clean(&memory));
    peer_close(&peer);
}

static void
test_stub_is_freed_in_a_child_without_harm(void)
{
    struct peer peer;
    spfeval_stub *stub;
    int status = -1;
    pid_t child;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    stub_ask(stub, "example.org", NULL, 0);
    child = fork();
    if (child == 0) {
        spfeval_stub_free(stub);
        _exit(0);
    }
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    peer_answer(&peer, PEER_RESPONSE);
    CHECK(stub_expect(stub, SPFEVAL_DNS_OK, 0));
    spfeval_stub_free(stub);
    peer_close(&peer);
}

/* Make a stub, ask, answer and read, with the nth allocation failing. */
static bool
try_without(const struct peer *peer, uint64_t nth)
{
    struct count_alloc memory;
    struct peer_message question;
    struct peer_message response;
    spfeval_stub_answer out = {.struct_size = sizeof(out)};
    spfeval_stub *stub = NULL;
    bool failed;
    int status;

    count_alloc_init(&memory);
    count_alloc_fail_at(&memory, nth);
    status = spfeval_stub_new(&memory.table, &stub);
    if (status == SPFEVAL_OK) {
        CHECK_INT(
            spfeval_stub_add_server(stub, peer->text, strlen(peer->text)),
            SPFEVAL_OK);
        set(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 20);
        status = spfeval_stub_ask(stub, SPFEVAL_RRTYPE_A, "example.org", 11,
                                  NULL, 0);
    }
    if (status == SPFEVAL_OK && peer_receive(peer, &question)) {
        response = peer_response(&question, PEER_RESPONSE, true);
        peer_send(peer, &question, &response);
        status = spfeval_stub_process(stub);
        if (status == SPFEVAL_ERR_NOMEM) { /* as if it had been lost */
            while (peer_is_idle(peer) && stub_turn(stub, 1000)) {
            }
            peer_answer(peer, PEER_RESPONSE);
        }
        CHECK(stub_expect(stub, SPFEVAL_DNS_OK, 0));
    }
    failed = memory.failures > 0;
    CHECK_INT(status, failed ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK);
    spfeval_stub_free(stub);
    CHECK(count_alloc_is_clean(&memory));
    return failed;
}

static void
test_stub_lack_of_memory_is_told_and_survived(void)
{
    struct peer peer;
    uint64_t nth = 1;

    if (!peer_open(&peer)) {
        return;
    }
    while (nth < 100 && try_without(&peer, nth)) {
        nth++;
    }
    CHECK(nth > 6 && nth < 100);
    peer_close(&peer);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"an answer comes with what was asked",
         test_stub_answer_comes_with_what_was_asked},
        {"foreign packets are dropped and waited on",
         test_stub_foreign_packets_are_dropped_and_waited_on},
        {"a flood does not hold a turn", test_stub_flood_does_not_hold_a_turn},
        {"each try has its own port and identifier",
         test_stub_each_try_has_its_own_port_and_identifier},
        {"silence is a timeout after all attempts",
         test_stub_silence_is_a_timeout_after_all_attempts},
        {"a refused port is left at once",
         test_stub_refused_port_is_left_at_once},
        {"refused everywhere is a network failure",
         test_stub_refused_everywhere_is_a_network_failure},
        {"bad answers go to the next server, once",
         test_stub_bad_answers_go_to_the_next_server_once},
        {"a bad answer outlives a timeout",
         test_stub_bad_answer_outlives_a_timeout},
        {"a bad answer outlives what is not one",
         test_stub_bad_answer_outlives_what_is_not_one},
        {"a malformed answer goes to the next server",
         test_stub_malformed_answer_goes_to_the_next_server},
        {"it asks again without EDNS, once",
         test_stub_asks_again_without_edns_once},
        {"it rotates the first server", test_stub_rotates_the_first_server},
        {"a shorter timeout comes first",
         test_stub_shorter_timeout_comes_first},
        {"the same question is joined", test_stub_same_question_is_joined},
        {"cancel forgets in each state",
         test_stub_cancel_forgets_in_each_state},
        {"cancel keeps the answer that was lent",
         test_stub_cancel_keeps_the_answer_that_was_lent},
        {"it opens no more sockets than allowed",
         test_stub_opens_no_more_sockets_than_allowed},
        {"300 questions are answered in any order",
         test_stub_answers_300_questions_in_any_order},
        {"without descriptors it waits for its own",
         test_stub_without_descriptors_waits_for_its_own},
        {"its descriptors can be waited for",
         test_stub_descriptors_can_be_waited_for},
        {"numbers have ranges", test_stub_numbers_have_ranges},
        {"servers are listed", test_stub_servers_are_listed},
        {"misuse is told", test_stub_misuse_is_told},
        {"it is freed in each state", test_stub_is_freed_in_each_state},
        {"it is freed in a child without harm",
         test_stub_is_freed_in_a_child_without_harm},
        {"lack of memory is told and survived",
         test_stub_lack_of_memory_is_told_and_survived},
    };

    return tap_run("ldns/stub", tests, TAP_COUNT(tests));
}
