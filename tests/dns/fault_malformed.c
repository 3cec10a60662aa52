/* SPDX-License-Identifier: BSD-2-Clause */
/* Answers that are malformed, or say other things than they seem to. */
#include "dns/fault_parts.h"

/* One message is written at a time; it is too large for the stack. */
static struct message answer;

/* The owner of the record is a pointer to itself. */
static void
loop(struct request *request)
{
    static const uint8_t rest[] = {0,  1, 0, 1,   0, 0, 1,
                                   44, 0, 4, 192, 0, 2, 1};

    message_begin(&answer, &request->question);
    message_set_u16(&answer, FIELD_ANCOUNT, 1);
    message_put_u16(&answer, 0xc000 | (unsigned)answer.len);
    message_put(&answer, rest, sizeof(rest));
    link_send(request->link, &answer, 0);
}

static void
trailing(struct request *request)
{
    write_truth(&answer, request);
    message_put(&answer, "trailing", 8);
    link_send(request->link, &answer, 0);
}

static void
ancountlie(struct request *request)
{
    message_begin(&answer, &request->question);
    add_truth(&answer, request, NULL);
    message_set_u16(&answer, FIELD_ANCOUNT, 3);
    link_send(request->link, &answer, 0);
}

/* One record with this RDATA, of the type that was asked for. */
static void
send_data(struct request *request, uint32_t ttl, const void *data, size_t len)
{
    struct record record = {NULL, request->question.type, CLASS_IN, ttl, data,
                            len};

    message_begin(&answer, &request->question);
    message_add(&answer, FIELD_ANCOUNT, &record);
    add_edns(&answer, request);
    link_send(request->link, &answer, 0);
}

static void
ardlen3(struct request *request)
{
    send_data(request, TRUE_TTL, "\300\0\2", 3);
}

static void
ardlen5(struct request *request)
{
    send_data(request, TRUE_TTL, "\300\0\2\1\0", 5);
}

static void
aaaardlen4(struct request *request)
{
    send_data(request, TRUE_TTL, "\300\0\2\1", 4);
}

static void
txtoverrun(struct request *request)
{
    send_data(request, TRUE_TTL, "\100v=spf1 +all", 12);
}

static void
txtempty(struct request *request)
{
    send_data(request, TRUE_TTL, NULL, 0);
}

static void
mxshort(struct request *request)
{
    send_data(request, TRUE_TTL, "\0\12", 2);
}

/* The name of the exchanger ends before its root label. */
static void
mxcut(struct request *request)
{
    send_data(request, TRUE_TTL, "\0\12\4mail", 7);
}

static void
ttlbig(struct request *request)
{
    send_data(request, 0xffffffffu, true_address, sizeof(true_address));
}

/* Two of them: nobody keeps an answer that long. */
static void
ttlweek(struct request *request)
{
    send_data(request, 2u * 604800u, true_address, sizeof(true_address));
}

static void
otherowner(struct request *request)
{
    message_begin(&answer, &request->question);
    add_forgery(&answer, request, "elsewhere.test");
    link_send(request->link, &answer, 0);
}

static void
otherclass(struct request *request)
{
    struct record record = {NULL,     TYPE_A,         CLASS_CH,
                            TRUE_TTL, forged_address, sizeof(forged_address)};

    message_begin(&answer, &request->question);
    message_add(&answer, FIELD_ANCOUNT, &record);
    link_send(request->link, &answer, 0);
}

static void
poison(struct request *request)
{
    struct record record = {NULL,     TYPE_A,         CLASS_IN,
                            TRUE_TTL, forged_address, sizeof(forged_address)};

    message_begin(&answer, &request->question);
    add_soa(&answer);
    message_add(&answer, FIELD_NSCOUNT, &record);
    message_add(&answer, FIELD_ARCOUNT, &record);
    add_edns(&answer, request);
    link_send(request->link, &answer, 0);
}

static void
poisonextra(struct request *request)
{
    message_begin(&answer, &request->question);
    add_forgery(&answer, request, "before.test");
    add_truth(&answer, request, NULL);
    add_forgery(&answer, request, "after.test");
    link_send(request->link, &answer, 0);
}

static const struct fault rows[] = {
    {.label = "loop", .udp = loop, .tcp = loop},
    {.label = "trailing", .udp = trailing, .tcp = trailing},
    {.label = "ancountlie", .udp = ancountlie, .tcp = ancountlie},
    {.label = "ardlen3", .udp = ardlen3},
    {.label = "ardlen5", .udp = ardlen5},
    {.label = "aaaardlen4", .udp = aaaardlen4},
    {.label = "txtoverrun", .udp = txtoverrun},
    {.label = "txtempty", .udp = txtempty},
    {.label = "mxshort", .udp = mxshort},
    {.label = "mxcut", .udp = mxcut},
    {.label = "ttlbig", .udp = ttlbig},
    {.label = "ttlweek", .udp = ttlweek},
    {.label = "otherowner", .udp = otherowner},
    {.label = "otherclass", .udp = otherclass},
    {.label = "poison", .udp = poison},
    {.label = "poisonextra", .udp = poisonextra},
};
const struct fault_table malformed_faults = {rows,
                                             sizeof(rows) / sizeof(rows[0])};
