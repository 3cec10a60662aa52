/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file zone_lines.h
 * Zones as text, for tests:
 *
 *     example.com TXT v=spf1 mx -all
 *     example.com 60 MX 10 mx.example.com
 *     mx.example.com A 192.0.2.1
 *     other.example NAME
 *     slow.example TIMEOUT TXT
 */
#ifndef TESTS_SUPPORT_ZONE_LINES_H
#define TESTS_SUPPORT_ZONE_LINES_H

#include <spfeval/zone.h>

/**
 * Add lines, with a newline between them, to a zone. The time to live may
 * stand before the type. Types are A (or AAAA), TXT, SPF, MX, CNAME, NAME for
 * the name alone, and TIMEOUT with the type whose queries time out.
 *
 * @return The first failure; SPFEVAL_ERR_SYNTAX for a line that is none.
 */
int zone_lines_add(spfeval_zone *zone, const char *lines);

#endif
