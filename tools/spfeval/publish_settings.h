/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options of the sub-commands that write a record.
 */
#ifndef SPFEVAL_TOOL_PUBLISH_SETTINGS_H
#define SPFEVAL_TOOL_PUBLISH_SETTINGS_H

#include <stdint.h>

#include "policy_settings.h"

enum publish_format { PUBLISH_RECORD, PUBLISH_ZONE, PUBLISH_JSON };

struct publish_settings {
    struct policy_settings policy;
    enum publish_format format;
    uint32_t ttl;
};

/* Option codes; those of a sub-command itself start after the last. */
enum publish_code { PUBLISH_FORMAT = POLICY_END, PUBLISH_TTL, PUBLISH_END };

/* The rows for these options. */
#define PUBLISH_ROWS                                                          \
    POLICY_ROWS, SETTINGS_ROW("format", PUBLISH_FORMAT),                      \
        SETTINGS_ROW("ttl", PUBLISH_TTL)

/* The part of a help text that is about the output. */
#define PUBLISH_HELP                                                          \
    "  --format=FORMAT     record (default), zone (a line of a zone file) "   \
    "or\n"                                                                    \
    "                      json\n"                                            \
    "  --ttl=SECONDS       time to live in that line (3600)\n"                \
    "  --lang=LANGUAGE     en or nl; otherwise as the environment "           \
    "says\n" POLICY_HELP_PROFILE

/* The last part of a help text. */
#define PUBLISH_HELP_END                                                      \
    "\n" POLICY_HELP_DNS "  -h, --help          print this and exit\n"        \
    "\n"

#define PUBLISH_HELP_CODES                                                    \
    "64 usage, 65 broken zone file,\n"                                        \
    "66 unreadable file, 70 internal error, 74 output error.\n"

/* Start with the defaults. */
void publish_settings_init(struct publish_settings *settings,
                           const char *command);

/*
 * Take one option. Returns 0, an exit code after a message, or -1 when the
 * code is not of enum publish_code or below.
 */
int publish_settings_take(struct publish_settings *settings, int code,
                          const char *value);

/*
 * Report options that contradict each other; domain is where the record is
 * published, or NULL. Returns 0, or an exit code after a message.
 */
int publish_settings_check(struct publish_settings *settings,
                           const char *domain);

/*
 * Check where the record to change comes from: a domain, or --record with or
 * without --domain. Returns 0, or an exit code after a message.
 */
int publish_settings_check_subject(const struct publish_settings *settings,
                                   const char *domain, const char *record);

#endif
