/* SPDX-License-Identifier: BSD-2-Clause */
/* One DNS question. */
#ifndef SPFE_DNS_QUERY_H
#define SPFE_DNS_QUERY_H

#include <stdint.h>

#include <spfeval/dns.h>

#include "base/text.h"

struct spfeval_query {
    struct spfe_text name; /* NUL-terminated */
    uint32_t id;
    uint16_t type; /* enum spfeval_rrtype */
    uint32_t hash; /* of the name (base/dname.h) */
};

#endif
