/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Colours for people: on a terminal only, and never against NO_COLOR.
 */
#ifndef SPFEVAL_TOOL_COLOUR_H
#define SPFEVAL_TOOL_COLOUR_H

#include <stdbool.h>
#include <stdio.h>

enum colour_style { COLOUR_BOLD, COLOUR_RED };

/*
 * Whether a stream takes them: a terminal that is not "dumb", and the variable
 * NO_COLOR is absent or empty (https://no-color.org).
 */
bool colour_is_wanted(FILE *stream);

/* The sequence that begins or ends a style; "" when it is not wanted. */
const char *colour_begin(bool wanted, enum colour_style style);
const char *colour_end(bool wanted);

#endif
