/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file
 * Writing records: from a list of senders, from two records into one, and as
 * the strings of a zone file. Nothing is looked up.
 */
#ifndef SPFEVAL_BUILD_H
#define SPFEVAL_BUILD_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/alloc.h>
#include <spfeval/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A record in the making; opaque. */
typedef struct spfeval_build spfeval_build;

/** What those get whom no term names. The numbers never change. */
enum spfeval_rest {
    SPFEVAL_REST_UNSAID = 0,   /**< No "all": neutral, said by nobody. */
    SPFEVAL_REST_FAIL = 1,     /**< "-all" */
    SPFEVAL_REST_SOFTFAIL = 2, /**< "~all" */
    SPFEVAL_REST_NEUTRAL = 3   /**< "?all" */
};

/**
 * Start a record without senders: "v=spf1 -all".
 *
 * @param[in] allocator  NULL for malloc() and free().
 * @param[out] out       The record; written only on success.
 *
 * @retval SPFEVAL_OK            Made.
 * @retval SPFEVAL_ERR_ARGUMENT  out is NULL, or the allocator is incomplete.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The caller frees it with spfeval_build_free().
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_build_new(const spfeval_allocator *allocator,
                                  spfeval_build **out);

/**
 * Free a record in the making.
 *
 * @param[in] build  The record, or NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_build_free(spfeval_build *build);

/**
 * Add a sender.
 *
 * Networks are masked, names lower-cased, and what is there already is not
 * added again; nor is a network within another one that is there.
 *
 * @param[in,out] build  The record.
 * @param[in] text       A directive without a sign or with "+", such as
 *                       "mx" or "include:_spf.example.net"; or an address or
 *                       network, which becomes "ip4:" or "ip6:"; or a host
 *                       name, which becomes "a:".
 * @param[in] text_len   Its length in octets.
 *
 * @retval SPFEVAL_OK            Added, or was there.
 * @retval SPFEVAL_ERR_SYNTAX    It is none of these, or "all" or "ptr"; its
 *                               domain can never be asked for, or holds one
 *                               of ",;:/@", as in
 *                               "include:a.example,b.example"; or with it all
 *                               addresses of a family would pass.
 * @retval SPFEVAL_ERR_LIMIT     The record would be over 65535 octets.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The text is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_build_add_sender(spfeval_build *build,
                                         const char *text, size_t text_len);

/**
 * Set what those get whom no term names; instead of a redirect.
 *
 * @param[in,out] build  The record.
 * @param[in] rest       A number of enum spfeval_rest.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  build is NULL, or no such number.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_build_set_rest(spfeval_build *build, int rest);

/**
 * Set the domain whose record decides about the others (RFC 7208 section 6.1),
 * instead of "all".
 *
 * @param[in,out] build   The record.
 * @param[in] domain      A domain-spec; empty for none.
 * @param[in] domain_len  Its length in octets.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_SYNTAX    It is not a domain-spec, or one that can never
 *                               be asked for.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_LIMIT     The record would be over 65535 octets.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The text is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_build_set_redirect(spfeval_build *build,
                                           const char *domain,
                                           size_t domain_len);

/**
 * Set where the explanation of a fail is published (RFC 7208 section 6.2).
 *
 * @param[in,out] build   The record.
 * @param[in] domain      A domain-spec; empty for none.
 * @param[in] domain_len  Its length in octets.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_SYNTAX    It is not a domain-spec, or one that can never
 *                               be asked for.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter.
 * @retval SPFEVAL_ERR_LIMIT     The record would be over 65535 octets.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The text is copied.
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_build_set_exp(spfeval_build *build, const char *domain,
                                      size_t domain_len);

/**
 * Write the record: senders in the order ip4, ip6, a, mx, include, exists,
 * addresses ascending, then the rest.
 *
 * @param[in] build     The record.
 * @param[out] buffer   Receives the text and a NUL, octets 0x20 to 0x7E only;
 *                      may be NULL when capacity is 0.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK            Written.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_ARGUMENT  build is NULL, or buffer without need.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_build_print(const spfeval_build *build, char *buffer,
                                    size_t capacity, size_t *needed);

/** How strict the "all" of a merged record is. The numbers never change. */
enum spfeval_merge_all {
    SPFEVAL_MERGE_WEAKER = 1,  /**< As the record that refuses less. */
    SPFEVAL_MERGE_STRICTER = 2 /**< As the record that refuses more. */
};

/**
 * Merge two records into one (RFC 7208 section 3.2 allows only one): the
 * directives of both in their order, none twice, one version and one "all".
 *
 * What stands behind "all" never counted, and is left out. Who passes by a
 * directive of the first record still does; so does who passes by one of the
 * second, unless the first one names him with another result. Of the two
 * "all" only the chosen one is kept. If it is a passing one of the first
 * record, the directives of the second that do not pass are left out. A
 * redirect comes last: who passed by it does so no longer if a directive of
 * the other record names him with another result.
 *
 * @param[in] allocator   NULL for malloc() and free().
 * @param[in] first       The text of one record.
 * @param[in] first_len   Its length in octets.
 * @param[in] second      The text of the other.
 * @param[in] second_len  Its length in octets.
 * @param[in] all         A number of enum spfeval_merge_all.
 * @param[out] buffer     Receives the text and a NUL, octets 0x20 to 0x7E
 *                        only; may be NULL when capacity is 0.
 * @param[in] capacity    Octets in buffer.
 * @param[out] needed     Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK             Written.
 * @retval SPFEVAL_ERR_BUFFER     Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_SYNTAX     One of them is not a valid record.
 * @retval SPFEVAL_ERR_NOT_FOUND  They cannot become one: both redirect, or
 *                                both have an explanation, to different
 *                                domains, or one redirects and the other has
 *                                "all".
 * @retval SPFEVAL_ERR_LIMIT      The record would be over 65535 octets.
 * @retval SPFEVAL_ERR_ARGUMENT   A NULL parameter, no such number, or buffer
 *                                without need.
 * @retval SPFEVAL_ERR_NOMEM      Out of memory.
 *
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_merge_print(const spfeval_allocator *allocator,
                                    const char *first, size_t first_len,
                                    const char *second, size_t second_len,
                                    int all, char *buffer, size_t capacity,
                                    size_t *needed);

/**
 * Write a text as the quoted character-strings of a zone file, each at most
 * 255 octets (RFC 1035 section 5.1, RFC 7208 section 3.3), cut behind a space
 * where possible so that no term is cut.
 *
 * @param[in] text      The text of a record; any octets.
 * @param[in] text_len  Its length in octets, at most 65535.
 * @param[out] buffer   Receives the text and a NUL, octets 0x20 to 0x7E only;
 *                      may be NULL when capacity is 0.
 * @param[in] capacity  Octets in buffer.
 * @param[out] needed   Octets of the text with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK            Written.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_LIMIT     The text is too long.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or buffer without need.
 *
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_strings_print(const char *text, size_t text_len,
                                      char *buffer, size_t capacity,
                                      size_t *needed);

/**
 * Write a TXT record as a line of a zone file: owner, TTL, IN, TXT and the
 * strings of the text.
 *
 * @param[in] domain      The owner, with or without a final dot; octets that
 *                        a zone file would not take literally are escaped.
 * @param[in] domain_len  Its length in octets.
 * @param[in] ttl         Seconds, at most 2147483647 (RFC 2181 section 8).
 * @param[in] text        The text of the record; any octets.
 * @param[in] text_len    Its length in octets, at most 65535.
 * @param[out] buffer     Receives the line and a NUL, octets 0x20 to 0x7E
 *                        only, no line break; may be NULL when capacity is 0.
 * @param[in] capacity    Octets in buffer.
 * @param[out] needed     Octets of the line with its NUL; may be NULL.
 *
 * @retval SPFEVAL_OK            Written.
 * @retval SPFEVAL_ERR_BUFFER    Too small; *needed says how much it takes.
 * @retval SPFEVAL_ERR_SYNTAX    domain is not a domain name.
 * @retval SPFEVAL_ERR_LIMIT     The text is too long.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, ttl out of range, or buffer
 *                               without need.
 *
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_line_print(const char *domain, size_t domain_len,
                                        uint32_t ttl, const char *text,
                                        size_t text_len, char *buffer,
                                        size_t capacity, size_t *needed);

#ifdef __cplusplus
}
#endif

#endif
