/* SPDX-License-Identifier: BSD-2-Clause */
/* What the tests with fault servers have in common. */
#ifndef TESTS_DNS_FIXTURE_H
#define TESTS_DNS_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/resolver_ldns.h>

#include "dns/child.h"
#include "dns/face.h"
#include "support/tap.h"

/*
 * Milliseconds to wait for one answer. What is answered is given time, however
 * busy the machine is; what is never answered shall end soon.
 */
enum { PATIENT = 5000, SHORT = 100 };

/* A server that does what the name says. */
extern struct child by_label;

/* Run the tests while that server runs; returns what main() returns. */
int run_with_server(const char *suite, const struct tap_test *tests,
                    size_t count);

/* A stub that asks these servers, twice each; NULL ones are left out. */
spfeval_stub *stub_for(const char *first, const char *second,
                       uint32_t timeout_ms);

uint32_t counter(const spfeval_stub *stub, int which);

/* Whatever happened, afterwards nothing is left over. */
void check_idle(const spfeval_stub *stub);

/* Ask for an address in one way, and expect the truth. */
bool check_good(spfeval_stub *stub, const struct face *face, const char *name,
                struct reply *reply);

/* What the server counted. */
struct statistics {
    unsigned udp;
    unsigned tcp;
    unsigned ports; /* different ones */
    unsigned ids;
    unsigned lowest_port;
};

/* Ask the server for it, by one datagram more. */
bool read_statistics(spfeval_stub *stub, struct statistics *out);

#endif
