/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * DNS answers: a value that evaluation reads (struct spfe_answer), and the
 * object in which a resolver builds one (spfeval_answer).
 */
#ifndef SPFE_DNS_ANSWER_H
#define SPFE_DNS_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <spfeval/dns.h>

#include "base/arena.h"
#include "base/text.h"

/*
 * The records stand one after the other in data: an address as its octets, a
 * text or PTR as its length (16 bits), octets and a NUL, an MX with its
 * preference (16 bits) before that. One piece of memory, so copying is one
 * memcpy().
 */
struct spfe_answer {
    const uint8_t *data;
    uint32_t len; /* octets of data */
    uint32_t count;
    uint32_t ttl; /* when has_ttl */
    uint16_t type;
    uint16_t rcode;
    uint8_t dns_class; /* enum spfeval_dns_class */
    uint8_t failure;   /* enum spfeval_dns_failure */
    uint8_t aliases;   /* followed on the way to the records */
    bool has_ttl;
    bool authoritative; /* the time to live is as it was published */
};

/* RFC 7208 section 4.6.4, void lookup: no such name, or no such record. */
static inline bool
spfe_answer_is_void(const struct spfe_answer *answer)
{
    return answer->dns_class == SPFEVAL_DNS_NODATA ||
           answer->dns_class == SPFEVAL_DNS_NXDOMAIN;
}

/* What was built, seen as a value; the data stays where it is. */
struct spfe_answer spfe_answer_view(const spfeval_answer *built);

/*
 * Does a question of this type ask for texts? Records of the obsolete type SPF
 * look as TXT records do (RFC 4408 section 3.1.1), and are built as those.
 */
static inline bool
spfe_rr_is_text(uint16_t type)
{
    return type == SPFEVAL_RRTYPE_TXT || type == SPFEVAL_RRTYPE_SPF;
}

/* Is it an answer to a question of this type? */
static inline bool
spfe_answer_fits(const struct spfe_answer *answer, uint16_t type)
{
    return answer->dns_class != SPFEVAL_DNS_UNSET &&
           (answer->dns_class != SPFEVAL_DNS_OK || answer->type == type ||
            (spfe_rr_is_text(answer->type) && spfe_rr_is_text(type)));
}

/*
 * As spfeval_answer_clear(), and what a large answer took is given back; that
 * of an ordinary one stays for the next.
 */
void spfe_answer_rest(spfeval_answer *answer);

/* Copy the records into an arena. False on failure, with its status. */
bool spfe_answer_move(struct spfe_answer *answer, struct spfe_arena *arena);

/*
 * Copy what was built into an arena; the records of a shared answer stay where
 * they are, but cost as much. SPFEVAL_ERR_ARGUMENT when the class is not set
 * or the records are not of this type; else the arena's status.
 */
int spfe_answer_copy(const spfeval_answer *built, uint16_t type,
                     struct spfe_arena *arena, struct spfe_answer *out);

#endif
