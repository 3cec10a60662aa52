/* SPDX-License-Identifier: BSD-2-Clause */
#include "names.h"

#include <spfeval/spfeval.h>

#include <string.h>
#include <strings.h>

int
names_find_rrtype(const char *name, size_t name_len)
{
    static const int types[] = {
        SPFEVAL_RRTYPE_A,  SPFEVAL_RRTYPE_AAAA, SPFEVAL_RRTYPE_CNAME,
        SPFEVAL_RRTYPE_MX, SPFEVAL_RRTYPE_PTR,  SPFEVAL_RRTYPE_TXT,
    };
    size_t i;

    for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        const char *candidate = spfeval_rrtype_name(types[i]);

        if (strlen(candidate) == name_len &&
            strncasecmp(candidate, name, name_len) == 0) {
            return types[i];
        }
    }
    return 0;
}

const char *
names_dns_class(uint32_t dns_class)
{
    switch (dns_class) {
    case SPFEVAL_DNS_OK:
        return "ok";
    case SPFEVAL_DNS_NODATA:
        return "nodata";
    case SPFEVAL_DNS_NXDOMAIN:
        return "nxdomain";
    case SPFEVAL_DNS_FAILED:
        return "failed";
    default:
        return NULL;
    }
}

const char *
names_event(uint32_t kind)
{
    switch (kind) {
    case SPFEVAL_EVENT_RECORD:
        return "record";
    case SPFEVAL_EVENT_TERM:
        return "term";
    case SPFEVAL_EVENT_LOOKUP:
        return "lookup";
    case SPFEVAL_EVENT_EXPLANATION:
        return "explanation";
    default:
        return "other"; /* a library newer than this command */
    }
}

const char *
names_verdict(uint32_t verdict)
{
    switch (verdict) {
    case SPFEVAL_VERDICT_MATCH:
        return "match";
    case SPFEVAL_VERDICT_NO_MATCH:
        return "no-match";
    case SPFEVAL_VERDICT_TEMPERROR:
        return "temperror";
    case SPFEVAL_VERDICT_PERMERROR:
        return "permerror";
    case SPFEVAL_VERDICT_FOLLOWED:
        return "followed";
    default:
        return NULL;
    }
}
