/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The language that the user reads.
 */
#ifndef SPFEVAL_TOOL_LANGUAGE_H
#define SPFEVAL_TOOL_LANGUAGE_H

/*
 * Take the value of --lang. Here a language that is not there is a mistake, in
 * a browser's list not. Returns 0, or an exit code after a message.
 */
int language_take(const char *command, const char *value, int *out);

/* What the environment says, in the order of POSIX; otherwise English. */
int language_of_environment(void);

#endif
