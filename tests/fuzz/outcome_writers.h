/* SPDX-License-Identifier: BSD-2-Clause */
/* Everything that is written about an outcome, and what must hold for it. */
#ifndef TESTS_FUZZ_OUTCOME_WRITERS_H
#define TESTS_FUZZ_OUTCOME_WRITERS_H

#include <stdint.h>

#include <spfeval/spfeval.h>

/* SPFEVAL_OPTION_RECEIVER, for the headers. */
#define OUTCOME_AUTHSERV_ID "mx.example.net"

/*
 * The header fields hold only octets that they may, and we read ours again.
 * One of them may be NULL.
 */
void outcome_claim_headers(const spfeval_outcome *mailfrom,
                           const spfeval_outcome *helo, uint32_t flags);

/* The same for reply, comment, sentences and JSON. */
void outcome_claim_texts(const spfeval_outcome *outcome);

#endif
