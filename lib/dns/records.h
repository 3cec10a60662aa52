/* SPDX-License-Identifier: BSD-2-Clause */
/* The records of a DNS answer, one after the other or by their number. */
#ifndef SPFE_DNS_RECORDS_H
#define SPFE_DNS_RECORDS_H

#include "dns/answer.h"

/* One record of an answer; which fields are filled depends on its type. */
struct spfe_rr {
    const uint8_t *address;
    struct spfe_text text; /* TXT, or the name of MX and PTR; with a NUL */
    uint16_t preference;
};

static inline bool
spfe_rr_is_address(uint16_t type)
{
    return type == SPFEVAL_RRTYPE_A || type == SPFEVAL_RRTYPE_AAAA;
}

static inline size_t
spfe_rr_address_len(uint16_t type)
{
    return type == SPFEVAL_RRTYPE_A ? 4 : 16;
}

/* Walks the records of an answer. */
struct spfe_rr_cursor {
    const uint8_t *at;
    const uint8_t *end;
    uint16_t type;
};

struct spfe_rr_cursor spfe_answer_records(const struct spfe_answer *answer);

/* Leave out all records but the first ones. */
void spfe_answer_cut(struct spfe_answer *answer, uint32_t count);

/* False when there is no further record. */
bool spfe_rr_next(struct spfe_rr_cursor *cursor, struct spfe_rr *out);

struct spfe_rr_place; /* what reading remembers (dns/shared.h) */

/* As spfeval_answer_get_record(). */
int spfe_answer_get_record(const struct spfe_answer *answer, uint32_t index,
                           struct spfe_rr_place *last,
                           spfeval_dns_record *out);

#endif
