/* SPDX-License-Identifier: BSD-2-Clause */
/* Servers that do not help while others do; and interrupted system calls. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>

#include <spfeval/status.h>

#include "dns/fixture.h"

/* Nothing listens there, and no socket gets this port by chance. */
#define CLOSED_PORT "127.0.0.1:1"

/* Whatever the name. */
static struct child always_silent;
static struct child always_servfail;

/* The first server does not help; the second one does. */
static void
check_second_server(const char *first, uint32_t timeout_ms, int64_t least_ms,
                    int64_t most_ms)
{
    size_t i;

    for (i = 0; i < FACE_COUNT; i++) {
        spfeval_stub *stub = stub_for(first, by_label.address, timeout_ms);
        struct reply reply;
        char name[64];

        tap_row(faces[i].name);
        (void)snprintf(name, sizeof(name), "good.s%zu.test", i);
        if (check_good(stub, &faces[i], name, &reply)) {
            CHECK(reply.spent_ms >= least_ms);
            CHECK(reply.spent_ms < most_ms);
        }
        check_idle(stub);
        spfeval_stub_free(stub);
    }
}

static void
test_refused_port_costs_no_time(void)
{
    check_second_server(CLOSED_PORT, PATIENT, 0, PATIENT / 2);
}

static void
test_silent_server_costs_one_timeout(void)
{
    check_second_server(always_silent.address, SHORT, SHORT, PATIENT / 2);
}

static void
test_servfail_costs_no_time(void)
{
    check_second_server(always_servfail.address, PATIENT, 0, PATIENT / 2);
}

static void
check_both_fail(const char *first, const char *second, const char *name,
                int failure, int rcode)
{
    spfeval_stub *stub = stub_for(first, second, SHORT);
    struct reply reply = {.dns_class = SPFEVAL_DNS_UNSET};

    tap_row(name);
    if (CHECK(faces[1].ask(stub, SPFEVAL_RRTYPE_A, name, &reply))) {
        CHECK_INT(reply.dns_class, SPFEVAL_DNS_FAILED);
        CHECK_INT(reply.failure, failure);
        CHECK_INT(reply.rcode, rcode);
        CHECK(reply.spent_ms < 2 * 2 * 2 * SHORT);
    }
    check_idle(stub);
    spfeval_stub_free(stub);
}

static void
test_failure_of_all_servers_says_why(void)
{
    check_both_fail(CLOSED_PORT, CLOSED_PORT, "good.closed.test",
                    SPFEVAL_FAILURE_NETWORK, 0);
    check_both_fail(always_silent.address, CLOSED_PORT, "good.half.test",
                    SPFEVAL_FAILURE_TIMEOUT, 0);
    check_both_fail(always_servfail.address, by_label.address,
                    "refused.last.test", SPFEVAL_FAILURE_RCODE, 5);
    check_both_fail(by_label.address, always_servfail.address,
                    "loop.last.test", SPFEVAL_FAILURE_RCODE, 2);
}

/* Two servers, two attempts: four times, and little more. */
static void
test_silence_of_all_servers_is_bounded(void)
{
    size_t i;

    for (i = 0; i < FACE_COUNT; i++) {
        spfeval_stub *stub =
            stub_for(always_silent.address, by_label.address, SHORT);
        struct reply reply = {.dns_class = SPFEVAL_DNS_UNSET};
        char name[64];

        tap_row(faces[i].name);
        (void)snprintf(name, sizeof(name), "silence.b%zu.test", i);
        if (CHECK(faces[i].ask(stub, SPFEVAL_RRTYPE_A, name, &reply))) {
            CHECK_INT(reply.dns_class, SPFEVAL_DNS_FAILED);
            CHECK_INT(reply.failure, SPFEVAL_FAILURE_TIMEOUT);
            CHECK(reply.spent_ms >= 2 * 2 * SHORT);
            CHECK(reply.spent_ms < 2 * 2 * 2 * SHORT);
        }
        CHECK_INT(counter(stub, SPFEVAL_STUB_COUNTER_UDP_SENT), 4);
        check_idle(stub);
        spfeval_stub_free(stub);
    }
}

/* A server that failed once is asked again for the next question. */
static void
test_server_is_never_written_off(void)
{
    spfeval_stub *stub = stub_for(by_label.address, NULL, SHORT);
    struct reply reply = {.dns_class = SPFEVAL_DNS_UNSET};

    CHECK(faces[0].ask(stub, SPFEVAL_RRTYPE_A, "silence.w0.test", &reply));
    CHECK_INT(reply.failure, SPFEVAL_FAILURE_TIMEOUT);
    CHECK(faces[0].ask(stub, SPFEVAL_RRTYPE_A, "servfail.w1.test", &reply));
    CHECK_INT(reply.failure, SPFEVAL_FAILURE_RCODE);
    CHECK(faces[0].ask(stub, SPFEVAL_RRTYPE_A, "tcclose.w2.test", &reply));
    CHECK_INT(reply.failure, SPFEVAL_FAILURE_NETWORK);
    CHECK_INT(
        spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, PATIENT),
        SPFEVAL_OK);
    check_good(stub, &faces[0], "good.w3.test", &reply);
    spfeval_stub_free(stub);
}

/* Each round of questions, half of them begin at the other server. */
static void
test_rotation_asks_all_servers(void)
{
    struct child other;
    spfeval_stub *stub;
    struct reply reply;
    struct statistics statistics;
    char name[64];
    unsigned i;

    if (!CHECK(child_start(&other, NULL))) {
        return;
    }
    stub = stub_for(by_label.address, other.address, PATIENT);
    CHECK_INT(spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_ROTATE, 1),
              SPFEVAL_OK);
    for (i = 0; i < 20; i++) {
        (void)snprintf(name, sizeof(name), "good.o%u.test", i);
        check_good(stub, &faces[1], name, &reply);
    }
    spfeval_stub_free(stub);
    stub = stub_for(other.address, NULL, PATIENT);
    if (read_statistics(stub, &statistics)) {
        CHECK_INT(statistics.udp, 10 + 1);
    }
    spfeval_stub_free(stub);
    child_stop(&other);
}

/* --- Interrupted system calls ------------------------------------------- */

static volatile sig_atomic_t alarms;

static void
on_alarm(int number)
{
    (void)number;
    alarms++;
}

/* Every 5 ms, or never; a system call is not taken up again by itself. */
static void
set_timer(suseconds_t microseconds)
{
    struct itimerval timer = {{0, microseconds}, {0, microseconds}};
    struct sigaction action;

    memset(&action, 0, sizeof(action));
    action.sa_handler = on_alarm;
    (void)sigemptyset(&action.sa_mask);
    if (microseconds > 0) {
        CHECK_INT(sigaction(SIGALRM, &action, NULL), 0);
    }
    CHECK_INT(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

static void
check_interrupted(const struct face *face, unsigned round)
{
    static const char *const labels[] = {"good", "delay50", "tcpartial",
                                         "delay300", "wrongid-then-good.n50"};
    spfeval_stub *stub = stub_for(by_label.address, NULL, PATIENT);
    struct reply reply;
    char name[64];
    size_t i;

    for (i = 0; i < TAP_COUNT(labels); i++) {
        tap_row(labels[i]);
        (void)snprintf(name, sizeof(name), "%s.i%u.test", labels[i], round);
        check_good(stub, face, name, &reply);
    }
    tap_row(face->name);
    CHECK_INT(
        spfeval_stub_set_u32(stub, SPFEVAL_STUB_OPTION_TIMEOUT_MS, SHORT),
        SPFEVAL_OK);
    (void)snprintf(name, sizeof(name), "silence.i%u.test", round);
    CHECK(face->ask(stub, SPFEVAL_RRTYPE_A, name, &reply));
    CHECK_INT(reply.failure, SPFEVAL_FAILURE_TIMEOUT);
    CHECK(reply.spent_ms >= 2 * SHORT);
    CHECK(reply.spent_ms < 2 * 2 * SHORT + SHORT);
    check_idle(stub);
    spfeval_stub_free(stub);
}

static void
test_interruptions_change_nothing(void)
{
    unsigned i;

    alarms = 0;
    set_timer(5000);
    for (i = 0; i < FACE_COUNT; i++) {
        check_interrupted(&faces[i], i);
    }
    set_timer(0);
    CHECK(alarms > 50);
}

int
main(void)
{
    static const struct tap_test tests[] = {
        {"a port that refuses costs no time", test_refused_port_costs_no_time},
        {"a silent server costs one timeout",
         test_silent_server_costs_one_timeout},
        {"SERVFAIL leads to the next server at once",
         test_servfail_costs_no_time},
        {"when all servers fail, the failure says why",
         test_failure_of_all_servers_says_why},
        {"the silence of all servers is bounded",
         test_silence_of_all_servers_is_bounded},
        {"no server is ever written off", test_server_is_never_written_off},
        {"rotation asks all servers", test_rotation_asks_all_servers},
        {"interruptions change nothing", test_interruptions_change_nothing},
    };
    int status = 1;

    if (child_start(&always_silent, "silence") &&
        child_start(&always_servfail, "servfail")) {
        status = run_with_server("dns/servers", tests, TAP_COUNT(tests));
    } else {
        printf("Bail out! the servers do not start\n");
    }
    child_stop(&always_silent);
    child_stop(&always_servfail);
    return status;
}
