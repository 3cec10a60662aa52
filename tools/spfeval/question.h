/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One question on a command line.
 */
#ifndef SPFEVAL_TOOL_QUESTION_H
#define SPFEVAL_TOOL_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "exit_style.h"
#include "format.h"
#include "settings.h"

struct question {
    const char *command; /* the sub-command, for messages */
    struct settings settings;
    const char *ip;
    const char *mail_from;
    const char *identity; /* --id: which of the two depends on the scope */
    const char *helo;
    const char *ip_name; /* where it came from, for messages: "--ip" */
    const char *mail_from_name;
    const char *helo_name;
    bool has_scope;     /* it was given */
    int scope;          /* of enum spfeval_identity */
    bool takes_session; /* both identities may be asked for */
    bool is_session;    /* they were, and then scope means nothing */
    bool has_time;
    int64_t time;
    enum format format;
    enum exit_style exit_style;
    bool with_trace;
};

/* Option codes; those of a sub-command itself start after the last. */
enum question_code {
    QUESTION_IP = SETTINGS_END,
    QUESTION_MAIL_FROM,
    QUESTION_IDENTITY,
    QUESTION_HELO,
    QUESTION_SCOPE,
    QUESTION_TIME,
    QUESTION_END
};

/* The rows for these options, to put behind SETTINGS_ROWS. */
#define QUESTION_ROWS                                                         \
    SETTINGS_ROW("ip", QUESTION_IP), SETTINGS_ROW("ip-address", QUESTION_IP), \
        SETTINGS_ROW("mail-from", QUESTION_MAIL_FROM),                        \
        SETTINGS_ROW("mfrom", QUESTION_MAIL_FROM),                            \
        SETTINGS_ROW("sender", QUESTION_MAIL_FROM),                           \
        SETTINGS_ROW("id", QUESTION_IDENTITY),                                \
        SETTINGS_ROW("identity", QUESTION_IDENTITY),                          \
        SETTINGS_ROW("helo", QUESTION_HELO),                                  \
        SETTINGS_ROW("scope", QUESTION_SCOPE),                                \
        SETTINGS_ROW("time", QUESTION_TIME)

/* Start with the defaults. */
void question_init(struct question *question, const char *command);

/*
 * Take one option, of enum settings_code or question_code. Returns 0, an exit
 * code after a message, or -1 when the code is of neither.
 */
int question_take(struct question *question, int option, const char *value);

/*
 * Put --id where the scope says, and report options that contradict each
 * other. Returns 0, or an exit code after a message.
 */
int question_place(struct question *question);

/* Is it the null reverse-path, for which the HELO name is checked? */
static inline bool
question_is_null_path(const char *mail_from, size_t len)
{
    return len == 0 || (len == 2 && memcmp(mail_from, "<>", len) == 0);
}

/*
 * Report what is missing and cannot be left out. Returns 0, or an exit code
 * after a message.
 */
int question_check(const struct question *question);

/*
 * Read the command line of "check"; argv[0] is its name. Returns -1 when there is a
 * question to answer; otherwise an exit code, after a message or the help.
 */
int question_read(struct question *question, int argc, char **argv);

#endif
