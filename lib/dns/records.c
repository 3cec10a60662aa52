/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/records.h"

#include <assert.h>
#include <string.h>

#include <spfeval/status.h>

#include "dns/shared.h"

enum {
    PLACE_AT_BITS = 19, /* of the data; the number of the record is above */
    PLACE_AT_MAX = (1 << PLACE_AT_BITS) - 1,
    PLACE_RECORD_MAX = (1 << (32 - PLACE_AT_BITS)) - 1
};

struct spfe_rr_cursor
spfe_answer_records(const struct spfe_answer *answer)
{
    struct spfe_rr_cursor cursor = {answer->data, answer->data, answer->type};

    if (answer->len > 0) {
        cursor.end += answer->len;
    }
    return cursor;
}

static uint16_t
get_u16(struct spfe_rr_cursor *cursor)
{
    uint16_t value;

    memcpy(&value, cursor->at, sizeof(value));
    cursor->at += sizeof(value);
    return value;
}

/* The data is our own writing, so its lengths are right. */
bool
spfe_rr_next(struct spfe_rr_cursor *cursor, struct spfe_rr *out)
{
    if (cursor->at == cursor->end) {
        return false;
    }
    if (spfe_rr_is_address(cursor->type)) {
        out->address = cursor->at;
        cursor->at += spfe_rr_address_len(cursor->type);
        assert(cursor->at <= cursor->end);
        return true;
    }
    if (cursor->type == SPFEVAL_RRTYPE_MX) {
        out->preference = get_u16(cursor);
    }
    out->text.len = get_u16(cursor);
    out->text.ptr = (const char *)cursor->at;
    cursor->at += out->text.len + 1;
    assert(cursor->at <= cursor->end);
    return true;
}

void
spfe_answer_cut(struct spfe_answer *answer, uint32_t count)
{
    struct spfe_rr_cursor cursor = spfe_answer_records(answer);
    struct spfe_rr rr;

    for (answer->count = 0; answer->count < count; answer->count++) {
        spfe_rr_next(&cursor, &rr);
    }
    answer->len = (uint32_t)(cursor.at - answer->data);
}

static void
fill_record(const struct spfe_answer *answer, const struct spfe_rr *rr,
            spfeval_dns_record *out)
{
    out->type = answer->type;
    out->preference = answer->type == SPFEVAL_RRTYPE_MX ? rr->preference : 0;
    out->data = rr->text.ptr;
    out->data_len = rr->text.len;
    if (spfe_rr_is_address(answer->type)) {
        out->data = (const char *)rr->address;
        out->data_len = spfe_rr_address_len(answer->type);
    }
}

/* Move to a record, from the one that was read last if that helps. */
static void
go_to(const struct spfe_answer *answer, uint32_t index,
      struct spfe_rr_place *last, struct spfe_rr_cursor *cursor)
{
    uint32_t word = atomic_load_explicit(&last->word, memory_order_relaxed);
    uint32_t number = word >> PLACE_AT_BITS;
    struct spfe_rr rr;
    size_t at;

    if (number <= index) {
        cursor->at += word & PLACE_AT_MAX;
    } else {
        number = 0;
    }
    for (; number < index; number++) {
        spfe_rr_next(cursor, &rr);
    }
    at = (size_t)(cursor->at - answer->data);
    if (index <= PLACE_RECORD_MAX && at <= PLACE_AT_MAX) {
        word = index << PLACE_AT_BITS | (uint32_t)at;
        atomic_store_explicit(&last->word, word, memory_order_relaxed);
    }
}

int
spfe_answer_get_record(const struct spfe_answer *answer, uint32_t index,
                       struct spfe_rr_place *last, spfeval_dns_record *out)
{
    struct spfe_rr_cursor cursor = spfe_answer_records(answer);
    struct spfe_rr rr = {.text = {NULL, 0}};

    if (out == NULL || out->struct_size < sizeof(*out)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (index >= answer->count) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    if (spfe_rr_is_address(answer->type)) { /* all of one size */
        cursor.at += index * spfe_rr_address_len(answer->type);
    } else {
        go_to(answer, index, last, &cursor);
    }
    spfe_rr_next(&cursor, &rr);
    fill_record(answer, &rr, out);
    return SPFEVAL_OK;
}
