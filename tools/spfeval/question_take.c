/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options that sub-commands with one question have in common.
 */
#include "question.h"

#include <string.h>

#include <spfeval/spfeval.h>

#include "arguments.h"
#include "message.h"
#include "network.h"

void
question_init(struct question *question, const char *command)
{
    *question = (struct question){.command = command,
                                  .ip_name = "--ip",
                                  .mail_from_name = "--mail-from",
                                  .helo_name = "--helo",
                                  .scope = SPFEVAL_IDENTITY_MAILFROM};
    settings_init(&question->settings);
}

static int
take_scope(struct question *question, const char *value)
{
    question->has_scope = true;
    question->is_session =
        question->takes_session && strcmp(value, "session") == 0;
    if (question->is_session || strcmp(value, "mfrom") == 0 ||
        strcmp(value, "mailfrom") == 0) {
        question->scope = SPFEVAL_IDENTITY_MAILFROM;
        return 0;
    }
    if (strcmp(value, "helo") == 0) {
        question->scope = SPFEVAL_IDENTITY_HELO;
        return 0;
    }
    return message_usage(question->command,
                         question->takes_session
                             ? "--scope: '%s' is not mfrom, helo or session"
                             : "--scope: '%s' is not mfrom or helo",
                         value);
}

static int
take_time(struct question *question, const char *value)
{
    if (!arguments_read_i64(value, &question->time)) {
        return message_usage(question->command,
                             "--time: '%s' is not a number of "
                             "seconds",
                             value);
    }
    question->has_time = true;
    return 0;
}

int
question_take(struct question *question, int option, const char *value)
{
    switch (option) {
    case QUESTION_IP:
        question->ip = value;
        return 0;
    case QUESTION_MAIL_FROM:
        question->mail_from = value;
        return 0;
    case QUESTION_IDENTITY:
        question->identity = value;
        return 0;
    case QUESTION_HELO:
        question->helo = value;
        return 0;
    case QUESTION_SCOPE:
        return take_scope(question, value);
    case QUESTION_TIME:
        return take_time(question, value);
    default:
        return settings_take(&question->settings, question->command, option,
                             value);
    }
}

int
question_place(struct question *question)
{
    bool is_helo = question->scope == SPFEVAL_IDENTITY_HELO;
    const char **place = is_helo ? &question->helo : &question->mail_from;

    int code = settings_check(&question->settings, question->command);

    if (code != 0 || question->identity == NULL) {
        return code;
    }
    if (*place != NULL && strcmp(*place, question->identity) != 0) {
        return message_usage(question->command,
                             "--id and %s say different things",
                             is_helo ? "--helo" : "--mail-from");
    }
    *place = question->identity;
    return 0;
}

/* What is needed to know which identity is meant. */
static int
check_identity(const struct question *question)
{
    const char *command = question->command;

    if (question->is_session) {
        if (question->helo == NULL && question->mail_from == NULL) {
            return message_usage(command, "--helo or --mail-from is required "
                                          "with --scope=session");
        }
    } else if (question->scope == SPFEVAL_IDENTITY_HELO) {
        return question->helo != NULL
                   ? 0
                   : message_usage(command,
                                   "--helo is required with --scope=helo");
    } else if (question->mail_from == NULL) {
        return message_usage(command, "--mail-from is required (or "
                                      "--scope=helo with --helo)");
    }
    if (question->helo == NULL &&
        question_is_null_path(question->mail_from,
                              strlen(question->mail_from))) {
        return message_usage(command, "--helo is required with an empty "
                                      "--mail-from");
    }
    return 0;
}

/* This is no error: with such a name the result is none. */
static void
warn_about(const char *option, const char *name)
{
    const char *hint = message_name_hint(name);

    if (hint[0] != '\0') {
        message_print("%s: '%s' is not a domain name%s", option, name, hint);
    }
}

/* Of the identities that are checked. */
static void
warn_about_names(const struct question *question)
{
    bool is_helo = question->scope == SPFEVAL_IDENTITY_HELO;
    const char *mail_from = is_helo ? NULL : question->mail_from;

    if (question->helo != NULL && (is_helo || question->is_session)) {
        warn_about(question->helo_name, question->helo);
    }
    if (mail_from != NULL) {
        const char *at = strrchr(mail_from, '@');

        warn_about(question->mail_from_name, at != NULL ? at + 1 : mail_from);
    }
}

int
question_check(const struct question *question)
{
    int code;

    if (question->settings.zone == NULL && !network_is_there()) {
        return message_usage(question->command,
                             "--zone is required: this version takes DNS "
                             "data from a zone file only");
    }
    if (question->ip == NULL) {
        return message_usage(question->command, "--ip is required");
    }
    code = check_identity(question);
    if (code == 0) {
        warn_about_names(question);
    }
    return code;
}
