/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/message.h"

#include <stdlib.h>
#include <string.h>

enum { OPT_LEN = 11, POINTER_TO_QUESTION = 0xc000 | HEADER_LEN };

uint16_t
octets_get_u16(const uint8_t *octets)
{
    return (uint16_t)(octets[0] << 8 | octets[1]);
}

/* --- Reading ------------------------------------------------------------ */

static char
lower(uint8_t octet)
{
    return (char)(octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet);
}

/* The name of a question is never compressed. */
static bool
read_name(struct question *out)
{
    size_t at = HEADER_LEN;
    size_t used = 0;
    size_t i;

    while (at < out->packet_len && out->packet[at] != 0) {
        size_t label = out->packet[at++];

        if (label > 63 || label > out->packet_len - at ||
            used + label + 2 > sizeof(out->name)) {
            return false;
        }
        if (used > 0) {
            out->name[used++] = '.';
        }
        for (i = 0; i < label; i++) {
            out->name[used++] = lower(out->packet[at++]);
        }
    }
    out->name[used] = '\0';
    out->name_len = at + 1 - HEADER_LEN;
    return at < out->packet_len;
}

/* RFC 6891 section 6.1.2: root, type, payload size, flags, no options. */
static void
read_edns(struct question *out)
{
    size_t at = HEADER_LEN + out->question_len;
    const uint8_t *opt = out->packet + at;

    out->has_edns = out->packet_len >= at + OPT_LEN && opt[0] == 0 &&
                    octets_get_u16(opt + 1) == TYPE_OPT;
    out->edns_size = out->has_edns ? octets_get_u16(opt + 3) : 0;
    out->is_plain = octets_get_u16(out->packet + FIELD_ANCOUNT) == 0 &&
                    octets_get_u16(out->packet + FIELD_NSCOUNT) == 0 &&
                    octets_get_u16(out->packet + FIELD_ARCOUNT) ==
                        (out->has_edns ? 1 : 0) &&
                    out->packet_len == at + (out->has_edns ? OPT_LEN : 0);
    if (out->has_edns) {
        static const uint8_t nothing[6];

        out->is_plain = out->is_plain && memcmp(opt + 5, nothing, 6) == 0;
    }
}

bool
question_read(struct question *out, const uint8_t *packet, size_t len)
{
    memset(out, 0, sizeof(*out));
    out->packet = packet;
    out->packet_len = len;
    if (len < HEADER_LEN || octets_get_u16(packet + FIELD_QDCOUNT) != 1 ||
        !read_name(out) || len < HEADER_LEN + out->name_len + 4) {
        return false;
    }
    out->id = octets_get_u16(packet + FIELD_ID);
    out->flags = octets_get_u16(packet + FIELD_FLAGS);
    out->type = octets_get_u16(packet + HEADER_LEN + out->name_len);
    out->question_len = out->name_len + 4;
    read_edns(out);
    return (out->flags & FLAG_QR) == 0;
}

/* --- Writing ------------------------------------------------------------ */

void
message_put(struct message *message, const void *octets, size_t len)
{
    if (len > sizeof(message->octets) - message->len) {
        abort();
    }
    if (len > 0) {
        memcpy(message->octets + message->len, octets, len);
        message->len += len;
    }
}

void
message_put_u16(struct message *message, unsigned value)
{
    uint8_t octets[2] = {(uint8_t)(value >> 8), (uint8_t)value};

    message_put(message, octets, sizeof(octets));
}

void
message_set_u16(struct message *message, size_t at, unsigned value)
{
    if (at + 2 > message->len) {
        abort();
    }
    message->octets[at] = (uint8_t)(value >> 8);
    message->octets[at + 1] = (uint8_t)value;
}

void
message_set_flags(struct message *message, unsigned flags)
{
    message_set_u16(message, FIELD_FLAGS,
                    octets_get_u16(message->octets + FIELD_FLAGS) | flags);
}

void
message_begin(struct message *message, const struct question *question)
{
    message->len = 0;
    message_put_u16(message, question->id);
    message_put_u16(message,
                    FLAG_QR | FLAG_RA | (unsigned)(question->flags & FLAG_RD));
    message_put_u16(message, 1);
    message_put(message, "\0\0\0\0\0\0", 6);
    message_put(message, question->packet + HEADER_LEN,
                question->question_len);
}

size_t
name_write(uint8_t out[NAME_TEXT_MAX], const char *text)
{
    size_t used = 0;

    while (*text != '\0') {
        size_t label = strcspn(text, ".");

        if (label == 0 || label > 63 || used + label + 2 > NAME_TEXT_MAX) {
            abort();
        }
        out[used++] = (uint8_t)label;
        memcpy(out + used, text, label);
        used += label;
        text += label;
        text += *text == '.';
    }
    out[used++] = 0;
    return used;
}

static void
put_owner(struct message *message, const char *owner)
{
    uint8_t name[NAME_TEXT_MAX];

    if (owner == NULL) {
        message_put_u16(message, POINTER_TO_QUESTION);
    } else {
        message_put(message, name, name_write(name, owner));
    }
}

void
message_add(struct message *message, size_t field, const struct record *record)
{
    put_owner(message, record->owner);
    message_put_u16(message, record->type);
    message_put_u16(message, record->rrclass);
    message_put_u16(message, record->ttl >> 16);
    message_put_u16(message, record->ttl & 0xffff);
    message_put_u16(message, (unsigned)record->data_len);
    message_put(message, record->data, record->data_len);
    message_set_u16(message, field,
                    octets_get_u16(message->octets + field) + 1u);
}

void
message_add_alias(struct message *message, const char *owner, uint16_t type,
                  uint32_t ttl, const char *target)
{
    uint8_t name[NAME_TEXT_MAX];
    struct record record = {owner, type, CLASS_IN, ttl, name, 0};

    record.data_len = name_write(name, target);
    message_add(message, FIELD_ANCOUNT, &record);
}

void
message_add_edns(struct message *message, unsigned upper_rcode)
{
    struct record opt = {"", TYPE_OPT, 1232, upper_rcode << 24, NULL, 0};

    message_add(message, FIELD_ARCOUNT, &opt);
}
