/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/over_dns_answer.h"

#include <string.h>

#include <spfeval/status.h>

enum {
    LABEL_MAX = 63,
    NAME_MAX_TEXT = 253, /* 255 octets in a message */
    STRING_MAX = 255,    /* of a TXT record */
    RECORD_FIXED = 12,   /* a pointer as owner, and all up to the data */
    PREFERENCE_LEN = 2,
    SOA_NUMBERS = 20,
    /* Header, question and OPT are never longer. */
    RECORDS_MAX = MESSAGE_MAX - HEADER_LEN - 255 - 4 - 11
};

/* --- What can be said ---------------------------------------------------- */

static size_t
without_final_dot(const char *name, size_t len)
{
    return len > 0 && name[len - 1] == '.' ? len - 1 : len;
}

static bool
name_is_expressible(const char *name, size_t len)
{
    size_t label = 0;
    size_t i;

    len = without_final_dot(name, len);
    for (i = 0; i < len; i++) {
        if (name[i] == '\0' || (name[i] == '.' && label == 0)) {
            return false;
        }
        label = name[i] == '.' ? 0 : label + 1;
        if (label > LABEL_MAX) {
            return false;
        }
    }
    return len == 0 || (len <= NAME_MAX_TEXT && label > 0);
}

/* Octets of the data in a message, or a few more. */
static size_t
data_len(const spfeval_dns_record *record)
{
    switch (record->type) {
    case SPFEVAL_RRTYPE_A:
    case SPFEVAL_RRTYPE_AAAA:
        return record->data_len;
    case SPFEVAL_RRTYPE_TXT:
        return record->data_len + record->data_len / STRING_MAX + 1;
    default:
        return PREFERENCE_LEN + record->data_len + 2;
    }
}

static bool
is_expressible(const spfeval_answer *answer)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    size_t total = 0;
    uint32_t i;

    for (i = 0; spfeval_answer_get_record(answer, i, &record) == SPFEVAL_OK;
         i++) {
        bool has_name = record.type == SPFEVAL_RRTYPE_MX ||
                        record.type == SPFEVAL_RRTYPE_PTR;

        if (has_name && !name_is_expressible(record.data, record.data_len)) {
            return false;
        }
        total += RECORD_FIXED + data_len(&record);
    }
    return total <= RECORDS_MAX;
}

bool
answer_make_expressible(spfeval_answer *answer)
{
    if (is_expressible(answer)) {
        return true;
    }
    spfeval_answer_clear(answer);
    (void)spfeval_answer_set_rcode(answer, RCODE_NOTIMP);
    return false;
}

bool
answer_is_silence(const spfeval_answer *answer)
{
    return spfeval_answer_get_failure(answer) == SPFEVAL_FAILURE_TIMEOUT;
}

/* --- Saying it ----------------------------------------------------------- */

static size_t
write_strings(uint8_t *out, const char *text, size_t len)
{
    size_t used = 0;

    do {
        size_t part = len < STRING_MAX ? len : STRING_MAX;

        out[used++] = (uint8_t)part;
        memcpy(out + used, text, part);
        used += part;
        text += part;
        len -= part;
    } while (len > 0);
    return used;
}

static size_t
write_target(uint8_t *out, const char *name)
{
    return name_write(out, strcmp(name, ".") == 0 ? "" : name);
}

static size_t
write_data(uint8_t *out, const spfeval_dns_record *record)
{
    switch (record->type) {
    case SPFEVAL_RRTYPE_A:
    case SPFEVAL_RRTYPE_AAAA:
        memcpy(out, record->data, record->data_len);
        return record->data_len;
    case SPFEVAL_RRTYPE_TXT:
        return write_strings(out, record->data, record->data_len);
    case SPFEVAL_RRTYPE_MX:
        out[0] = (uint8_t)(record->preference >> 8);
        out[1] = (uint8_t)record->preference;
        return PREFERENCE_LEN +
               write_target(out + PREFERENCE_LEN, record->data);
    default:
        return write_target(out, record->data);
    }
}

static void
add_records(struct message *out, const spfeval_answer *answer, uint32_t ttl)
{
    static uint8_t data[MESSAGE_MAX];
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    uint32_t i;

    for (i = 0; spfeval_answer_get_record(answer, i, &record) == SPFEVAL_OK;
         i++) {
        struct record row = {
            .type = (uint16_t)record.type,
            .rrclass = CLASS_IN,
            .ttl = ttl,
            .data = data,
            .data_len = write_data(data, &record),
        };

        message_add(out, FIELD_ANCOUNT, &row);
    }
}

/* The root's, whose times to live are all the same. */
static void
add_soa(struct message *out, uint32_t ttl)
{
    uint8_t data[2 + SOA_NUMBERS] = {0}; /* MNAME and RNAME are the root */
    struct record soa = {"", TYPE_SOA, CLASS_IN, ttl, data, sizeof(data)};
    size_t i;

    for (i = 0; i < 4; i++) {
        data[sizeof(data) - 1 - i] = (uint8_t)(ttl >> 8 * i);
    }
    message_add(out, FIELD_NSCOUNT, &soa);
}

static void
add_loop(struct message *out)
{
    static const uint8_t itself[] = {0xc0, HEADER_LEN};
    struct record alias = {
        .type = TYPE_CNAME,
        .rrclass = CLASS_IN,
        .data = itself,
        .data_len = sizeof(itself),
    };

    message_add(out, FIELD_ANCOUNT, &alias);
}

static void
add_sections(struct message *out, const spfeval_answer *answer)
{
    uint32_t ttl;

    if (spfeval_answer_get_failure(answer) == SPFEVAL_FAILURE_ALIAS) {
        add_loop(out);
    } else if (spfeval_answer_get_ttl(answer, &ttl) != SPFEVAL_OK) {
        return;
    } else if (spfeval_answer_get_count(answer) > 0) {
        add_records(out, answer, ttl);
    } else {
        add_soa(out, ttl);
    }
}

/* RFC 6891 section 6.1.3: RCODEs over 15 need an OPT record. */
static void
add_edns(struct message *out, const struct question *question, unsigned rcode)
{
    if (question->has_edns || rcode > 15) {
        message_add_edns(out, rcode >> 4);
    }
}

void
answer_write(struct message *out, const struct question *question,
             const spfeval_answer *answer, size_t max)
{
    unsigned rcode = (unsigned)spfeval_answer_get_rcode(answer);

    message_begin(out, question);
    message_set_flags(out, rcode & 15);
    add_sections(out, answer);
    add_edns(out, question, rcode);
    if (out->len > max) {
        message_begin(out, question);
        message_set_flags(out, FLAG_TC);
        add_edns(out, question, 0);
    }
}
