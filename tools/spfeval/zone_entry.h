/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The front part of a record in a master file: [owner] [TTL] [class] type.
 */
#ifndef SPFEVAL_TOOL_ZONE_ENTRY_H
#define SPFEVAL_TOOL_ZONE_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"
#include "zone_scan.h"

struct zone_entry {
    bool has_ttl;
    uint32_t ttl;
    size_t type;  /* index of the token with the type */
    size_t rdata; /* index of the first token behind it */
};

/*
 * Read the front part of the scanner's entry. TTL and class may come in either
 * order, as RFC 1035 section 5.1 says. Returns NULL, or what is wrong.
 */
const char *zone_entry_read(const struct zone_scan *scan,
                            struct zone_entry *out);

/*
 * Read a time to live: seconds, or parts such as 1h30m. At most 2^31 - 1 (RFC
 * 2181 section 8).
 */
bool zone_entry_read_ttl(const struct zone_token *token, uint32_t *out);

/*
 * Check the data of a record of a type for what ldns takes without complaint,
 * or reports in words that help nobody. Returns NULL, or what is wrong.
 */
const char *zone_entry_check_rdata(const struct zone_scan *scan, size_t rdata,
                                   int type);

/* Add the tokens from the one numbered first, as one line. */
void zone_entry_add_rdata(struct text *out, const struct zone_scan *scan,
                          size_t first);

#endif
