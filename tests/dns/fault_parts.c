/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/fault_parts.h"

#include <string.h>

enum { SOA_TTL = 120 };

const uint8_t true_address[4] = {192, 0, 2, 1};
const uint8_t forged_address[4] = {203, 0, 113, 66};
static const char true_text[] = "\031v=spf1 ip4:192.0.2.1 -all";
static const char forged_text[] = "\013v=spf1 +all";

/* One message is written at a time; it is too large for the stack. */
static struct message answer;

void
add_soa(struct message *message)
{
    /* Serial 1, refresh and retry an hour, expire a day; and the minimum. */
    static const uint8_t numbers[] =
        "\0\0\0\1\0\0\16\20\0\0\16\20\0\1\121\200\0\0\0\74";
    uint8_t data[2 * NAME_TEXT_MAX + sizeof(numbers)];
    struct record soa = {"test", TYPE_SOA, CLASS_IN, SOA_TTL, data, 0};

    soa.data_len = name_write(data, "ns.test");
    soa.data_len += name_write(data + soa.data_len, "hostmaster.test");
    memcpy(data + soa.data_len, numbers, sizeof(numbers) - 1);
    soa.data_len += sizeof(numbers) - 1;
    message_add(message, FIELD_NSCOUNT, &soa);
}

void
add_address(struct message *message, const char *owner, const uint8_t *address)
{
    struct record record = {owner,    TYPE_A,  CLASS_IN,
                            TRUE_TTL, address, sizeof(true_address)};

    message_add(message, FIELD_ANCOUNT, &record);
}

void
add_text(struct message *message, const char *owner, const char *strings,
         size_t len)
{
    struct record record = {owner, TYPE_TXT, CLASS_IN, TRUE_TTL, strings, len};

    message_add(message, FIELD_ANCOUNT, &record);
}

void
add_truth(struct message *message, const struct request *request,
          const char *owner)
{
    switch (request->question.type) {
    case TYPE_A:
        add_address(message, owner, true_address);
        break;
    case TYPE_TXT:
        add_text(message, owner, true_text, sizeof(true_text) - 1);
        break;
    default:
        add_soa(message);
        break;
    }
}

void
add_forgery(struct message *message, const struct request *request,
            const char *owner)
{
    if (request->question.type == TYPE_TXT) {
        add_text(message, owner, forged_text, sizeof(forged_text) - 1);
    } else {
        add_address(message, owner, forged_address);
    }
}

void
add_edns(struct message *message, const struct request *request)
{
    if (request->question.has_edns) {
        message_add_edns(message, 0);
    }
}

void
write_truth(struct message *message, const struct request *request)
{
    message_begin(message, &request->question);
    add_truth(message, request, NULL);
    add_edns(message, request);
}

void
write_forgery(struct message *message, const struct request *request)
{
    message_begin(message, &request->question);
    add_forgery(message, request, NULL);
    add_edns(message, request);
}

void
send_truth(struct request *request, unsigned delay_ms)
{
    write_truth(&answer, request);
    link_send(request->link, &answer, delay_ms);
}

void
send_rcode(struct request *request, unsigned rcode)
{
    message_begin(&answer, &request->question);
    message_set_flags(&answer, rcode);
    link_send(request->link, &answer, 0);
}
