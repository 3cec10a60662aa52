/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file result.h
 * What a finished check found: the result, why, where, and at what cost.
 */
#ifndef SPFEVAL_RESULT_H
#define SPFEVAL_RESULT_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/dns.h>
#include <spfeval/export.h>
#include <spfeval/record.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The results of RFC 7208 section 2.6. The numbers never change. */
enum spfeval_result {
    SPFEVAL_RESULT_UNSET = 0,    /**< Not decided yet; never a verdict. */
    SPFEVAL_RESULT_NONE = 1,     /**< No usable domain, or no record. */
    SPFEVAL_RESULT_NEUTRAL = 2,  /**< The domain says nothing of the client. */
    SPFEVAL_RESULT_PASS = 3,     /**< The client is authorized. */
    SPFEVAL_RESULT_FAIL = 4,     /**< The client is not authorized. */
    SPFEVAL_RESULT_SOFTFAIL = 5, /**< It is probably not authorized. */
    SPFEVAL_RESULT_TEMPERROR = 6, /**< A failure that may pass. */
    SPFEVAL_RESULT_PERMERROR = 7  /**< The records cannot be interpreted. */
};

/** Why the result is what it is. The numbers never change. */
enum spfeval_reason {
    /** Not decided yet. */
    SPFEVAL_REASON_UNSET = 0,
    /** none: the domain has no SPF record (RFC 7208 section 4.5). */
    SPFEVAL_REASON_NO_RECORD = 1,
    /** none: the domain does not exist (RFC 7208 section 4.3). */
    SPFEVAL_REASON_NXDOMAIN = 2,
    /** none: not a usable mail domain (RFC 7208 section 4.3). */
    SPFEVAL_REASON_BAD_DOMAIN = 3,
    /** none: not convertible to A-labels (RFC 8616 section 4). */
    SPFEVAL_REASON_IDNA = 4,
    /** A directive matched (RFC 7208 section 4.6.2). */
    SPFEVAL_REASON_MATCH = 10,
    /** neutral: no directive matched (RFC 7208 section 4.7). */
    SPFEVAL_REASON_DEFAULT = 11,
    /** temperror: a DNS query failed (RFC 7208 section 4.4). */
    SPFEVAL_REASON_DNS_FAILED = 20,
    /** temperror: the time was over (RFC 7208 section 4.6.4). */
    SPFEVAL_REASON_TIMEOUT = 21,
    /** permerror: a record breaks the grammar (RFC 7208 section 4.6). */
    SPFEVAL_REASON_SYNTAX = 30,
    /** permerror: several records at a name (RFC 7208 section 4.5). */
    SPFEVAL_REASON_MULTIPLE_RECORDS = 31,
    /** permerror: too many terms with DNS queries (section 4.6.4). */
    SPFEVAL_REASON_TERM_LIMIT = 32,
    /** permerror: too many void lookups (section 4.6.4). */
    SPFEVAL_REASON_VOID_LIMIT = 33,
    /** permerror: too many MX records for one term (section 4.6.4). */
    SPFEVAL_REASON_MX_LIMIT = 34,
    /** permerror: an included name has no SPF record (section 5.2). */
    SPFEVAL_REASON_INCLUDE_NO_RECORD = 35,
    /** permerror: the redirect name has no SPF record (section 6.1). */
    SPFEVAL_REASON_REDIRECT_NO_RECORD = 36,
    /** permerror: an included name is not a domain name (section 5.2). */
    SPFEVAL_REASON_INCLUDE_BAD_DOMAIN = 37,
    /** permerror: the redirect name is not a domain name (section 6.1). */
    SPFEVAL_REASON_REDIRECT_BAD_DOMAIN = 38
};

/** Which identity a check is about (RFC 7208 section 2). */
enum spfeval_identity {
    SPFEVAL_IDENTITY_MAILFROM = 1, /**< The reverse-path (section 2.4). */
    SPFEVAL_IDENTITY_HELO = 2      /**< The HELO name (section 2.3). */
};

/** Whose text an explanation is. */
enum spfeval_explanation_source {
    SPFEVAL_EXPLANATION_NONE = 0,    /**< There is none. */
    SPFEVAL_EXPLANATION_DEFAULT = 1, /**< The option's text. */
    SPFEVAL_EXPLANATION_DOMAIN = 2   /**< The domain's own: a third party's. */
};

/** What a check counts. */
enum spfeval_counter {
    /** Terms charged to the limit of 10 (RFC 7208 section 4.6.4). */
    SPFEVAL_COUNTER_TERMS = 1,
    /** Terms charged to the void limit. */
    SPFEVAL_COUNTER_VOIDS = 2,
    /** DNS questions that evaluation needed; each is asked once. */
    SPFEVAL_COUNTER_QUERIES = 3,
    /** SPF records looked for, repeated visits included. */
    SPFEVAL_COUNTER_RECORDS = 4,
    /** MX hosts whose addresses were looked at. */
    SPFEVAL_COUNTER_MX_NAMES = 5,
    /** PTR names whose addresses were looked at. */
    SPFEVAL_COUNTER_PTR_NAMES = 6,
    /**
     * Octets of memory held, the fixed part not counted: those of
     * SPFEVAL_OPTION_MAX_BYTES. With a cache they are the same but for a few
     * octets of each query, since what is between pieces of memory counts.
     */
    SPFEVAL_COUNTER_BYTES = 7,
    /** DNS questions that were asked ahead (SPFEVAL_OPTION_PREFETCH) in vain. */
    SPFEVAL_COUNTER_UNUSED_QUERIES = 8
};

/** The outcome of a finished check; opaque, part of the check. */
typedef struct spfeval_outcome spfeval_outcome;

/** One link of the chain of records that led to the deciding term. */
typedef struct spfeval_path_entry {
    /** sizeof(spfeval_path_entry) as the caller knows it. */
    size_t struct_size;
    /** The domain whose record it is, NUL-terminated. */
    const char *owner;
    /** Octets in owner. */
    size_t owner_len;
    /** The record's text as published, any octets; NULL when not found. */
    const char *text;
    /** Octets in text. */
    size_t text_len;
    /** The parsed record; NULL when not found or not valid. */
    const spfeval_record *record;
    /** 1 when a term of it is meant, 0 when not. */
    uint32_t has_term;
    /** The index of that term. */
    uint32_t term;
    /** Octets from the start of the record to that term. */
    uint32_t term_offset;
    /** Octets of that term. */
    uint32_t term_length;
} spfeval_path_entry;

/** What an event of the trace tells. */
enum spfeval_event_kind {
    /** The record of owner was looked for; the answer fields are filled. */
    SPFEVAL_EVENT_RECORD = 1,
    /** A term was evaluated, or a run of ip4, ip6 and modifiers without match. */
    SPFEVAL_EVENT_TERM = 2,
    /** A term used the answer to a query, named by target. */
    SPFEVAL_EVENT_LOOKUP = 3,
    /** The text for the explanation was looked for. */
    SPFEVAL_EVENT_EXPLANATION = 4
};

/** How a term ended. */
enum spfeval_verdict {
    SPFEVAL_VERDICT_NONE = 0,      /**< Not a term's end. */
    SPFEVAL_VERDICT_MATCH = 1,     /**< It matched. */
    SPFEVAL_VERDICT_NO_MATCH = 2,  /**< It did not. */
    SPFEVAL_VERDICT_TEMPERROR = 3, /**< It ended the check as temperror. */
    SPFEVAL_VERDICT_PERMERROR = 4, /**< It ended the check as permerror. */
    SPFEVAL_VERDICT_FOLLOWED = 5   /**< include or redirect: goes on there. */
};

/** One step of a check. */
typedef struct spfeval_event {
    /** sizeof(spfeval_event) as the caller knows it. */
    size_t struct_size;
    /** A number of enum spfeval_event_kind. */
    uint32_t kind;
    /** How many include terms deep; 0 is the domain's own record. */
    uint32_t depth;
    /** The domain whose record is being evaluated, NUL-terminated. */
    const char *owner;
    /** Octets in owner. */
    size_t owner_len;
    /** The parsed record of owner; NULL when there is none. */
    const spfeval_record *record;
    /** The index of the first term meant. */
    uint32_t term;
    /** How many terms are meant; 0 when the event is not about a term. */
    uint32_t term_count;
    /** A number of enum spfeval_verdict. */
    uint32_t verdict;
    /** A name: the term's target after macro expansion, or what was asked. */
    const char *target;
    /** Octets in target; 0 when there is none. */
    size_t target_len;
    /** The type asked, of enum spfeval_rrtype; 0 when nothing was asked. */
    uint32_t query_type;
    /** The answer, of enum spfeval_dns_class. */
    uint32_t dns_class;
    /** Why it failed, of enum spfeval_dns_failure. */
    uint32_t dns_failure;
    /** The RCODE, when dns_failure is SPFEVAL_FAILURE_RCODE. */
    uint32_t rcode;
    /** The answer's time to live in seconds. */
    uint32_t ttl;
    /** How many records the answer had. */
    uint32_t record_count;
    /** SPFEVAL_COUNTER_TERMS after the step. */
    uint32_t terms;
    /** SPFEVAL_COUNTER_VOIDS after the step. */
    uint32_t voids;
} spfeval_event;

/**
 * Return the lower-case word of a result.
 *
 * @param[in] result  A number of enum spfeval_result.
 *
 * @return "none", "neutral", "pass", "fail", "softfail", "temperror" or
 *         "permerror" (RFC 7208 section 2.6); "unset" for any other number.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_result_name(int result);

/**
 * Return the stable name of a reason.
 *
 * @param[in] reason  A number of enum spfeval_reason.
 *
 * @return A word such as "match", "void-limit" or "include-no-record": the
 *         enumerator in lower case with hyphens; "unset" for other numbers.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_reason_name(int reason);

/**
 * Return an English sentence part for a reason.
 *
 * @param[in] reason  A number of enum spfeval_reason.
 *
 * @return A constant text such as "too many void lookups"; never NULL.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_reason_message(int reason);

/**
 * Return the result.
 *
 * @param[in] outcome  The outcome of a finished check.
 *
 * @return A number of enum spfeval_result; UNSET when outcome is NULL.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_outcome_get_result(const spfeval_outcome *outcome);

/**
 * Return the reason.
 *
 * @param[in] outcome  The outcome of a finished check.
 *
 * @return A number of enum spfeval_reason; UNSET when outcome is NULL.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_outcome_get_reason(const spfeval_outcome *outcome);

/**
 * Return which identity was checked.
 *
 * @param[in] outcome  The outcome of a finished check.
 *
 * @return A number of enum spfeval_identity; 0 when outcome is NULL. A null
 *         reverse-path stays SPFEVAL_IDENTITY_MAILFROM (RFC 7208 section 2.4).
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_outcome_get_identity(const spfeval_outcome *outcome);

/**
 * Tell whether the reverse-path was null.
 *
 * @param[in] outcome  The outcome of a finished check.
 *
 * @return 1 when MAIL FROM was empty, so that postmaster at the HELO name was
 *         checked instead; otherwise 0.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int
spfeval_outcome_get_null_sender(const spfeval_outcome *outcome);

/**
 * Return the sender that was checked, as the macro %{s} shows it.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The mailbox, NUL-terminated, with whatever octets the client sent;
 *         NULL when outcome is NULL.
 *
 * @ownership Borrowed; valid until the check is reset or freed.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const char *
spfeval_outcome_get_sender(const spfeval_outcome *outcome, size_t *out_len);

/**
 * Return the domain that was checked: the domain of the identity.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The domain, NUL-terminated. It is hostile text when the reason is
 *         SPFEVAL_REASON_BAD_DOMAIN or _IDNA. NULL when outcome is NULL.
 *
 * @ownership Borrowed; valid until the check is reset or freed.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const char *
spfeval_outcome_get_domain(const spfeval_outcome *outcome, size_t *out_len);

/**
 * Return the address of the client.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[out] out_len  4 or 16; may be NULL. An IPv4-mapped address is IPv4.
 *
 * @return The address in network order; NULL when outcome is NULL.
 *
 * @ownership Borrowed; valid until the check is reset or freed.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const uint8_t *
spfeval_outcome_get_client(const spfeval_outcome *outcome, size_t *out_len);

/**
 * Return what the client said in HELO or EHLO.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The octets as received, NUL-terminated; NULL when outcome is NULL.
 *
 * @ownership Borrowed; valid until the check is reset or freed.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const char *
spfeval_outcome_get_helo(const spfeval_outcome *outcome, size_t *out_len);

/**
 * Return the name of the receiver, SPFEVAL_OPTION_RECEIVER.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The name, NUL-terminated, or "unknown"; NULL when outcome is NULL.
 *
 * @ownership Borrowed; valid as long as the check.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const char *
spfeval_outcome_get_receiver(const spfeval_outcome *outcome, size_t *out_len);

/**
 * Return the number of links from the domain's record to the deciding term.
 *
 * @param[in] outcome  The outcome of a finished check.
 *
 * @return 0 when no record was looked for, otherwise 1 plus the number of
 *         include and redirect terms that were followed to the deciding term.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API uint32_t
spfeval_outcome_get_path_count(const spfeval_outcome *outcome);

/**
 * Read one link of the path.
 *
 * Entry 0 is the record of the checked domain; the last entry is the record
 * that decided, with the deciding term if there is one. In between, the term
 * is the include or redirect that leads to the next entry.
 *
 * @param[in] outcome  The outcome of a finished check.
 * @param[in] index    0 to the number of links less one.
 * @param[in,out] out  A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK             Filled.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no such link.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, or struct_size too small.
 *
 * @ownership The pointers are borrowed; valid until the check is reset or
 *            freed.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_outcome_get_path(const spfeval_outcome *outcome,
                                         uint32_t index,
                                         spfeval_path_entry *out);

/**
 * Return the name that the deciding step was about.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return For a failed query the name asked; for a bad include or redirect the
 *         name it leads to; for a match the target of the term. NULL when
 *         there is none.
 *
 * @ownership Borrowed; valid until the check is reset or freed.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const char *
spfeval_outcome_get_target(const spfeval_outcome *outcome, size_t *out_len);

/**
 * Read the syntax error of a permerror with SPFEVAL_REASON_SYNTAX.
 *
 * The last entry of the path holds the record's text.
 *
 * @param[in] outcome  The outcome of a finished check.
 * @param[in,out] out  A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK             Filled.
 * @retval SPFEVAL_ERR_NOT_FOUND  The reason is another one.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, or struct_size too small.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int
spfeval_outcome_get_syntax_error(const spfeval_outcome *outcome,
                                 spfeval_syntax_error *out);

/**
 * Return a counter.
 *
 * @param[in] outcome  The outcome of a finished check.
 * @param[in] counter  A number of enum spfeval_counter.
 *
 * @return Its value; 0 when outcome is NULL or there is no such counter.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API uint32_t
spfeval_outcome_get_counter(const spfeval_outcome *outcome, int counter);

/**
 * Return how long the result stays true.
 *
 * The smallest time to live of all answers that were used, negative ones
 * included (RFC 7208 section 7.3 and RFC 2308). An answer that failed, or that
 * came without a time to live, counts as 0. The text of an explanation does
 * not count.
 *
 * @param[in] outcome  The outcome of a finished check.
 * @param[out] out     Seconds; written only on success.
 *
 * @retval SPFEVAL_OK             Read.
 * @retval SPFEVAL_ERR_NOT_FOUND  No answer was used.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_outcome_get_ttl(const spfeval_outcome *outcome,
                                        uint32_t *out);

/**
 * Tell whether the result holds for any sender of the domain.
 *
 * @param[in] outcome  The outcome of a finished check.
 *
 * @return 1 when domain and client address alone decide, so that the result
 *         may be kept for them for spfeval_outcome_get_ttl() seconds, if there
 *         are any; 0 when a macro of the sender, HELO or client name was used
 *         (RFC 7208 section 7.3), after a temperror, when a lookup failed that
 *         the result passes over (as "ptr" does, section 5.5), when HELO had
 *         spent of a budget that is shared (SPFEVAL_OPTION_SHARED_BUDGET), or
 *         when outcome is NULL.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_outcome_get_cacheable(const spfeval_outcome *outcome);

/**
 * Return the explanation of a fail.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The text, NUL-terminated, octets 0x20 to 0x7E only; NULL when there
 *         is none. Text of the domain comes from a third party: show it as a
 *         quotation (RFC 7208 section 11.5.2).
 *
 * @ownership Borrowed; valid until the check is reset or freed.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const char *
spfeval_outcome_get_explanation(const spfeval_outcome *outcome,
                                size_t *out_len);

/**
 * Return whose text the explanation is.
 *
 * @param[in] outcome  The outcome of a finished check.
 *
 * @return A number of enum spfeval_explanation_source.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int
spfeval_outcome_get_explanation_source(const spfeval_outcome *outcome);

/**
 * Return the domain that published the explanation.
 *
 * @param[in] outcome   The outcome of a finished check.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The domain whose record names the explanation, NUL-terminated; NULL
 *         unless the source is SPFEVAL_EXPLANATION_DOMAIN.
 *
 * @ownership Borrowed; valid until the check is reset or freed.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const char *
spfeval_outcome_get_explanation_domain(const spfeval_outcome *outcome,
                                       size_t *out_len);

/**
 * Return the number of events in the trace.
 *
 * @param[in] outcome  The outcome of a finished check.
 *
 * @return The number; 0 when outcome is NULL.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API uint32_t
spfeval_outcome_get_event_count(const spfeval_outcome *outcome);

/**
 * Read one event of the trace, in the order in which they happened.
 *
 * @param[in] outcome  The outcome of a finished check.
 * @param[in] index    0 to the number of events less one.
 * @param[in,out] out  A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK             Filled.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no such event.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, or struct_size too small.
 *
 * @ownership The pointers are borrowed; valid until the check is reset or
 *            freed.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_outcome_get_event(const spfeval_outcome *outcome,
                                          uint32_t index, spfeval_event *out);

/**
 * Read one record of the answer that an event is about: the addresses that
 * were compared, the hosts of an MX, or the texts at a name.
 *
 * @param[in] outcome  The outcome of a finished check.
 * @param[in] event    0 to the number of events less one.
 * @param[in] index    0 to record_count of that event less one.
 * @param[in,out] out  A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK             Filled.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no such event or record.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, or struct_size too small.
 *
 * @ownership The data is borrowed; valid until the check is reset or freed.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int
spfeval_outcome_get_event_record(const spfeval_outcome *outcome,
                                 uint32_t event, uint32_t index,
                                 spfeval_dns_record *out);

#ifdef __cplusplus
}
#endif

#endif
