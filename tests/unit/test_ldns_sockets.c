/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which socket a question goes out from, while another question, which is never
 * answered, keeps the stub from coming to rest.
 */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <spfeval/status.h>

#include "ldns/stub.h"
#include "support/count_alloc.h"
#include "support/tap.h"
#include "unit/ldns_peer.h"

enum { PORTS = 65536 };

struct scene {
    struct peer peer;
    struct peer_message pending; /* the question that is not answered */
    spfeval_stub *stub;
    unsigned asked;
};

static bool
open_scene(struct scene *scene, const spfeval_allocator *allocator)
{
    memset(scene, 0, sizeof(*scene));
    if (!peer_open(&scene->peer)) {
        return false;
    }
    scene->stub = peer_stub(allocator, &scene->peer, NULL);
    CHECK_INT(spfeval_stub_set_u32(scene->stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS,
                                   60000),
              SPFEVAL_OK);
    return stub_ask(scene->stub, "pending.example.org", NULL, 0) &&
           peer_receive(&scene->peer, &scene->pending);
}

static void
close_scene(struct scene *scene)
{
    spfeval_stub_free(scene->stub);
    peer_close(&scene->peer);
}

/* Ask something new; out is the question as the server sees it. */
static bool
ask(struct scene *scene, struct peer_message *out)
{
    char name[32];

    (void)snprintf(name, sizeof(name), "n%u.example.org", scene->asked++);
    return stub_ask(scene->stub, name, NULL, 1) &&
           peer_receive(&scene->peer, out);
}

static bool
answer(struct scene *scene, const struct peer_message *question)
{
    struct peer_message response =
        peer_response(question, PEER_RESPONSE, true);

    return peer_send(&scene->peer, question, &response) &&
           stub_expect(scene->stub, SPFEVAL_DNS_OK, 0);
}

/*
 * How many questions the socket had that the one in flight has, besides the
 * pending one. A port does not tell: a new socket may have the same by chance.
 */
static unsigned
questions(const struct scene *scene)
{
    const struct spfe_list *waiting = &scene->stub->waiting;
    struct spfe_list *at;

    for (at = waiting->next; at != waiting; at = at->next) {
        struct spfe_flight *flight =
            SPFE_LIST_ENTRY(at, struct spfe_flight, link);

        if (flight->question.name.octets[1] != 'p') {
            return flight->socket->questions;
        }
    }
    return 0;
}

static uint64_t
sockets(const struct scene *scene)
{
    return stub_counter(scene->stub, SPFEVAL_STUB_COUNTER_SOCKETS);
}

static void
test_socket_serves_the_next_question_while_others_wait(void)
{
    struct scene scene;
    struct peer_message first;
    struct peer_message second;
    size_t needed = 0;

    if (!open_scene(&scene, NULL) || !ask(&scene, &first) ||
        !answer(&scene, &first)) {
        return;
    }
    CHECK_INT(sockets(&scene), 2);
    CHECK_INT(spfeval_stub_get_fds(scene.stub, NULL, 0, &needed),
              SPFEVAL_ERR_BUFFER);
    CHECK_INT(needed, 2);
    if (ask(&scene, &second)) {
        CHECK_INT(questions(&scene), 2);
        CHECK_INT(peer_port_of(&second), peer_port_of(&first));
        CHECK(peer_id_of(&second) != peer_id_of(&first));
        CHECK_INT(sockets(&scene), 2);
        CHECK(answer(&scene, &second));
    }
    close_scene(&scene);
}

static void
test_socket_has_one_question_at_a_time(void)
{
    static bool seen[PORTS];
    struct peer_message questions[40];
    struct scene scene;
    unsigned round;
    unsigned i;

    if (!open_scene(&scene, NULL)) {
        return;
    }
    for (round = 0; round < 3; round++) {
        memset(seen, 0, sizeof(seen));
        seen[peer_port_of(&scene.pending)] = true;
        for (i = 0; i < TAP_COUNT(questions); i++) {
            if (!ask(&scene, &questions[i])) {
                break;
            }
            CHECK(!seen[peer_port_of(&questions[i])]);
            seen[peer_port_of(&questions[i])] = true;
        }
        for (i = 0; i < TAP_COUNT(questions); i++) {
            CHECK(answer(&scene, &questions[i]));
        }
    }
    CHECK_INT(sockets(&scene), 1 + TAP_COUNT(questions));
    close_scene(&scene);
}

static void
test_socket_is_closed_when_the_stub_comes_to_rest(void)
{
    struct scene scene;
    struct peer_message question;

    if (!open_scene(&scene, NULL) || !ask(&scene, &question)) {
        return;
    }
    CHECK(answer(&scene, &question));
    CHECK(answer(&scene, &scene.pending));
    CHECK_INT(sockets(&scene), 0);
    if (ask(&scene, &question)) {
        CHECK_INT(questions(&scene), 1);
    }
    tap_row("cancelled");
    CHECK(answer(&scene, &question));
    CHECK(stub_ask(scene.stub, "pending.example.org", &scene, 0));
    CHECK(peer_receive(&scene.peer, &scene.pending));
    CHECK(ask(&scene, &question) && answer(&scene, &question));
    CHECK_INT(sockets(&scene), 2);
    CHECK_INT(spfeval_stub_cancel(scene.stub, &scene), 1);
    CHECK_INT(sockets(&scene), 0);
    tap_row("cancelled with its answer");
    CHECK(stub_ask(scene.stub, "a.example.org", &scene, 0));
    CHECK(peer_answer(&scene.peer, PEER_RESPONSE));
    CHECK(stub_turn(scene.stub, 1000));
    CHECK_INT(spfeval_stub_cancel(scene.stub, &scene), 1);
    CHECK_INT(sockets(&scene), 0);
    close_scene(&scene);
}

static void
test_socket_serves_at_most_16_questions(void)
{
    struct scene scene;
    struct peer_message question;
    unsigned port = 0;
    unsigned i;

    if (!open_scene(&scene, NULL)) {
        return;
    }
    for (i = 0; i < 100 && ask(&scene, &question); i++) {
        bool is_first = i % 16 == 0;
        bool is_last = i % 16 == 15;

        CHECK(is_first || peer_port_of(&question) == port);
        port = peer_port_of(&question);
        CHECK(answer(&scene, &question));
        CHECK_INT(sockets(&scene), is_last ? 1 : 2);
        /* However slow this is, it is not 5 seconds old. */
        if (!is_last && CHECK_INT(scene.stub->sockets.idle_count, 1)) {
            scene.stub->sockets.idle[0]->opened = INT64_MAX / 2;
        }
    }
    CHECK_INT(i, 100);
    close_scene(&scene);
}

static void
test_socket_serves_at_most_5_seconds(void)
{
    struct scene scene;
    struct peer_message first;
    struct peer_message second;

    if (!open_scene(&scene, NULL) || !ask(&scene, &first) ||
        !answer(&scene, &first) ||
        !CHECK_INT(scene.stub->sockets.idle_count, 1)) {
        return;
    }
    scene.stub->sockets.idle[0]->opened -= 5000;
    if (ask(&scene, &second)) {
        CHECK_INT(questions(&scene), 1);
        CHECK_INT(sockets(&scene), 2);
    }
    close_scene(&scene);
}

/* Who forges an answer knows the port, and must not have more tries at it. */
static void
test_socket_that_was_sent_a_forgery_serves_no_further_question(void)
{
    struct scene scene;
    struct peer_message first;
    struct peer_message second;
    struct peer_message forged;

    if (!open_scene(&scene, NULL) || !ask(&scene, &first)) {
        return;
    }
    forged = peer_response(&first, PEER_RESPONSE, true);
    forged.octets[0] ^= 1;
    CHECK(peer_send(&scene.peer, &first, &forged));
    CHECK(answer(&scene, &first));
    CHECK_INT(stub_counter(scene.stub, SPFEVAL_STUB_COUNTER_DROPPED), 1);
    CHECK_INT(sockets(&scene), 1);
    if (ask(&scene, &second)) {
        CHECK_INT(questions(&scene), 1);
    }
    close_scene(&scene);
}

static void
test_idle_socket_that_is_sent_anything_is_closed(void)
{
    struct scene scene;
    struct peer_message first;
    struct peer_message second;
    struct peer_message again;

    if (!open_scene(&scene, NULL) || !ask(&scene, &first) ||
        !answer(&scene, &first)) {
        return;
    }
    again = peer_response(&first, PEER_RESPONSE, true);
    CHECK(peer_send(&scene.peer, &first, &again));
    CHECK(stub_turn(scene.stub, 1000));
    CHECK(stub_has_none(scene.stub));
    CHECK_INT(stub_counter(scene.stub, SPFEVAL_STUB_COUNTER_DROPPED), 1);
    CHECK_INT(sockets(&scene), 1);
    if (ask(&scene, &second)) {
        CHECK_INT(questions(&scene), 1);
    }
    close_scene(&scene);
}

/* It arrives after the socket has its next question, whose answer it is not. */
static void
test_answer_to_the_question_before_is_dropped(void)
{
    struct scene scene;
    struct peer_message first;
    struct peer_message second;
    struct peer_message again;

    if (!open_scene(&scene, NULL) || !ask(&scene, &first) ||
        !answer(&scene, &first) || !ask(&scene, &second)) {
        return;
    }
    CHECK_INT(peer_port_of(&second), peer_port_of(&first));
    again = peer_response(&first, PEER_RESPONSE, true);
    CHECK(peer_send(&scene.peer, &first, &again));
    CHECK(stub_turn(scene.stub, 1000));
    CHECK(stub_has_none(scene.stub));
    CHECK_INT(stub_counter(scene.stub, SPFEVAL_STUB_COUNTER_DROPPED), 1);
    CHECK(answer(&scene, &second));
    close_scene(&scene);
}

static void
test_socket_serves_no_further_question_after_a_timeout(void)
{
    struct scene scene;
    struct peer_message first;
    struct peer_message second;

    if (!open_scene(&scene, NULL)) {
        return;
    }
    CHECK_INT(
        spfeval_stub_set_u32(scene.stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 20),
        SPFEVAL_OK);
    CHECK_INT(
        spfeval_stub_set_u32(scene.stub, SPFEVAL_STUB_OPTION_ATTEMPTS, 1),
        SPFEVAL_OK);
    if (ask(&scene, &first)) {
        CHECK(stub_expect(scene.stub, SPFEVAL_DNS_FAILED,
                          SPFEVAL_FAILURE_TIMEOUT));
        CHECK_INT(sockets(&scene), 1);
    }
    if (ask(&scene, &second)) {
        CHECK_INT(questions(&scene), 1);
    }
    close_scene(&scene);
}

enum { CROWD = 32 };

/* In which order idle sockets take further questions. */
static bool
find_order(unsigned order[CROWD])
{
    struct peer_message before[CROWD];
    struct peer_message after;
    struct scene scene;
    bool done = open_scene(&scene, NULL);
    unsigned i;

    for (i = 0; i < CROWD && done; i++) {
        done = ask(&scene, &before[i]);
    }
    for (i = 0; i < CROWD && done; i++) {
        done = answer(&scene, &before[i]);
    }
    for (i = 0; i < CROWD && done; i++) {
        done = ask(&scene, &after);
        order[i] = 0;
        while (order[i] < CROWD &&
               peer_port_of(&before[order[i]]) != peer_port_of(&after)) {
            order[i]++;
        }
        CHECK(order[i] < CROWD);
    }
    close_scene(&scene);
    return done;
}

/* That it is the same by chance: once in 10 to the 35th. */
static void
test_idle_sockets_are_chosen_at_random(void)
{
    unsigned once[CROWD];
    unsigned again[CROWD];

    if (find_order(once) && find_order(again)) {
        CHECK(memcmp(once, again, sizeof(once)) != 0);
    }
}

/* The server that is asked now, in turn. */
static void
test_sockets_belong_to_their_server(void)
{
    struct scene scene;
    struct peer other;
    struct peer_message question;
    unsigned i;

    if (!open_scene(&scene, NULL) || !peer_open(&other)) {
        return;
    }
    CHECK_INT(
        spfeval_stub_add_server(scene.stub, other.text, strlen(other.text)),
        SPFEVAL_OK);
    CHECK_INT(spfeval_stub_set_u32(scene.stub, SPFEVAL_STUB_OPTION_ROTATE, 1),
              SPFEVAL_OK);
    for (i = 0; i < 10; i++) {
        struct peer first = scene.peer;

        if (i % 2 != 0) {
            scene.peer = other;
        }
        if (!ask(&scene, &question) || !answer(&scene, &question)) {
            i = 10;
        }
        scene.peer = first;
    }
    CHECK_INT(sockets(&scene), 3);
    tap_row("one that is idle makes room");
    CHECK_INT(
        spfeval_stub_set_u32(scene.stub, SPFEVAL_STUB_OPTION_MAX_SOCKETS, 3),
        SPFEVAL_OK);
    for (i = 0; i < 2; i++) {
        char name[] = "x0.example.org";

        name[1] = (char)('0' + i);
        CHECK(stub_ask(scene.stub, name, NULL, 0));
    }
    CHECK_INT(sockets(&scene), 3);
    CHECK(peer_receive(&scene.peer, &question));
    CHECK(peer_receive(&other, &question));
    CHECK(stub_ask(scene.stub, "x2.example.org", NULL, 0));
    CHECK(peer_is_idle(&scene.peer));
    CHECK_INT(sockets(&scene), 3);
    close_scene(&scene);
    peer_close(&other);
}

static void
test_idle_sockets_make_room_for_another_server(void)
{
    struct scene scene;
    struct peer other;
    struct peer_message question;

    if (!open_scene(&scene, NULL) || !peer_open(&other)) {
        return;
    }
    CHECK_INT(
        spfeval_stub_set_u32(scene.stub, SPFEVAL_STUB_OPTION_MAX_SOCKETS, 2),
        SPFEVAL_OK);
    CHECK(ask(&scene, &question) && answer(&scene, &question));
    CHECK_INT(sockets(&scene), 2);
    CHECK_INT(
        spfeval_stub_add_server(scene.stub, other.text, strlen(other.text)),
        SPFEVAL_OK);
    scene.stub->next_server = 1;
    CHECK_INT(spfeval_stub_set_u32(scene.stub, SPFEVAL_STUB_OPTION_ROTATE, 1),
              SPFEVAL_OK);
    CHECK(stub_ask(scene.stub, "other.example.org", NULL, 0));
    CHECK(peer_receive(&other, &question));
    CHECK_INT(sockets(&scene), 2);
    close_scene(&scene);
    peer_close(&other);
}

/* The system has no descriptor for the other server, but for the idle one. */
static void
test_idle_sockets_make_room_when_the_system_has_none(void)
{
    struct scene scene;
    struct peer other;
    struct peer_message question;
    struct rlimit before;
    struct rlimit none;
    int next;

    if (!open_scene(&scene, NULL) || !peer_open(&other)) {
        return;
    }
    CHECK(ask(&scene, &question) && answer(&scene, &question));
    CHECK_INT(
        spfeval_stub_add_server(scene.stub, other.text, strlen(other.text)),
        SPFEVAL_OK);
    scene.stub->next_server = 1;
    CHECK_INT(spfeval_stub_set_u32(scene.stub, SPFEVAL_STUB_OPTION_ROTATE, 1),
              SPFEVAL_OK);
    next = dup(0);
    CHECK_INT(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = before;
    none.rlim_cur = (rlim_t)next;
    close(next);
    /* The limit is a highest number: the lowest that is free is the idle's. */
    CHECK_INT(setrlimit(RLIMIT_NOFILE, &none), 0);
    CHECK(stub_ask(scene.stub, "other.example.org", NULL, 0));
    CHECK_INT(setrlimit(RLIMIT_NOFILE, &before), 0);
    CHECK(peer_receive(&other, &question));
    CHECK_INT(sockets(&scene), 2);
    close_scene(&scene);
    peer_close(&other);
}

static void
test_steady_state_allocates_nothing(void)
{
    struct scene scene;
    struct count_alloc memory;
    struct peer_message question;
    uint64_t before = 0;
    unsigned i;

    count_alloc_init(&memory);
    if (!open_scene(&scene, &memory.table)) {
        return;
    }
    for (i = 0; i < 100 && ask(&scene, &question); i++) {
        if (i == 10) {
            before = memory.calls;
        }
        CHECK(answer(&scene, &question));
    }
    CHECK_INT(i, 100);
    CHECK_INT(memory.calls, before);
    close_scene(&scene);
    CHECK(count_alloc_is_clean(&memory));
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a socket serves the next question while others wait",
         test_socket_serves_the_next_question_while_others_wait},
        {"a socket has one question at a time",
         test_socket_has_one_question_at_a_time},
        {"a socket is closed when the stub comes to rest",
         test_socket_is_closed_when_the_stub_comes_to_rest},
        {"a socket serves at most 16 questions",
         test_socket_serves_at_most_16_questions},
        {"a socket serves at most 5 seconds",
         test_socket_serves_at_most_5_seconds},
        {"a socket that was sent a forgery serves no further question",
         test_socket_that_was_sent_a_forgery_serves_no_further_question},
        {"an idle socket that is sent anything is closed",
         test_idle_socket_that_is_sent_anything_is_closed},
        {"the answer to the question before is dropped",
         test_answer_to_the_question_before_is_dropped},
        {"a socket serves no further question after a timeout",
         test_socket_serves_no_further_question_after_a_timeout},
        {"idle sockets are chosen at random",
         test_idle_sockets_are_chosen_at_random},
        {"sockets belong to their server",
         test_sockets_belong_to_their_server},
        {"idle sockets make room for another server",
         test_idle_sockets_make_room_for_another_server},
        {"idle sockets make room when the system has none",
         test_idle_sockets_make_room_when_the_system_has_none},
        {"the steady state allocates nothing",
         test_steady_state_allocates_nothing},
    };

    return tap_run("ldns/sockets", tests, TAP_COUNT(tests));
}
