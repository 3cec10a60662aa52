/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The "zonedata" of a suite document as an in-memory zone.
 *
 * What openspf's suites use: a map from names to lists of entries, each entry
 * a map from a record type to its data, or the word TIMEOUT.
 *
 *   SPF, TXT   a string, or a list of strings that are joined; NONE is no
 *              record. SPF is served as TXT too, unless the name has a TXT.
 *   A, AAAA    an address
 *   MX         [preference, host]
 *   PTR        a name
 *   CNAME      a name; empty is the root
 *   TIMEOUT    alone: queries for types without records here time out
 *
 * What our own cases add:
 *
 *   TIMEOUT: TYPE         queries for the type time out, records or not
 *   RCODE: [TYPE, n]      they are answered with this RCODE; "*" as type means
 *                         each type without a record
 *   TTL: n                the time to live of the entries after it
 *   TXT-hex: "76 3d"       a TXT record in hex digits, for octets that YAML
 *                         cannot hold
 */
#ifndef CONFORMANCE_SUITE_ZONE_H
#define CONFORMANCE_SUITE_ZONE_H

#include <stdbool.h>

#include <spfeval/zone.h>

#include "yaml_tree.h"

/*
 * Builds the zone of a document; on failure says what is wrong where and
 * returns NULL. With "authoritative: yes" beside "zonedata" the zone answers
 * like a server: wildcards, and names that only have names below them.
 */
spfeval_zone *suite_zone_new(struct tree document, struct buf *error);

#endif
