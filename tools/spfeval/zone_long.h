/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * TXT records with a string that is too long for the DNS (SPF-E028). ldns
 * refuses them; a linter wants to see them.
 */
#ifndef SPFEVAL_TOOL_ZONE_LONG_H
#define SPFEVAL_TOOL_ZONE_LONG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zone_reader.h"

/* Tell whether the entry is a TXT or SPF record with such a string. */
bool zone_long_is(const struct zone_scan *scan, size_t rdata, int type);

/*
 * Take such a record: into the zone when somebody collects the texts as they
 * are written, otherwise an error that says how to split it. Returns 0, or an
 * exit code after a message.
 */
int zone_long_take(struct zone_reader *reader, size_t rdata, int type,
                   uint32_t ttl);

#endif
