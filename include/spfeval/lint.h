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
    /** Octets of it; 0 when something is missing there. */
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
} spfeval_finding;

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
 * Free what spfeval_lint_text() made.
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
 * Read one finding: errors first, then warnings, then advice, each in the
 * order of the text.
 *
 * @param[in] lint    The findings.
 * @param[in] index   0 to the number of findings less one.
 * @param[in,out] out A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK             Filled.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no such finding.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, or struct_size too small.
 *
 * @ownership The fix is borrowed; valid as long as lint.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_lint_get_finding(const spfeval_lint *lint,
                                         uint32_t index, spfeval_finding *out);

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
 * Write the record with all corrections that are without doubt.
 *
 * @param[in] lint      The findings.
 * @param[out] buffer   Receives the text and a NUL; may be NULL when capacity
 *                      is 0. It may still have findings, and any octets.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK            Written.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how much it takes.
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
