/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file session.h
 * Both identities of one SMTP session: HELO, then MAIL FROM (RFC 7208 sections
 * 2.3 and 2.4).
 *
 * A session is driven as a check is (check.h). Its two outcomes do not depend
 * on each other: MAIL FROM is checked whatever HELO gave, since DMARC wants to
 * know (RFC 9989 section 4.4.2), unless
 * SPFEVAL_OPTION_HELO_FAIL_IS_FINAL is set. With a null reverse-path both are
 * the same question, which is asked once.
 */
#ifndef SPFEVAL_SESSION_H
#define SPFEVAL_SESSION_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/check.h>
#include <spfeval/dns.h>
#include <spfeval/export.h>
#include <spfeval/options.h>
#include <spfeval/resolver.h>
#include <spfeval/result.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The checks of one SMTP session; opaque, reusable. */
typedef struct spfeval_session spfeval_session;

/**
 * Make a session.
 *
 * @param[in] options  The options; from now on they cannot be changed.
 * @param[out] out     The new session; written only on success.
 *
 * @retval SPFEVAL_OK            Made.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The caller frees it with spfeval_session_free(). It keeps the
 *            options alive by itself.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_session_new(spfeval_options *options,
                                    spfeval_session **out);

/**
 * Free a session, with its outcomes and queries.
 *
 * @param[in] session  The session, or NULL. It may be in any state.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_session_free(spfeval_session *session);

/**
 * Make a session ready for the next mail; as spfeval_check_reset().
 *
 * @param[in,out] session  The session; NULL is ignored.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_session_reset(spfeval_session *session);

/**
 * Set the address of the SMTP client; as spfeval_check_set_client().
 *
 * @param[in,out] session  A session before its first step.
 * @param[in] address      The address, in network order.
 * @param[in] address_len  4 or 16.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or another length.
 * @retval SPFEVAL_ERR_STATE     The session has begun.
 *
 * @ownership The address is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_session_set_client(spfeval_session *session,
                                           const uint8_t *address,
                                           size_t address_len);

/**
 * Set the address of the SMTP client from text; as
 * spfeval_check_set_client_text().
 *
 * @param[in,out] session  A session before its first step.
 * @param[in] text         The address.
 * @param[in] text_len     Its length in octets.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_SYNTAX    Not an address; nothing changed.
 * @retval SPFEVAL_ERR_STATE     The session has begun.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_session_set_client_text(spfeval_session *session,
                                                const char *text,
                                                size_t text_len);

/**
 * Set what the client said in HELO or EHLO.
 *
 * @param[in,out] session  A session before its first step.
 * @param[in] helo         The octets as received; may be NULL when helo_len is
 *                         0.
 * @param[in] helo_len     Their number, at most 65535.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or too long.
 * @retval SPFEVAL_ERR_STATE     The session has begun.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the call may be repeated.
 * @retval SPFEVAL_ERR_LIMIT     SPFEVAL_OPTION_MAX_BYTES.
 *
 * @ownership The octets are copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_session_set_helo(spfeval_session *session,
                                         const char *helo, size_t helo_len);

/**
 * Set the reverse-path of the mail; as spfeval_check_set_mailfrom().
 *
 * @param[in,out] session   A session before its first step.
 * @param[in] mailfrom      The octets as received; may be NULL when
 *                          mailfrom_len is 0.
 * @param[in] mailfrom_len  Their number, at most 65535.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or too long.
 * @retval SPFEVAL_ERR_STATE     The session has begun.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; nothing changed.
 * @retval SPFEVAL_ERR_LIMIT     SPFEVAL_OPTION_MAX_BYTES; nothing changed.
 *
 * @ownership The octets are copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_session_set_mailfrom(spfeval_session *session,
                                             const char *mailfrom,
                                             size_t mailfrom_len);

/**
 * Set the time of day; as spfeval_check_set_time().
 *
 * @param[in,out] session  A session before its first step.
 * @param[in] seconds      Seconds since 1970-01-01 00:00 UTC.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  session is NULL.
 * @retval SPFEVAL_ERR_STATE     The session has begun.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_session_set_time(spfeval_session *session,
                                         int64_t seconds);

/**
 * Go on as far as possible; as spfeval_check_step().
 *
 * @param[in,out] session  A session whose client address is set.
 *
 * @retval SPFEVAL_STEP_QUERY    At least one query is unanswered.
 * @retval SPFEVAL_STEP_DONE     The outcomes are there.
 * @retval SPFEVAL_ERR_ARGUMENT  session is NULL.
 * @retval SPFEVAL_ERR_STATE     The client address is not set.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; only reset and free are of use.
 * @retval SPFEVAL_ERR_LIMIT     As before, when MAIL FROM exceeds
 *                               SPFEVAL_OPTION_MAX_BYTES; HELO is then left
 *                               without an outcome.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_session_step(spfeval_session *session);

/**
 * Take the next query that was not taken yet.
 *
 * @param[in,out] session  A session that needs answers.
 * @param[out] out         The query; written only on success.
 *
 * @retval SPFEVAL_OK             Taken; answer it some time.
 * @retval SPFEVAL_ERR_NOT_FOUND  All queries were taken.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter.
 *
 * @ownership Borrowed; valid until the session is reset or freed.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_session_next_query(spfeval_session *session,
                                           const spfeval_query **out);

/**
 * Supply the answer to one outstanding query; as spfeval_check_answer().
 *
 * @param[in,out] session  A session with outstanding queries.
 * @param[in] query_id     Identifier from spfeval_query_get_id().
 * @param[in] answer       What the DNS said; its class must be set.
 *
 * @retval SPFEVAL_OK             The answer was stored.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, or not an answer to it.
 * @retval SPFEVAL_ERR_NOT_FOUND  No such query is outstanding.
 * @retval SPFEVAL_ERR_NOMEM      Out of memory. The session is over, as
 *                                spfeval_session_step() says from now on.
 * @retval SPFEVAL_ERR_LIMIT      As before, when MAIL FROM exceeds
 *                                SPFEVAL_OPTION_MAX_BYTES.
 *
 * @ownership The answer is copied; the caller keeps it.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_session_answer(spfeval_session *session,
                                       uint32_t query_id,
                                       const spfeval_answer *answer);

/**
 * End a session whose time is over; as spfeval_check_expire() for the identity
 * that is being checked and for the one after it.
 *
 * @param[in,out] session  A session.
 *
 * @retval SPFEVAL_OK            The session is finished.
 * @retval SPFEVAL_ERR_ARGUMENT  session is NULL.
 * @retval SPFEVAL_ERR_STATE     The client address is not set, or the session
 *                               ended with an error.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; there is no outcome.
 * @retval SPFEVAL_ERR_LIMIT     As before, for SPFEVAL_OPTION_MAX_BYTES.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_session_expire(spfeval_session *session);

/**
 * Tell a session the time; as spfeval_check_tick().
 *
 * SPFEVAL_OPTION_TIMEOUT_MS holds for each of the two identities.
 *
 * @param[in,out] session  A session.
 * @param[in] now_ms       Milliseconds of a clock that never goes back.
 * @param[out] left_ms     Milliseconds until the next deadline, 0 when the
 *                         session is finished; may be NULL. Written only on
 *                         success.
 *
 * @retval SPFEVAL_OK            Noted; spfeval_session_step() goes on.
 * @retval SPFEVAL_ERR_ARGUMENT  session is NULL.
 * @retval SPFEVAL_ERR_STATE     As spfeval_session_expire().
 * @retval SPFEVAL_ERR_NOMEM     As spfeval_session_expire().
 * @retval SPFEVAL_ERR_LIMIT     As spfeval_session_expire().
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_session_tick(spfeval_session *session, int64_t now_ms,
                                     int64_t *left_ms);

/**
 * Run a session to its end; as spfeval_check_run().
 *
 * @param[in,out] session   A session with its inputs set.
 * @param[in,out] resolver  Where the answers come from.
 *
 * @retval SPFEVAL_OK            Finished; see spfeval_session_get_outcome().
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_STATE     The client address is not set, queries of this
 *                               session were taken by someone else, or it is
 *                               being run: this is its lookup function.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 * @retval SPFEVAL_ERR_LIMIT     SPFEVAL_OPTION_MAX_BYTES was reached.
 * @retval SPFEVAL_ERR_RESOLVER  The lookup function failed.
 *
 * @threads One thread at a time per session; the resolver as its lookup
 *          function allows.
 * @since 0.1
 */
SPFEVAL_API int spfeval_session_run(spfeval_session *session,
                                    spfeval_resolver *resolver);

/**
 * Return the outcome for an identity.
 *
 * @param[in] session   A session.
 * @param[in] identity  A number of enum spfeval_identity.
 *
 * @return The outcome; NULL when the session is NULL or not finished, when the
 *         identity is not one, or was not checked: HELO without
 *         SPFEVAL_OPTION_CHECK_HELO, MAIL FROM after a HELO that was final; or
 *         of HELO, when its check exceeded SPFEVAL_OPTION_MAX_BYTES, which is
 *         no reason to spare MAIL FROM.
 *
 * @ownership Borrowed; valid until the session is reset or freed.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const spfeval_outcome *
spfeval_session_get_outcome(const spfeval_session *session, int identity);

#ifdef __cplusplus
}
#endif

#endif
