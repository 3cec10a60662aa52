/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/alias.h"

#include <spfeval/dns.h>
#include <spfeval/status.h>

#include "ldns/wire.h"

/* What one pass over the answer section finds for a name. */
struct found {
    bool records;
    bool cname;
    bool dname;
    struct spfe_record_frame alias; /* of the CNAME, else of the DNAME */
    struct spfe_name dname_owner;
};

void
spfe_alias_note_ttl(struct spfe_alias_chain *chain, uint32_t ttl)
{
    if (ttl > INT32_MAX) { /* RFC 2181 section 8 */
        ttl = 0;
    }
    if (ttl < chain->ttl) {
        chain->ttl = ttl;
    }
}

static int
note_dname(const struct spfe_message *message,
           const struct spfe_record_frame *record,
           const struct spfe_name *name, struct found *found)
{
    struct spfe_name owner;
    size_t end;
    int status = spfe_wire_name(message, record->owner, &owner, &end);

    /* Only what is below the owner is redirected. */
    if (status == SPFEVAL_OK && !found->cname && !found->dname &&
        !spfe_name_equal(name, &owner) && spfe_name_is_within(name, &owner)) {
        found->dname = true;
        found->alias = *record;
        found->dname_owner = owner;
    }
    return status;
}

static int
note_record(const struct spfe_message *message,
            const struct spfe_record_frame *record,
            const struct spfe_name *name, uint16_t type, struct found *found)
{
    if (record->type == SPFE_TYPE_DNAME) {
        return note_dname(message, record, name, found);
    }
    if (record->type != type && record->type != SPFEVAL_RRTYPE_CNAME) {
        return SPFEVAL_OK;
    }
    if (spfe_message_name_is(message, record->owner, name)) {
        if (record->type == type) {
            found->records = true;
        } else if (!found->cname) {
            found->cname = true;
            found->alias = *record;
        }
    }
    return SPFEVAL_OK;
}

static int
look(const struct spfe_message *message, const struct spfe_name *name,
     uint16_t type, struct found *found)
{
    struct spfe_record_walk walk = spfe_message_walk(message);
    struct spfe_record_frame record;
    int status = SPFEVAL_OK;

    found->records = false;
    found->cname = false;
    found->dname = false;
    while (status == SPFEVAL_OK &&
           spfe_message_next(message, &walk, &record) > 0 &&
           record.section == SPFE_SECTION_ANSWER) {
        if (record.rclass == SPFE_CLASS_IN) {
            status = note_record(message, &record, name, type, found);
        }
    }
    return status;
}

static int
go_on(const struct spfe_message *message, const struct found *found,
      struct spfe_alias_chain *chain)
{
    struct spfe_name target;
    size_t end;
    int status = spfe_wire_name(message, found->alias.rdata, &target, &end);

    if (status != SPFEVAL_OK) {
        return status;
    }
    spfe_alias_note_ttl(chain, found->alias.ttl);
    if (found->cname) {
        chain->end = target;
        return SPFEVAL_OK;
    }
    /* A server answers YXDOMAIN then (RFC 6672 section 2.2), not this. */
    return spfe_name_substitute(&chain->end, &found->dname_owner, &target)
               ? SPFEVAL_OK
               : SPFEVAL_ERR_SYNTAX;
}

int
spfe_alias_follow(const struct spfe_message *message,
                  const struct spfe_name *name, uint16_t type,
                  struct spfe_alias_chain *out)
{
    struct found found;
    int status;

    out->end = *name;
    out->aliases = 0;
    out->ttl = UINT32_MAX;
    for (;;) {
        status = look(message, &out->end, type, &found);
        out->has_records = found.records;
        if (status != SPFEVAL_OK || found.records ||
            (!found.cname && !found.dname)) {
            return status;
        }
        if (out->aliases == SPFE_ALIAS_MAX) {
            return SPFEVAL_ERR_LIMIT;
        }
        out->aliases++;
        status = go_on(message, &found, out);
        if (status != SPFEVAL_OK) {
            return status;
        }
    }
}
