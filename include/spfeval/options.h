/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file options.h
 * What all checks of a host have in common: limits and texts.
 *
 * Make one, set it up, then share it: once a check was made with it, it can no
 * longer be changed and any number of threads may use it.
 */
#ifndef SPFEVAL_OPTIONS_H
#define SPFEVAL_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/alloc.h>
#include <spfeval/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A set of options; opaque. */
typedef struct spfeval_options spfeval_options;

/** The value of a limit that is switched off; only where an option allows it. */
#define SPFEVAL_UNLIMITED 0xffffffffu

/** Keys for the option setters. The numbers never change. */
enum spfeval_option {
    /**
     * Number: terms that cause DNS queries in one check (RFC 7208 section
     * 4.6.4). Default 10; 0 to 1000.
     */
    SPFEVAL_OPTION_MAX_TERMS = 1,
    /**
     * Number: terms whose own query finds nothing (RFC 7208 section 4.6.4).
     * Default 2; 0 to 255, or SPFEVAL_UNLIMITED.
     */
    SPFEVAL_OPTION_MAX_VOIDS = 2,
    /**
     * Number: MX records of one "mx" term; more are a permerror (RFC 7208
     * section 4.6.4). Default 10; 0 to 1000.
     */
    SPFEVAL_OPTION_MAX_MX_NAMES = 3,
    /**
     * Number: PTR records looked at for "ptr" or %{p}; the rest is ignored
     * (RFC 7208 section 4.6.4). Default 10; 0 to 1000.
     */
    SPFEVAL_OPTION_MAX_PTR_NAMES = 4,
    /**
     * Number: octets of an explanation; a longer one is not used at all, since
     * a shortened address in it would mislead (RFC 7208 section 6.2). Default
     * 480, so that it fits one SMTP reply line; 1 to 65535.
     */
    SPFEVAL_OPTION_MAX_EXPLANATION = 5,
    /**
     * Number: octets that one check may learn, its fixed part of 2 KiB not
     * counted. Beyond it the check ends with SPFEVAL_ERR_LIMIT. The blocks
     * that hold them take at most twice as much and 4 KiB; what is asked ahead
     * may take the same again. An answer of a cache counts as if its records
     * were copied and parsed, although they are not. Default 1048576; at least
     * 4096.
     */
    SPFEVAL_OPTION_MAX_BYTES = 6,
    /**
     * Number: milliseconds that a check may take, by the clock given to
     * spfeval_check_tick(). Default 20000, which is also the least that RFC
     * 7208 section 4.6.4 recommends; 1000 to 3600000.
     */
    SPFEVAL_OPTION_TIMEOUT_MS = 7,
    /**
     * Number: 1 fetches the domain's explanation after a fail (RFC 7208
     * section 6.2), 0 does not. Default 1.
     */
    SPFEVAL_OPTION_FETCH_EXPLANATION = 8,
    /**
     * Number of enum spfeval_prefetch: which questions are asked before they
     * are needed. Result, reason, trace and the counters of what evaluation
     * did do not depend on it; SPFEVAL_COUNTER_BYTES and _UNUSED_QUERIES do.
     * Default SPFEVAL_PREFETCH_SERIAL.
     */
    SPFEVAL_OPTION_PREFETCH = 9,
    /**
     * Number, for session.h: 1 checks the HELO identity too (RFC 7208 section
     * 2.3), 0 does not. Default 1.
     */
    SPFEVAL_OPTION_CHECK_HELO = 10,
    /**
     * Number, for session.h: 1 does not check MAIL FROM after a HELO that gave
     * fail. Default 0.
     */
    SPFEVAL_OPTION_HELO_FAIL_IS_FINAL = 11,
    /**
     * Number, for session.h: 1 lets the limits on terms and void lookups hold
     * for both identities together; the counters of MAIL FROM then begin where
     * those of HELO ended. Default 0: RFC 7208 section 4.6.4 speaks of one
     * check.
     */
    SPFEVAL_OPTION_SHARED_BUDGET = 12,
    /**
     * Number, for policy.h: how many lookups below SPFEVAL_OPTION_MAX_TERMS a
     * policy should stay; with less in reserve there is a warning. Default 1;
     * 0 to 1000.
     */
    SPFEVAL_OPTION_RESERVE_TERMS = 13,
    /**
     * Number, for policy.h: octets of the DNS answer with the domain's TXT
     * records above which there is a warning. Default 512, what fits without
     * EDNS (RFC 7208 section 3.4); 12 to 65535.
     */
    SPFEVAL_OPTION_MAX_ANSWER = 14,
    /**
     * Number, for policy.h: the same for the octets of name and texts. Default
     * 450, as RFC 7208 section 3.4 recommends; 12 to 65535.
     */
    SPFEVAL_OPTION_MAX_TEXT = 15,
    /**
     * Text: this receiver's host name, for the macro %{r} (RFC 7208 section
     * 7.3). Printable ASCII; default empty, which expands to "unknown".
     */
    SPFEVAL_OPTION_RECEIVER = 100,
    /**
     * Text: the explanation for a fail whose domain gives no usable one. An
     * explain-string: macros are expanded as in a domain's own (RFC 7208
     * section 7.1). Printable ASCII; default empty.
     */
    SPFEVAL_OPTION_DEFAULT_EXPLANATION = 101
};

/** Which questions are asked ahead. */
enum spfeval_prefetch {
    /** None: one question at a time, exactly those that evaluation needs. */
    SPFEVAL_PREFETCH_SERIAL = 0,
    /**
     * Each name that a record determines, as soon as it is there. At most 13
     * questions at a time are ahead, and their answers may take up to
     * SPFEVAL_OPTION_MAX_BYTES more.
     */
    SPFEVAL_PREFETCH_SPEC = 1,
    /**
     * In the first burst also what earlier evaluations of the domain needed,
     * for this client's network if mail came from it before; if a cache knows
     * it (cache.h). Once that does not do, as SPFEVAL_PREFETCH_SPEC.
     */
    SPFEVAL_PREFETCH_GRAPH = 2
};

/**
 * Converts a domain with U-labels to A-labels (RFC 8616 section 4).
 *
 * @param[in] user_data   As given to spfeval_options_set_idna().
 * @param[in] domain      The domain as received; holds octets above 127, may
 *                        be invalid UTF-8.
 * @param[in] domain_len  Its length in octets.
 * @param[out] buffer     Where to write the A-label form, without a NUL.
 * @param[in] capacity    The room in buffer in octets.
 * @param[out] out_len    The length written.
 *
 * @return 0 when converted; anything else makes the domain unusable.
 */
typedef int (*spfeval_idna_callback)(void *user_data, const char *domain,
                                     size_t domain_len, char *buffer,
                                     size_t capacity, size_t *out_len);

/**
 * Make a set of options with the defaults of RFC 7208.
 *
 * @param[in] allocator  Used for this object and for each check made with it;
 *                       NULL for malloc() and free().
 * @param[out] out       The new object; written only on success.
 *
 * @retval SPFEVAL_OK            Made.
 * @retval SPFEVAL_ERR_ARGUMENT  out is NULL, or the allocator is incomplete.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The caller frees it with spfeval_options_free().
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_options_new(const spfeval_allocator *allocator,
                                    spfeval_options **out);

/**
 * Give a set of options back.
 *
 * Checks made with it stay valid: the memory goes with the last of them.
 *
 * @param[in] options  The object, or NULL.
 *
 * @ownership The caller's handle is gone.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API void spfeval_options_free(spfeval_options *options);

/**
 * Set a numeric option.
 *
 * @param[in,out] options  Options that no check uses yet.
 * @param[in] key          A number key of enum spfeval_option.
 * @param[in] value        The value, in the unit and range of the key.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  Unknown key, a text key, or value out of range.
 * @retval SPFEVAL_ERR_STATE     A check was already made with these options.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_options_set_u32(spfeval_options *options, int key,
                                        uint32_t value);

/**
 * Set all limits of a named profile: terms with lookups, void lookups, MX and
 * PTR records, and the thresholds SPFEVAL_OPTION_RESERVE_TERMS, _MAX_ANSWER
 * and _MAX_TEXT. Single ones can be changed afterwards.
 *
 * "rfc" is what new options have: RFC 7208. "strict" has the same limits, and
 * warns when fewer than 4 lookups are in reserve.
 * "receivers" is what large receivers are known to tolerate: no limit on void
 * lookups, and DNS answers up to 1232 octets.
 *
 * @param[in,out] options  Options that no check uses yet.
 * @param[in] name         The name, without case.
 * @param[in] name_len     Its length in octets.
 *
 * @retval SPFEVAL_OK             Set.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no such profile.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter.
 * @retval SPFEVAL_ERR_STATE      A check was already made with these options.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_options_set_profile(spfeval_options *options,
                                            const char *name, size_t name_len);

/**
 * Return the name of a profile, to enumerate them.
 *
 * @param[in] index  0 and up.
 *
 * @return The name; NULL behind the last.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_profile_name(uint32_t index);

/**
 * Read a numeric option.
 *
 * @param[in] options  The options.
 * @param[in] key      A number key of enum spfeval_option.
 * @param[out] out     The value; written only on success.
 *
 * @retval SPFEVAL_OK            Read.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, unknown key, or a text key.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_options_get_u32(const spfeval_options *options,
                                        int key, uint32_t *out);

/**
 * Set a text option.
 *
 * @param[in,out] options  Options that no check uses yet.
 * @param[in] key          A text key of enum spfeval_option.
 * @param[in] text         The text; may be NULL when text_len is 0.
 * @param[in] text_len     Its length in octets, at most 65535.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  Unknown key, a number key, too long, or an
 *                               octet outside 0x20 to 0x7E.
 * @retval SPFEVAL_ERR_SYNTAX    The explanation has a macro error.
 * @retval SPFEVAL_ERR_STATE     A check was already made with these options.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the old text stays.
 *
 * @ownership The text is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_options_set_text(spfeval_options *options, int key,
                                         const char *text, size_t text_len);

/**
 * Read a text option.
 *
 * @param[in] options   The options.
 * @param[in] key       A text key of enum spfeval_option.
 * @param[out] out      The text, NUL-terminated; written only on success.
 * @param[out] out_len  Its length in octets without the NUL.
 *
 * @retval SPFEVAL_OK            Read.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, unknown key, or a number key.
 *
 * @ownership Borrowed; valid until the text is set again or the options go.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_options_get_text(const spfeval_options *options,
                                         int key, const char **out,
                                         size_t *out_len);

/**
 * Set the function that converts internationalised domains.
 *
 * Without one, a MAIL FROM domain with octets above 127 gives the result none
 * (RFC 8616 section 4; reason SPFEVAL_REASON_IDNA). Names from DNS records are
 * never converted.
 *
 * @param[in,out] options  Options that no check uses yet.
 * @param[in] callback     The function, or NULL for none. It is called from
 *                         spfeval_check_step(), in that thread.
 * @param[in] user_data    Given to the function.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  options is NULL.
 * @retval SPFEVAL_ERR_STATE     A check was already made with these options.
 *
 * @ownership user_data stays the caller's and must outlive the options.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_options_set_idna(spfeval_options *options,
                                         spfeval_idna_callback callback,
                                         void *user_data);

#ifdef __cplusplus
}
#endif

#endif
