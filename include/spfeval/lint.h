/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file
 * What is wrong or unwise in an SPF record, where, and how to correct it: for
 * those who publish records.
 */
#ifndef SPFEVAL_LINT_H
#define SPFEVAL_LINT_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/alloc.h>
#include <spfeval/export.h>
#include <spfeval/zone.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The findings about a record; opaque, immutable. */
typedef struct spfeval_lint spfeval_lint;

/** How bad a finding is. The numbers never change. */
enum spfeval_severity {
    SPFEVAL_SEVERITY_ERROR = 1,   /**< A receiver answers permerror. */
    SPFEVAL_SEVERITY_WARNING = 2, /**< Works, but wrongly or not for long. */
    SPFEVAL_SEVERITY_ADVICE = 3   /**< It could be better. */
};

/** One finding, without its text. */
typedef struct spfeval_finding {
    /** sizeof(spfeval_finding) as the caller knows it. */
    size_t struct_size;
    /** A number of enum spfeval_severity. */
    uint32_t severity;
    /** Octets from the start of the record to what is meant. */
    uint32_t offset;
    /**
     * Octets of it; 0 when something is missing there, or, with offset 0, when
     * it is about the domain and not a part of the record.
     */
    uint32_t length;
    /** Octets from the start of the record to what the correction replaces. */
    uint32_t fix_offset;
    /** Octets that the correction replaces. */
    uint32_t fix_length;
    /** Stable code, such as "SPF-E006"; NUL-terminated, valid for ever. */
    const char *code;
    /** Where it is said, such as "RFC 7208 section 5"; valid for ever. */
    const char *reference;
    /** The correction; NULL when there is none without doubt. */
    const char *fix;
    /** Its length in octets. */
    size_t fix_len;
    /**
     * Where the record that it is about is published, NUL-terminated; empty
     * when no domain was given.
     */
    const char *owner;
    /** Its length in octets. */
    size_t owner_len;
    /**
     * The text of that record, any octets, in which the offsets count; NULL
     * when there is no record, and then offset and length are 0.
     */
    const char *record;
    /** Its length in octets. */
    size_t record_len;
} spfeval_finding;

/** A question whose answer is missing, so that nothing is said about it. */
typedef struct spfeval_unchecked {
    /** sizeof(spfeval_unchecked) as the caller knows it. */
    size_t struct_size;
    /** The record type that was asked for; of enum spfeval_rrtype. */
    uint32_t type;
    /**
     * SPFEVAL_DNS_FAILED; or SPFEVAL_DNS_UNSET when the walk ended before
     * there was an answer, or the question was one too many to be asked.
     */
    uint32_t dns_class;
    /**
     * A number of enum spfeval_dns_failure; of SPFEVAL_DNS_UNSET
     * SPFEVAL_FAILURE_TIMEOUT when the walk ended, and SPFEVAL_FAILURE_NONE
     * when it was one too many.
     */
    uint32_t failure;
    /** The RCODE, for SPFEVAL_FAILURE_RCODE. */
    uint32_t rcode;
    /** The name that was asked for; NUL-terminated. */
    const char *name;
    /** Its length in octets. */
    size_t name_len;
} spfeval_unchecked;

/**
 * Find what the text of a record alone shows (without the DNS).
 *
 * There is an error exactly when spfeval_record_parse() refuses the text. A
 * term that is refused is not warned about as well. At most 333 findings of
 * each severity are kept, the first ones found.
 *
 * @param[in] allocator  NULL for malloc() and free().
 * @param[in] text       The joined text of the TXT record; any octets.
 * @param[in] text_len   Its length in octets, at most 65535.
 * @param[out] out       The findings; written only on success.
 *
 * @retval SPFEVAL_OK            Done; there may be no finding.
 * @retval SPFEVAL_ERR_LIMIT     The text is too long.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The text is copied; the caller frees the findings.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_lint_text(const spfeval_allocator *allocator,
                                  const char *text, size_t text_len,
                                  spfeval_lint **out);

/**
 * Find what the strings of one TXT record show: all that spfeval_lint_text()
 * finds, and what is wrong with how the text is cut.
 *
 * A string that is too long for the DNS is an error too. Where a space was lost
 * between two strings, there is a finding at that place.
 *
 * @param[in] allocator  NULL for malloc() and free().
 * @param[in] text       The joined strings; any octets.
 * @param[in] text_len   Their length in octets, at most 65535.
 * @param[in] ends       Where in the text each string ends, in their order;
 *                       the last at text_len. A string may be empty, and may
 *                       be longer than the 255 octets that the DNS allows.
 * @param[in] count      The number of strings, at most 65535; 0 when it is not
 *                       known how the text is cut, and then ends may be NULL.
 * @param[out] out       The findings; written only on success.
 *
 * @retval SPFEVAL_OK            Done; there may be no finding.
 * @retval SPFEVAL_ERR_LIMIT     The text is too long, or has too many strings.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or ends that do not cut the
 *                               text.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The text is copied, ends is not kept; the caller frees the
 *            findings.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_lint_strings(const spfeval_allocator *allocator,
                                     const char *text, size_t text_len,
                                     const uint32_t *ends, size_t count,
                                     spfeval_lint **out);

/**
 * Find records at wildcards that names of the zone are left out of.
 *
 * A wildcard answers for names that do not exist (RFC 4592). There is a finding
 * (SPF-W138) for each wildcard with an SPF record when there are names below it
 * that have an address or an MX record and no SPF record. Its owner and record
 * are those of the wildcard. The first 333 wildcards are looked at.
 *
 * @param[in] allocator  NULL for malloc() and free().
 * @param[in] zone       A zone that answers like an authoritative server; of
 *                       others the findings say nothing.
 * @param[out] out       The findings; written only on success.
 *
 * @retval SPFEVAL_OK            Done; there may be no finding.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or the allocator is
 *                               incomplete.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The caller frees the findings; they do not need the zone.
 * @threads Readers may share the zone once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_lint_wildcards(const spfeval_allocator *allocator,
                                       const spfeval_zone *zone,
                                       spfeval_lint **out);

/**
 * Free what spfeval_lint_text() and its like made, or spfeval_policy_lint().
 *
 * @param[in] lint  The findings, or NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_lint_free(spfeval_lint *lint);

/**
 * Return the number of findings.
 *
 * @param[in] lint  The findings.
 *
 * @return The number; 0 when lint is NULL.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API uint32_t spfeval_lint_get_count(const spfeval_lint *lint);

/**
 * Read one finding: errors first, then warnings, then advice; in each, those
 * about the record itself before those about records that it leads to, by
 * their owner; and in the order of the text.
 *
 * @param[in] lint    The findings.
 * @param[in] index   0 to the number of findings less one.
 * @param[in,out] out A struct whose struct_size is set; filled on success. A
 *                    struct that ends before owner is taken too.
 *
 * @retval SPFEVAL_OK             Filled.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no such finding.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, or struct_size too small.
 *
 * @ownership The texts are borrowed; valid as long as lint.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_lint_get_finding(const spfeval_lint *lint,
                                         uint32_t index, spfeval_finding *out);

/**
 * Read one question that was not answered, or whose answer failed. Nothing is
 * said about what depends on it. In the order in which they came up; then at
 * most 100 of those that were not asked, because the records lead to more than
 * 200 domains, 10000 terms or 1000 questions.
 *
 * @param[in] lint     The findings of spfeval_policy_lint().
 * @param[in] index    0 and up.
 * @param[in,out] out  A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK             Filled.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no further one.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, or struct_size too small.
 *
 * @ownership The name is borrowed; valid as long as lint.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_lint_get_unchecked(const spfeval_lint *lint,
                                           uint32_t index,
                                           spfeval_unchecked *out);

/**
 * Write a finding as a sentence.
 *
 * @param[in] lint      The findings.
 * @param[in] index     0 to the number of findings less one.
 * @param[in] language  A number of enum spfeval_language.
 * @param[out] buffer   Receives the text and a NUL, octets 0x20 to 0x7E only;
 *                      may be NULL when capacity is 0.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK             Written.
 * @retval SPFEVAL_ERR_BUFFER     Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no such finding.
 * @retval SPFEVAL_ERR_ARGUMENT   lint is NULL, no such language, or buffer
 *                                without need.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_lint_print_finding(const spfeval_lint *lint,
                                           uint32_t index, int language,
                                           char *buffer, size_t capacity,
                                           size_t *needed);

/**
 * Write the record with all corrections that are without doubt: those of the
 * record itself, not of records that it leads to.
 *
 * They are applied from left to right, none overlapping: one that begins inside
 * of another, or that inserts where another does, is left for the next time.
 *
 * @param[in] lint      The findings.
 * @param[out] buffer   Receives the text and a NUL; may be NULL when capacity
 *                      is 0. It may still have findings, and any octets.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK            Written.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_NOT_FOUND There is no one record to correct.
 * @retval SPFEVAL_ERR_ARGUMENT  lint is NULL, or buffer without need.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_lint_print_fixed(const spfeval_lint *lint,
                                         char *buffer, size_t capacity,
                                         size_t *needed);

/**
 * Return a code that findings may have, to enumerate them.
 *
 * @param[in] index  0 and up.
 *
 * @return A code such as "SPF-E003"; NULL behind the last.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_lint_code(uint32_t index);

#ifdef __cplusplus
}
#endif

#endif
