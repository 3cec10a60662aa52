/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/answer.h"

#include <assert.h>
#include <string.h>

#include <spfeval/status.h>

#include "base/mem.h"
#include "dns/shared.h"

enum {
    FIRST_CAPACITY = 512,
    NAME_MAX_OCTETS = 1024, /* 255 wire octets, even if each were escaped */
    RCODE_MAX = 4095,       /* RFC 6891 section 6.1.3 */
    DATA_MAX = 1 << 24      /* far above what one DNS message can carry */
};

enum {
    PLACE_AT_BITS = 19, /* of the data; the number of the record is above */
    PLACE_AT_MAX = (1 << PLACE_AT_BITS) - 1,
    PLACE_RECORD_MAX = (1 << (32 - PLACE_AT_BITS)) - 1
};

struct spfeval_answer {
    struct spfe_mem mem;
    uint8_t *data;
    size_t capacity;
    size_t len;
    size_t last_text; /* where the length of the last TXT record stands */
    uint32_t count;
    uint32_t ttl;
    int failure;
    int rcode;
    uint16_t type;
    uint8_t aliases;
    bool has_ttl;
    bool authoritative;
    bool has_rcode;
    struct spfe_shared *shared;      /* stands for this one; NULL for none */
    struct spfe_rr_place *last_read; /* readers may change it, and no more */
};

struct answer_memory {
    spfeval_answer answer; /* first: the handle points to it */
    struct spfe_rr_place last_read;
};

/* From now on there are other records. */
static void
forget_last_read(spfeval_answer *answer)
{
    atomic_store_explicit(&answer->last_read->word, 0, memory_order_relaxed);
}

/* What is built from now on takes the place of a shared answer. */
static void
drop_shared(spfeval_answer *answer)
{
    if (answer->shared != NULL) {
        spfe_shared_release(answer->shared);
        answer->shared = NULL;
        forget_last_read(answer);
        answer->has_ttl = false;
        answer->authoritative = false;
        answer->aliases = 0;
    }
}

void
spfe_answer_share(spfeval_answer *answer, struct spfe_shared *shared,
                  uint32_t ttl)
{
    spfe_shared_take(shared);
    spfeval_answer_clear(answer);
    answer->shared = shared;
    answer->aliases = shared->answer.aliases;
    answer->has_ttl = shared->answer.has_ttl;
    answer->ttl = ttl;
}

struct spfe_shared *
spfe_answer_get_shared(const spfeval_answer *answer)
{
    return answer->shared;
}

int
spfeval_answer_new(const spfeval_allocator *allocator, spfeval_answer **out)
{
    struct spfe_mem mem;
    struct answer_memory *memory;

    if (out == NULL || spfe_mem_init(&mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    memory = spfe_mem_alloc(&mem, sizeof(*memory));
    if (memory == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    memset(&memory->answer, 0, sizeof(memory->answer));
    atomic_init(&memory->last_read.word, 0);
    memory->answer.mem = mem;
    memory->answer.last_read = &memory->last_read;
    *out = &memory->answer;
    return SPFEVAL_OK;
}

void
spfeval_answer_free(spfeval_answer *answer)
{
    struct spfe_mem mem;

    if (answer == NULL) {
        return;
    }
    drop_shared(answer);
    mem = answer->mem;
    spfe_mem_free(&mem, answer->data);
    spfe_mem_free(&mem, answer);
}

void
spfeval_answer_clear(spfeval_answer *answer)
{
    if (answer == NULL) {
        return;
    }
    drop_shared(answer);
    forget_last_read(answer);
    answer->len = 0;
    answer->count = 0;
    answer->type = 0;
    answer->aliases = 0;
    answer->failure = SPFEVAL_FAILURE_NONE;
    answer->has_rcode = false;
    answer->has_ttl = false;
    answer->authoritative = false;
}

/* Make room for more octets at the end of the data. */
static int
reserve(spfeval_answer *answer, size_t more)
{
    size_t capacity = answer->capacity;
    uint8_t *data;

    if (more > DATA_MAX - answer->len) {
        return SPFEVAL_ERR_NOMEM;
    }
    if (answer->len + more <= capacity) {
        return SPFEVAL_OK;
    }
    if (capacity == 0) {
        capacity = FIRST_CAPACITY;
    }
    while (capacity < answer->len + more) {
        capacity *= 2;
    }
    data = spfe_mem_alloc(&answer->mem, capacity);
    if (data == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    if (answer->len > 0) {
        memcpy(data, answer->data, answer->len);
    }
    spfe_mem_free(&answer->mem, answer->data);
    answer->data = data;
    answer->capacity = capacity;
    return SPFEVAL_OK;
}

static void
put(spfeval_answer *answer, const void *octets, size_t len)
{
    if (len > 0) {
        memcpy(answer->data + answer->len, octets, len);
        answer->len += len;
    }
}

int
spfeval_answer_set_from(spfeval_answer *answer, const spfeval_answer *other)
{
    if (answer == NULL || other == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (answer == other) {
        return SPFEVAL_OK;
    }
    if (other->shared != NULL) {
        spfe_answer_share(answer, other->shared, other->ttl);
        answer->authoritative = other->authoritative;
        return SPFEVAL_OK;
    }
    spfeval_answer_clear(answer);
    if (reserve(answer, other->len) != SPFEVAL_OK) {
        return SPFEVAL_ERR_NOMEM;
    }
    put(answer, other->data, other->len);
    answer->last_text = other->last_text;
    answer->count = other->count;
    answer->ttl = other->ttl;
    answer->failure = other->failure;
    answer->rcode = other->rcode;
    answer->type = other->type;
    answer->aliases = other->aliases;
    answer->has_ttl = other->has_ttl;
    answer->authoritative = other->authoritative;
    answer->has_rcode = other->has_rcode;
    return SPFEVAL_OK;
}

int
spfeval_answer_set_rcode(spfeval_answer *answer, int rcode)
{
    if (answer == NULL || rcode < 0 || rcode > RCODE_MAX) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    drop_shared(answer);
    answer->rcode = rcode;
    answer->has_rcode = true;
    answer->failure = rcode == 0 || rcode == 3 ? SPFEVAL_FAILURE_NONE
                                               : SPFEVAL_FAILURE_RCODE;
    return SPFEVAL_OK;
}

int
spfeval_answer_set_failure(spfeval_answer *answer, int failure)
{
    if (answer == NULL || failure < SPFEVAL_FAILURE_TIMEOUT ||
        failure > SPFEVAL_FAILURE_ALIAS) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    drop_shared(answer);
    answer->failure = failure;
    answer->has_rcode = false;
    return SPFEVAL_OK;
}

int
spfeval_answer_set_ttl(spfeval_answer *answer, uint32_t ttl)
{
    if (answer == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (ttl > INT32_MAX) { /* RFC 2181 section 8 */
        ttl = 0;
    }
    drop_shared(answer);
    if (!answer->has_ttl || ttl < answer->ttl) {
        answer->ttl = ttl;
    }
    answer->has_ttl = true;
    return SPFEVAL_OK;
}

int
spfeval_answer_set_aliases(spfeval_answer *answer, uint32_t count)
{
    if (answer == NULL || count > UINT8_MAX) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    drop_shared(answer);
    answer->aliases = (uint8_t)count;
    return SPFEVAL_OK;
}

int
spfeval_answer_set_authoritative(spfeval_answer *answer)
{
    if (answer == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    drop_shared(answer);
    answer->authoritative = true;
    return SPFEVAL_OK;
}

/* Text ends in a NUL that its length does not count. */
static void
put_text(spfeval_answer *answer, const char *text, size_t len)
{
    put(answer, text, len);
    put(answer, "", 1);
}

static void
put_u16(spfeval_answer *answer, size_t number)
{
    uint16_t value = (uint16_t)number;

    put(answer, &value, sizeof(value));
}

/* Begin a record that takes size octets in all. */
static int
begin_record(spfeval_answer *answer, uint16_t type, size_t size)
{
    int status;

    if (answer->count > 0 && answer->type != type) {
        return SPFEVAL_ERR_STATE;
    }
    status = reserve(answer, size);
    if (status == SPFEVAL_OK) {
        drop_shared(answer);
        answer->type = type;
        answer->count++;
    }
    return status;
}

int
spfeval_answer_add_address(spfeval_answer *answer, const uint8_t *address,
                           size_t address_len)
{
    uint16_t type = address_len == 4 ? SPFEVAL_RRTYPE_A : SPFEVAL_RRTYPE_AAAA;
    int status;

    if (answer == NULL || address == NULL ||
        (address_len != 4 && address_len != 16)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    status = begin_record(answer, type, address_len);
    if (status == SPFEVAL_OK) {
        put(answer, address, address_len);
    }
    return status;
}

int
spfeval_answer_add_text(spfeval_answer *answer, const char *text,
                        size_t text_len)
{
    size_t at;
    int status;

    if (answer == NULL || (text == NULL && text_len > 0) ||
        text_len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    at = answer->len;
    status = begin_record(answer, SPFEVAL_RRTYPE_TXT, 3 + text_len);
    if (status == SPFEVAL_OK) {
        answer->last_text = at;
        put_u16(answer, text_len);
        put_text(answer, text, text_len);
    }
    return status;
}

int
spfeval_answer_extend_text(spfeval_answer *answer, const char *text,
                           size_t text_len)
{
    uint16_t before;
    uint16_t after;
    int status;

    if (answer == NULL || (text == NULL && text_len > 0)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (answer->count == 0 || answer->type != SPFEVAL_RRTYPE_TXT) {
        return SPFEVAL_ERR_STATE;
    }
    memcpy(&before, answer->data + answer->last_text, sizeof(before));
    if (text_len > (size_t)SPFE_TEXT_MAX - before) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    status = reserve(answer, text_len);
    if (status == SPFEVAL_OK) {
        after = (uint16_t)(before + text_len);
        memcpy(answer->data + answer->last_text, &after, sizeof(after));
        answer->len--; /* over the NUL */
        put_text(answer, text, text_len);
    }
    return status;
}

int
spfeval_answer_add_mx(spfeval_answer *answer, uint16_t preference,
                      const char *exchange, size_t exchange_len)
{
    int status;

    if (answer == NULL || (exchange == NULL && exchange_len > 0) ||
        exchange_len > NAME_MAX_OCTETS) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    status = begin_record(answer, SPFEVAL_RRTYPE_MX, 5 + exchange_len);
    if (status == SPFEVAL_OK) {
        put_u16(answer, preference);
        put_u16(answer, exchange_len);
        put_text(answer, exchange, exchange_len);
    }
    return status;
}

int
spfeval_answer_add_ptr(spfeval_answer *answer, const char *name,
                       size_t name_len)
{
    int status;

    if (answer == NULL || (name == NULL && name_len > 0) ||
        name_len > NAME_MAX_OCTETS) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    status = begin_record(answer, SPFEVAL_RRTYPE_PTR, 3 + name_len);
    if (status == SPFEVAL_OK) {
        put_u16(answer, name_len);
        put_text(answer, name, name_len);
    }
    return status;
}

int
spfeval_answer_get_class(const spfeval_answer *answer)
{
    if (answer == NULL) {
        return SPFEVAL_DNS_UNSET;
    }
    if (answer->shared != NULL) {
        return answer->shared->answer.dns_class;
    }
    if (answer->failure != SPFEVAL_FAILURE_NONE) {
        return SPFEVAL_DNS_FAILED;
    }
    if (answer->has_rcode && answer->rcode == 3) {
        return SPFEVAL_DNS_NXDOMAIN;
    }
    if (answer->count > 0) {
        return SPFEVAL_DNS_OK;
    }
    return answer->has_rcode ? SPFEVAL_DNS_NODATA : SPFEVAL_DNS_UNSET;
}

int
spfeval_answer_get_failure(const spfeval_answer *answer)
{
    if (answer == NULL) {
        return SPFEVAL_FAILURE_NONE;
    }
    return answer->shared != NULL ? answer->shared->answer.failure
                                  : answer->failure;
}

int
spfeval_answer_get_rcode(const spfeval_answer *answer)
{
    if (answer != NULL && answer->shared != NULL) {
        return answer->shared->answer.rcode;
    }
    return answer == NULL || !answer->has_rcode ? 0 : answer->rcode;
}

int
spfeval_answer_get_ttl(const spfeval_answer *answer, uint32_t *out)
{
    if (answer == NULL || out == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (!answer->has_ttl) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    *out = answer->ttl;
    return SPFEVAL_OK;
}

uint32_t
spfeval_answer_get_aliases(const spfeval_answer *answer)
{
    return answer == NULL ? 0 : answer->aliases;
}

int
spfeval_answer_get_authoritative(const spfeval_answer *answer)
{
    return answer != NULL && answer->authoritative ? 1 : 0;
}

uint32_t
spfeval_answer_get_count(const spfeval_answer *answer)
{
    if (spfeval_answer_get_class(answer) != SPFEVAL_DNS_OK) {
        return 0;
    }
    return answer->shared != NULL ? answer->shared->answer.count
                                  : answer->count;
}

struct spfe_answer
spfe_answer_view(const spfeval_answer *built)
{
    int dns_class = spfeval_answer_get_class(built);
    struct spfe_answer answer = {
        .ttl = built->ttl,
        .type = built->type,
        .rcode = built->has_rcode ? (uint16_t)built->rcode : 0,
        .dns_class = (uint8_t)dns_class,
        .failure = (uint8_t)built->failure,
        .aliases = built->aliases,
        .has_ttl = built->has_ttl,
        .authoritative = built->authoritative,
    };

    if (built->shared != NULL) {
        answer = built->shared->answer;
        answer.ttl = built->ttl;
        answer.authoritative = built->authoritative;
        return answer;
    }
    if (dns_class == SPFEVAL_DNS_OK) {
        answer.data = built->data;
        answer.len = (uint32_t)built->len;
        answer.count = built->count;
    }
    return answer;
}

int
spfe_answer_copy(const spfeval_answer *built, uint16_t type,
                 struct spfe_arena *arena, struct spfe_answer *out)
{
    struct spfe_answer copy = spfe_answer_view(built);

    if (!spfe_answer_fits(&copy, type)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    copy.type = type;
    if (copy.len > 0 && built->shared == NULL) {
        copy.data = (const uint8_t *)spfe_arena_copy(
            arena, (const char *)copy.data, copy.len);
        if (copy.data == NULL) {
            return arena->status;
        }
    }
    *out = copy;
    return SPFEVAL_OK;
}

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

int
spfeval_answer_get_record(const spfeval_answer *answer, uint32_t index,
                          spfeval_dns_record *out)
{
    struct spfe_answer seen;

    if (answer == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    seen = spfe_answer_view(answer);
    return spfe_answer_get_record(&seen, index, answer->last_read, out);
}

static const char *
rcode_name(int rcode)
{
    switch (rcode) {
    case 1:
        return "formerr";
    case 2:
        return "servfail";
    case 4:
        return "notimp";
    case 5:
        return "refused";
    default:
        return "rcode";
    }
}

static const char *
failure_name(int failure, int rcode)
{
    switch (failure) {
    case SPFEVAL_FAILURE_RCODE:
        return rcode_name(rcode);
    case SPFEVAL_FAILURE_TIMEOUT:
        return "timeout";
    case SPFEVAL_FAILURE_NETWORK:
        return "network";
    case SPFEVAL_FAILURE_MALFORMED:
        return "malformed";
    case SPFEVAL_FAILURE_ALIAS:
        return "alias";
    default:
        return "unknown";
    }
}

const char *
spfeval_dns_name(int dns_class, int failure, int rcode)
{
    switch (dns_class) {
    case SPFEVAL_DNS_OK:
        return "ok";
    case SPFEVAL_DNS_NODATA:
        return "nodata";
    case SPFEVAL_DNS_NXDOMAIN:
        return "nxdomain";
    case SPFEVAL_DNS_FAILED:
        return failure_name(failure, rcode);
    default:
        return "unknown";
    }
}
