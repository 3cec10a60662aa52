/* SPDX-License-Identifier: BSD-2-Clause */
/* Answering a question from a zone in memory. */
#include <spfeval/status.h>

#include "base/dname.h"
#include "resolver/zone.h"

enum {
    MOST_ALIASES = 16,
    NAME_MAX_OCTETS = 1024 /* no longer one can be in a zone */
};

/*
 * What stands at a name: itself, or in an authoritative zone the wildcard
 * below the closest name above it that exists (RFC 4592 section 3.3.1).
 */
static const struct spfe_zone_node *
find_source(const struct spfeval_zone *zone, struct spfe_text name)
{
    const struct spfe_zone_node *node = spfe_zone_find(zone, name);

    while (node == NULL || !node->exists) {
        if (!zone->authoritative || name.len == 0) {
            return NULL;
        }
        name = spfe_zone_parent(name);
        node = spfe_zone_find(zone, name);
        if (node != NULL && node->exists) {
            node = node->wildcard;
            return node != NULL && node->exists ? node : NULL;
        }
    }
    return node;
}

static const struct spfe_zone_fault *
find_fault(const struct spfe_zone_node *node, uint16_t type)
{
    const struct spfe_zone_fault *fault = node->faults;

    while (fault != NULL && fault->type != type) {
        fault = fault->next;
    }
    return fault;
}

static int
add_record(const struct spfe_zone_record *record, spfeval_answer *answer)
{
    struct spfe_text data = record->data;

    spfeval_answer_set_ttl(answer, record->ttl);
    switch (record->type) {
    case SPFEVAL_RRTYPE_A:
    case SPFEVAL_RRTYPE_AAAA:
        return spfeval_answer_add_address(answer, (const uint8_t *)data.ptr,
                                          data.len);
    case SPFEVAL_RRTYPE_TXT:
    case SPFEVAL_RRTYPE_SPF:
        return spfeval_answer_add_text(answer, data.ptr, data.len);
    case SPFEVAL_RRTYPE_MX:
        return spfeval_answer_add_mx(answer, record->preference, data.ptr,
                                     data.len);
    default:
        return spfeval_answer_add_ptr(answer, data.ptr, data.len);
    }
}

static int
add_records(const struct spfe_zone_node *node, uint16_t type,
            spfeval_answer *answer)
{
    const struct spfe_zone_record *record;
    int status = SPFEVAL_OK;

    for (record = node->first; record != NULL && status == SPFEVAL_OK;
         record = record->next) {
        if (record->type == type) {
            status = add_record(record, answer);
        }
    }
    return status;
}

static int
answer_fault(const struct spfe_zone_fault *fault, spfeval_answer *answer)
{
    if (fault->times_out) {
        return spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_TIMEOUT);
    }
    return spfeval_answer_set_rcode(answer, fault->rcode);
}

/*
 * Answer from what stands at a name; *alias is set when that is an alias which
 * has to be followed.
 */
static int
answer_from(const struct spfe_zone_node *node, uint16_t type,
            spfeval_answer *answer, const struct spfe_zone_record **alias)
{
    const struct spfe_zone_fault *fault = find_fault(node, type);
    int status;

    if (fault != NULL) {
        return answer_fault(fault, answer);
    }
    status = add_records(node, type, answer);
    if (status != SPFEVAL_OK || spfeval_answer_get_count(answer) > 0) {
        return status;
    }
    if (node->alias != NULL) {
        *alias = node->alias;
        return SPFEVAL_OK;
    }
    fault = find_fault(node, 0);
    return fault != NULL ? answer_fault(fault, answer)
                         : spfeval_answer_set_rcode(answer, 0);
}

static int
resolve(const struct spfeval_zone *zone, uint16_t type, struct spfe_text name,
        spfeval_answer *answer)
{
    uint32_t aliases = 0;

    for (;;) {
        const struct spfe_zone_node *node =
            find_source(zone, spfe_dname_trim(name));
        const struct spfe_zone_record *alias = NULL;
        int status;

        if (node == NULL) {
            return spfeval_answer_set_rcode(answer, 3);
        }
        status = answer_from(node, type, answer, &alias);
        if (status != SPFEVAL_OK || alias == NULL) {
            return status;
        }
        if (++aliases > MOST_ALIASES) {
            return spfeval_answer_set_failure(answer, SPFEVAL_FAILURE_ALIAS);
        }
        spfeval_answer_set_ttl(answer, alias->ttl);
        spfeval_answer_set_aliases(answer, aliases);
        name = alias->data;
    }
}

int
spfeval_zone_lookup(const spfeval_zone *zone, int type, const char *name,
                    size_t name_len, spfeval_answer *answer)
{
    struct spfe_text text = {name, (uint32_t)name_len};

    if (zone == NULL || name == NULL || answer == NULL || type <= 0 ||
        type > UINT16_MAX) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    spfeval_answer_clear(answer);
    if (name_len > NAME_MAX_OCTETS) {
        return spfeval_answer_set_rcode(answer, 3);
    }
    (void)spfeval_answer_set_authoritative(answer);
    return resolve(zone, (uint16_t)type, text, answer);
}
