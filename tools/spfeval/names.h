/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Words for the library's numbers. They are part of the output format.
 */
#ifndef SPFEVAL_TOOL_NAMES_H
#define SPFEVAL_TOOL_NAMES_H

#include <stddef.h>
#include <stdint.h>

/* Return the type for a name in any case; 0 when there is none such. */
int names_find_rrtype(const char *name, size_t name_len);

/* Return "ok", "nodata", "nxdomain" or "failed"; NULL for others. */
const char *names_dns_class(uint32_t dns_class);

/* Return "record", "term", "lookup" or "explanation". */
const char *names_event(uint32_t kind);

/* Return "match", "no-match" and so on; NULL for SPFEVAL_VERDICT_NONE. */
const char *names_verdict(uint32_t verdict);

#endif
