/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options that all checks of one run have in common.
 */
#ifndef SPFEVAL_TOOL_SETTINGS_H
#define SPFEVAL_TOOL_SETTINGS_H

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns_settings.h"

struct settings {
    const char *zone;                /* NULL, or the file to read */
    const char *origin;              /* NULL, or its first origin */
    const char *receiver;            /* NULL when not given */
    const char *default_explanation; /* NULL when not given */
    uint32_t max_terms;
    uint32_t max_voids;
    struct dns_settings dns;
};

/* Option codes; those of a sub-command itself start after the last. */
enum settings_code {
    SETTINGS_ZONE = 256,
    SETTINGS_ORIGIN,
    SETTINGS_RECEIVER,
    SETTINGS_DEFAULT_EXPLANATION,
    SETTINGS_MAX_TERMS,
    SETTINGS_MAX_VOIDS,
    SETTINGS_SERVER,
    SETTINGS_TIMEOUT,
    SETTINGS_DEADLINE,
    SETTINGS_TCP,
    SETTINGS_PREFETCH,
    SETTINGS_END
};

/* A row of a getopt_long() table. */
#define SETTINGS_ROW(name, code)                                              \
    {                                                                         \
        name, required_argument, NULL, code                                   \
    }

/* The rows for these options, aliases included. */
#define SETTINGS_ROWS                                                         \
    SETTINGS_ROW("zone", SETTINGS_ZONE),                                      \
        SETTINGS_ROW("origin", SETTINGS_ORIGIN),                              \
        SETTINGS_ROW("receiver", SETTINGS_RECEIVER),                          \
        SETTINGS_ROW("hostname", SETTINGS_RECEIVER),                          \
        SETTINGS_ROW("max-terms", SETTINGS_MAX_TERMS),                        \
        SETTINGS_ROW("max-void", SETTINGS_MAX_VOIDS),                         \
        SETTINGS_ROW("default-explanation", SETTINGS_DEFAULT_EXPLANATION),    \
        SETTINGS_ROW("server", SETTINGS_SERVER),                              \
        SETTINGS_ROW("timeout", SETTINGS_TIMEOUT),                            \
        SETTINGS_ROW("deadline", SETTINGS_DEADLINE),                          \
        SETTINGS_ROW("prefetch", SETTINGS_PREFETCH),                          \
    {                                                                         \
        "tcp", no_argument, NULL, SETTINGS_TCP                                \
    }

/* Start with the defaults of RFC 7208. */
void settings_init(struct settings *settings);

/*
 * Take one option. Returns 0, an exit code after a message, or -1 when the
 * code is not of enum settings_code.
 */
int settings_take(struct settings *settings, const char *command, int code,
                  const char *value);

/*
 * Report options that contradict each other. Returns 0, or an exit code after
 * a message.
 */
int settings_check(const struct settings *settings, const char *command);

/*
 * Make library options, for checks that ask the DNS or that do not. Returns 0,
 * or an exit code after a message.
 */
int settings_make(const struct settings *settings, const char *command,
                  bool asks_dns, spfeval_options **out);

/*
 * The same with another receiver, silently: returns a status of the library,
 * SPFEVAL_ERR_ARGUMENT when the receiver is not printable ASCII. The settings
 * must have passed settings_make() before.
 */
int settings_make_for(const struct settings *settings, const char *receiver,
                      size_t receiver_len, bool asks_dns,
                      spfeval_options **out);

#endif
