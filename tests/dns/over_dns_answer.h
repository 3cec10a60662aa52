/* SPDX-License-Identifier: BSD-2-Clause */
/* Answers of a zone as messages of a DNS server. */
#ifndef TESTS_DNS_OVER_DNS_ANSWER_H
#define TESTS_DNS_OVER_DNS_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include <spfeval/dns.h>

#include "dns/message.h"

/*
 * A zone may hold what no message can: names with an empty label, with one of
 * more than 63 octets, or of more than 255 octets (RFC 1035 section 2.3.4),
 * and records that take more than a message. Such an answer becomes NOTIMP;
 * returns false then.
 */
bool answer_make_expressible(spfeval_answer *answer);

/* Whether a server is silent instead. */
bool answer_is_silence(const spfeval_answer *answer);

/*
 * Write an expressible answer that is no silence; with more than max octets it
 * is truncated to nothing. Too many aliases are said as one of the name to
 * itself.
 */
void answer_write(struct message *out, const struct question *question,
                  const spfeval_answer *answer, size_t max);

#endif
