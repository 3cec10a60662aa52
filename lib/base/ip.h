/* SPDX-License-Identifier: BSD-2-Clause */
/* IPv4 and IPv6 addresses: text, networks, and the reverse tree. */
#ifndef SPFE_BASE_IP_H
#define SPFE_BASE_IP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/cursor.h"

enum { SPFE_IP4_OCTETS = 4, SPFE_IP6_OCTETS = 16 };

struct spfe_ip {
    uint8_t octets[SPFE_IP6_OCTETS];
    uint8_t len; /* 4 or 16; 0 when not set */
};

/*
 * Read a dotted quad: four numbers 0 to 255 without leading zeros (RFC 7208
 * section 12, qnum). Stops after the last digit; false leaves the cursor
 * somewhere within.
 */
bool spfe_ip_read_v4(struct spfe_cursor *in, uint8_t out[SPFE_IP4_OCTETS]);

/*
 * Read an address in one of the forms 1 to 3 of RFC 4291 section 2.2. Stops
 * where the address cannot go on.
 */
bool spfe_ip_read_v6(struct spfe_cursor *in, uint8_t out[SPFE_IP6_OCTETS]);

/* Four octets as a number, which is one load for a compiler. */
static inline uint32_t
spfe_ip4_number(const uint8_t *octets)
{
    return (uint32_t)octets[0] << 24 | (uint32_t)octets[1] << 16 |
           (uint32_t)octets[2] << 8 | (uint32_t)octets[3];
}

/* Take over 4 or 16 octets; IPv4-mapped becomes IPv4 (RFC 7208 section 5). */
void spfe_ip_set(struct spfe_ip *ip, const uint8_t *octets, size_t len);

/* Read a whole text as either family. */
bool spfe_ip_parse(struct spfe_ip *ip, const char *text, size_t len);

/* Does the network with this prefix length hold the address? */
bool spfe_ip_in_network(const uint8_t *address, const uint8_t *network,
                        unsigned prefix);

/* Clear the bits after the prefix. */
void spfe_ip_mask(uint8_t *octets, size_t len, unsigned prefix);

/* Dotted quad, or the form of RFC 5952. */
void spfe_ip_print(const uint8_t *octets, size_t len, struct spfe_buf *out);

/*
 * As the macro %{i} shows it (RFC 7208 section 7.3): a dotted quad, or 32
 * nibbles with dots between them, upper case.
 */
void spfe_ip_print_dotted(const struct spfe_ip *ip, struct spfe_buf *out);

/* The name of its PTR records (RFC 1035 section 3.5, RFC 3596 section 2.5). */
void spfe_ip_print_reverse(const struct spfe_ip *ip, struct spfe_buf *out);

/* "in-addr" or "ip6". */
const char *spfe_ip_tree(const struct spfe_ip *ip);

#endif
