/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Diagnostics, on standard error, in one form: "spfeval: what is wrong".
 */
#ifndef SPFEVAL_TOOL_MESSAGE_H
#define SPFEVAL_TOOL_MESSAGE_H

/*
 * Print one line. Octets outside 0x20 to 0x7E become \xNN, so any file name,
 * option or record text may be among the arguments.
 */
void message_print(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/*
 * Print one line, then where to find help. The command is "check" or such, or
 * NULL for the program as a whole. Returns EXIT_CODE_USAGE.
 */
int message_usage(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * What to add to a message about a name that is refused: how names outside
 * ASCII are written (RFC 5890), or nothing.
 */
const char *message_name_hint(const char *name);

/* Report a failed call of the library. Returns an exit code. */
int message_status(const char *what, int status);

/* Say that memory ran out. Returns EXIT_CODE_INTERNAL. */
int message_no_memory(void);

#endif
