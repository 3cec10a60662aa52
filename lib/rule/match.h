/* SPDX-License-Identifier: BSD-2-Clause */
/* Does the client's address match? */
#ifndef SPFE_RULE_MATCH_H
#define SPFE_RULE_MATCH_H

#include <stdbool.h>
#include <stdint.h>

#include <spfeval/result.h>

#include "base/ip.h"
#include "dns/answer.h"
#include "record/record.h"

/* ip4 for a client of that family, given as a number. */
static inline bool
spfe_match_ip4(uint32_t client, const struct spfe_term *term)
{
    uint64_t differences = client ^ spfe_ip4_number(term->address);

    return differences >> (32 - term->prefix4) == 0; /* by 32: of no bit */
}

/* ip4 and ip6: RFC 7208 section 5.6. */
static inline bool
spfe_match_network(const struct spfe_ip *client, const struct spfe_term *term)
{
    /* RFC 7208 section 5: only addresses of the same family are compared. */
    if (term->kind == SPFEVAL_TERM_IP4) {
        return client->len == SPFE_IP4_OCTETS &&
               spfe_match_ip4(spfe_ip4_number(client->octets), term);
    }
    return client->len == SPFE_IP6_OCTETS &&
           spfe_ip_in_network(client->octets, term->address, term->prefix6);
}

/*
 * a and mx: is the client in the network that a term's prefix length spans
 * around one of the addresses (RFC 7208 sections 5.3 and 5.4)? The answer is
 * of the client's family.
 */
bool spfe_match_addresses(const struct spfe_ip *client,
                          const struct spfe_answer *answer,
                          const struct spfe_term *term);

/* ptr: is one of the addresses the client's (RFC 7208 section 5.5)? */
bool spfe_match_exactly(const struct spfe_ip *client,
                        const struct spfe_answer *answer);

/* What a term gives that matches (RFC 7208 section 4.6.2). */
static inline uint8_t
spfe_match_result(const struct spfe_term *term)
{
    switch (term->qualifier) {
    case SPFEVAL_QUALIFIER_FAIL:
        return SPFEVAL_RESULT_FAIL;
    case SPFEVAL_QUALIFIER_SOFTFAIL:
        return SPFEVAL_RESULT_SOFTFAIL;
    case SPFEVAL_QUALIFIER_NEUTRAL:
        return SPFEVAL_RESULT_NEUTRAL;
    default:
        return SPFEVAL_RESULT_PASS;
    }
}

/* The type of address records of the client's family. */
static inline uint16_t
spfe_match_rrtype(const struct spfe_ip *client)
{
    return client->len == SPFE_IP4_OCTETS ? SPFEVAL_RRTYPE_A
                                          : SPFEVAL_RRTYPE_AAAA;
}

#endif
