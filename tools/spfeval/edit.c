/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval authorize and spfeval revoke: change a published record.
 */
#include "command.h"

#include <stdio.h>

#include "arguments.h"
#include "edit_run.h"
#include "message.h"

enum edit_option { EDIT_OPTION_RECORD = PUBLISH_END };

#define EDIT_HELP_SENDERS                                                     \
    "A SENDER is an address or network (192.0.2.1, 2001:db8::/32), a host\n"  \
    "name (smtp.example.net), or a term of SPF (a:smtp.example.net,\n"        \
    "include:_spf.example.net).\n"

#define EDIT_HELP_OPTIONS                                                     \
    "\n"                                                                      \
    "  --record=TEXT       the record to change; nothing is looked up "       \
    "unless\n"                                                                \
    "                      --dns, --server or --zone is given\n"              \
    "  --domain=DOMAIN     where that record is published\n"                  \
    "  --dns               look up what the record of --record leads to\n"    \
    "\n" PUBLISH_HELP PUBLISH_HELP_END

void
command_authorize_help(void)
{
    fputs("Usage: spfeval authorize [OPTION]... DOMAIN SENDER...\n"
          "       spfeval authorize [OPTION]... --record=TEXT SENDER...\n"
          "Print the SPF record that also lets SENDER send mail, without a\n"
          "change for anybody else; and on standard error what was done.\n"
          "\n" EDIT_HELP_SENDERS EDIT_HELP_OPTIONS
          "Exit status: 0 the record lets them send, 1 the notes tell that\n"
          "it may not, or changes more, 2 the record is broken or it cannot\n"
          "be done; 5 failure of the DNS; " PUBLISH_HELP_CODES,
          stdout);
}

void
command_revoke_help(void)
{
    fputs("Usage: spfeval revoke [OPTION]... DOMAIN SENDER...\n"
          "       spfeval revoke [OPTION]... --record=TEXT SENDER...\n"
          "Print the SPF record without SENDER; and on standard error who\n"
          "loses by it, and what still lets SENDER send mail.\n"
          "\n" EDIT_HELP_SENDERS EDIT_HELP_OPTIONS
          "Exit status: 0 the record does not let them send, 1 the notes\n"
          "tell that it still may, or changes more, 2 the record is broken\n"
          "or it cannot be done; 5 failure of the DNS; " PUBLISH_HELP_CODES,
          stdout);
}

static int
take_option(void *user_data, int option, const char *value)
{
    struct edit_request *request = user_data;

    if (option == EDIT_OPTION_RECORD) {
        request->record = value;
        return 0;
    }
    return publish_settings_take(&request->settings, option, value);
}

static int
check_complete(struct edit_request *request, int argc, char **argv)
{
    const char *command = request->settings.policy.command;
    int code;

    if (request->record == NULL && optind < argc) {
        request->domain = argv[optind++];
    }
    if ((request->record != NULL || request->domain != NULL) &&
        optind == argc) {
        return message_usage(command, "a sender is required");
    }
    code = publish_settings_check_subject(&request->settings, request->domain,
                                          request->record);
    if (code != 0) {
        return code;
    }
    request->senders = argv + optind;
    request->sender_count = (size_t)(argc - optind);
    if (request->record != NULL) {
        request->domain = request->settings.policy.domain;
    }
    return publish_settings_check(&request->settings, request->domain);
}

static int
run(const char *command, bool revokes, void (*help)(void), int argc,
    char **argv)
{
    static const struct option options[] = {
        PUBLISH_ROWS,
        SETTINGS_ROW("record", EDIT_OPTION_RECORD),
        {NULL, 0, NULL, 0},
    };
    const struct arguments arguments = {command, options, help, take_option,
                                        false};
    struct edit_request request = {.revokes = revokes};
    int code;

    publish_settings_init(&request.settings, command);
    code = arguments_read(&arguments, argc, argv, &request);
    if (code < 0) {
        code = check_complete(&request, argc, argv);
        return code == 0 ? edit_run(&request) : code;
    }
    return code;
}

int
command_authorize(int argc, char **argv)
{
    return run("authorize", false, command_authorize_help, argc, argv);
}

int
command_revoke(int argc, char **argv)
{
    return run("revoke", true, command_revoke_help, argc, argv);
}
