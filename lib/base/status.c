/* SPDX-License-Identifier: BSD-2-Clause */
#include <spfeval/status.h>

const char *
spfeval_status_message(int status)
{
    switch (status) {
    case SPFEVAL_OK:
        return "success";
    case SPFEVAL_ERR_NOMEM:
        return "out of memory";
    case SPFEVAL_ERR_ARGUMENT:
        return "invalid argument";
    case SPFEVAL_ERR_STATE:
        return "not possible in this state";
    case SPFEVAL_ERR_SYNTAX:
        return "syntax error";
    case SPFEVAL_ERR_BUFFER:
        return "buffer too small";
    case SPFEVAL_ERR_NOT_FOUND:
        return "no such item";
    case SPFEVAL_ERR_LIMIT:
        return "memory limit of the check reached";
    case SPFEVAL_ERR_RESOLVER:
        return "the resolver cannot work";
    default:
        return "unknown status";
    }
}
