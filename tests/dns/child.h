/* SPDX-License-Identifier: BSD-2-Clause */
/* Fault servers as children of a test. */
#ifndef TESTS_DNS_CHILD_H
#define TESTS_DNS_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

struct child {
    pid_t pid;
    int input;        /* its standard input: when we die, so does it */
    char address[32]; /* "127.0.0.1:12345" */
};

/*
 * Start a server, and wait until it listens; label as in fault_server.c, or
 * NULL. The program is $FAULT_SERVER, else that of $top_builddir.
 */
bool child_start(struct child *child, const char *label);

/* Kill it and wait for its end; one that was not started is ignored. */
void child_stop(struct child *child);

#endif
