/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options of the sub-commands for those who publish records.
 */
#ifndef SPFEVAL_TOOL_POLICY_SETTINGS_H
#define SPFEVAL_TOOL_POLICY_SETTINGS_H

#include <spfeval/spfeval.h>

#include <stdbool.h>

#include "settings.h"

struct policy_settings {
    struct settings settings;
    const char *command;
    const char *domain;  /* --domain; NULL when not given */
    int language;        /* of enum spfeval_language; 0: not given */
    const char *profile; /* --profile; NULL when not given */
    bool asks_dns;       /* --dns */
};

/* Option codes; those of a sub-command itself start after the last. */
enum policy_code {
    POLICY_DOMAIN = SETTINGS_END,
    POLICY_LANG,
    POLICY_DNS,
    POLICY_PROFILE,
    POLICY_END
};

/* The rows for these options. */
#define POLICY_ROWS                                                           \
    SETTINGS_ROW("zone", SETTINGS_ZONE),                                      \
        SETTINGS_ROW("origin", SETTINGS_ORIGIN),                              \
        SETTINGS_ROW("server", SETTINGS_SERVER),                              \
        SETTINGS_ROW("timeout", SETTINGS_TIMEOUT),                            \
        SETTINGS_ROW("deadline", SETTINGS_DEADLINE),                          \
        SETTINGS_ROW("domain", POLICY_DOMAIN),                                \
        SETTINGS_ROW("lang", POLICY_LANG),                                    \
        SETTINGS_ROW("profile", POLICY_PROFILE),                              \
        {"tcp", no_argument, NULL, SETTINGS_TCP},                             \
        {"dns", no_argument, NULL, POLICY_DNS},                               \
    {                                                                         \
        "help", no_argument, NULL, 'h'                                        \
    }

/* The part of a help text that is about the limits. */
#define POLICY_HELP_PROFILE                                                   \
    "  --profile=PROFILE   limits to measure by: rfc (default), strict or\n"  \
    "                      receivers, what large ones are known to "          \
    "tolerate\n"

/* The part of a help text that is about where DNS data comes from. */
#define POLICY_HELP_DNS                                                       \
    "  --server=ADDRESS[:PORT]\n"                                             \
    "                      name server to ask, instead of the system's\n"     \
    "  --timeout=SECONDS   how long to wait for an answer before asking\n"    \
    "                      again (5, or as resolv.conf says)\n"               \
    "  --deadline=SECONDS  how long all lookups may take (20)\n"              \
    "  --tcp               ask over TCP only\n"                               \
    "  --zone=FILE         DNS data: a master file; - is standard "           \
    "input\n"                                                                 \
    "  --origin=NAME       origin before the first $ORIGIN in FILE\n"

/* Start with the defaults. */
void policy_settings_init(struct policy_settings *settings,
                          const char *command);

/*
 * Take one option. Returns 0, an exit code after a message, or -1 when the
 * code is not of enum policy_code or below.
 */
int policy_settings_take(struct policy_settings *settings, int code,
                         const char *value);

/* An option that says where to ask: its name, or NULL when there is none. */
const char *policy_settings_given(const struct policy_settings *settings);

/*
 * Report options that contradict each other, and complete the language.
 * Returns 0, or an exit code after a message.
 */
int policy_settings_check(struct policy_settings *settings);

/* Make library options. Returns 0, or an exit code after a message. */
int policy_settings_make(const struct policy_settings *settings,
                         spfeval_options **out);

#endif
