/* SPDX-License-Identifier: BSD-2-Clause */
/* From a received message to an answer. */
#ifndef SPFE_LDNS_RESPONSE_H
#define SPFE_LDNS_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/dns.h>

#include "ldns/name.h"

enum spfe_response {
    SPFE_RESPONSE_FOREIGN = 1,   /* not to our question; answer untouched */
    SPFE_RESPONSE_TRUNCATED = 2, /* TC=1; answer cleared */
    SPFE_RESPONSE_MALFORMED = 3, /* the answer says so */
    SPFE_RESPONSE_NO_EDNS = 4,   /* the server does not take our OPT record */
    SPFE_RESPONSE_NOMEM = 5,     /* answer cleared */
    SPFE_RESPONSE_ANSWER = 6     /* of any class */
};

/* What a response must fit. */
struct spfe_expected {
    const struct spfe_name *name;
    uint16_t type;
    uint16_t id;
    bool any_id;    /* the transport looked at it */
    bool with_edns; /* the question had an OPT record */
};

enum spfe_response spfe_response_read(const uint8_t *octets, size_t len,
                                      const struct spfe_expected *expected,
                                      spfeval_answer *answer);

#endif
