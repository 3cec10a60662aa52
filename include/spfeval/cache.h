/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file cache.h
 * DNS answers kept in memory, for any resolver and any number of threads.
 *
 * SPF records are parsed once and kept with the answer: a hit parses and copies
 * nothing. (One of a thousand terms, which would take more than 32 KiB, is
 * kept as text.) The cache reads no clock; each call is told the time.
 *
 * A check gets along with an answer as it does without a cache, and has the
 * same bound: SPFEVAL_OPTION_MAX_BYTES. Only one that comes close to that may
 * end otherwise than without: parsing needs more room than its outcome, and an
 * SPF record in the place of an explanation is parsed here.
 */
#ifndef SPFEVAL_CACHE_H
#define SPFEVAL_CACHE_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/alloc.h>
#include <spfeval/check.h>
#include <spfeval/dns.h>
#include <spfeval/export.h>
#include <spfeval/resolver.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A cache of DNS answers; opaque. */
typedef struct spfeval_cache spfeval_cache;

/** Keys for spfeval_cache_set_u32(). The numbers never change. */
enum spfeval_cache_option {
    /**
     * The most answers kept. Default 10000; 1 to 16777216. From 1024 on, when
     * MAX_KIB is 1024 or more, they are in 16 parts, so that threads seldom
     * wait for each other. Each has a sixteenth of both bounds; which part a
     * question is in depends on its name and type.
     */
    SPFEVAL_CACHE_OPTION_MAX_ENTRIES = 1,
    /**
     * The most octets held, in units of 1024, without the table of
     * MAX_ENTRIES pointers. Default 16384 (16 MiB); 64 to 4194304.
     */
    SPFEVAL_CACHE_OPTION_MAX_KIB = 2,
    /**
     * The longest time an answer is kept, in seconds, however long its time to
     * live. Default 86400; 0 to 604800.
     */
    SPFEVAL_CACHE_OPTION_MAX_TTL = 3,
    /**
     * How long a failure is kept, in milliseconds, so that a domain whose
     * servers are down does not delay each mail. Default 5000; 0 to 300000
     * (RFC 2308 section 7).
     */
    SPFEVAL_CACHE_OPTION_FAILURE_MS = 4
};

/** What a cache counts. */
enum spfeval_cache_counter {
    /** Lookups that found an answer. */
    SPFEVAL_CACHE_COUNTER_HITS = 1,
    /** Lookups that found none, or an expired one. */
    SPFEVAL_CACHE_COUNTER_MISSES = 2,
    /** Answers that were removed to make room. */
    SPFEVAL_CACHE_COUNTER_EVICTIONS = 3,
    /** Answers held now, and what spfeval_cache_learn() keeps. */
    SPFEVAL_CACHE_COUNTER_ENTRIES = 4,
    /** Octets held now. */
    SPFEVAL_CACHE_COUNTER_BYTES = 5
};

/**
 * Make an empty cache.
 *
 * @param[in] allocator  NULL for malloc() and free(). It is called from each
 *                       thread that uses the cache or an answer from it, so
 *                       it must allow that.
 * @param[out] out       The new object; written only on success.
 *
 * @retval SPFEVAL_OK            Made.
 * @retval SPFEVAL_ERR_ARGUMENT  out is NULL, or the allocator is incomplete.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory, or of what locks need.
 *
 * @ownership The caller frees it with spfeval_cache_free().
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_cache_new(const spfeval_allocator *allocator,
                                  spfeval_cache **out);

/**
 * Free a cache.
 *
 * Checks that use answers from it keep them until they are reset.
 *
 * @param[in] cache  The object, or NULL.
 *
 * @threads One thread at a time per handle: no other may use the cache.
 * @since 0.1
 */
SPFEVAL_API void spfeval_cache_free(spfeval_cache *cache);

/**
 * Set a number.
 *
 * @param[in,out] cache  A cache that was not used yet.
 * @param[in] key        A number of enum spfeval_cache_option.
 * @param[in] value      The value, in the unit and range of the key.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  Unknown key, or value out of range.
 * @retval SPFEVAL_ERR_STATE     The cache was used already.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; nothing changed.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_cache_set_u32(spfeval_cache *cache, int key,
                                      uint32_t value);

/**
 * Find an answer.
 *
 * @param[in,out] cache   The cache.
 * @param[in] type        A number of enum spfeval_rrtype.
 * @param[in] name        The name, in the form of dns.h.
 * @param[in] name_len    Its length in octets.
 * @param[in] now_ms      Milliseconds of a clock that never goes back, the
 *                        same for all calls.
 * @param[in,out] answer  On success it stands for the answer in the cache,
 *                        with the time to live that is left; give it to
 *                        spfeval_check_answer(). Otherwise unchanged.
 *
 * @retval SPFEVAL_OK             Found.
 * @retval SPFEVAL_ERR_NOT_FOUND  Not there, or expired.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter.
 *
 * @threads Any thread, each with its own answer.
 * @since 0.1
 */
SPFEVAL_API int spfeval_cache_lookup(spfeval_cache *cache, int type,
                                     const char *name, size_t name_len,
                                     int64_t now_ms, spfeval_answer *answer);

/**
 * Keep an answer.
 *
 * It is kept for its time to live; a negative one that has none is not kept
 * (RFC 2308 section 5), a failure for SPFEVAL_CACHE_OPTION_FAILURE_MS. What was
 * kept for the same question goes. Others of its part of the cache, the least
 * recently used first, make room if need be. One that is larger than the bound
 * of a part is not kept.
 *
 * @param[in,out] cache   The cache.
 * @param[in] type        A number of enum spfeval_rrtype.
 * @param[in] name        The name, in the form of dns.h.
 * @param[in] name_len    Its length in octets, at most 65535.
 * @param[in] now_ms      As for spfeval_cache_lookup().
 * @param[in,out] answer  The answer; when it is kept it stands for the one in
 *                        the cache from now on, so that a check that is given
 *                        it need not parse it again.
 *
 * @retval SPFEVAL_OK            Kept, or not to be kept.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, the class is not set, or the
 *                               records are of another type.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the answer is unchanged.
 *
 * @threads Any thread, each with its own answer.
 * @since 0.1
 */
SPFEVAL_API int spfeval_cache_store(spfeval_cache *cache, int type,
                                    const char *name, size_t name_len,
                                    int64_t now_ms, spfeval_answer *answer);

/**
 * Remove all answers.
 *
 * @param[in,out] cache  The cache; NULL is ignored.
 *
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API void spfeval_cache_clear(spfeval_cache *cache);

/**
 * Return a counter.
 *
 * @param[in] cache    The cache.
 * @param[in] counter  A number of enum spfeval_cache_counter.
 *
 * @return Its value; 0 when cache is NULL or there is no such counter.
 *
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API uint64_t spfeval_cache_get_counter(spfeval_cache *cache,
                                               int counter);

/**
 * Tell a check what earlier evaluations of its domain needed.
 *
 * With SPFEVAL_PREFETCH_GRAPH it asks that in its first step. Otherwise the
 * call does nothing.
 *
 * @param[in,out] cache  The cache; it must outlive the check's first step.
 * @param[in,out] check  A check before its first step.
 *
 * @retval SPFEVAL_OK            Done.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_STATE     The check has begun.
 *
 * @threads Any thread for the cache; one thread at a time per check.
 * @since 0.1
 */
SPFEVAL_API int spfeval_cache_prime(spfeval_cache *cache,
                                    spfeval_check *check);

/**
 * Keep what the evaluation of a check's domain needed, for
 * spfeval_cache_prime().
 *
 * It adds to what earlier checks taught: mails of one domain need different
 * things. For up to 32 networks that sent last it is known what their mails
 * need of at most 64 questions in all. When a record has changed, what it
 * taught before is forgotten; so is a question that mails did without several
 * times though evaluation got to where it had been. It is kept until something
 * else needs the room; a check that ended as temperror teaches nothing.
 *
 * @param[in,out] cache  The cache.
 * @param[in] check      A finished check.
 *
 * @retval SPFEVAL_OK            Kept, or there is nothing to keep.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_STATE     The check is not finished.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; nothing changed.
 *
 * @threads Any thread for the cache; one thread at a time per check.
 * @since 0.1
 */
SPFEVAL_API int spfeval_cache_learn(spfeval_cache *cache,
                                    const spfeval_check *check);

/**
 * Make a resolver that looks into a cache before it asks another resolver.
 *
 * With SPFEVAL_PREFETCH_GRAPH, spfeval_check_run() with it also primes the
 * check and learns from it.
 *
 * @param[in] allocator  NULL for malloc() and free().
 * @param[in] cache      The cache.
 * @param[in] inner      Whom to ask. Its table must have a clock, which the
 *                       cache is told.
 * @param[out] out       The new object; written only on success.
 *
 * @retval SPFEVAL_OK            Made.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, an incomplete allocator, or
 *                               an inner resolver without a clock.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The caller frees it with spfeval_resolver_free(). Cache and inner
 *            resolver stay the caller's, and must outlive it.
 * @threads As the inner resolver allows.
 * @since 0.1
 */
SPFEVAL_API int spfeval_cache_resolver_new(const spfeval_allocator *allocator,
                                           spfeval_cache *cache,
                                           spfeval_resolver *inner,
                                           spfeval_resolver **out);

#ifdef __cplusplus
}
#endif

#endif
