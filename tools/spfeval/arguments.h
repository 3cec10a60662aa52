/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the sub-commands share in reading their command lines.
 */
#ifndef SPFEVAL_TOOL_ARGUMENTS_H
#define SPFEVAL_TOOL_ARGUMENTS_H

#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>

/* What arguments_read() needs to know of a sub-command. */
struct arguments {
    const char *command;
    const struct option *options;
    void (*help)(void);
    /* Take an option. Returns 0, an exit code after a message, or -1 when the
       code is none of its own. */
    int (*take)(void *request, int code, const char *value);
    /* Other words are options too, with the code 1, where they stand. */
    bool in_order;
};

/*
 * Read all options. Returns -1 when there is something to do, with optind at
 * the first other word; otherwise an exit code: help was asked for, or there
 * was a message.
 */
int arguments_read(const struct arguments *arguments, int argc, char **argv,
                   void *request);

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
