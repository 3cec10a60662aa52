/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Checks as text: a zone and a mail, one record or input a line. A line is a
 * letter and fields with a bar between them:
 *
 *     I192.0.2.1                      the client
 *     Suser@example.com               the reverse-path
 *     Hmail.example.com               HELO
 *     Z                               before any name: an authoritative server
 *     O65                             how to look at it: any number
 *     Texample.com|v=spf1 mx -all     TXT
 *     Aa.example.com|192.0.2.1        A or AAAA
 *     Mexample.com|a.example.com      MX
 *     N1.2.0.192.in-addr.arpa|a.example.com    PTR
 *     Cwww.example.com|example.com    CNAME
 *     Eempty.example.com              the name alone
 *     Fslow.example.com               times out
 *     Xbad.example.com|5              an RCODE
 *
 * What cannot be read is left out, so that each text is a check.
 */
#ifndef TESTS_FUZZ_ZONE_FORM_H
#define TESTS_FUZZ_ZONE_FORM_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/zone.h>

#include "fuzz/lines.h"

struct zone_form {
    struct line client;
    struct line mailfrom;
    struct line helo;
    uint32_t order;
};

/* Fill an empty zone; the fields point into the text, or at a default. */
void zone_form_read(const char *text, size_t size, spfeval_zone *zone,
                    struct zone_form *out);

#endif
