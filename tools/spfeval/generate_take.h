/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What "generate" was asked.
 */
#ifndef SPFEVAL_TOOL_GENERATE_TAKE_H
#define SPFEVAL_TOOL_GENERATE_TAKE_H

#include <spfeval/spfeval.h>

#include <stdbool.h>

#include "publish_settings.h"

struct generate_request {
    struct publish_settings settings;
    spfeval_build *build; /* the record so far */
    int argc;
    char **argv;
    int last; /* the code of the option before */
    bool has_senders;
    bool no_mail;
    bool is_offline;
    const char *policy;   /* NULL when not given */
    const char *redirect; /* the same */
    const char *exp;      /* the same */
};

enum generate_code {
    GENERATE_WORD = 1, /* a word that is no option */
    GENERATE_IP4 = PUBLISH_END,
    GENERATE_IP6,
    GENERATE_A,
    GENERATE_MX,
    GENERATE_INCLUDE,
    GENERATE_EXISTS,
    GENERATE_NO_MAIL,
    GENERATE_POLICY,
    GENERATE_REDIRECT,
    GENERATE_EXP,
    GENERATE_OFFLINE
};

/*
 * Take one option of a struct generate_request, for arguments_read(). Returns
 * 0, an exit code after a message, or -1 for other codes.
 */
int generate_take(void *user_data, int code, const char *value);

#endif
