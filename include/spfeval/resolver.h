/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file resolver.h
 * A blocking way to run a check: any source of DNS answers as a table of
 * functions.
 */
#ifndef SPFEVAL_RESOLVER_H
#define SPFEVAL_RESOLVER_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/alloc.h>
#include <spfeval/check.h>
#include <spfeval/dns.h>
#include <spfeval/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A source of DNS answers; opaque. */
typedef struct spfeval_resolver spfeval_resolver;

/** What a source of DNS answers can do. */
typedef struct spfeval_resolver_ops {
    /** sizeof(spfeval_resolver_ops) as the caller knows it. */
    size_t struct_size;
    /**
     * Answer one query, waiting as long as it takes. The answer is empty at
     * first. Return SPFEVAL_OK once it is filled: that the DNS fails is an
     * answer too (spfeval_answer_set_failure()). A negative number means that
     * the resolver itself cannot work; it ends spfeval_check_run() with this
     * number if it is of enum spfeval_status, else with
     * SPFEVAL_ERR_RESOLVER. It may look at the check that asks, and end it by
     * spfeval_check_expire(); it must not free or reset it.
     */
    int (*lookup)(void *user_data, const spfeval_query *query,
                  spfeval_answer *answer);
    /** Called once by spfeval_resolver_free(); may be NULL. */
    void (*release)(void *user_data);
    /**
     * Return milliseconds of a clock that never goes back, for
     * SPFEVAL_OPTION_TIMEOUT_MS; NULL when lookup never waits.
     */
    int64_t (*now)(void *user_data);
} spfeval_resolver_ops;

/**
 * Make a resolver from functions.
 *
 * @param[in] allocator  NULL for malloc() and free().
 * @param[in] ops        The functions; lookup is required. Copied.
 * @param[in] user_data  Given to each of them.
 * @param[out] out       The new object; written only on success.
 *
 * @retval SPFEVAL_OK            Made.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or an incomplete table.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; release was not called.
 *
 * @ownership The caller frees it with spfeval_resolver_free().
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_resolver_new(const spfeval_allocator *allocator,
                                     const spfeval_resolver_ops *ops,
                                     void *user_data, spfeval_resolver **out);

/**
 * Free a resolver; calls its release function.
 *
 * @param[in] resolver  The object, or NULL. Never one borrowed from a zone.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_resolver_free(spfeval_resolver *resolver);

/**
 * Ask a resolver one question.
 *
 * For resolvers that stand before another one, and for tests.
 *
 * @param[in] resolver    The resolver.
 * @param[in] query       The question, from a check.
 * @param[in,out] answer  Cleared, then filled.
 *
 * @retval SPFEVAL_OK            Answered.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_RESOLVER  The lookup function returned an unknown number.
 * @retval SPFEVAL_ERR_NOMEM     The lookup function said so; likewise any other
 *                               status.
 *
 * @threads As the lookup function allows.
 * @since 0.1
 */
SPFEVAL_API int spfeval_resolver_lookup(spfeval_resolver *resolver,
                                        const spfeval_query *query,
                                        spfeval_answer *answer);

/**
 * Run a check to its end, one query at a time.
 *
 * After an error the check has no outcome; only reset and free are of use.
 *
 * @param[in,out] check     A check with its inputs set.
 * @param[in,out] resolver  Where the answers come from.
 *
 * @retval SPFEVAL_OK            Finished; see spfeval_check_get_outcome().
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_STATE     The client address is not set, queries of this
 *                               check were taken by someone else, or it is
 *                               being run: this is its lookup function.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 * @retval SPFEVAL_ERR_LIMIT     SPFEVAL_OPTION_MAX_BYTES was reached.
 * @retval SPFEVAL_ERR_RESOLVER  The lookup function failed.
 *
 * @threads One thread at a time per check; the resolver as its lookup
 *          function allows.
 * @since 0.1
 */
SPFEVAL_API int spfeval_check_run(spfeval_check *check,
                                  spfeval_resolver *resolver);

#ifdef __cplusplus
}
#endif

#endif
