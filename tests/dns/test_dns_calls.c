/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls that fail: whole checks over the stub resolver, with the first
 * call of a kind failing, then the second, and so on, for each errno that
 * matters. There is no crash, nothing hangs or leaks, and the result is right,
 * or temperror, or an error of the call; never another one. An interruption
 * and "try again" change nothing.
 *
 *     test_dns_calls --names
 *
 * prints the names of the calls that can fail here (tests/dns/calls.test).
 */
#include <errno.h>
#include <ldns/ldns.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <spfeval/spfeval.h>

#include "dns/calls_case.h"
#include "dns/calls_drive.h"
#include "dns/failing_calls.h"
#include "support/tap.h"

enum { HANG_SECONDS = 600 };

/* clang-format off */
static const struct calls_failure failures[] = {
    {"no memory", CALL_NONE, 0, RULE_LOSES | RULE_NOMEM},
    {"socket EMFILE", CALL_SOCKET, EMFILE, 0},
    {"socket ENFILE", CALL_SOCKET, ENFILE, 0},
    {"socket ENOBUFS", CALL_SOCKET, ENOBUFS, 0},
    {"socket ENOMEM", CALL_SOCKET, ENOMEM, 0},
    {"socket EACCES", CALL_SOCKET, EACCES, 0},
    {"socket EAFNOSUPPORT", CALL_SOCKET, EAFNOSUPPORT, 0},
    {"bind EADDRINUSE", CALL_BIND, EADDRINUSE, RULE_AT_ONCE},
    {"bind EACCES", CALL_BIND, EACCES, RULE_AT_ONCE},
    {"bind EADDRNOTAVAIL", CALL_BIND, EADDRNOTAVAIL, 0},
    {"bind ENOMEM", CALL_BIND, ENOMEM, 0},
    {"connect EINTR", CALL_CONNECT, EINTR, RULE_AT_ONCE},
    {"connect EAGAIN", CALL_CONNECT, EAGAIN, RULE_SAME},
    {"connect ECONNREFUSED", CALL_CONNECT, ECONNREFUSED, 0},
    {"connect ENETUNREACH", CALL_CONNECT, ENETUNREACH, 0},
    {"connect EHOSTUNREACH", CALL_CONNECT, EHOSTUNREACH, 0},
    {"connect EADDRNOTAVAIL", CALL_CONNECT, EADDRNOTAVAIL, 0},
    {"connect EPERM", CALL_CONNECT, EPERM, 0},
    {"connect ETIMEDOUT", CALL_CONNECT, ETIMEDOUT, 0},
    {"getsockopt ENOBUFS", CALL_GETSOCKOPT, ENOBUFS, 0},
    {"send EINTR", CALL_SEND, EINTR, RULE_AT_ONCE},
    {"send EAGAIN", CALL_SEND, EAGAIN, RULE_SAME},
    {"send ENOBUFS", CALL_SEND, ENOBUFS, 0},
    {"send ECONNREFUSED", CALL_SEND, ECONNREFUSED, 0},
    {"send ENETUNREACH", CALL_SEND, ENETUNREACH, 0},
    {"send EPERM", CALL_SEND, EPERM, 0},
    {"send EPIPE", CALL_SEND, EPIPE, 0},
    {"send EMSGSIZE", CALL_SEND, EMSGSIZE, 0},
    {"send, one octet", CALL_SEND, FAIL_SHORT, RULE_AT_ONCE},
    {"send, nothing", CALL_SEND, FAIL_ZERO, RULE_LOSES},
    {"send, lost", CALL_SEND, FAIL_LOST, RULE_LOSES},
    {"recv EINTR", CALL_RECV, EINTR, RULE_AT_ONCE},
    {"recv EAGAIN", CALL_RECV, EAGAIN, RULE_AT_ONCE},
    {"recv ECONNREFUSED", CALL_RECV, ECONNREFUSED, 0},
    {"recv ECONNRESET", CALL_RECV, ECONNRESET, 0},
    {"recv EHOSTUNREACH", CALL_RECV, EHOSTUNREACH, 0},
    {"recv ENOMEM", CALL_RECV, ENOMEM, 0},
    {"recv EIO", CALL_RECV, EIO, 0},
    {"recv, one octet", CALL_RECV, FAIL_SHORT, RULE_AT_ONCE},
    {"recv, nothing", CALL_RECV, FAIL_ZERO, RULE_LOSES},
    {"close EINTR", CALL_CLOSE, EINTR, RULE_AT_ONCE},
    {"close EIO", CALL_CLOSE, EIO, RULE_AT_ONCE},
    {"getrandom EINTR", CALL_GETRANDOM, EINTR, RULE_AT_ONCE},
    {"getrandom ENOSYS", CALL_GETRANDOM, ENOSYS, 0},
    {"getrandom, one octet", CALL_GETRANDOM, FAIL_SHORT, RULE_AT_ONCE},
    {"getrandom, nothing", CALL_GETRANDOM, FAIL_ZERO, RULE_PASSES},
    {"clock_gettime EPERM", CALL_CLOCK_GETTIME, EPERM,
     RULE_AT_ONCE | RULE_REFUSES},
    {"clock_gettime EINVAL", CALL_CLOCK_GETTIME, EINVAL, 0},
    {"ldns without memory", CALL_LDNS_WIRE2DNAME, LDNS_STATUS_MEM_ERR,
     RULE_LOSES | RULE_NOMEM},
    {"ldns, malformed", CALL_LDNS_WIRE2DNAME, LDNS_STATUS_LABEL_OVERFLOW, 0},
#ifdef SPFEVAL_HAVE_EPOLL
    {"epoll_create1 EMFILE", CALL_EPOLL_CREATE1, EMFILE, 0},
    {"epoll_create1 ENOMEM", CALL_EPOLL_CREATE1, ENOMEM, 0},
    {"epoll_ctl ENOMEM", CALL_EPOLL_CTL, ENOMEM, 0},
    {"epoll_ctl ENOSPC", CALL_EPOLL_CTL, ENOSPC, 0},
    {"epoll_wait EINTR", CALL_EPOLL_WAIT, EINTR, RULE_AT_ONCE},
    {"epoll_wait EINVAL", CALL_EPOLL_WAIT, EINVAL, 0},
    {"epoll_wait, one event", CALL_EPOLL_WAIT, FAIL_SHORT, RULE_AT_ONCE},
    {"epoll_wait, nothing", CALL_EPOLL_WAIT, FAIL_ZERO, RULE_LOSES},
#else
    {"poll EINTR", CALL_POLL, EINTR, RULE_AT_ONCE},
    {"poll EAGAIN", CALL_POLL, EAGAIN, RULE_AT_ONCE},
    {"poll ENOMEM", CALL_POLL, ENOMEM, 0},
    {"poll, nothing", CALL_POLL, FAIL_ZERO, RULE_LOSES},
#endif
};
/* clang-format on */

static void
try_scene(const struct calls_scene *scene)
{
    size_t i;

    for (i = 0; i < TAP_COUNT(failures); i++) {
        calls_try_all(scene, &failures[i]);
    }
}

/* The others need it. */
static void
test_server_starts(void)
{
    CHECK(calls_start_server());
}

/* --- Whole checks -------------------------------------------------------- */

static void
test_blocking_check_that_passes(void)
{
    static const struct calls_scene scene = {
        .name = "blocking, pass",
        .drive = calls_drive_blocking,
        .client = "192.0.2.1",
        .result = SPFEVAL_RESULT_PASS,
    };

    try_scene(&scene);
}

static void
test_blocking_check_that_fails(void)
{
    static const struct calls_scene scene = {
        .name = "blocking, fail, the first server refuses",
        .drive = calls_drive_blocking,
        .refused_first = true,
        .client = "192.0.2.2",
        .result = SPFEVAL_RESULT_FAIL,
    };

    try_scene(&scene);
}

static void
test_blocking_check_over_tcp(void)
{
    static const struct calls_scene scene = {
        .name = "blocking, TCP only",
        .drive = calls_drive_blocking,
        .tcp_only = true,
        .client = "192.0.2.1",
        .result = SPFEVAL_RESULT_PASS,
    };

    try_scene(&scene);
}

static void
test_check_with_one_descriptor(void)
{
#ifdef SPFEVAL_HAVE_EPOLL
    static const struct calls_scene scene = {
        .name = "one descriptor, many questions",
        .drive = calls_drive_with_fd,
        .prefetch = true,
        .client = "192.0.2.1",
        .result = SPFEVAL_RESULT_PASS,
    };

    try_scene(&scene);
#else
    spfeval_stub *stub = NULL;

    CHECK_INT(spfeval_stub_new(NULL, &stub), SPFEVAL_OK);
    CHECK_INT(spfeval_stub_get_fd(stub), -1); /* there is no such one */
    spfeval_stub_free(stub);
#endif
}

static void
test_check_with_list_of_descriptors(void)
{
    static const struct calls_scene scene = {
        .name = "list of descriptors, two servers, fail",
        .drive = calls_drive_with_fds,
        .twice = true,
        .prefetch = true,
        .client = "192.0.2.2",
        .result = SPFEVAL_RESULT_FAIL,
    };

    try_scene(&scene);
}

/* Octets that getrandom() did not give are asked for again. */
static void
test_random_numbers_are_all_fetched(void)
{
    spfeval_stub *stub = NULL;

    failing_calls_arm(CALL_GETRANDOM, 1, FAIL_SHORT, false);
    CHECK_INT(spfeval_stub_new(NULL, &stub), SPFEVAL_OK);
    CHECK_INT(failing_calls_disarm(), 2);
    spfeval_stub_free(stub);
}

/* Those of test_dns_calls_config, and the way to wait that is not built. */
static bool
is_elsewhere(int call)
{
    switch (call) {
    case CALL_IF_INDEXTONAME:
    case CALL_IF_NAMETOINDEX:
    case CALL_OPEN:
    case CALL_READ:
        return true;
#ifdef SPFEVAL_HAVE_EPOLL
    case CALL_POLL:
        return true;
#else
    case CALL_EPOLL_CREATE1:
    case CALL_EPOLL_CTL:
    case CALL_EPOLL_WAIT:
        return true;
#endif
    default:
        return false;
    }
}

static void
test_each_call_was_made_to_fail(void)
{
    int call;

    for (call = 0; call < CALL_COUNT; call++) {
        tap_row(failing_call_name(call));
        CHECK(is_elsewhere(call) || failing_calls_total(call) > 0);
    }
}

static int
print_names(void)
{
    int call;

    for (call = 0; call < CALL_COUNT; call++) {
        printf("%s\n", failing_call_name(call));
    }
    return 0;
}

int
main(int argc, char **argv)
{
    static const struct tap_test tests[] = {
        {"the server of the checks starts", test_server_starts},
        {"a blocking check that passes", test_blocking_check_that_passes},
        {"a blocking check that fails, after a server that refuses",
         test_blocking_check_that_fails},
        {"a blocking check over TCP", test_blocking_check_over_tcp},
        {"many questions, with one descriptor",
         test_check_with_one_descriptor},
        {"many questions to two servers, with the list of descriptors",
         test_check_with_list_of_descriptors},
        {"random numbers are all fetched",
         test_random_numbers_are_all_fetched},
        {"each call was made to fail", test_each_call_was_made_to_fail},
    };
    int status;

    if (argc > 1 && strcmp(argv[1], "--names") == 0) {
        return print_names();
    }
    (void)alarm(HANG_SECONDS);
    status = tap_run("dns/calls", tests, TAP_COUNT(tests));
    calls_stop_server();
    return status;
}
