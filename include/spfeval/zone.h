/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file zone.h
 * DNS data in memory as a resolver: for tests, and for trying a policy before
 * it is published.
 *
 * Names are text without escapes; a final dot is ignored, and so is case. A
 * name that was never added does not exist. Aliases (CNAME) are followed; a
 * loop, or more than 16 of them, fails the query.
 */
#ifndef SPFEVAL_ZONE_H
#define SPFEVAL_ZONE_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/alloc.h>
#include <spfeval/dns.h>
#include <spfeval/export.h>
#include <spfeval/resolver.h>

#ifdef __cplusplus
extern "C" {
#endif

/** DNS data in memory; opaque. */
typedef struct spfeval_zone spfeval_zone;

/**
 * Make an empty zone.
 *
 * @param[in] allocator  NULL for malloc() and free().
 * @param[out] out       The new object; written only on success.
 *
 * @retval SPFEVAL_OK            Made.
 * @retval SPFEVAL_ERR_ARGUMENT  out is NULL, or the allocator is incomplete.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @ownership The caller frees it with spfeval_zone_free().
 * @threads Any thread.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_new(const spfeval_allocator *allocator,
                                 spfeval_zone **out);

/**
 * Free a zone and the resolver borrowed from it.
 *
 * @param[in] zone  The zone, or NULL.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API void spfeval_zone_free(spfeval_zone *zone);

/**
 * Make the zone answer like an authoritative server.
 *
 * Then a name that has names below it exists (RFC 8020), and a name whose
 * first label is "*" answers for names that do not exist (RFC 4592). Without
 * it names are compared as they are, which suits recorded answers.
 *
 * @param[in,out] zone  A zone without names.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  zone is NULL.
 * @retval SPFEVAL_ERR_STATE     The zone has names already.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_set_authoritative(spfeval_zone *zone);

/**
 * Add a name that has no records; repeated calls do nothing.
 *
 * @param[in,out] zone  The zone.
 * @param[in] name      The name.
 * @param[in] name_len  Its length in octets, at most 1024.
 *
 * @retval SPFEVAL_OK            Added, or there already.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or too long.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the zone is unchanged.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_add_name(spfeval_zone *zone, const char *name,
                                      size_t name_len);

/**
 * Add an A or AAAA record.
 *
 * @param[in,out] zone     The zone.
 * @param[in] name         The owner.
 * @param[in] name_len     Its length in octets, at most 1024.
 * @param[in] ttl          Time to live in seconds.
 * @param[in] address      The address, in network order.
 * @param[in] address_len  4 for A, 16 for AAAA.
 *
 * @retval SPFEVAL_OK            Added.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or a length out of range.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the zone is unchanged.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_add_address(spfeval_zone *zone, const char *name,
                                         size_t name_len, uint32_t ttl,
                                         const uint8_t *address,
                                         size_t address_len);

/**
 * Add a TXT record.
 *
 * @param[in,out] zone  The zone.
 * @param[in] name      The owner.
 * @param[in] name_len  Its length in octets, at most 1024.
 * @param[in] ttl       Time to live in seconds.
 * @param[in] text      The joined character-strings; may be NULL when text_len
 *                      is 0.
 * @param[in] text_len  Their length in octets, at most 65535.
 *
 * @retval SPFEVAL_OK            Added.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or a length out of range.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the zone is unchanged.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_add_text(spfeval_zone *zone, const char *name,
                                      size_t name_len, uint32_t ttl,
                                      const char *text, size_t text_len);

/**
 * Add a record of the obsolete type SPF (RFC 7208 section 3.1).
 *
 * No check asks for it; those who look at what is published do.
 *
 * @param[in,out] zone  The zone.
 * @param[in] name      The owner.
 * @param[in] name_len  Its length in octets, at most 1024.
 * @param[in] ttl       Time to live in seconds.
 * @param[in] text      The joined character-strings; may be NULL when text_len
 *                      is 0.
 * @param[in] text_len  Their length in octets, at most 65535.
 *
 * @retval SPFEVAL_OK            Added.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or a length out of range.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the zone is unchanged.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_add_spf(spfeval_zone *zone, const char *name,
                                     size_t name_len, uint32_t ttl,
                                     const char *text, size_t text_len);

/**
 * Add an MX record.
 *
 * @param[in,out] zone      The zone.
 * @param[in] name          The owner.
 * @param[in] name_len      Its length in octets, at most 1024.
 * @param[in] ttl           Time to live in seconds.
 * @param[in] preference    The preference.
 * @param[in] exchange      The host; empty or "." for a null MX (RFC 7505).
 *                          May be NULL when exchange_len is 0.
 * @param[in] exchange_len  Its length in octets, at most 1024.
 *
 * @retval SPFEVAL_OK            Added.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or a length out of range.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the zone is unchanged.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_add_mx(spfeval_zone *zone, const char *name,
                                    size_t name_len, uint32_t ttl,
                                    uint16_t preference, const char *exchange,
                                    size_t exchange_len);

/**
 * Add a PTR record.
 *
 * @param[in,out] zone    The zone.
 * @param[in] name        The owner, for instance "1.2.0.192.in-addr.arpa".
 * @param[in] name_len    Its length in octets, at most 1024.
 * @param[in] ttl         Time to live in seconds.
 * @param[in] target      The name it points to.
 * @param[in] target_len  Its length in octets, at most 1024.
 *
 * @retval SPFEVAL_OK            Added.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or a length out of range.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the zone is unchanged.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_add_ptr(spfeval_zone *zone, const char *name,
                                     size_t name_len, uint32_t ttl,
                                     const char *target, size_t target_len);

/**
 * Make a name an alias. The last call for a name counts.
 *
 * @param[in,out] zone    The zone.
 * @param[in] name        The owner.
 * @param[in] name_len    Its length in octets, at most 1024.
 * @param[in] ttl         Time to live in seconds.
 * @param[in] target      The name it stands for.
 * @param[in] target_len  Its length in octets, at most 1024.
 *
 * @retval SPFEVAL_OK            Added.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or a length out of range.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the zone is unchanged.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_add_cname(spfeval_zone *zone, const char *name,
                                       size_t name_len, uint32_t ttl,
                                       const char *target, size_t target_len);

/**
 * Make queries for a name time out.
 *
 * @param[in,out] zone  The zone; the name is added if need be.
 * @param[in] name      The name.
 * @param[in] name_len  Its length in octets, at most 1024.
 * @param[in] type      The type of enum spfeval_rrtype whose queries time out,
 *                      records or not; 0 for each type without a record. An
 *                      alias answers for all types but those named.
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, a length out of range, or an
 *                               unknown type.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the zone is unchanged.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_add_timeout(spfeval_zone *zone, const char *name,
                                         size_t name_len, int type);

/**
 * Make queries for a name give an RCODE.
 *
 * @param[in,out] zone  The zone; the name is added if need be.
 * @param[in] name      The name.
 * @param[in] name_len  Its length in octets, at most 1024.
 * @param[in] type      The type of enum spfeval_rrtype that is meant, records
 *                      or not; 0 for each type without a record. An alias
 *                      answers for all types but those named.
 * @param[in] rcode     The RCODE, 0 to 4095; 3 answers "no such name".
 *
 * @retval SPFEVAL_OK            Set.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, a length or number out of
 *                               range, or an unknown type.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory; the zone is unchanged.
 *
 * @threads One thread at a time per handle.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_add_rcode(spfeval_zone *zone, const char *name,
                                       size_t name_len, int type, int rcode);

/**
 * Answer a question from the zone.
 *
 * @param[in] zone        The zone.
 * @param[in] type        A number of enum spfeval_rrtype.
 * @param[in] name        The name asked for.
 * @param[in] name_len    Its length in octets.
 * @param[in,out] answer  Cleared, then filled.
 *
 * @retval SPFEVAL_OK            Answered.
 * @retval SPFEVAL_ERR_ARGUMENT  A NULL parameter, or a type out of range.
 * @retval SPFEVAL_ERR_NOMEM     Out of memory.
 *
 * @threads Readers may share once built, each with its own answer.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_lookup(const spfeval_zone *zone, int type,
                                    const char *name, size_t name_len,
                                    spfeval_answer *answer);

/**
 * Return the name that follows another one, to enumerate all names.
 *
 * They come in the order in which they were added, as they were written first.
 * In an authoritative zone these include names that exist only because there
 * are names below them; the first one is the root, which is the empty name.
 *
 * @param[in] zone      The zone.
 * @param[in] name      A name in the zone; NULL for the first.
 * @param[in] name_len  Its length in octets.
 * @param[out] out_len  The length of the next name in octets; may be NULL.
 *
 * @return The next name, NUL-terminated; NULL behind the last, when the zone
 *         has no such name, or when zone is NULL.
 *
 * @ownership Borrowed; valid as long as the zone.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API const char *spfeval_zone_next_name(const spfeval_zone *zone,
                                               const char *name,
                                               size_t name_len,
                                               size_t *out_len);

/**
 * Tell whether a record of a type was added to a name.
 *
 * Aliases are not followed, and wildcards do not answer.
 *
 * @param[in] zone      The zone.
 * @param[in] type      A number of enum spfeval_rrtype.
 * @param[in] name      The name.
 * @param[in] name_len  Its length in octets.
 *
 * @return 1 when there is one; 0 when there is none, or a parameter is NULL.
 *
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API int spfeval_zone_has_record(const spfeval_zone *zone, int type,
                                        const char *name, size_t name_len);

/**
 * Return the zone as a resolver.
 *
 * @param[in] zone  The zone.
 *
 * @return A resolver for spfeval_check_run(); NULL when zone is NULL.
 *
 * @ownership Borrowed; goes with the zone.
 * @threads Readers may share once built.
 * @since 0.1
 */
SPFEVAL_API spfeval_resolver *spfeval_zone_get_resolver(spfeval_zone *zone);

#ifdef __cplusplus
}
#endif

#endif
