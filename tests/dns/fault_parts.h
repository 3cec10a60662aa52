/* SPDX-License-Identifier: BSD-2-Clause */
/* What the answers of the fault server are made of; the lists of faults. */
#ifndef TESTS_DNS_FAULT_PARTS_H
#define TESTS_DNS_FAULT_PARTS_H

#include "dns/fault.h"
#include "dns/message.h"

enum { TRUE_TTL = 300 };

extern const uint8_t true_address[4];
extern const uint8_t forged_address[4];

struct fault_table {
    const struct fault *rows;
    size_t count;
};

extern const struct fault_table plain_faults;
extern const struct fault_table forged_faults;
extern const struct fault_table malformed_faults;
extern const struct fault_table alias_faults;
extern const struct fault_table tcp_faults;

/* How long "no" may be kept (RFC 2308 section 3). */
void add_soa(struct message *message);

void add_address(struct message *message, const char *owner,
                 const uint8_t *address);

/* Character-strings, each behind its length. */
void add_text(struct message *message, const char *owner, const char *strings,
              size_t len);

/* The truth about a name, or about what it is an alias of. */
void add_truth(struct message *message, const struct request *request,
               const char *owner);

void add_forgery(struct message *message, const struct request *request,
                 const char *owner);

/* An OPT answers an OPT (RFC 6891 section 6.1.1). */
void add_edns(struct message *message, const struct request *request);

/* A whole answer. */
void write_truth(struct message *message, const struct request *request);

void write_forgery(struct message *message, const struct request *request);

void send_truth(struct request *request, unsigned delay_ms);

/* A server that does not know EDNS sends no OPT (RFC 6891 section 7). */
void send_rcode(struct request *request, unsigned rcode);

#endif
