/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A master file (RFC 1035 section 5) as a zone in memory.
 */
#ifndef SPFEVAL_TOOL_ZONE_FILE_H
#define SPFEVAL_TOOL_ZONE_FILE_H

#include <spfeval/spfeval.h>

/*
 * Load a file; "-" is standard input. The origin is the one before the first
 * $ORIGIN, or NULL for none. The zone answers as an authoritative server.
 *
 * Returns 0, or an exit code after a message that names the line.
 */
int zone_file_load(const char *path, const char *origin, spfeval_zone **out);

#endif
