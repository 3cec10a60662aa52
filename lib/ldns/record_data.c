/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/record_data.h"

#include <spfeval/status.h>

#include "ldns/name.h"
#include "ldns/wire.h"

enum {
    PREFERENCE_OCTETS = 2,
    SOA_NUMBERS = 20, /* octets: SERIAL, REFRESH, RETRY, EXPIRE, MINIMUM */
    SOA_MINIMUM = 16  /* where the last of them begins */
};

/* A name that takes all of the RDATA from an offset on. */
static bool
name_fills(const struct spfe_message *message,
           const struct spfe_record_frame *record, size_t at)
{
    size_t end;

    return at < record->rdata_end &&
           spfe_message_skip_name(message, at, &end) &&
           end == record->rdata_end;
}

static bool
strings_fill(const struct spfe_message *message,
             const struct spfe_record_frame *record)
{
    size_t at = record->rdata;

    while (at < record->rdata_end) {
        at += 1 + (size_t)message->octets[at];
    }
    return at == record->rdata_end;
}

bool
spfe_record_data_is_valid(const struct spfe_message *message,
                          const struct spfe_record_frame *record)
{
    size_t len = record->rdata_end - record->rdata;

    switch (record->type) {
    case SPFEVAL_RRTYPE_A:
        return len == 4;
    case SPFEVAL_RRTYPE_AAAA:
        return len == 16;
    case SPFEVAL_RRTYPE_MX:
        return name_fills(message, record, record->rdata + PREFERENCE_OCTETS);
    case SPFEVAL_RRTYPE_PTR:
    case SPFEVAL_RRTYPE_CNAME:
    case SPFE_TYPE_DNAME:
        return name_fills(message, record, record->rdata);
    case SPFEVAL_RRTYPE_TXT:
    case SPFEVAL_RRTYPE_SPF:
        return strings_fill(message, record);
    default:
        return true;
    }
}

static int
add_text(const struct spfe_message *message,
         const struct spfe_record_frame *record, spfeval_answer *answer)
{
    size_t at = record->rdata;
    int status = spfeval_answer_add_text(answer, NULL, 0);

    while (status == SPFEVAL_OK && at < record->rdata_end) {
        size_t len = message->octets[at];

        status = spfeval_answer_extend_text(
            answer, (const char *)message->octets + at + 1, len);
        at += 1 + len;
    }
    return status;
}

/* PTR and MX: the last field is a name. */
static int
add_target(const struct spfe_message *message,
           const struct spfe_record_frame *record, spfeval_answer *answer)
{
    bool is_mx = record->type == SPFEVAL_RRTYPE_MX;
    char text[SPFE_NAME_TEXT_SIZE];
    struct spfe_name name;
    size_t len;
    int status = spfe_wire_name(
        message, record->rdata + (is_mx ? PREFERENCE_OCTETS : 0), &name);

    if (status != SPFEVAL_OK) {
        return status;
    }
    len = spfe_name_print(&name, text);
    if (!is_mx) {
        return spfeval_answer_add_ptr(answer, text, len);
    }
    return spfeval_answer_add_mx(
        answer, spfe_message_u16(message, record->rdata), text, len);
}

int
spfe_record_data_add(const struct spfe_message *message,
                     const struct spfe_record_frame *record,
                     spfeval_answer *answer)
{
    switch (record->type) {
    case SPFEVAL_RRTYPE_A:
    case SPFEVAL_RRTYPE_AAAA:
        return spfeval_answer_add_address(answer,
                                          message->octets + record->rdata,
                                          record->rdata_end - record->rdata);
    case SPFEVAL_RRTYPE_TXT:
    case SPFEVAL_RRTYPE_SPF:
        return add_text(message, record, answer);
    default:
        return add_target(message, record, answer);
    }
}

bool
spfe_record_data_soa_minimum(const struct spfe_message *message,
                             const struct spfe_record_frame *record,
                             uint32_t *out)
{
    size_t at = record->rdata;

    /* Two names. NOLINTNEXTLINE(misc-redundant-expression) */
    if (!spfe_message_skip_name(message, at, &at) ||
        !spfe_message_skip_name(message, at, &at) ||
        at + SOA_NUMBERS != record->rdata_end) {
        return false;
    }
    *out = spfe_message_u32(message, at + SOA_MINIMUM);
    return true;
}
