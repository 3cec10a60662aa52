/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The ways to ask a stub a question, all in one form; and what came of it, as
 * a value.
 */
#ifndef TESTS_DNS_FACE_H
#define TESTS_DNS_FACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/resolver_ldns.h>

struct reply {
    int dns_class;
    int failure;
    int rcode;
    uint32_t count;
    bool has_ttl;
    uint32_t ttl;
    bool forged;      /* one of the records is what the server forges */
    char data[64];    /* of the first record, or the beginning of it */
    size_t data_len;  /* of the whole */
    int64_t spent_ms; /* by our own clock */
};

struct face {
    const char *name;
    /* False when the interface itself did not do what it says. */
    bool (*ask)(spfeval_stub *stub, int type, const char *name,
                struct reply *out);
};

/* Blocking; with the one descriptor; with the list of descriptors. */
enum { FACE_COUNT = 3 };
extern const struct face faces[FACE_COUNT];

int64_t clock_ms(void);

/* What an answer says; spent_ms is left alone. */
void reply_read(struct reply *out, const spfeval_answer *answer);

/* Wait for what the stub waits for, as a host does; false when it fails. */
bool wait_with_fd(spfeval_stub *stub);
bool wait_with_fds(spfeval_stub *stub);

#endif
