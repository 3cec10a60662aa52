/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What libldns does for us: it writes questions, and expands the names in
 * messages. No type of it leaves wire.c.
 */
#ifndef SPFE_LDNS_WIRE_H
#define SPFE_LDNS_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ldns/message.h"
#include "ldns/name.h"

/* Header, name, type and class, and an OPT record without options. */
enum { SPFE_WIRE_QUERY_MAX = 12 + 255 + 4 + 11 };

struct spfe_wire_query {
    const struct spfe_name *name;
    uint16_t type;
    uint16_t id;
    uint16_t edns_size; /* 0 for no OPT record */
    bool ask_ad;        /* RFC 6840 section 5.7 */
};

/* SPFEVAL_OK or SPFEVAL_ERR_NOMEM. */
int spfe_wire_write(const struct spfe_wire_query *query,
                    uint8_t out[SPFE_WIRE_QUERY_MAX], size_t *out_len);

/*
 * Expand the name at an offset; end is where the next field begins. SPFEVAL_OK,
 * SPFEVAL_ERR_SYNTAX or SPFEVAL_ERR_NOMEM.
 */
int spfe_wire_name(const struct spfe_message *message, size_t at,
                   struct spfe_name *out, size_t *end);

#endif
