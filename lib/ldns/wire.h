/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What libldns does for us: it expands the names in the data of records. No
 * type of it leaves wire.c.
 */
#ifndef SPFE_LDNS_WIRE_H
#define SPFE_LDNS_WIRE_H

#include <stddef.h>

#include "ldns/message.h"
#include "ldns/name.h"

/*
 * Expand the name at an offset, one that spfe_message_skip_name() steps over.
 * To compare one, spfe_message_name_is() takes no memory. SPFEVAL_OK,
 * SPFEVAL_ERR_SYNTAX or SPFEVAL_ERR_NOMEM.
 */
int spfe_wire_name(const struct spfe_message *message, size_t at,
                   struct spfe_name *out);

#endif
