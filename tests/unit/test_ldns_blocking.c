/* SPDX-License-Identifier: BSD-2-Clause */
/* The face that waits: whole checks against a server in a child process. */
#include <signal.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <spfeval/spfeval.h>

#include "support/tap.h"
#include "unit/ldns_peer.h"

/* TXT of 300 seconds: "v=spf1 a -all". */
static const uint8_t policy[] = {0xc0, 12,  0,   16,  0,   1,   0,   0,   1,
                                 44,   0,   14,  13,  'v', '=', 's', 'p', 'f',
                                 '1',  ' ', 'a', ' ', '-', 'a', 'l', 'l'};

static void
answer_one(const struct peer *peer)
{
    struct peer_message question;
    struct peer_message response;
    bool is_text;

    if (!peer_receive(peer, &question)) {
        _exit(1);
    }
    response = peer_response(&question, PEER_RESPONSE, false);
    is_text = response.octets[response.len - 3] == 16;
    response = peer_response(&question, PEER_RESPONSE, !is_text);
    if (is_text) {
        memcpy(response.octets + response.len, policy, sizeof(policy));
        response.len += sizeof(policy);
        response.octets[7] = 1;
    }
    peer_send(peer, &question, &response);
}

/* Each question is answered, until the process is killed. */
static pid_t
serve(const struct peer *peer)
{
    pid_t child = fork();

    if (child == 0) {
        for (;;) {
            answer_one(peer);
        }
    }
    return child;
}

static void
stop(pid_t child)
{
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
}

static spfeval_check *
check_of(spfeval_options *options)
{
    static const uint8_t client[] = {192, 0, 2, 7};
    spfeval_check *check = NULL;

    CHECK_INT(spfeval_check_new(options, &check), SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_client(check, client, sizeof(client)),
              SPFEVAL_OK);
    CHECK_INT(spfeval_check_set_mailfrom(check, "user@example.org", 16),
              SPFEVAL_OK);
    return check;
}

static int
run(spfeval_stub *stub, int *result)
{
    spfeval_options *options = NULL;
    spfeval_check *check;
    int status;

    CHECK_INT(spfeval_options_new(NULL, &options), SPFEVAL_OK);
    check = check_of(options);
    status = spfeval_check_run(check, spfeval_stub_get_resolver(stub));
    *result =
        status == SPFEVAL_OK
            ? spfeval_outcome_get_result(spfeval_check_get_outcome(check))
            : SPFEVAL_RESULT_UNSET;
    spfeval_check_free(check);
    spfeval_options_free(options);
    return status;
}

static void
test_blocking_runs_a_check(void)
{
    struct peer peer;
    spfeval_stub *stub;
    pid_t child;
    int result;

    if (!peer_open(&peer)) {
        return;
    }
    child = serve(&peer);
    stub = peer_stub(NULL, &peer, NULL);
    CHECK_INT(run(stub, &result), SPFEVAL_OK);
    CHECK_INT(result, SPFEVAL_RESULT_PASS);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_QUESTIONS), 2);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_SOCKETS), 0);
    spfeval_stub_free(stub);
    stop(child);
    peer_close(&peer);
}

static void
test_blocking_leaves_answers_of_the_other_face(void)
{
    struct peer peer;
    spfeval_stub_answer out;
    spfeval_stub *stub;
    pid_t child;
    int result;
    int user = 0;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    CHECK_INT(spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_MAX_SOCKETS, 1),
              SPFEVAL_OK);
    stub_ask(stub, "example.org", &user, 5);
    child = serve(&peer);
    CHECK_INT(run(stub, &result), SPFEVAL_OK);
    CHECK_INT(result, SPFEVAL_RESULT_PASS);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_JOINED), 0);
    CHECK(stub_wait(stub, &out) && out.user_data == &user);
    CHECK_INT(out.number, 5);
    CHECK(stub_has_none(stub));
    spfeval_stub_free(stub);
    stop(child);
    peer_close(&peer);
}

/* Of eight that were asked before, only those that hold the one socket. */
static void
test_blocking_goes_before_what_is_queued(void)
{
    struct peer peer;
    spfeval_stub *stub;
    pid_t child;
    int result;
    unsigned i;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    CHECK_INT(spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_MAX_SOCKETS, 1),
              SPFEVAL_OK);
    for (i = 0; i < 8; i++) {
        char name[] = "n0.example.org";

        name[1] = (char)('0' + i);
        stub_ask(stub, name, NULL, i);
    }
    child = serve(&peer);
    CHECK_INT(run(stub, &result), SPFEVAL_OK);
    CHECK_INT(result, SPFEVAL_RESULT_PASS);
    /* One before each question of the check, and one that began behind it. */
    CHECK(stub_counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT) <= 5);
    CHECK(stub_counter(stub, SPFEVAL_STUB_COUNTER_IN_FLIGHT) >= 6);
    spfeval_stub_free(stub);
    stop(child);
    peer_close(&peer);
}

static void
test_blocking_silence_is_a_temporary_error(void)
{
    struct peer peer;
    spfeval_stub *stub;
    int result;

    if (!peer_open(&peer)) {
        return;
    }
    stub = peer_stub(NULL, &peer, NULL);
    CHECK_INT(spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, 20),
              SPFEVAL_OK);
    CHECK_INT(run(stub, &result), SPFEVAL_OK);
    CHECK_INT(result, SPFEVAL_RESULT_TEMPERROR);
    CHECK_INT(stub_counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 2);
    peer_close(&peer);
    tap_row("and refused");
    CHECK_INT(run(stub, &result), SPFEVAL_OK);
    CHECK_INT(result, SPFEVAL_RESULT_TEMPERROR);
    spfeval_stub_free(stub);
}

static void
test_blocking_without_a_server_cannot_work(void)
{
    spfeval_stub *stub = peer_stub(NULL, NULL, NULL);
    int result;

    CHECK_INT(run(stub, &result), SPFEVAL_ERR_RESOLVER);
    CHECK(spfeval_stub_get_resolver(NULL) == NULL);
    spfeval_stub_free(stub);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"it runs a check", test_blocking_runs_a_check},
        {"it leaves answers of the other face",
         test_blocking_leaves_answers_of_the_other_face},
        {"it goes before what is queued",
         test_blocking_goes_before_what_is_queued},
        {"silence is a temporary error",
         test_blocking_silence_is_a_temporary_error},
        {"without a server it cannot work",
         test_blocking_without_a_server_cannot_work},
    };

    return tap_run("ldns/blocking", tests, TAP_COUNT(tests));
}
