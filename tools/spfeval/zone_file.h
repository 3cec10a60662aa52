/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A master file (RFC 1035 section 5) as a zone in memory.
 */
#ifndef SPFEVAL_TOOL_ZONE_FILE_H
#define SPFEVAL_TOOL_ZONE_FILE_H

#include <spfeval/spfeval.h>

#include "zone_texts.h"

/*
 * Load a file; "-" is standard input. The origin is the one before the first
 * $ORIGIN, or NULL for none. The zone answers as an authoritative server.
 *
 * Returns 0, or an exit code after a message that names the line.
 */
int zone_file_load(const char *path, const char *origin, spfeval_zone **out);

/*
 * The same, and list the TXT records as they are written; the caller clears
 * the list, also after a failure. A string that is too long for the DNS is
 * then no error, but in the list.
 */
int zone_file_load_texts(const char *path, const char *origin,
                         struct zone_texts *texts, spfeval_zone **out);

#endif
