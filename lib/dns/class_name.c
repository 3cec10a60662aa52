/* SPDX-License-Identifier: BSD-2-Clause */
/* The words for what a DNS answer says, and for why there is none. */
#include <spfeval/dns.h>

static const char *
rcode_name(int rcode)
{
    switch (rcode) {
    case 1:
        return "formerr";
    case 2:
        return "servfail";
    case 4:
        return "notimp";
    case 5:
        return "refused";
    default:
        return "rcode";
    }
}

static const char *
failure_name(int failure, int rcode)
{
    switch (failure) {
    case SPFEVAL_FAILURE_RCODE:
        return rcode_name(rcode);
    case SPFEVAL_FAILURE_TIMEOUT:
        return "timeout";
    case SPFEVAL_FAILURE_NETWORK:
        return "network";
    case SPFEVAL_FAILURE_MALFORMED:
        return "malformed";
    case SPFEVAL_FAILURE_ALIAS:
        return "alias";
    default:
        return "unknown";
    }
}

const char *
spfeval_dns_name(int dns_class, int failure, int rcode)
{
    switch (dns_class) {
    case SPFEVAL_DNS_OK:
        return "ok";
    case SPFEVAL_DNS_NODATA:
        return "nodata";
    case SPFEVAL_DNS_NXDOMAIN:
        return "nxdomain";
    case SPFEVAL_DNS_FAILED:
        return failure_name(failure, rcode);
    default:
        return "unknown";
    }
}
