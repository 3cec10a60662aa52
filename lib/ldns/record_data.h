/* SPDX-License-Identifier: BSD-2-Clause */
/* The data of one record: is it well-formed, and what does it say? */
#ifndef SPFE_LDNS_RECORD_DATA_H
#define SPFE_LDNS_RECORD_DATA_H

#include <stdbool.h>
#include <stdint.h>

#include <spfeval/dns.h>

#include "ldns/message.h"

/*
 * Do the fields fill the RDATA exactly (RFC 1035 section 3.3)? A TXT record
 * without any string is tolerated. Types that are not read are valid.
 */
bool spfe_record_data_is_valid(const struct spfe_message *message,
                               const struct spfe_record_frame *record);

/*
 * Add a valid A, AAAA, MX, PTR, TXT or SPF record to the answer. SPFEVAL_OK,
 * SPFEVAL_ERR_SYNTAX or SPFEVAL_ERR_NOMEM.
 */
int spfe_record_data_add(const struct spfe_message *message,
                         const struct spfe_record_frame *record,
                         spfeval_answer *answer);

/* The last field of an SOA record; false when it is malformed. */
bool spfe_record_data_soa_minimum(const struct spfe_message *message,
                                  const struct spfe_record_frame *record,
                                  uint32_t *out);

#endif
