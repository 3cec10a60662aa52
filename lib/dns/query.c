/* SPDX-License-Identifier: BSD-2-Clause */
#include "dns/query.h"

uint32_t
spfeval_query_get_id(const spfeval_query *query)
{
    return query == NULL ? 0 : query->id;
}

int
spfeval_query_get_type(const spfeval_query *query)
{
    return query == NULL ? 0 : query->type;
}

const char *
spfeval_query_get_name(const spfeval_query *query, size_t *out_len)
{
    if (query == NULL) {
        return NULL;
    }
    if (out_len != NULL) {
        *out_len = query->name.len;
    }
    return query->name.ptr;
}

const char *
spfeval_rrtype_name(int type)
{
    switch (type) {
    case SPFEVAL_RRTYPE_A:
        return "A";
    case SPFEVAL_RRTYPE_CNAME:
        return "CNAME";
    case SPFEVAL_RRTYPE_PTR:
        return "PTR";
    case SPFEVAL_RRTYPE_MX:
        return "MX";
    case SPFEVAL_RRTYPE_TXT:
        return "TXT";
    case SPFEVAL_RRTYPE_AAAA:
        return "AAAA";
    case SPFEVAL_RRTYPE_SPF:
        return "SPF";
    default:
        return "unknown";
    }
}
