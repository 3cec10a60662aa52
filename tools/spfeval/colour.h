/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Emphasis on a terminal. Without it the text is the same.
 */
#ifndef SPFEVAL_TOOL_COLOUR_H
#define SPFEVAL_TOOL_COLOUR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Whether a stream takes it: a terminal that is not "dumb", and the variable
 * NO_COLOR is absent or empty (https://no-color.org).
 */
bool colour_is_wanted(FILE *stream);

/* Write octets in bold. They must be safe for a terminal. */
void colour_write_bold(FILE *stream, const char *octets, size_t len);

#endif
