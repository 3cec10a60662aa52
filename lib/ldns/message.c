/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/message.h"

enum {
    LABEL_POINTER = 0xC0, /* RFC 1035 section 4.1.4 */
    MOST_POINTERS = 32,   /* in a name */
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

/* Where a name's field ends, which pointers are not followed for. */
static bool
skip_field(const struct spfe_message *message, size_t at, size_t *end)
{
    while (at < message->len) {
        uint8_t octet = message->octets[at];

        if (octet == 0 || octet >= LABEL_POINTER) {
            *end = at + (octet == 0 ? 1 : 2);
            return *end <= message->len;
        }
        if (octet > SPFE_NAME_LABEL_MAX) {
            return false;
        }
        at += 1 + (size_t)octet;
    }
    return false;
}

/*
 * Follow a name to its end, and return its octets; 0 when it is not one. A
 * pointer leads to a name that was written before, which may end with a pointer
 * itself: 32 in a row take as many names, each a part of the next.
 */
static size_t
measure_name(const struct spfe_message *message, size_t at)
{
    size_t len = 1; /* the root */
    unsigned pointers = 0;

    while (at < message->len && len <= SPFE_NAME_MAX) {
        size_t octet = message->octets[at];

        if (octet == 0) {
            return len;
        }
        if (octet <= SPFE_NAME_LABEL_MAX) {
            len += 1 + octet;
            at += 1 + octet;
            continue;
        }
        if (octet < LABEL_POINTER || message->len - at < 2 ||
            ++pointers > MOST_POINTERS) {
            return 0;
        }
        at = spfe_message_u16(message, at) & 0x3FFF;
    }
    return 0;
}

bool
spfe_message_skip_name(const struct spfe_message *message, size_t at,
                       size_t *end)
{
    return measure_name(message, at) > 0 && skip_field(message, at, end);
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

/* Only one end of the name is as long as the owner. */
bool
spfe_message_name_holds(const struct spfe_message *message, size_t at,
                        const struct spfe_name *name)
{
    size_t owner_len = measure_name(message, at);
    size_t from = 0;

    while (name->len - from > owner_len) {
        from += 1 + (size_t)name->octets[from];
    }
    return name->len - from == owner_len &&
           is_name(message, at, name->octets + from, owner_len);
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
    if (!skip_field(message, walk->at, &at) ||
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
