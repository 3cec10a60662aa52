/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file zone_rows.h
 * Zones as tables of text, for tests.
 */
#ifndef TESTS_SUPPORT_ZONE_ROWS_H
#define TESTS_SUPPORT_ZONE_ROWS_H

#include <stdint.h>

#include <spfeval/zone.h>

/** What a row adds, besides a record of enum spfeval_rrtype. */
enum zone_row_kind {
    ZONE_ROW_NAME = -1,    /**< The name alone. */
    ZONE_ROW_TIMEOUT = -2, /**< Queries of fault_type time out. */
    ZONE_ROW_RCODE = -3    /**< Queries of fault_type give an RCODE. */
};

/** The time to live of each record that a row adds. */
enum { ZONE_ROW_TTL = 3600 };

/** One addition to a zone. */
struct zone_row {
    const char *name;
    /** A number of enum spfeval_rrtype or enum zone_row_kind. */
    int kind;
    /** The address, text or name; unused where there is no record. */
    const char *data;
    /** The preference of an MX, or the RCODE. */
    uint16_t number;
    /** The type of the queries that fail; 0 for each without a record. */
    int fault_type;
};

/**
 * Add one row to a zone.
 *
 * @return What the function of zone.h returned; SPFEVAL_ERR_SYNTAX for an
 *         address that is none.
 */
int zone_row_add(spfeval_zone *zone, const struct zone_row *row);

#endif
