/* SPDX-License-Identifier: BSD-2-Clause */
#include "answer_copy.h"

static int
copy_record(const spfeval_dns_record *record, spfeval_answer *out)
{
    switch (record->type) {
    case SPFEVAL_RRTYPE_A:
    case SPFEVAL_RRTYPE_AAAA:
        return spfeval_answer_add_address(out, (const uint8_t *)record->data,
                                          record->data_len);
    case SPFEVAL_RRTYPE_MX:
        return spfeval_answer_add_mx(out, (uint16_t)record->preference,
                                     record->data, record->data_len);
    case SPFEVAL_RRTYPE_PTR:
        return spfeval_answer_add_ptr(out, record->data, record->data_len);
    default:
        return spfeval_answer_add_text(out, record->data, record->data_len);
    }
}

static int
copy_records(const spfeval_answer *from, spfeval_answer *out)
{
    uint32_t count = spfeval_answer_get_count(from);
    int status = SPFEVAL_OK;
    uint32_t i;

    for (i = 0; i < count && status == SPFEVAL_OK; i++) {
        spfeval_dns_record record = {.struct_size = sizeof(record)};

        status = spfeval_answer_get_record(from, i, &record);
        if (status == SPFEVAL_OK) {
            status = copy_record(&record, out);
        }
    }
    return status;
}

int
answer_copy(const spfeval_answer *from, spfeval_answer *out)
{
    int failure = spfeval_answer_get_failure(from);
    uint32_t ttl;
    int status;

    spfeval_answer_clear(out);
    if (failure != SPFEVAL_FAILURE_NONE && failure != SPFEVAL_FAILURE_RCODE) {
        status = spfeval_answer_set_failure(out, failure);
    } else {
        status = spfeval_answer_set_rcode(out, spfeval_answer_get_rcode(from));
    }
    if (status == SPFEVAL_OK) {
        status = copy_records(from, out);
    }
    if (status == SPFEVAL_OK &&
        spfeval_answer_get_ttl(from, &ttl) == SPFEVAL_OK) {
        status = spfeval_answer_set_ttl(out, ttl);
    }
    return status;
}
