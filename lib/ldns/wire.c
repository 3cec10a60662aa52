/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/wire.h"

#include <string.h>

#include <ldns/ldns.h>

#include <spfeval/status.h>

/* ldns alone would follow up to 65535 pointers for each name. */
int
spfe_wire_name(const struct spfe_message *message, size_t at,
               struct spfe_name *out)
{
    ldns_rdf *name = NULL;
    ldns_status status;

    status = ldns_wire2dname(&name, message->octets, message->len, &at);
    if (status != LDNS_STATUS_OK) {
        return status == LDNS_STATUS_MEM_ERR ? SPFEVAL_ERR_NOMEM
                                             : SPFEVAL_ERR_SYNTAX;
    }
    if (name == NULL) {
        return SPFEVAL_ERR_NOMEM;
    }
    out->len = ldns_rdf_size(name);
    memcpy(out->octets, ldns_rdf_data(name), out->len);
    ldns_rdf_deep_free(name);
    return SPFEVAL_OK;
}
