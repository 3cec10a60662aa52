/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file record.h
 * SPF records as text and as a list of terms; usable without a check.
 */
#ifndef SPFEVAL_RECORD_H
#define SPFEVAL_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/alloc.h>
#include <spfeval/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A parsed SPF record; opaque, immutable. */
typedef struct spfeval_record spfeval_record;

/** Which mechanism or modifier a term is (RFC 7208 sections 5 and 6). */
enum spfeval_term_kind {
    SPFEVAL_TERM_ALL = 1,      /**< Mechanism "all". */
    SPFEVAL_TERM_INCLUDE = 2,  /**< Mechanism "include". */
    SPFEVAL_TERM_A = 3,        /**< Mechanism "a". */
    SPFEVAL_TERM_MX = 4,       /**< Mechanism "mx". */
    SPFEVAL_TERM_PTR = 5,      /**< Mechanism "ptr". */
    SPFEVAL_TERM_IP4 = 6,      /**< Mechanism "ip4". */
    SPFEVAL_TERM_IP6 = 7,      /**< Mechanism "ip6". */
    SPFEVAL_TERM_EXISTS = 8,   /**< Mechanism "exists". */
    SPFEVAL_TERM_REDIRECT = 9, /**< Modifier "redirect". */
    SPFEVAL_TERM_EXP = 10,     /**< Modifier "exp". */
    SPFEVAL_TERM_MODIFIER = 11 /**< Any other modifier; has no effect. */
};

/** What a matching mechanism gives (RFC 7208 section 4.6.2). */
enum spfeval_qualifier {
    SPFEVAL_QUALIFIER_NONE = 0,     /**< A modifier has none. */
    SPFEVAL_QUALIFIER_PASS = 1,     /**< "+", or no sign. */
    SPFEVAL_QUALIFIER_FAIL = 2,     /**< "-". */
    SPFEVAL_QUALIFIER_SOFTFAIL = 3, /**< "~". */
    SPFEVAL_QUALIFIER_NEUTRAL = 4   /**< "?". */
};

/** Bits for the macro letters that a term's text uses (either case). */
enum spfeval_macro {
    SPFEVAL_MACRO_S = 1,   /**< %{s}, the sender. */
    SPFEVAL_MACRO_L = 2,   /**< %{l}, its local-part. */
    SPFEVAL_MACRO_O = 4,   /**< %{o}, its domain. */
    SPFEVAL_MACRO_D = 8,   /**< %{d}, the current domain. */
    SPFEVAL_MACRO_I = 16,  /**< %{i}, the client address. */
    SPFEVAL_MACRO_P = 32,  /**< %{p}, the validated name of the client. */
    SPFEVAL_MACRO_V = 64,  /**< %{v}, "in-addr" or "ip6". */
    SPFEVAL_MACRO_H = 128, /**< %{h}, the HELO domain. */
    SPFEVAL_MACRO_C = 256, /**< %{c}, the client address; explanations. */
    SPFEVAL_MACRO_R = 512, /**< %{r}, the receiver; explanations. */
    SPFEVAL_MACRO_T = 1024 /**< %{t}, the time; explanations. */
};

/** What is wrong with a record's text. The numbers never change. */
enum spfeval_syntax {
    SPFEVAL_SYNTAX_NONE = 0,               /**< Nothing. */
    SPFEVAL_SYNTAX_VERSION = 1,            /**< Does not begin "v=spf1". */
    SPFEVAL_SYNTAX_TOO_LONG = 2,           /**< Over 65535 octets. */
    SPFEVAL_SYNTAX_OCTET = 3,              /**< Octet not 0x20 to 0x7E. */
    SPFEVAL_SYNTAX_UNKNOWN_MECHANISM = 4,  /**< No such mechanism. */
    SPFEVAL_SYNTAX_QUALIFIED_MODIFIER = 5, /**< "-" etc. before a modifier. */
    SPFEVAL_SYNTAX_ARGUMENT = 6,           /**< An argument it cannot have. */
    SPFEVAL_SYNTAX_ARGUMENT_MISSING = 7,   /**< Lacks its argument. */
    SPFEVAL_SYNTAX_DOMAIN_END = 8,         /**< No valid top label or macro. */
    SPFEVAL_SYNTAX_MACRO = 9,              /**< Malformed "%" sequence. */
    SPFEVAL_SYNTAX_MACRO_LETTER = 10,      /**< Letter unknown or not here. */
    SPFEVAL_SYNTAX_MACRO_DIGITS = 11,      /**< The number of parts is 0. */
    SPFEVAL_SYNTAX_PREFIX_LENGTH = 12,     /**< "/n" malformed or too big. */
    SPFEVAL_SYNTAX_IP4_NETWORK = 13,       /**< Not an IPv4 address. */
    SPFEVAL_SYNTAX_IP6_NETWORK = 14,       /**< Not an IPv6 address. */
    SPFEVAL_SYNTAX_DUPLICATE_MODIFIER = 15 /**< Second redirect or exp. */
};

/** Where a record breaks the grammar, and how. */
typedef struct spfeval_syntax_error {
    /** sizeof(spfeval_syntax_error) as the caller knows it. */
    size_t struct_size;
    /** A number of enum spfeval_syntax. */
    uint32_t code;
    /** Octets from the start of the record to the offending part. */
    uint32_t offset;
    /** Octets of the offending part; 0 when something is missing there. */
    uint32_t length;
} spfeval_syntax_error;

/** One term of a record. */
typedef struct spfeval_term {
    /** sizeof(spfeval_term) as the caller knows it. */
    size_t struct_size;
    /** A number of enum spfeval_term_kind. */
    uint32_t kind;
    /** A number of enum spfeval_qualifier. */
    uint32_t qualifier;
    /** Octets from the start of the record to the term, sign included. */
    uint32_t offset;
    /** Octets of the term. */
    uint32_t length;
    /** Octets from the start of the record to the domain-spec or value. */
    uint32_t argument_offset;
    /** Octets of the domain-spec or value; 0 when there is none. */
    uint32_t argument_length;
    /** Prefix length for IPv4, 0 to 32 (a, mx, ip4); 32 when not given. */
    uint32_t prefix4;
    /** Prefix length for IPv6, 0 to 128 (a, mx, ip6); 128 when not given. */
    uint32_t prefix6;
    /** Bits of enum spfeval_macro that the domain-spec or value uses. */
    uint32_t macros;
    /** Octets in address: 4 for ip4, 16 for ip6, otherwise 0. */
    uint32_t address_len;
    /** The address as published, host bits included. */
    uint8_t address[16];
} spfeval_term;

/**
 * Parse the text of an SPF record (RFC 7208 sections 4.6.1 and 12).
 *
 * @param[in] allocator  NULL for malloc() and free().
 * @param[in] text       The joined text of the TXT record.
 * @param[in] text_len   Its length in octets; may hold any octets.
 * @param[out] out       The record; written only on success.
 * @param[in,out] error  NULL, or a struct whose struct_size is set: receives
 *                       the first error on SPFEVAL_ERR_SYNTAX.
 *
 * @retval SPFEVAL_OK            Parsed.
 * @retval SPFEVAL_ERR_SYNTAX    Not a valid SPF record; see error.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or struct_size too small.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The text is copied; the caller frees the record.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_record_parse(const spfeval_allocator *allocator,
                                     const char *text, size_t text_len,
                                     spfeval_record **out,
                                     spfeval_syntax_error *error);

/**
 * Free a record made by spfeval_record_parse().
 *
 * @param[in] record  The record, or NULL. Never one borrowed from an outcome.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_record_free(spfeval_record *record);

/**
 * Return the record's text as it was parsed.
 *
 * @param[in] record    The record.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The text, NUL-terminated, octets 0x20 to 0x7E only; NULL when record
 *         is NULL.
 *
 * @ownership Borrowed; valid as long as the record.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_record_get_text(const spfeval_record *record,
                                                size_t *out_len);

/**
 * Return the number of terms.
 *
 * @param[in] record  The record.
 *
 * @return The number of directives and modifiers; 0 when record is NULL.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API uint32_t
spfeval_record_get_term_count(const spfeval_record *record);

/**
 * Read one term.
 *
 * @param[in] record  The record.
 * @param[in] index   0 to the number of terms less one, in the order written.
 * @param[in,out] out A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK             Filled.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no such term.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, or struct_size too small.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_record_get_term(const spfeval_record *record,
                                        uint32_t index, spfeval_term *out);

/**
 * Write the record in canonical form.
 *
 * Same terms in the same order; names of mechanisms, redirect and exp in lower
 * case, other modifiers as they are, one space between terms, no "+", no prefix
 * length that is the default, networks without host bits, IPv6 addresses as RFC
 * 5952 says. Parsing the result gives a record that means the same; it may be
 * longer than the record was, since RFC 5952 writes some addresses longer.
 *
 * @param[in] record    The record.
 * @param[out] buffer   Receives the text and a NUL; may be NULL when capacity
 *                      is 0.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK            Written.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_ARGUMENT  record is NULL, or buffer without need.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_record_print(const spfeval_record *record,
                                     char *buffer, size_t capacity,
                                     size_t *needed);

/**
 * Return an English sentence part for a syntax error.
 *
 * @param[in] code  A number of enum spfeval_syntax.
 *
 * @return A constant text such as "unknown mechanism"; never NULL.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_syntax_message(int code);

/**
 * Return the stable name of a syntax error.
 *
 * @param[in] code  A number of enum spfeval_syntax.
 *
 * @return A constant such as "unknown-mechanism"; "unknown" for a number that
 *         is not in the enum. Never NULL.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_syntax_name(int code);

#ifdef __cplusplus
}
#endif

#endif
