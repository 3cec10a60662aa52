/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/message.h"

enum {
    LABEL_POINTER = 0xC0, /* RFC 1035 section 4.1.4 */
    MOST_POINTERS = 127,  /* a name of 255 octets has no more labels */
    FIXED_OCTETS = 10     /* type, class, TTL and RDLENGTH */
};

uint16_t
spfe_message_u16(const struct spfe_message *message, size_t at)
{
    return (uint16_t)(message->octets[at] << 8 | message->octets[at + 1]);
}

uint32_t
spfe_message_u32(const struct spfe_message *message, size_t at)
{
    return (uint32_t)spfe_message_u16(message, at) << 16 |
           spfe_message_u16(message, at + 2);
}

bool
spfe_message_init(struct spfe_message *message, const uint8_t *octets,
                  size_t len)
{
    size_t i;

    if (len < SPFE_MESSAGE_HEADER) {
        return false;
    }
    message->octets = octets;
    message->len = len;
    message->records = SPFE_MESSAGE_HEADER;
    message->id = spfe_message_u16(message, 0);
    message->is_response = (octets[2] & 0x80) != 0;
    message->opcode = octets[2] >> 3 & 0x0F;
    message->is_authoritative = (octets[2] & 0x04) != 0;
    message->is_truncated = (octets[2] & 0x02) != 0;
    message->rcode = octets[3] & 0x0F;
    for (i = 0; i < 4; i++) {
        message->count[i] = spfe_message_u16(message, 4 + 2 * i);
    }
    return true;
}

bool
spfe_message_skip_name(const struct spfe_message *message, size_t at,
                       size_t *end)
{
    size_t name_len = 1; /* the root */
    unsigned pointers = 0;

    while (at < message->len) {
        uint8_t octet = message->octets[at];

        if (octet == 0) {
            if (pointers == 0) {
                *end = at + 1;
            }
            return true;
        }
        if (octet <= SPFE_NAME_LABEL_MAX) {
            name_len += 1 + (size_t)octet;
            at += 1 + (size_t)octet;
            if (name_len > SPFE_NAME_MAX) {
                return false;
            }
            continue;
        }
        if (octet < LABEL_POINTER || message->len - at < 2) {
            return false;
        }
        if (pointers == 0) {
            *end = at + 2;
        }
        if (++pointers > MOST_POINTERS) {
            return false;
        }
        at = spfe_message_u16(message, at) & 0x3FFF;
    }
    return false;
}

/* Is it this one, which ends with the root? */
static bool
is_name(const struct spfe_message *message, size_t at, const uint8_t *name,
        size_t name_len)
{
    size_t done = 0; /* octets of the name that were compared */
    unsigned pointers = 0;

    while (pointers <= MOST_POINTERS) {
        uint8_t octet = message->octets[at];
        size_t field = 1 + (size_t)octet;

        if (octet >= LABEL_POINTER) {
            at = spfe_message_u16(message, at) & 0x3FFF;
            pointers++;
            continue;
        }
        if (field > name_len - done ||
            !spfe_name_equal_octets(message->octets + at, name + done,
                                    field)) {
            return false;
        }
        at += field;
        done += field;
        if (done == name_len) {
            return true;
        }
    }
    return false; /* not reached: checked */
}

bool
spfe_message_name_is(const struct spfe_message *message, size_t at,
                     const struct spfe_name *name)
{
    return is_name(message, at, name->octets, name->len);
}

bool
spfe_message_name_holds(const struct spfe_message *message, size_t at,
                        const struct spfe_name *name)
{
    size_t from = 0;

    while (from < name->len) {
        if (is_name(message, at, name->octets + from, name->len - from)) {
            return true;
        }
        from += 1 + (size_t)name->octets[from];
    }
    return false;
}

struct spfe_record_walk
spfe_message_walk(const struct spfe_message *message)
{
    struct spfe_record_walk walk = {
        .at = message->records,
        .section = SPFE_SECTION_ANSWER,
    };

    return walk;
}

int
spfe_message_next(const struct spfe_message *message,
                  struct spfe_record_walk *walk, struct spfe_record_frame *out)
{
    size_t at;

    while (walk->taken == message->count[walk->section]) {
        if (walk->section == SPFE_SECTION_ADDITIONAL) {
            return 0;
        }
        walk->section++;
        walk->taken = 0;
    }
    if (!spfe_message_skip_name(message, walk->at, &at) ||
        message->len - at < FIXED_OCTETS) {
        return -1;
    }
    out->section = walk->section;
    out->owner = walk->at;
    out->type = spfe_message_u16(message, at);
    out->rclass = spfe_message_u16(message, at + 2);
    out->ttl = spfe_message_u32(message, at + 4);
    out->rdata = at + FIXED_OCTETS;
    out->rdata_end = out->rdata + spfe_message_u16(message, at + 8);
    if (out->rdata_end > message->len) {
        return -1;
    }
    walk->at = out->rdata_end;
    walk->taken++;
    return 1;
}
