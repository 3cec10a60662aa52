/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A question as the octets of a message: a header, the question and perhaps an
 * OPT record, none of which libldns is needed for. Through it a question would
 * take some hundred times longer than its system calls leave room for.
 */
#ifndef SPFE_LDNS_PACKET_WRITE_H
#define SPFE_LDNS_PACKET_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ldns/message.h"
#include "ldns/name.h"

/* Header, name, type and class, and an OPT record without options. */
enum { SPFE_PACKET_QUERY_MAX = SPFE_MESSAGE_HEADER + SPFE_NAME_MAX + 4 + 11 };

struct spfe_packet_query {
    const struct spfe_name *name;
    uint16_t type;
    uint16_t id;
    uint16_t edns_size; /* 0 for no OPT record */
    bool ask_ad;        /* RFC 6840 section 5.7 */
};

/* Write it, with RD=1 and class IN; returns the length. */
size_t spfe_packet_write(const struct spfe_packet_query *query,
                         uint8_t out[SPFE_PACKET_QUERY_MAX]);

#endif
