/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the sub-commands share in reading their command lines.
 */
#ifndef SPFEVAL_TOOL_ARGUMENTS_H
#define SPFEVAL_TOOL_ARGUMENTS_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Report why getopt_long() returned '?' or ':' ("code"). To be called before
 * anything else touches its globals. Returns EXIT_CODE_USAGE.
 */
int arguments_report(const char *command, int code, char **argv);

/* Read decimal digits only; false when it is anything else or too big. */
bool arguments_read_u32(const char *text, uint32_t *out);

/* The same for a signed number; a "-" may stand before the digits. */
bool arguments_read_i64(const char *text, int64_t *out);

/*
 * Seconds as milliseconds: digits and, if wanted, a point and one to three
 * more. False when it is anything else or too big.
 */
bool arguments_read_seconds(const char *text, uint32_t *out);

#endif
