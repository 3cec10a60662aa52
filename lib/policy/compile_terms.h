/* SPDX-License-Identifier: BSD-2-Clause */
/* What each term of a record does to the map that is being made. */
#ifndef SPFE_POLICY_COMPILE_TERMS_H
#define SPFE_POLICY_COMPILE_TERMS_H

#include "policy/compile.h"

struct spfe_build {
    struct spfeval_policy *policy;
    /*
     * Maps grow here. What an arena gave out it keeps, so only the finished
     * map goes into the policy's.
     */
    struct spfe_arena scratch;
    struct spfe_node *node;
    struct spfe_map map; /* of the node, for family */
    int family;
    bool changed; /* something is not as it was in the round before */
};

/* Octets of an address. */
extern const uint8_t spfe_family_len[SPFE_FAMILIES];

/* All terms of the node, which has a valid record. */
int spfe_build_terms(struct spfe_build *build);

/* Count what was done; an attacker's records end here, not after minutes. */
int spfe_build_spend(struct spfe_build *build);

/* RFC 7208 section 4.6.4: more than 10 are an error, whatever they are. */
bool spfe_build_has_too_many_mx(const struct spfe_build *build,
                                const struct spfe_facts *facts);

#endif
