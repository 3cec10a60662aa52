/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The frame of a DNS message (RFC 1035 section 4): its header, and where each
 * record and its data begin and end. Nothing is copied.
 *
 * ldns_wire2pkt() would build a tree of the message, but says neither whether
 * octets are left behind the last record, nor whether fields fill their RDATA,
 * and keeps only 255 strings of a TXT record.
 */
#ifndef SPFE_LDNS_MESSAGE_H
#define SPFE_LDNS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ldns/name.h"

enum {
    SPFE_MESSAGE_HEADER = 12, /* octets */
    SPFE_CLASS_IN = 1
};

/* Types that only this library has to do with; the others are in dns.h. */
enum { SPFE_TYPE_SOA = 6, SPFE_TYPE_DNAME = 39, SPFE_TYPE_OPT = 41 };

enum spfe_section {
    SPFE_SECTION_QUESTION = 0,
    SPFE_SECTION_ANSWER = 1,
    SPFE_SECTION_AUTHORITY = 2,
    SPFE_SECTION_ADDITIONAL = 3
};

struct spfe_message {
    const uint8_t *octets;
    size_t len;
    size_t records; /* where the records begin; set by the reader */
    uint16_t id;
    uint16_t count[4]; /* by section */
    uint8_t opcode;
    uint8_t rcode; /* without what OPT adds */
    bool is_response;
    bool is_authoritative;
    bool is_truncated;
};

/* One record; offsets are into the message. */
struct spfe_record_frame {
    size_t owner;
    size_t rdata;
    size_t rdata_end;
    uint32_t ttl;
    uint16_t type;
    uint16_t rclass;
    uint16_t section;
};

/* A position between records. */
struct spfe_record_walk {
    size_t at;
    uint16_t section;
    uint16_t taken; /* of this section */
};

/* False when it is shorter than a header. */
bool spfe_message_init(struct spfe_message *message, const uint8_t *octets,
                       size_t len);

/* Two octets as a number; at + 2 is not behind the end. */
uint16_t spfe_message_u16(const struct spfe_message *message, size_t at);
uint32_t spfe_message_u32(const struct spfe_message *message, size_t at);

/*
 * Step over a name. False when it is not one: it runs out of the message, is
 * longer than 255 octets, or takes more than 32 pointers.
 */
bool spfe_message_skip_name(const struct spfe_message *message, size_t at,
                            size_t *end);

/*
 * Is the name at an offset this one, without case (RFC 4343)? It is one that
 * spfe_message_skip_name() steps over.
 */
bool spfe_message_name_is(const struct spfe_message *message, size_t at,
                          const struct spfe_name *name);

/* Is this name equal to the one at such an offset, or below it? */
bool spfe_message_name_holds(const struct spfe_message *message, size_t at,
                             const struct spfe_name *name);

/* Begin before the first record. */
struct spfe_record_walk spfe_message_walk(const struct spfe_message *message);

/*
 * Take the next record. 1 when there is one, 0 at the end, -1 when a record
 * does not fit the message. Pointers in its owner are not followed: walking
 * again takes as long as the message is, however they are chained.
 */
int spfe_message_next(const struct spfe_message *message,
                      struct spfe_record_walk *walk,
                      struct spfe_record_frame *out);

#endif
