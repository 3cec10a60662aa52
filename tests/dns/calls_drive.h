/* SPDX-License-Identifier: BSD-2-Clause */
/* Ways to run a check over a stub resolver, and the server that it asks. */
#ifndef TESTS_DNS_CALLS_DRIVE_H
#define TESTS_DNS_CALLS_DRIVE_H

#include <stdbool.h>

#include <spfeval/check.h>
#include <spfeval/resolver_ldns.h>

/* What the check came to: SPFEVAL_OK with an outcome, or an error. */
int calls_drive_blocking(spfeval_stub *stub, spfeval_check *check);
int calls_drive_with_fd(spfeval_stub *stub, spfeval_check *check);
int calls_drive_with_fds(spfeval_stub *stub, spfeval_check *check);

/* The server with the zone of the checks; false when it does not start. */
bool calls_start_server(void);
void calls_stop_server(void);
const char *calls_server_address(void);

/* Descriptors of this process. */
unsigned calls_open_descriptors(void);

#endif
