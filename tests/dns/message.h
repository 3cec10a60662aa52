/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * DNS messages as a server writes them that may lie: nothing is checked but
 * the room. Running out of that ends the program.
 */
#ifndef TESTS_DNS_MESSAGE_H
#define TESTS_DNS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MESSAGE_MAX = 65535,
    HEADER_LEN = 12,
    NAME_TEXT_MAX = 256 /* with its NUL */
};

/* RFC 1035 section 4.1.1; the numbers of the fields are their offsets. */
enum {
    FIELD_ID = 0,
    FIELD_FLAGS = 2,
    FIELD_QDCOUNT = 4,
    FIELD_ANCOUNT = 6,
    FIELD_NSCOUNT = 8,
    FIELD_ARCOUNT = 10
};
enum {
    FLAG_QR = 0x8000,
    FLAG_OPCODE_STATUS = 0x1000,
    FLAG_TC = 0x0200,
    FLAG_RD = 0x0100,
    FLAG_RA = 0x0080,
    FLAG_AD = 0x0020
};
enum {
    RCODE_FORMERR = 1,
    RCODE_SERVFAIL = 2,
    RCODE_NXDOMAIN = 3,
    RCODE_NOTIMP = 4,
    RCODE_REFUSED = 5
};
enum {
    TYPE_A = 1,
    TYPE_CNAME = 5,
    TYPE_SOA = 6,
    TYPE_MX = 15,
    TYPE_TXT = 16,
    TYPE_AAAA = 28,
    TYPE_DNAME = 39,
    TYPE_OPT = 41
};
enum { CLASS_IN = 1, CLASS_CH = 3 };

/* A query that came; the packet is borrowed. */
struct question {
    const uint8_t *packet;
    size_t packet_len;
    size_t question_len;      /* octets of the question section */
    size_t name_len;          /* octets of the name in it */
    char name[NAME_TEXT_MAX]; /* lower case, dots between the labels */
    uint16_t id;
    uint16_t flags;
    uint16_t type;
    uint16_t edns_size;
    bool has_edns;
    bool is_plain; /* one question, perhaps a bare OPT, nothing else */
};

struct message {
    size_t len;
    uint8_t octets[MESSAGE_MAX];
};

struct record {
    const char *owner; /* NULL for the name in the question */
    uint16_t type;
    uint16_t rrclass;
    uint32_t ttl;
    const void *data;
    size_t data_len;
};

/* False when it is no query with one question. */
bool question_read(struct question *out, const uint8_t *packet, size_t len);

uint16_t octets_get_u16(const uint8_t *octets);

/* A response to the question, without records. */
void message_begin(struct message *message, const struct question *question);

void message_put(struct message *message, const void *octets, size_t len);

void message_put_u16(struct message *message, unsigned value);

/* Change two octets that are there. */
void message_set_u16(struct message *message, size_t at, unsigned value);

/* Set bits in the flags; an RCODE is one of them. */
void message_set_flags(struct message *message, unsigned flags);

/* Append a record; field is that of the section's counter. */
void message_add(struct message *message, size_t field,
                 const struct record *record);

/* Append a CNAME or DNAME to the answer section. */
void message_add_alias(struct message *message, const char *owner,
                       uint16_t type, uint32_t ttl, const char *target);

/* Append an OPT record, with the upper bits of the RCODE (RFC 6891 6.1.3). */
void message_add_edns(struct message *message, unsigned upper_rcode);

/* A name without compression; returns its length. */
size_t name_write(uint8_t out[NAME_TEXT_MAX], const char *text);

#endif
