/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/packet_write.h"

#include <string.h>

enum {
    FLAG_RD = 0x01, /* of the third octet */
    FLAG_AD = 0x20  /* of the fourth */
};

static uint8_t *
put_u16(uint8_t *at, unsigned value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
    return at + 2;
}

/* RFC 1035 section 4.1.1: one question, and with EDNS one more record. */
static uint8_t *
put_header(uint8_t *at, const struct spfe_packet_query *query)
{
    at = put_u16(at, query->id);
    *at++ = FLAG_RD;
    *at++ = query->ask_ad ? FLAG_AD : 0;
    at = put_u16(at, 1);
    at = put_u16(at, 0);
    at = put_u16(at, 0);
    return put_u16(at, query->edns_size > 0 ? 1 : 0);
}

/* RFC 6891 section 6.1.2: version 0, no flags, no options. */
static uint8_t *
put_opt(uint8_t *at, uint16_t size)
{
    *at++ = 0; /* the root */
    at = put_u16(at, SPFE_TYPE_OPT);
    at = put_u16(at, size);
    memset(at, 0, 6); /* RCODE, version and flags; and the length of no data */
    return at + 6;
}

size_t
spfe_packet_write(const struct spfe_packet_query *query,
                  uint8_t out[SPFE_PACKET_QUERY_MAX])
{
    uint8_t *at = put_header(out, query);

    memcpy(at, query->name->octets, query->name->len);
    at = put_u16(at + query->name->len, query->type);
    at = put_u16(at, SPFE_CLASS_IN);
    if (query->edns_size > 0) {
        at = put_opt(at, query->edns_size);
    }
    return (size_t)(at - out);
}
