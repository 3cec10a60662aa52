/* SPDX-License-Identifier: BSD-2-Clause */
/* Packets that do not answer the question, though they look like it. */
#include "dns/fault_parts.h"

static void
forge_wrongid(struct message *message, const struct request *request,
              unsigned i)
{
    write_forgery(message, request);
    message_set_u16(message, FIELD_ID, request->question.id ^ (1 + i));
}

/* The last octet of the first label is another one. */
static void
forge_wrongname(struct message *message, const struct request *request,
                unsigned i)
{
    write_forgery(message, request);
    message->octets[HEADER_LEN + message->octets[HEADER_LEN]] =
        (uint8_t)('0' + i % 10);
}

static void
forge_wrongtype(struct message *message, const struct request *request,
                unsigned i)
{
    size_t at = HEADER_LEN + request->question.name_len;

    write_forgery(message, request);
    message_set_u16(message, at, (request->question.type ^ 2) + 256 * i);
}

static void
forge_wrongclass(struct message *message, const struct request *request,
                 unsigned i)
{
    size_t at = HEADER_LEN + request->question.name_len + 2;

    (void)i;
    write_forgery(message, request);
    message_set_u16(message, at, CLASS_CH);
}

/* Right in everything but where it comes from. */
static void
forge_wrongport(struct message *message, const struct request *request,
                unsigned i)
{
    (void)i;
    write_forgery(message, request);
}

static void
forge_qr0(struct message *message, const struct request *request, unsigned i)
{
    (void)i;
    write_forgery(message, request);
    message->octets[FIELD_FLAGS] &= 0x7f;
}

static void
forge_opcode(struct message *message, const struct request *request,
             unsigned i)
{
    (void)i;
    write_forgery(message, request);
    message_set_flags(message, FLAG_OPCODE_STATUS);
}

static void
forge_noquestion(struct message *message, const struct request *request,
                 unsigned i)
{
    (void)i;
    message->len = 0;
    message_put_u16(message, request->question.id);
    message_put(message, "\201\200\0\0\0\0\0\0\0\0", 10);
    add_forgery(message, request, request->question.name);
}

static void
forge_twoquestions(struct message *message, const struct request *request,
                   unsigned i)
{
    (void)i;
    message_begin(message, &request->question);
    message_put(message, request->question.packet + HEADER_LEN,
                request->question.question_len);
    message_set_u16(message, FIELD_QDCOUNT, 2);
    add_forgery(message, request, NULL);
}

static void
forge_short(struct message *message, const struct request *request, unsigned i)
{
    (void)i;
    message->len = 0;
    message_put_u16(message, request->question.id);
}

static void
forge_header(struct message *message, const struct request *request,
             unsigned i)
{
    write_forgery(message, request);
    message->len = 2 + i % (HEADER_LEN + 1);
}

/* Octets without sense; every second time behind the right identifier. */
static void
forge_garbage(struct message *message, const struct request *request,
              unsigned i)
{
    unsigned octet = 2 * i + 1;
    size_t k;

    message->len = 0;
    message_put_u16(message, request->question.id ^ (i % 2 == 0 ? 0xffff : 0));
    for (k = 0; k < 40; k++) {
        octet = (octet * 75 + 74) % 65537;
        message_put_u16(message, octet);
    }
}

static const struct fault rows[] = {
    {.label = "wrongid", .forge = forge_wrongid},
    {.label = "wrongname", .forge = forge_wrongname},
    {.label = "wrongtype", .forge = forge_wrongtype},
    {.label = "wrongclass", .forge = forge_wrongclass},
    {.label = "wrongport", .forge = forge_wrongport, .elsewhere = true},
    {.label = "qr0", .forge = forge_qr0},
    {.label = "opcode", .forge = forge_opcode},
    {.label = "noquestion", .forge = forge_noquestion},
    {.label = "twoquestions", .forge = forge_twoquestions},
    {.label = "short", .forge = forge_short},
    {.label = "header", .forge = forge_header},
    {.label = "garbage", .forge = forge_garbage},
};
const struct fault_table forged_faults = {rows,
                                          sizeof(rows) / sizeof(rows[0])};
