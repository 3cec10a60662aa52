/* SPDX-License-Identifier: BSD-2-Clause */
/* UDP sockets on 127.0.0.1, for the servers of the bench. */
#ifndef TESTS_BENCH_LOOPBACK_H
#define TESTS_BENCH_LOOPBACK_H

/* A socket with a free port, which *port tells; -1 after a message. */
int loopback_listen(unsigned *port);

/* A socket connected to "127.0.0.1:PORT"; -1 after a message. */
int loopback_connect(const char *server);

/*
 * Print the port on standard output, and let SIGTERM and SIGINT set what
 * loopback_is_over() returns.
 */
void loopback_announce(unsigned port);
int loopback_is_over(void);

#endif
