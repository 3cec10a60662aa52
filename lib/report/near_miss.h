/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What nearly matched (for fail, softfail and neutral), as far as the trace
 * and the records that were evaluated show it.
 */
#ifndef SPFE_REPORT_NEAR_MISS_H
#define SPFE_REPORT_NEAR_MISS_H

#include "report/facts.h"

/* A term of a record. */
struct spfe_near_term {
    struct spfe_value owner;
    struct spfe_value text; /* kind SPFE_VALUE_NONE: there is none */
};

/* The listed network or address that has most leading bits of the client's. */
struct spfe_near_address {
    struct spfe_near_term term;
    struct spfe_value host;    /* of an address */
    struct spfe_value address; /* the same */
    unsigned bits;
};

struct spfe_near_addresses {
    struct spfe_near_address network;
    struct spfe_near_address address;
    bool names_client;   /* a term but all and include matched */
    bool has_own_family; /* a record holds a network of the client's */
    bool compares_other; /* a network of the other was compared */
    struct spfe_near_term mapped; /* holds the client, but as IPv4-mapped */

    /* A host without an address of the client's family, and no host at all. */
    struct spfe_near_address no_family;
    struct spfe_near_address no_host;
};

/* While the events are read in order: inside an include that cannot pass? */
struct spfe_near_scope {
    bool is_negated;
    uint32_t depth; /* of that include */
};

/*
 * Read the next event: could a match there have led to pass? Not inside an
 * include with a qualifier such as "-".
 */
bool spfe_near_could_pass(struct spfe_near_scope *scope,
                          const spfeval_event *event);

/* Is it near: the same /24 of IPv4, or /64 of IPv6? */
bool spfe_near_is_close(const struct spfe_facts *facts,
                        const struct spfe_near_address *near);

/* Look through all terms that were compared with the client. */
void spfe_near_find_addresses(const struct spfe_facts *facts,
                              struct spfe_near_addresses *out);

/* Does the client lie in the network of an ip4 or ip6 term? */
bool spfe_near_covers(const struct spfe_facts *facts,
                      const spfeval_term *term);

#endif
