/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file zone_text.h
 * What a zone answers, as text that a table can hold.
 *
 *     "ok 300: 192.0.2.1, 192.0.2.2"    records in their order
 *     "ok 5: 10 mx1.example, 20 "       MX: preference and host
 *     "nodata", "nodata 60"             without and with a time to live
 *     "nxdomain", "timeout", "alias", "refused", "rcode 9"
 *     "status -2"                       the lookup itself failed
 *
 * Text of TXT and names stands there as it is.
 */
#ifndef TESTS_SUPPORT_ZONE_TEXT_H
#define TESTS_SUPPORT_ZONE_TEXT_H

#include <stddef.h>

#include <spfeval/zone.h>

/**
 * Ask a zone.
 *
 * @param[in] zone      The zone.
 * @param[in] type      A number of enum spfeval_rrtype.
 * @param[in] name      The name, NUL-terminated.
 *
 * @return The text; valid until the next call.
 */
const char *zone_text(const spfeval_zone *zone, int type, const char *name);

/** The same for a name that holds any octets. */
const char *zone_text_octets(const spfeval_zone *zone, int type,
                             const char *name, size_t name_len);

#endif
