/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One record as ldns reads it, put into a zone in memory. Only for
 * zone_reader.c: no other file knows ldns.
 */
#ifndef SPFEVAL_TOOL_ZONE_RECORD_H
#define SPFEVAL_TOOL_ZONE_RECORD_H

#include <spfeval/spfeval.h>

#include <ldns/ldns.h>
#include <stdbool.h>

#include "zone_reader.h"

/*
 * Write a name in the form of dns.h. False when it has a label with a dot or a
 * NUL in it, which that form cannot tell.
 */
bool zone_record_print_name(const ldns_rdf *name, char out[ZONE_NAME_SIZE]);

/*
 * Tell whether ldns shall read the data of a type: those that SPF uses, and
 * the two that each zone has. Its readers of rare types are not robust (CERT
 * loses memory on wrong data), and SPF needs to know that the name exists.
 */
bool zone_record_is_read(int type);

/*
 * Tell whether a record has all its fields: ldns lets some out when the data
 * is in the generic form of RFC 3597. Of a type that SPF does not use,
 * nothing is needed.
 */
bool zone_record_is_complete(const ldns_rr *rr);

/*
 * Add a complete record.
 *
 * Returns a status of the library; SPFEVAL_ERR_SYNTAX when the record holds a
 * name that cannot be written.
 */
int zone_record_add(spfeval_zone *zone, const char *owner, const ldns_rr *rr);

/* Tell whether the first string of a complete TXT record begins as SPF. */
bool zone_record_is_spf(const ldns_rr *rr);

/* Add a complete TXT record to a list; false when out of memory. */
bool zone_record_list(struct zone_texts *texts, const char *owner,
                      unsigned long line, const ldns_rr *rr);

/*
 * Tell whether a TXT record would be an SPF record if its strings were joined
 * with blanks: then somebody forgot the quotes.
 */
bool zone_record_lost_blanks(const ldns_rr *rr);

#endif
