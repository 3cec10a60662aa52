/* SPDX-License-Identifier: BSD-2-Clause */
/* Building a zone in memory. */
#include "resolver/zone.h"

#include <string.h>

#include <spfeval/status.h>

#include "base/dname.h"

enum {
    NAME_MAX_OCTETS = 1024, /* 255 wire octets, even if each were escaped */
    RCODE_MAX = 4095        /* RFC 6891 section 6.1.3 */
};

static int
lookup(void *user_data, const spfeval_query *query, spfeval_answer *answer)
{
    size_t len = 0;
    const char *name = spfeval_query_get_name(query, &len);

    return spfeval_zone_lookup(user_data, spfeval_query_get_type(query), name,
                               len, answer);
}

int
spfeval_zone_new(const spfeval_allocator *allocator, spfeval_zone **out)
{
    struct spfe_mem mem;
    spfeval_zone *zone;

    if (out == NULL || spfe_mem_init(&mem, allocator) != SPFEVAL_OK) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    zone = spfe_mem_alloc(&mem, sizeof(*zone));
    if (zone == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    memset(zone, 0, sizeof(*zone));
    zone->mem = mem;
    spfe_arena_init(&zone->arena, &zone->mem, SIZE_MAX, NULL, 0);
    zone->resolver.mem = mem;
    zone->resolver.ops.struct_size = sizeof(zone->resolver.ops);
    zone->resolver.ops.lookup = lookup;
    zone->resolver.user_data = zone;
    *out = zone;
    return SPFEVAL_OK;
}

void
spfeval_zone_free(spfeval_zone *zone)
{
    struct spfe_mem mem;

    if (zone == NULL) {
        return;
    }
    spfe_arena_clear(&zone->arena);
    mem = zone->mem;
    spfe_mem_free(&mem, zone->buckets);
    spfe_mem_free(&mem, zone);
}

spfeval_resolver *
spfeval_zone_get_resolver(spfeval_zone *zone)
{
    return zone == NULL ? NULL : &zone->resolver;
}

int
spfeval_zone_set_authoritative(spfeval_zone *zone)
{
    if (zone == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (zone->has_names) {
        return SPFEVAL_ERR_STATE;
    }
    spfe_zone_forget(zone); /* what an addition without memory left behind */
    zone->authoritative = true;
    return SPFEVAL_OK;
}

/* Find the place of a name from outside, added if need be. */
static int
enter(spfeval_zone *zone, const char *name, size_t name_len,
      struct spfe_zone_node **out)
{
    struct spfe_text text = {name, (uint32_t)name_len};

    if (zone == NULL || name == NULL || name_len > NAME_MAX_OCTETS) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    *out = spfe_zone_enter(zone, spfe_dname_trim(text));
    return *out == NULL ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK;
}

int
spfeval_zone_add_name(spfeval_zone *zone, const char *name, size_t name_len)
{
    struct spfe_zone_node *node;
    int status = enter(zone, name, name_len, &node);

    if (status == SPFEVAL_OK) {
        spfe_zone_confirm(zone, node);
    }
    return status;
}

/* --- records ------------------------------------------------------------- */

static struct spfe_zone_record *
make_record(spfeval_zone *zone, const struct spfe_zone_record *model)
{
    struct spfe_zone_record *record =
        spfe_arena_alloc(&zone->arena, sizeof(*record));

    if (record == NULL) {
        return NULL;
    }
    *record = *model;
    record->data.ptr =
        spfe_arena_copy(&zone->arena, model->data.ptr, model->data.len);
    return record->data.ptr == NULL ? NULL : record;
}

static void
append(struct spfe_zone_node *node, struct spfe_zone_record *record)
{
    if (record->type == SPFEVAL_RRTYPE_CNAME) {
        node->alias = record;
        return;
    }
    if (node->last == NULL) {
        node->first = record;
    } else {
        node->last->next = record;
    }
    node->last = record;
}

/* Add a copy of a record whose data the caller lent. */
static int
add_record(spfeval_zone *zone, const char *name, size_t name_len,
           const struct spfe_zone_record *model)
{
    struct spfe_zone_record *record;
    struct spfe_zone_node *node;
    int status = enter(zone, name, name_len, &node);

    if (status != SPFEVAL_OK) {
        return status;
    }
    record = make_record(zone, model);
    if (record == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    append(node, record);
    spfe_zone_confirm(zone, node);
    return SPFEVAL_OK;
}

int
spfeval_zone_add_address(spfeval_zone *zone, const char *name, size_t name_len,
                         uint32_t ttl, const uint8_t *address,
                         size_t address_len)
{
    struct spfe_zone_record model = {
        .data = {(const char *)address, (uint32_t)address_len},
        .ttl = ttl,
        .type = address_len == 4 ? SPFEVAL_RRTYPE_A : SPFEVAL_RRTYPE_AAAA,
    };

    if (address == NULL || (address_len != 4 && address_len != 16)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    return add_record(zone, name, name_len, &model);
}

static int
add_text(spfeval_zone *zone, const char *name, size_t name_len, uint32_t ttl,
         uint16_t type, const char *text, size_t text_len)
{
    struct spfe_zone_record model = {
        .data = {text, (uint32_t)text_len},
        .ttl = ttl,
        .type = type,
    };

    if ((text == NULL && text_len > 0) || text_len > SPFE_TEXT_MAX) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    return add_record(zone, name, name_len, &model);
}

int
spfeval_zone_add_text(spfeval_zone *zone, const char *name, size_t name_len,
                      uint32_t ttl, const char *text, size_t text_len)
{
    return add_text(zone, name, name_len, ttl, SPFEVAL_RRTYPE_TXT, text,
                    text_len);
}

int
spfeval_zone_add_spf(spfeval_zone *zone, const char *name, size_t name_len,
                     uint32_t ttl, const char *text, size_t text_len)
{
    return add_text(zone, name, name_len, ttl, SPFEVAL_RRTYPE_SPF, text,
                    text_len);
}

/* MX, PTR and CNAME: the data is a name. */
static int
add_target(spfeval_zone *zone, const char *name, size_t name_len,
           struct spfe_zone_record *model, const char *target,
           size_t target_len)
{
    if (target == NULL || target_len > NAME_MAX_OCTETS) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    model->data.ptr = target;
    model->data.len = (uint32_t)target_len;
    return add_record(zone, name, name_len, model);
}

int
spfeval_zone_add_mx(spfeval_zone *zone, const char *name, size_t name_len,
                    uint32_t ttl, uint16_t preference, const char *exchange,
                    size_t exchange_len)
{
    struct spfe_zone_record model = {
        .ttl = ttl, .type = SPFEVAL_RRTYPE_MX, .preference = preference};

    return add_target(zone, name, name_len, &model,
                      exchange_len == 0 ? "" : exchange, exchange_len);
}

int
spfeval_zone_add_ptr(spfeval_zone *zone, const char *name, size_t name_len,
                     uint32_t ttl, const char *target, size_t target_len)
{
    struct spfe_zone_record model = {.ttl = ttl, .type = SPFEVAL_RRTYPE_PTR};

    return add_target(zone, name, name_len, &model, target, target_len);
}

int
spfeval_zone_add_cname(spfeval_zone *zone, const char *name, size_t name_len,
                       uint32_t ttl, const char *target, size_t target_len)
{
    struct spfe_zone_record model = {.ttl = ttl, .type = SPFEVAL_RRTYPE_CNAME};

    return add_target(zone, name, name_len, &model, target, target_len);
}

/* --- failures ------------------------------------------------------------ */

static bool
is_type(int type)
{
    switch (type) {
    case 0: /* each type without a record */
    case SPFEVAL_RRTYPE_A:
    case SPFEVAL_RRTYPE_CNAME:
    case SPFEVAL_RRTYPE_PTR:
    case SPFEVAL_RRTYPE_MX:
    case SPFEVAL_RRTYPE_TXT:
    case SPFEVAL_RRTYPE_AAAA:
    case SPFEVAL_RRTYPE_SPF:
        return true;
    default:
        return false;
    }
}

/* The last fault for a type counts, so it is put first. */
static int
add_fault(spfeval_zone *zone, const char *name, size_t name_len,
          const struct spfe_zone_fault *model)
{
    struct spfe_zone_fault *fault;
    struct spfe_zone_node *node;
    int status = enter(zone, name, name_len, &node);

    if (status != SPFEVAL_OK) {
        return status;
    }
    fault = spfe_arena_alloc(&zone->arena, sizeof(*fault));
    if (fault == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    *fault = *model;
    fault->next = node->faults;
    node->faults = fault;
    spfe_zone_confirm(zone, node);
    return SPFEVAL_OK;
}

int
spfeval_zone_add_timeout(spfeval_zone *zone, const char *name, size_t name_len,
                         int type)
{
    struct spfe_zone_fault model = {.type = (uint16_t)type, .times_out = true};

    if (!is_type(type)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    return add_fault(zone, name, name_len, &model);
}

int
spfeval_zone_add_rcode(spfeval_zone *zone, const char *name, size_t name_len,
                       int type, int rcode)
{
    struct spfe_zone_fault model = {.type = (uint16_t)type,
                                    .rcode = (uint16_t)rcode};

    if (!is_type(type) || rcode < 0 || rcode > RCODE_MAX) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    return add_fault(zone, name, name_len, &model);
}
