/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A whole file in memory.
 */
#ifndef SPFEVAL_TOOL_FILE_READ_H
#define SPFEVAL_TOOL_FILE_READ_H

#include "text.h"

/* Return the name for messages: "-" is standard input. */
const char *file_name(const char *path);

/*
 * Add the octets of a file; "-" is standard input. Returns 0, or an exit code
 * after a message.
 */
int file_read(const char *path, struct text *out);

#endif
