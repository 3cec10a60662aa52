/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file check.h
 * The check: check_host() of RFC 7208 section 4 as a state machine.
 *
 * A check performs no I/O and reads no clock. spfeval_check_step() computes
 * until it needs DNS; the host resolves the queries as it likes and answers
 * them in any order. See doc/stepping.md, and resolver.h for a blocking call.
 */
#ifndef SPFEVAL_CHECK_H
#define SPFEVAL_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/dns.h>
#include <spfeval/export.h>
#include <spfeval/options.h>
#include <spfeval/result.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One SPF check; opaque, reusable. */
typedef struct spfeval_check spfeval_check;

/** What spfeval_check_step() returns besides a negative status. */
enum spfeval_step {
    /** Answers are needed; see spfeval_check_next_query(). */
    SPFEVAL_STEP_QUERY = 1,
    /** Finished; see spfeval_check_get_outcome(). */
    SPFEVAL_STEP_DONE = 2
};

/**
 * Make a check.
 *
 * @param[in] options  The options; from now on they cannot be changed.
 * @param[out] out     The new check; written only on success.
 *
 * @retval SPFEVAL_OK            Made.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The caller frees it with spfeval_check_free(). It keeps the
 *            options alive by itself.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_new(spfeval_options *options,
                                  spfeval_check **out);

/**
 * Free a check, with its outcome and queries.
 *
 * @param[in] check  The check, or NULL. It may be in any state.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_check_free(spfeval_check *check);

/**
 * Make a check ready for the next mail.
 *
 * Inputs, outcome and outstanding queries are forgotten, memory is kept for
 * the next use. Works in any state, also after an error.
 *
 * @param[in,out] check  The check; NULL is ignored.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_check_reset(spfeval_check *check);

/**
 * Set the address of the SMTP client. Required.
 *
 * An IPv4-mapped IPv6 address counts as the IPv4 address (RFC 7208 section 5).
 *
 * @param[in,out] check    A check before its first step.
 * @param[in] address      The address, in network order.
 * @param[in] address_len  4 or 16.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or another length.
 * @retval SPFEVAL_ERR_STATE     The check has begun.
 *
 * @ownership The address is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_set_client(spfeval_check *check,
                                         const uint8_t *address,
                                         size_t address_len);

/**
 * Set the address of the SMTP client from text.
 *
 * @param[in,out] check  A check before its first step.
 * @param[in] text       Four decimal numbers without leading zeros, or an IPv6
 *                       address as RFC 4291 section 2.2 says. No brackets, no
 *                       zone, no blanks.
 * @param[in] text_len   Its length in octets.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_SYNTAX    Not an address; nothing changed.
 * @retval SPFEVAL_ERR_STATE     The check has begun.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_set_client_text(spfeval_check *check,
                                              const char *text,
                                              size_t text_len);

/**
 * Choose the identity to check (RFC 7208 section 2).
 *
 * @param[in,out] check  A check before its first step.
 * @param[in] identity   A number of enum spfeval_identity; the default is
 *                       SPFEVAL_IDENTITY_MAILFROM.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  check is NULL, or another number.
 * @retval SPFEVAL_ERR_STATE     The check has begun.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_set_identity(spfeval_check *check, int identity);

/**
 * Set the reverse-path of the mail.
 *
 * Angle brackets and a source route are removed. Empty or "<>" is the null
 * reverse-path: then postmaster at the HELO name is checked (RFC 7208 section
 * 2.4). Without a local-part it becomes postmaster (section 4.3). The domain
 * is what follows the last "@".
 *
 * @param[in,out] check     A check before its first step.
 * @param[in] mailfrom      The octets as received; may be NULL when
 *                          mailfrom_len is 0.
 * @param[in] mailfrom_len  Their number, at most 65535.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or too long.
 * @retval SPFEVAL_ERR_STATE     The check has begun.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; nothing changed.
 * @retval SPFEVAL_ERR_LIMIT     SPFEVAL_OPTION_MAX_BYTES; nothing changed.
 *
 * @ownership The octets are copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_set_mailfrom(spfeval_check *check,
                                           const char *mailfrom,
                                           size_t mailfrom_len);

/**
 * Set what the client said in HELO or EHLO.
 *
 * @param[in,out] check  A check before its first step.
 * @param[in] helo       The octets as received; may be NULL when helo_len is
 *                       0.
 * @param[in] helo_len   Their number, at most 65535.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or too long.
 * @retval SPFEVAL_ERR_STATE     The check has begun.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; nothing changed.
 * @retval SPFEVAL_ERR_LIMIT     SPFEVAL_OPTION_MAX_BYTES; nothing changed.
 *
 * @ownership The octets are copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_set_helo(spfeval_check *check, const char *helo,
                                       size_t helo_len);

/**
 * Set the time of day, for the macro %{t} (RFC 7208 section 7.3).
 *
 * @param[in,out] check  A check before its first step.
 * @param[in] seconds    Seconds since 1970-01-01 00:00 UTC; the default is 0.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  check is NULL.
 * @retval SPFEVAL_ERR_STATE     The check has begun.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_set_time(spfeval_check *check, int64_t seconds);

/**
 * Go on as far as possible.
 *
 * @param[in,out] check  A check whose client address is set.
 *
 * @retval SPFEVAL_STEP_QUERY    At least one query is unanswered; calling it
 *                               again without an answer changes nothing.
 * @retval SPFEVAL_STEP_DONE     The outcome is there.
 * @retval SPFEVAL_ERR_ARGUMENT  check is NULL.
 * @retval SPFEVAL_ERR_STATE     The client address is not set.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory. The check is over without an
 *                               outcome; only reset and free are of use.
 * @retval SPFEVAL_ERR_LIMIT     As before, for SPFEVAL_OPTION_MAX_BYTES.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_step(spfeval_check *check);

/**
 * Take the next query that was not taken yet.
 *
 * @param[in,out] check  A check that needs answers.
 * @param[out] out       The query; written only on success.
 *
 * @retval SPFEVAL_OK             Taken; answer it some time.
 * @retval SPFEVAL_ERR_NOT_FOUND  All queries were taken.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter.
 *
 * @ownership Borrowed; valid until the check is reset or freed.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_next_query(spfeval_check *check,
                                         const spfeval_query **out);

/**
 * Supply the answer to one outstanding query.
 *
 * Answers may arrive in any order. Call spfeval_check_step() afterwards, also
 * when the answer could not be stored: the step tells that the check is over.
 *
 * @param[in,out] check   A check with outstanding queries.
 * @param[in] query_id    Identifier from spfeval_query_get_id().
 * @param[in] answer      What the DNS said; its class must be set.
 *
 * @retval SPFEVAL_OK             The answer was stored.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, the class is not set, or
 *                                the records are of another type; nothing
 *                                changed.
 * @retval SPFEVAL_ERR_NOT_FOUND  No such query is outstanding: the identifier
 *                                is unknown, from before a reset, or answered
 *                                already, or the check is finished; nothing
 *                                changed.
 * @retval SPFEVAL_ERR_NOMEM      Out of memory. The check is over without an
 *                                outcome, as spfeval_check_step() says from
 *                                now on.
 * @retval SPFEVAL_ERR_LIMIT      As before, for SPFEVAL_OPTION_MAX_BYTES.
 *
 * @ownership The answer is copied; the caller keeps it.
 * @threads One thread at a time per check.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_answer(spfeval_check *check, uint32_t query_id,
                                     const spfeval_answer *answer);

/**
 * End a check whose time is over (RFC 7208 section 4.6.4).
 *
 * The result becomes temperror. When only the explanation of a fail is
 * missing, the result stays fail, without the domain's explanation. Answers
 * that come later are refused. A finished check is not changed.
 *
 * @param[in,out] check  A check.
 *
 * @retval SPFEVAL_OK            The check is finished.
 * @retval SPFEVAL_ERR_ARGUMENT  check is NULL.
 * @retval SPFEVAL_ERR_STATE     The client address is not set, or the check
 *                               ended with an error.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; there is no outcome.
 * @retval SPFEVAL_ERR_LIMIT     As before, for SPFEVAL_OPTION_MAX_BYTES.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_expire(spfeval_check *check);

/**
 * Tell a check the time, so that it keeps its own deadline.
 *
 * The first call after a reset starts the clock. A call at which
 * SPFEVAL_OPTION_TIMEOUT_MS has passed, or 5 seconds since the first call in
 * which only the explanation was missing, expires the check as
 * spfeval_check_expire() does. A host that never calls it keeps the deadline in
 * its own way.
 *
 * @param[in,out] check  A check.
 * @param[in] now_ms     Milliseconds of a clock that never goes back.
 * @param[out] left_ms   Milliseconds until the deadline, 0 when it was
 *                       reached; may be NULL. Written only on success.
 *
 * @retval SPFEVAL_OK            Noted; spfeval_check_step() tells whether the
 *                               check is finished.
 * @retval SPFEVAL_ERR_ARGUMENT  check is NULL.
 * @retval SPFEVAL_ERR_STATE     As spfeval_check_expire().
 * @retval SPFEVAL_ERR_NOMEM     As spfeval_check_expire().
 * @retval SPFEVAL_ERR_LIMIT     As spfeval_check_expire().
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_tick(spfeval_check *check, int64_t now_ms,
                                   int64_t *left_ms);

/**
 * Return the outcome of a finished check.
 *
 * @param[in] check  A check.
 *
 * @return The outcome; NULL when the check is NULL or not finished.
 *
 * @ownership Borrowed; valid until the check is reset or freed.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const spfeval_outcome *
spfeval_check_get_outcome(const spfeval_check *check);

#ifdef __cplusplus
}
#endif

#endif
