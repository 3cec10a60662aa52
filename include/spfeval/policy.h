/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file
 * The published policy of a domain as a whole: all records that its SPF record
 * leads to, what they cost, what is wrong with them, and how to change them.
 * For those who publish records.
 *
 * A policy is walked like a check: it names its DNS questions and takes the
 * answers in any order. What it finds is for all client addresses at once.
 */
#ifndef SPFEVAL_POLICY_H
#define SPFEVAL_POLICY_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/check.h>
#include <spfeval/dns.h>
#include <spfeval/export.h>
#include <spfeval/lint.h>
#include <spfeval/options.h>
#include <spfeval/resolver.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The policy of a domain; opaque. */
typedef struct spfeval_policy spfeval_policy;

/**
 * What a policy costs the client addresses of one family (RFC 7208 section
 * 4.6.4).
 */
typedef struct spfeval_cost {
    /** sizeof(spfeval_cost) as the caller knows it. */
    size_t struct_size;
    /** Terms with lookups that the most expensive address needs. */
    uint32_t lookups;
    /** The limit on them. */
    uint32_t max_lookups;
    /**
     * Most void lookups that a client can meet. The terms "ptr", and those
     * whose name the message decides, such as "exists:%{i}.example", count:
     * what they ask for does not exist for every client.
     */
    uint32_t voids;
    /** The limit on them; SPFEVAL_UNLIMITED when there is none. */
    uint32_t max_voids;
    /** Terms with lookups in all records that are reached, each path once. */
    uint32_t all_lookups;
    /**
     * Terms "include" and "redirect" that could not be followed: not looked
     * up, or dependent on the message. What is behind them comes on top. The
     * lookups of all other terms are known, whether they match or not.
     */
    uint32_t unknown;
    /** Ranges of addresses that need more lookups than the limit. */
    uint32_t ranges_over;
    /** 4 or 16: octets used of first and last. */
    uint32_t address_len;
    /** The first address of a range that needs the most lookups. */
    uint8_t first[16];
    /** The last address of it. */
    uint8_t last[16];
} spfeval_cost;

/** A term of the domain's own record with its part of the lookups. */
typedef struct spfeval_share {
    /** sizeof(spfeval_share) as the caller knows it. */
    size_t struct_size;
    /** Octets from the start of the record to the term. */
    uint32_t offset;
    /** Octets of the term. */
    uint32_t length;
    /** Lookups of the term and all below it, for the address of the cost. */
    uint32_t lookups;
    /** Void lookups of it, for the same address. */
    uint32_t voids;
    /** Lookups in all records below it; see spfeval_cost. */
    uint32_t all_lookups;
} spfeval_share;

/** One lookup on the way of the most expensive address. */
typedef struct spfeval_charge {
    /** sizeof(spfeval_charge) as the caller knows it. */
    size_t struct_size;
    /** How many lookups there are with this one, from 1. */
    uint32_t number;
    /** How many includes lead to the record; a redirect does not count. */
    uint32_t depth;
    /** Where the record is published; NUL-terminated; empty when not set. */
    const char *owner;
    /** Its length in octets. */
    size_t owner_len;
    /** The term; any octet 0x21 to 0x7E, not NUL-terminated. */
    const char *term;
    /** Its length in octets. */
    size_t term_len;
} spfeval_charge;

/**
 * Make a policy.
 *
 * @param[in] options  The limits to measure by, the conversion of U-labels and
 *                     the allocator. From now on the options cannot change.
 * @param[out] out     The new policy; written only on success.
 *
 * @retval SPFEVAL_OK            Made.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The caller frees it with spfeval_policy_free().
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_new(spfeval_options *options,
                                   spfeval_policy **out);

/**
 * Free a policy.
 *
 * @param[in] policy  The policy, or NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_policy_free(spfeval_policy *policy);

/**
 * Set the domain.
 *
 * Required unless spfeval_policy_set_record() is called; together with it, the
 * domain is that of terms without one ("a", "mx") and of %{d}.
 *
 * @param[in,out] policy  A policy that was not stepped yet.
 * @param[in] domain      The domain; U-labels need spfeval_options_set_idna().
 * @param[in] domain_len  Its length in octets, at most 1024.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_SYNTAX    It is not a domain name of two or more labels.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_STATE     The policy was stepped.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The text is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_set_domain(spfeval_policy *policy,
                                          const char *domain,
                                          size_t domain_len);

/**
 * Set the text of the record, instead of the one that is published.
 *
 * @param[in,out] policy  A policy that was not stepped yet.
 * @param[in] text        The joined text of the TXT record; any octets.
 * @param[in] text_len    Its length in octets, at most 65535.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_LIMIT     The text is too long.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_STATE     The policy was stepped.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The text is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_set_record(spfeval_policy *policy,
                                          const char *text, size_t text_len);

/**
 * Also look up what only spfeval_policy_lint() needs: the domain's mail
 * exchangers and their records, obsolete record types, and names where a
 * record is published by mistake.
 *
 * @param[in,out] policy  A policy that was not stepped yet.
 * @param[in] on          1 to do so; 0, the default, not to.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  policy is NULL, or on is neither 0 nor 1.
 * @retval SPFEVAL_ERR_STATE     The policy was stepped.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_set_extras(spfeval_policy *policy, uint32_t on);

/**
 * Name a sender that spfeval_policy_authorize() or spfeval_policy_revoke() is
 * about, so that its addresses are looked up too. May be called again.
 *
 * @param[in,out] policy  A policy that was not stepped yet.
 * @param[in] text        A directive without a sign or with "+", such as
 *                        "a:smtp1.example.net" or "include:_spf.example.net";
 *                        or an address or network ("192.0.2.1"), which
 *                        becomes "ip4:" or "ip6:"; or a host name, which
 *                        becomes "a:".
 * @param[in] text_len    Its length in octets.
 *
 * @retval SPFEVAL_OK            Added.
 * @retval SPFEVAL_ERR_SYNTAX    It is none of these, or "all" or "ptr"; or
 *                               its domain holds one of ",;:/@", as in
 *                               "include:a.example,b.example".
 * @retval SPFEVAL_ERR_LIMIT     These are too many or too long.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_STATE     The policy was stepped.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The text is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_add_sender(spfeval_policy *policy,
                                          const char *text, size_t text_len);

/**
 * Go on as far as possible.
 *
 * @param[in,out] policy  A policy with a domain or a record.
 *
 * @retval SPFEVAL_STEP_QUERY    At least one query is unanswered.
 * @retval SPFEVAL_STEP_DONE     All is known.
 * @retval SPFEVAL_ERR_ARGUMENT  policy is NULL.
 * @retval SPFEVAL_ERR_STATE     Neither domain nor record is set.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the policy can only be freed.
 * @retval SPFEVAL_ERR_LIMIT     The records take more than 64 MiB; the policy
 *                               can only be freed.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_step(spfeval_policy *policy);

/**
 * Take the next query that was not taken yet; as spfeval_check_next_query().
 *
 * @param[in,out] policy  A policy that was stepped.
 * @param[out] out        The query; written only on success.
 *
 * @retval SPFEVAL_OK             Taken.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is none.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter.
 *
 * @ownership Borrowed; valid as long as the policy.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_next_query(spfeval_policy *policy,
                                          const spfeval_query **out);

/**
 * Supply the answer to one outstanding query; as spfeval_check_answer().
 *
 * @param[in,out] policy  A policy with outstanding queries.
 * @param[in] query_id    From spfeval_query_get_id().
 * @param[in] answer      What was found; of the type that was asked for.
 *
 * @retval SPFEVAL_OK             Taken; call spfeval_policy_step() next.
 * @retval SPFEVAL_ERR_NOT_FOUND  No open query has this id.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, an empty answer, or records
 *                                of another type.
 * @retval SPFEVAL_ERR_NOMEM      Out of memory. The policy is of no more use,
 *                                as spfeval_policy_step() says from now on.
 * @retval SPFEVAL_ERR_LIMIT      The records take too much; as before.
 *
 * @ownership The answer is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_answer(spfeval_policy *policy,
                                      uint32_t query_id,
                                      const spfeval_answer *answer);

/**
 * End the walk; what has no answer counts as not looked up.
 *
 * Called first of all, nothing is asked: then only the text of the record is
 * examined. The next spfeval_policy_step() returns SPFEVAL_STEP_DONE.
 *
 * @param[in,out] policy  A policy with a domain or a record.
 *
 * @retval SPFEVAL_OK            Ended, or was over.
 * @retval SPFEVAL_ERR_ARGUMENT  policy is NULL.
 * @retval SPFEVAL_ERR_STATE     Neither domain nor record is set, or it can
 *                               only be freed.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the policy can only be freed.
 * @retval SPFEVAL_ERR_LIMIT     The record takes more than 64 MiB; the same.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_expire(spfeval_policy *policy);

/**
 * Run a policy to its end, blocking.
 *
 * @param[in,out] policy    A policy with a domain or a record.
 * @param[in,out] resolver  Answers the questions. When it has a clock, the
 *                          walk ends after SPFEVAL_OPTION_TIMEOUT_MS, as with
 *                          spfeval_policy_expire().
 *
 * @retval SPFEVAL_OK            Done.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_RESOLVER  The resolver gave an unusable answer. The query
 *                               stays taken: to go on without its answer,
 *                               call spfeval_policy_expire().
 * @retval SPFEVAL_ERR_STATE     Neither domain nor record is set, or a query
 *                               was taken by somebody else.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 * @retval SPFEVAL_ERR_LIMIT     The records take too much.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_run(spfeval_policy *policy,
                                   spfeval_resolver *resolver);

/**
 * Return the text of the record.
 *
 * @param[in] policy    A policy.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The text that was set or found, any octets, NUL-terminated; of
 *         several published ones, the first; NULL when there is none, or not
 *         yet.
 *
 * @ownership Borrowed; valid as long as the policy.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_policy_get_record(const spfeval_policy *policy,
                                                  size_t *out_len);

/**
 * Return the domain in the form in which it is asked for.
 *
 * @param[in] policy    A policy.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The domain, NUL-terminated; NULL when it is not set.
 *
 * @ownership Borrowed; valid as long as the policy.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_policy_get_domain(const spfeval_policy *policy,
                                                  size_t *out_len);

/**
 * Find what is wrong or unwise in the policy.
 *
 * All that spfeval_lint_text() finds in the domain's own record, and what the
 * DNS shows; of the records that it leads to, the errors only. A question that
 * failed or was not asked is never an error: spfeval_lint_get_unchecked() has
 * it. Where spfeval_policy_get_cost() fails with SPFEVAL_ERR_LIMIT, nothing is
 * found that depends on all addresses, such as SPF-E022.
 *
 * @param[in] policy  A policy that is done.
 * @param[out] out    The findings; written only on success.
 *
 * @retval SPFEVAL_OK            Done; there may be no finding.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_STATE     The policy is not done.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 * @retval SPFEVAL_ERR_LIMIT     It would take more than 64 MiB.
 *
 * @ownership The caller frees it with spfeval_lint_free(); it does not need
 *            the policy.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_lint(spfeval_policy *policy,
                                    spfeval_lint **out);

/**
 * Read what the policy costs.
 *
 * A record that is missing or refused is taken as one without terms; an
 * address that goes round in a cycle is counted once round.
 *
 * @param[in,out] policy  A policy that is done.
 * @param[in] family      4 or 6: the clients it is about.
 * @param[in,out] out     A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK             Filled.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no valid record.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, another family, or
 *                                struct_size too small.
 * @retval SPFEVAL_ERR_STATE      The policy is not done.
 * @retval SPFEVAL_ERR_NOMEM      Out of memory.
 * @retval SPFEVAL_ERR_LIMIT      The records take too much memory or work.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_get_cost(spfeval_policy *policy, int family,
                                        spfeval_cost *out);

/**
 * Read the part of one term in the cost; in the order of evaluation.
 *
 * Only terms that cost something have one. Their lookups add up to those of
 * the cost.
 *
 * @param[in,out] policy  A policy that is done.
 * @param[in] family      4 or 6: the clients it is about.
 * @param[in] index       0 and up.
 * @param[in,out] out     A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK             Filled.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no further one.
 * @retval SPFEVAL_ERR_ARGUMENT   As spfeval_policy_get_cost().
 * @retval SPFEVAL_ERR_STATE      The policy is not done.
 * @retval SPFEVAL_ERR_NOMEM      Out of memory.
 * @retval SPFEVAL_ERR_LIMIT      The records take too much memory or work.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_get_share(spfeval_policy *policy, int family,
                                         uint32_t index, spfeval_share *out);

/**
 * Read one lookup of the most expensive address; in the order of evaluation.
 *
 * @param[in,out] policy  A policy that is done.
 * @param[in] family      4 or 6: the clients it is about.
 * @param[in] index       0 and up; at most 100 are kept.
 * @param[in,out] out     A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK             Filled.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no further one.
 * @retval SPFEVAL_ERR_ARGUMENT   As spfeval_policy_get_cost().
 * @retval SPFEVAL_ERR_STATE      The policy is not done.
 * @retval SPFEVAL_ERR_NOMEM      Out of memory.
 * @retval SPFEVAL_ERR_LIMIT      The records take too much memory or work.
 *
 * @ownership The texts are borrowed; valid as long as the policy.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_get_charge(spfeval_policy *policy, int family,
                                          uint32_t index, spfeval_charge *out);

/**
 * Write the cost on one line, such as
 * "lookups 12/10 (include:a.example 4, mx 1, a 1), void lookups 0/2".
 *
 * @param[in,out] policy  A policy that is done.
 * @param[in] family      4 or 6: the clients it is about.
 * @param[in] language    A number of enum spfeval_language.
 * @param[out] buffer     Receives the text and a NUL, octets 0x20 to 0x7E
 *                        only; may be NULL when capacity is 0.
 * @param[in] capacity    Octets in buffer.
 * @param[out] needed     Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK             Written.
 * @retval SPFEVAL_ERR_BUFFER     Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no valid record.
 * @retval SPFEVAL_ERR_ARGUMENT   policy is NULL, another family, no such
 *                                language, or buffer without need.
 * @retval SPFEVAL_ERR_STATE      The policy is not done.
 * @retval SPFEVAL_ERR_NOMEM      Out of memory.
 * @retval SPFEVAL_ERR_LIMIT      The records take too much memory or work.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_policy_print_cost(spfeval_policy *policy, int family,
                                          int language, char *buffer,
                                          size_t capacity, size_t *needed);

#ifdef __cplusplus
}
#endif

#endif
