/* SPDX-License-Identifier: BSD-2-Clause */
/* An answer while it is built. */
#include <string.h>

#include <spfeval/status.h>

#include "base/mem.h"
#include "dns/built.h"
#include "dns/shared.h"

enum {
    FIRST_CAPACITY = 512,
    NAME_MAX_OCTETS = 1024, /* 255 wire octets, even if each were escaped */
    RCODE_MAX = 4095,       /* RFC 6891 section 6.1.3 */
    KEEP_ON_REST = 4096,    /* octets; ordinary answers fit */
    DATA_MAX = 1 << 24      /* far above what one DNS message can carry */
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

void
spfe_answer_share_own(spfeval_answer *answer, struct spfe_shared *shared)
{
    bool authoritative = answer->authoritative;

    spfe_answer_share(answer, shared, answer->ttl);
    answer->authoritative = authoritative;
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

void
spfe_answer_rest(spfeval_answer *answer)
{
    spfeval_answer_clear(answer);
    if (answer != NULL && answer->capacity > KEEP_ON_REST) {
        spfe_mem_free(&answer->mem, answer->data);
        answer->data = NULL;
        answer->capacity = 0;
    }
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
