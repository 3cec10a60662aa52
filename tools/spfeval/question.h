/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The command line of "check".
 */
#ifndef SPFEVAL_TOOL_QUESTION_H
#define SPFEVAL_TOOL_QUESTION_H

#include <stdbool.h>
#include <stdint.h>

#include "settings.h"

struct question {
    struct settings settings;
    const char *ip;
    const char *mail_from;
    const char *identity; /* --id: which of the two depends on the scope */
    const char *helo;
    int scope; /* of enum spfeval_identity */
    bool has_time;
    int64_t time;
    bool as_json;
    bool with_trace;
};

/*
 * Read the command line; argv[0] is "check". Returns -1 when there is a
 * question to answer; otherwise an exit code, after a message or the help.
 */
int question_read(struct question *question, int argc, char **argv);

#endif
