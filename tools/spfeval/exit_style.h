/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which number tells a result to the shell: the commands named spfquery
 * contradict each other.
 */
#ifndef SPFEVAL_TOOL_EXIT_STYLE_H
#define SPFEVAL_TOOL_EXIT_STYLE_H

#include <stdbool.h>

enum exit_style {
    EXIT_STYLE_SPFQUERY, /* Mail::SPF's table, see exit_code.h; the default */
    EXIT_STYLE_LIBSPF2
};

/* Read a word; false when it is none of them. */
bool exit_style_read(const char *word, enum exit_style *out);

/* The exit code for a number of enum spfeval_result. */
int exit_style_code(enum exit_style style, int result);

#endif
