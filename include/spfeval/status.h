/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file status.h
 * "Did the call work": the status that nearly every function returns.
 *
 * A status says something about the call. What SPF says about a mail is the
 * result (result.h), and a DNS failure is part of an answer (dns.h).
 */
#ifndef SPFEVAL_STATUS_H
#define SPFEVAL_STATUS_H

#include <spfeval/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Zero, or a negative number. The numbers never change. */
enum spfeval_status {
    /** The call did what it says. */
    SPFEVAL_OK = 0,
    /** The allocator returned NULL. */
    SPFEVAL_ERR_NOMEM = -1,
    /** A parameter is outside what the function accepts. */
    SPFEVAL_ERR_ARGUMENT = -2,
    /** The object is not in a state in which the call makes sense. */
    SPFEVAL_ERR_STATE = -3,
    /** A text does not follow its grammar. */
    SPFEVAL_ERR_SYNTAX = -4,
    /** The caller's buffer is too small; the needed size was reported. */
    SPFEVAL_ERR_BUFFER = -5,
    /** There is no such item, or no further one. */
    SPFEVAL_ERR_NOT_FOUND = -6,
    /** The memory bound SPFEVAL_OPTION_MAX_BYTES was reached. */
    SPFEVAL_ERR_LIMIT = -7,
    /** The resolver could not work at all (not: the DNS did not answer). */
    SPFEVAL_ERR_RESOLVER = -8
};

/**
 * Return an English text for a status.
 *
 * @param[in] status  Any number.
 *
 * @return A constant text without a final full stop; "unknown status" for a
 *         number that is not in enum spfeval_status. Never NULL.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_status_message(int status);

#ifdef __cplusplus
}
#endif

#endif
