/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/alias.h"

#include <stdbool.h>

#include <spfeval/dns.h>
#include <spfeval/status.h>

#include "ldns/wire.h"

/* A DNAME comes with the CNAME that is made of it (RFC 6672 section 3.1). */
enum { MOST_RECORDS = 2 * SPFE_ALIAS_MAX };

/* The aliases of a message, each owner expanded once. */
struct aliases {
    unsigned count;
    struct alias {
        struct spfe_record_frame record;
        struct spfe_name owner;
    } of[MOST_RECORDS];
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
add_alias(const struct spfe_message *message,
          const struct spfe_record_frame *record, struct aliases *aliases)
{
    struct alias *alias = &aliases->of[aliases->count];

    if (aliases->count == MOST_RECORDS) {
        return SPFEVAL_ERR_LIMIT;
    }
    aliases->count++;
    alias->record = *record;
    return spfe_wire_name(message, record->owner, &alias->owner);
}

static int
collect(const struct spfe_message *message, struct aliases *aliases)
{
    struct spfe_record_walk walk = spfe_message_walk(message);
    struct spfe_record_frame record;
    int status = SPFEVAL_OK;

    aliases->count = 0;
    while (status == SPFEVAL_OK &&
           spfe_message_next(message, &walk, &record) > 0 &&
           record.section == SPFE_SECTION_ANSWER) {
        if (record.rclass == SPFE_CLASS_IN &&
            (record.type == SPFEVAL_RRTYPE_CNAME ||
             record.type == SPFE_TYPE_DNAME)) {
            status = add_alias(message, &record, aliases);
        }
    }
    return status;
}

/* The first CNAME of a name, else the first DNAME above it, else NULL. */
static const struct alias *
find(const struct aliases *aliases, const struct spfe_name *name)
{
    const struct alias *dname = NULL;
    unsigned i;

    for (i = 0; i < aliases->count; i++) {
        const struct alias *alias = &aliases->of[i];

        if (alias->record.type == SPFEVAL_RRTYPE_CNAME) {
            if (spfe_name_equal(name, &alias->owner)) {
                return alias;
            }
        } else if (dname == NULL && name->len > alias->owner.len &&
                   spfe_name_is_within(name, &alias->owner)) {
            dname = alias; /* what is below its owner is redirected */
        }
    }
    return dname;
}

static int
go_on(const struct spfe_message *message, const struct alias *alias,
      struct spfe_alias_chain *chain)
{
    struct spfe_name target;
    int status = spfe_wire_name(message, alias->record.rdata, &target);

    if (status != SPFEVAL_OK) {
        return status;
    }
    spfe_alias_note_ttl(chain, alias->record.ttl);
    chain->aliases++;
    /*
     * A CNAME's owner is all of the name. For a result that is too long a
     * server answers YXDOMAIN (RFC 6672 section 2.2), not this.
     */
    return spfe_name_substitute(&chain->end, &alias->owner, &target)
               ? SPFEVAL_OK
               : SPFEVAL_ERR_SYNTAX;
}

int
spfe_alias_follow(const struct spfe_message *message,
                  const struct spfe_name *name, struct spfe_alias_chain *out)
{
    struct aliases aliases;
    const struct alias *alias;
    int status = collect(message, &aliases);

    out->end = *name;
    out->aliases = 0;
    out->ttl = UINT32_MAX;
    while (status == SPFEVAL_OK &&
           (alias = find(&aliases, &out->end)) != NULL) {
        status = out->aliases == SPFE_ALIAS_MAX ? SPFEVAL_ERR_LIMIT
                                                : go_on(message, alias, out);
    }
    return status;
}
