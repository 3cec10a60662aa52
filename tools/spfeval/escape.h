/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Text that strangers wrote, made safe for a terminal.
 *
 * Octets outside 0x20 to 0x7E become \xNN with two upper-case hexadecimal
 * digits, and a backslash becomes two, so that the original can be told.
 */
#ifndef SPFEVAL_TOOL_ESCAPE_H
#define SPFEVAL_TOOL_ESCAPE_H

#include <stddef.h>

#include "text.h"

/* Add octets in escaped form. */
void escape_add(struct text *out, const char *octets, size_t len);

/* The same, leaving backslashes alone: for messages that quote such text. */
void escape_add_controls(struct text *out, const char *octets, size_t len);

/* Add one octet as \xNN, whatever it is. */
void escape_add_octet(struct text *out, unsigned char octet);

#endif
