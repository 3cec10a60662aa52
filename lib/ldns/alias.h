/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The chain of aliases in the answer section, from the name that was asked for
 * to the one that has the records (RFC 1034 section 3.6.2, RFC 6672). Records
 * may stand in any order.
 */
#ifndef SPFE_LDNS_ALIAS_H
#define SPFE_LDNS_ALIAS_H

#include <stdint.h>

#include "ldns/message.h"
#include "ldns/name.h"

enum { SPFE_ALIAS_MAX = 16 };

struct spfe_alias_chain {
    struct spfe_name end;
    uint32_t ttl;    /* the smallest one; UINT32_MAX without any */
    uint8_t aliases; /* followed */
};

/*
 * SPFEVAL_OK; SPFEVAL_ERR_LIMIT for a loop or more than 16 aliases, or for more
 * than 32 records that are aliases, with those that do not belong to the chain;
 * SPFEVAL_ERR_SYNTAX or SPFEVAL_ERR_NOMEM.
 */
int spfe_alias_follow(const struct spfe_message *message,
                      const struct spfe_name *name,
                      struct spfe_alias_chain *out);

/* Keep the smallest time to live. */
void spfe_alias_note_ttl(struct spfe_alias_chain *chain, uint32_t ttl);

#endif
