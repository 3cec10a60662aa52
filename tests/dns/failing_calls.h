/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls that fail when a test says so. The program that links this has
 * functions of these names itself, so that the shared library under test calls
 * them, and they call those of the system.
 *
 *     failing_calls_arm(CALL_SEND, 3, ENOBUFS, false);
 *     ... the third send() from now on fails ...
 *     seen = failing_calls_disarm();
 *
 * For one thread, and for the library alone: what the test calls between the
 * two counts too.
 */
#ifndef TESTS_DNS_FAILING_CALLS_H
#define TESTS_DNS_FAILING_CALLS_H

#include <stdbool.h>

/* What can fail. */
enum failing_call {
    CALL_BIND,
    CALL_CLOCK_GETTIME,
    CALL_CLOSE, /* it closes the descriptor all the same, as Linux does */
    CALL_CONNECT,
    CALL_EPOLL_CREATE1,
    CALL_EPOLL_CTL,
    CALL_EPOLL_WAIT,
    CALL_GETRANDOM,
    CALL_GETSOCKOPT,
    CALL_IF_INDEXTONAME,
    CALL_IF_NAMETOINDEX,
    CALL_LDNS_WIRE2DNAME, /* the failure is one of ldns */
    CALL_OPEN,
    CALL_POLL,
    CALL_READ,
    CALL_RECV, /* recvfrom() too */
    CALL_SEND,
    CALL_SOCKET,
    CALL_COUNT,
    CALL_NONE = CALL_COUNT
};

/* What can happen besides an errno, which is above 0. */
enum {
    FAIL_SHORT = -1, /* one octet, or one event; a datagram stays whole */
    FAIL_ZERO = -2,  /* nothing is moved, and it returns 0 */
    FAIL_LOST = -3,  /* send() says that it did it, and did nothing */
    FAIL_KNOWN = -4  /* getrandom() gives the octet below */
};
enum { FAIL_KNOWN_OCTET = 'U' };

/* As the library calls it, such as "send". */
const char *failing_call_name(int call);

/* That call fails with this number, counted from 1, once or from there on. */
void failing_calls_arm(int call, unsigned number, int failure, bool stays);

/* Let all work again; how many of those calls there were. */
unsigned failing_calls_disarm(void);

/* What happens just before each connect() from now on; NULL for nothing. */
void failing_calls_before_connect(void (*hook)(int fd));

/* How many were made to fail since the program began. */
unsigned long failing_calls_total(int call);

/* How often a descriptor was closed that was not open. */
unsigned failing_calls_bad_closes(void);

#endif
