/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file dns.h
 * DNS questions and answers as values.
 *
 * A check names the questions it needs (spfeval_check_next_query()); whoever
 * resolves them builds an answer object and hands it back
 * (spfeval_check_answer()). No wire format is involved. Domain names are plain
 * text with dots between the labels, without escapes and without a final dot.
 *
 * What an answer must hold: the records of the asked type at the end of the
 * chain of aliases (CNAME, DNAME), taken from the answer section only.
 */
#ifndef SPFEVAL_DNS_H
#define SPFEVAL_DNS_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/alloc.h>
#include <spfeval/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Record types; the numbers are IANA's. */
enum spfeval_rrtype {
    SPFEVAL_RRTYPE_A = 1,     /**< IPv4 address. */
    SPFEVAL_RRTYPE_CNAME = 5, /**< Alias; for zones only, never asked. */
    SPFEVAL_RRTYPE_PTR = 12,  /**< Name of an address. */
    SPFEVAL_RRTYPE_MX = 15,   /**< Mail exchanger. */
    SPFEVAL_RRTYPE_TXT = 16,  /**< Text. */
    SPFEVAL_RRTYPE_AAAA = 28, /**< IPv6 address. */
    SPFEVAL_RRTYPE_SPF = 99   /**< Obsolete; no check asks for it. */
};

/** What an answer comes down to. */
enum spfeval_dns_class {
    SPFEVAL_DNS_UNSET = 0,    /**< Nothing was said yet; not an answer. */
    SPFEVAL_DNS_OK = 1,       /**< There are records of the asked type. */
    SPFEVAL_DNS_NODATA = 2,   /**< The name exists, the type does not. */
    SPFEVAL_DNS_NXDOMAIN = 3, /**< The name does not exist. */
    SPFEVAL_DNS_FAILED = 4    /**< No usable answer; perhaps later. */
};

/** Why an answer is SPFEVAL_DNS_FAILED. */
enum spfeval_dns_failure {
    SPFEVAL_FAILURE_NONE = 0,      /**< It did not fail. */
    SPFEVAL_FAILURE_RCODE = 1,     /**< An RCODE other than 0 and 3. */
    SPFEVAL_FAILURE_TIMEOUT = 2,   /**< No answer in time. */
    SPFEVAL_FAILURE_NETWORK = 3,   /**< The servers cannot be reached. */
    SPFEVAL_FAILURE_MALFORMED = 4, /**< The answer breaks the rules of DNS. */
    SPFEVAL_FAILURE_ALIAS = 5      /**< A loop of aliases, or too many. */
};

/** One record of an answer. */
typedef struct spfeval_dns_record {
    /** sizeof(spfeval_dns_record) as the caller knows it. */
    size_t struct_size;
    /**
     * A number of enum spfeval_rrtype. An answer does not know what was asked:
     * texts of the type SPF are SPFEVAL_RRTYPE_TXT here too.
     */
    uint32_t type;
    /** The preference of an MX; 0 for other types. */
    uint32_t preference;
    /**
     * A and AAAA: the address, 4 or 16 octets in network order. TXT and SPF:
     * the joined text, any octets. MX and PTR: the name. Texts and names end in a
     * NUL that is not counted.
     */
    const char *data;
    /** Octets in data. */
    size_t data_len;
} spfeval_dns_record;

/** One DNS question; opaque. */
typedef struct spfeval_query spfeval_query;

/** One DNS answer; opaque, reusable. */
typedef struct spfeval_answer spfeval_answer;

/**
 * Return the identifier that the answer must name.
 *
 * @param[in] query  A query of a check.
 *
 * @return The identifier; it is never used again by the same check object
 *         within its next 65535 resets. 0 when query is NULL, which no query
 *         has.
 *
 * @threads One thread at a time per check.
 * @since 0.1
 */
SPFEVAL_API uint32_t spfeval_query_get_id(const spfeval_query *query);

/**
 * Return the record type that is asked for.
 *
 * @param[in] query  A query of a check.
 *
 * @return A number of enum spfeval_rrtype; 0 when query is NULL.
 *
 * @threads One thread at a time per check.
 * @since 0.1
 */
SPFEVAL_API int spfeval_query_get_type(const spfeval_query *query);

/**
 * Return the domain name that is asked for.
 *
 * An absolute name of at most 253 octets: two or more labels of 1 to 63
 * octets, each octet 0x20 to 0x7E, no final dot. It may hold characters that
 * host names do not have, such as space, colon, slash and backslash; none of
 * them is an escape.
 *
 * @param[in] query     A query of a check.
 * @param[out] out_len  Its length in octets; may be NULL.
 *
 * @return The name, NUL-terminated; NULL when query is NULL.
 *
 * @ownership Borrowed; valid until the check is reset or freed.
 * @threads One thread at a time per check.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_query_get_name(const spfeval_query *query,
                                               size_t *out_len);

/**
 * Make an empty answer.
 *
 * @param[in] allocator  NULL for malloc() and free().
 * @param[out] out       The new object; written only on success.
 *
 * @retval SPFEVAL_OK            Made.
 * @retval SPFEVAL_ERR_ARGUMENT  out is NULL, or the allocator is incomplete.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The caller frees it with spfeval_answer_free().
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_new(const spfeval_allocator *allocator,
                                   spfeval_answer **out);

/**
 * Free an answer.
 *
 * @param[in] answer  The object, or NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_answer_free(spfeval_answer *answer);

/**
 * Make an answer empty again, keeping its memory for the next use.
 *
 * @param[in,out] answer  The object; NULL is ignored.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_answer_clear(spfeval_answer *answer);

/**
 * Make an answer say the same as another one.
 *
 * Records of an answer from a cache are shared, not copied.
 *
 * @param[in,out] answer  The answer that is changed.
 * @param[in] other       What it shall say; may be the same object.
 *
 * @retval SPFEVAL_OK            Done.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the answer is empty.
 *
 * @ownership other stays the caller's.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_set_from(spfeval_answer *answer,
                                        const spfeval_answer *other);

/**
 * Say which RCODE the answer came with.
 *
 * 3 makes it NXDOMAIN, also after a CNAME (RFC 2308 section 2.1); 0 makes it
 * OK or, without records, NODATA; any other number makes it FAILED. Records
 * that were added to an answer whose RCODE is not 0 are not used.
 *
 * @param[in,out] answer  The answer.
 * @param[in] rcode       The RCODE, 0 to 4095.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  answer is NULL, or rcode out of range.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_set_rcode(spfeval_answer *answer, int rcode);

/**
 * Say that there is no usable answer.
 *
 * @param[in,out] answer  The answer.
 * @param[in] failure     SPFEVAL_FAILURE_TIMEOUT, _NETWORK, _MALFORMED or
 *                        _ALIAS.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  answer is NULL, or another number.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_set_failure(spfeval_answer *answer,
                                           int failure);

/**
 * Say how long the answer may be kept.
 *
 * May be called once for each record and alias of the answer: the smallest
 * value stays (RFC 2181 section 5.2).
 *
 * @param[in,out] answer  The answer.
 * @param[in] ttl         Seconds. A value with the top bit set counts as 0
 *                        (RFC 2181 section 8).
 *
 * @retval SPFEVAL_OK            Noted.
 * @retval SPFEVAL_ERR_ARGUMENT  answer is NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_set_ttl(spfeval_answer *answer, uint32_t ttl);

/**
 * Say how many aliases (CNAME, DNAME) led to the records.
 *
 * It changes no result, and matters to those who look for long chains.
 *
 * @param[in,out] answer  The answer.
 * @param[in] count       Their number, at most 255; 0 until it is set.
 *
 * @retval SPFEVAL_OK            Noted.
 * @retval SPFEVAL_ERR_ARGUMENT  answer is NULL, or count out of range.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_set_aliases(spfeval_answer *answer,
                                           uint32_t count);

/**
 * Say that the answer comes from those who publish it, not from a cache: its
 * time to live is then the one that was published, not what is left of it.
 *
 * It changes no result, and matters to those who judge the time to live. A
 * zone in memory (spfeval_zone) says it, and the resolver of libspfeval-ldns
 * where the server did (AA, RFC 1035 section 4.1.1); a cache (spfeval_cache)
 * does not keep it.
 *
 * @param[in,out] answer  The answer.
 *
 * @retval SPFEVAL_OK            Noted.
 * @retval SPFEVAL_ERR_ARGUMENT  answer is NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_set_authoritative(spfeval_answer *answer);

/**
 * Add an A or AAAA record.
 *
 * All records of one answer have one type: the first one added decides.
 *
 * @param[in,out] answer   The answer.
 * @param[in] address      The address, in network order.
 * @param[in] address_len  4 or 16.
 *
 * @retval SPFEVAL_OK            Added.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or another length.
 * @retval SPFEVAL_ERR_STATE     The answer holds records of another type.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the answer is unchanged.
 *
 * @ownership The address is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_add_address(spfeval_answer *answer,
                                           const uint8_t *address,
                                           size_t address_len);

/**
 * Add a TXT record, with its first character-string.
 *
 * A record of the obsolete type SPF is added in the same way: an answer with
 * texts fits a question of either type.
 *
 * @param[in,out] answer  The answer.
 * @param[in] text        The octets; may hold any value. May be NULL when
 *                        text_len is 0.
 * @param[in] text_len    Their number, at most 65535. The already joined text
 *                        of several character-strings may be given at once.
 *
 * @retval SPFEVAL_OK            Added.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or too long.
 * @retval SPFEVAL_ERR_STATE     The answer holds records of another type.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the answer is unchanged.
 *
 * @ownership The text is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_add_text(spfeval_answer *answer,
                                        const char *text, size_t text_len);

/**
 * Append the next character-string to the TXT record added last.
 *
 * The strings of one record are joined without a separator (RFC 7208 section
 * 3.3).
 *
 * @param[in,out] answer  An answer whose last record is a TXT record.
 * @param[in] text        The octets; may be NULL when text_len is 0.
 * @param[in] text_len    Their number. The joined text may hold 65535.
 *
 * @retval SPFEVAL_OK            Appended.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or too long.
 * @retval SPFEVAL_ERR_STATE     There is no TXT record to append to.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the answer is unchanged.
 *
 * @ownership The text is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_extend_text(spfeval_answer *answer,
                                           const char *text, size_t text_len);

/**
 * Add an MX record.
 *
 * @param[in,out] answer     The answer.
 * @param[in] preference     The preference; lower comes first.
 * @param[in] exchange       The host name. Empty or "." is the null MX (RFC
 *                           7505). A name that text cannot express (a dot
 *                           inside a label) is given as empty.
 * @param[in] exchange_len   Its length in octets, at most 1024.
 *
 * @retval SPFEVAL_OK            Added.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or too long.
 * @retval SPFEVAL_ERR_STATE     The answer holds records of another type.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the answer is unchanged.
 *
 * @ownership The name is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_add_mx(spfeval_answer *answer,
                                      uint16_t preference,
                                      const char *exchange,
                                      size_t exchange_len);

/**
 * Add a PTR record.
 *
 * @param[in,out] answer  The answer.
 * @param[in] name        The domain name; empty when text cannot express it.
 * @param[in] name_len    Its length in octets, at most 1024.
 *
 * @retval SPFEVAL_OK            Added.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or too long.
 * @retval SPFEVAL_ERR_STATE     The answer holds records of another type.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the answer is unchanged.
 *
 * @ownership The name is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_add_ptr(spfeval_answer *answer,
                                       const char *name, size_t name_len);

/**
 * Return what the answer comes down to.
 *
 * @param[in] answer  The answer.
 *
 * @return A number of enum spfeval_dns_class; SPFEVAL_DNS_UNSET when nothing
 *         was set or added yet, or when answer is NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_get_class(const spfeval_answer *answer);

/**
 * Return the number of records in the answer.
 *
 * @param[in] answer  The answer.
 *
 * @return The number; 0 unless the class is SPFEVAL_DNS_OK.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API uint32_t spfeval_answer_get_count(const spfeval_answer *answer);

/**
 * Read one record of the answer, in the order in which they were added.
 *
 * Texts and names have different lengths, so the way to one passes others. To
 * read all of them in order takes time in proportion to their number, as long
 * as they are no more than 8191 in 512 KiB: a DNS message has room for fewer.
 *
 * @param[in] answer   The answer.
 * @param[in] index    0 to the number of records less one.
 * @param[in,out] out  A struct whose struct_size is set; filled on success.
 *
 * @retval SPFEVAL_OK             Filled.
 * @retval SPFEVAL_ERR_NOT_FOUND  There is no such record.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, or struct_size too small.
 *
 * @ownership The data is borrowed; valid until the answer is changed or freed.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_get_record(const spfeval_answer *answer,
                                          uint32_t index,
                                          spfeval_dns_record *out);

/**
 * Return why the answer is SPFEVAL_DNS_FAILED.
 *
 * @param[in] answer  The answer.
 *
 * @return A number of enum spfeval_dns_failure; SPFEVAL_FAILURE_NONE when it
 *         did not fail, or when answer is NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_get_failure(const spfeval_answer *answer);

/**
 * Return the RCODE of the answer.
 *
 * @param[in] answer  The answer.
 *
 * @return The RCODE; 0 when none was set, or when answer is NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_get_rcode(const spfeval_answer *answer);

/**
 * Return how long the answer may be kept.
 *
 * @param[in] answer  The answer.
 * @param[out] out    Seconds: the smallest value that was set; written only
 *                    on success.
 *
 * @retval SPFEVAL_OK             Read.
 * @retval SPFEVAL_ERR_NOT_FOUND  No time to live was set.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_get_ttl(const spfeval_answer *answer,
                                       uint32_t *out);

/**
 * Return how many aliases (CNAME, DNAME) led to the records.
 *
 * @param[in] answer  The answer.
 *
 * @return The number; 0 when none was set, or when answer is NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API uint32_t spfeval_answer_get_aliases(const spfeval_answer *answer);

/**
 * Return whether the answer comes from those who publish it; see
 * spfeval_answer_set_authoritative().
 *
 * @param[in] answer  The answer.
 *
 * @return 1 when that was said; 0 when it was not, or when answer is NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_answer_get_authoritative(const spfeval_answer *answer);

/**
 * Return a short text for a class, failure and RCODE.
 *
 * @param[in] dns_class  A number of enum spfeval_dns_class.
 * @param[in] failure    A number of enum spfeval_dns_failure.
 * @param[in] rcode      The RCODE, when failure is SPFEVAL_FAILURE_RCODE.
 *
 * @return A constant text such as "ok", "nodata", "nxdomain", "timeout",
 *         "servfail" or "refused"; "unknown" for other numbers.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_dns_name(int dns_class, int failure,
                                         int rcode);

/**
 * Return the name of a record type.
 *
 * @param[in] type  A number of enum spfeval_rrtype.
 *
 * @return "A", "CNAME", "PTR", "MX", "TXT", "AAAA" or "SPF"; "unknown" for
 *         others.
 *
 * @ownership Borrowed; valid for ever.
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_rrtype_name(int type);

#ifdef __cplusplus
}
#endif

#endif
