/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval merge: make one record of several.
 */
#include "command.h"

#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "merge_run.h"
#include "message.h"

enum merge_option { MERGE_OPTION_RECORD = PUBLISH_END, MERGE_OPTION_ALL };

void
command_merge_help(void)
{
    fputs("Usage: spfeval merge [OPTION]... DOMAIN\n"
          "       spfeval merge [OPTION]... --record=TEXT --record=TEXT...\n"
          "Print one SPF record for the two or more that a domain has, or\n"
          "that are given; and on standard error what it costs and what is\n"
          "unwise in it.\n"
          "\n"
          "  --record=TEXT       one of the records; nothing is looked up "
          "unless\n"
          "                      --dns, --server or --zone is given\n"
          "  --domain=DOMAIN     where they are published\n"
          "  --dns               look up what they lead to\n"
          "  --all=WHICH         which \"all\" it gets: the weaker (default) "
          "or\n"
          "                      the stricter\n"
          "\n" PUBLISH_HELP PUBLISH_HELP_END
          "Exit status: 0 no errors or warnings about the record, 1 "
          "warnings,\n"
          "2 errors, or the records cannot become one; 5 no errors, but\n"
          "something could not be looked up; " PUBLISH_HELP_CODES,
          stdout);
}

static int
take_option(void *user_data, int option, const char *value)
{
    struct merge_request *request = user_data;

    switch (option) {
    case MERGE_OPTION_RECORD:
        if (request->record_count == MERGE_RECORDS) {
            return message_usage("merge", "--record: more than %d records",
                                 MERGE_RECORDS);
        }
        request->records[request->record_count++] = value;
        return 0;
    case MERGE_OPTION_ALL:
        if (strcmp(value, "weaker") != 0 && strcmp(value, "stricter") != 0) {
            return message_usage(
                "merge", "--all: '%s' is not weaker or stricter", value);
        }
        request->all = strcmp(value, "weaker") == 0 ? SPFEVAL_MERGE_WEAKER
                                                    : SPFEVAL_MERGE_STRICTER;
        return 0;
    default:
        return publish_settings_take(&request->settings, option, value);
    }
}

static int
check_complete(struct merge_request *request, int argc, char **argv)
{
    const char *record =
        request->record_count > 0 ? request->records[0] : NULL;
    int code;

    if (argc - optind > 1) {
        return message_usage("merge", "unexpected argument '%s'",
                             argv[optind + 1]);
    }
    request->domain = argv[optind]; /* NULL at the end */
    if (record != NULL && request->domain != NULL) {
        return message_usage("merge",
                             "--record and a domain cannot be used together; "
                             "--domain tells where the records are published");
    }
    if (request->record_count == 1) {
        return message_usage("merge", "a second --record is required");
    }
    code = publish_settings_check_subject(&request->settings, request->domain,
                                          record);
    if (code != 0) {
        return code;
    }
    if (record != NULL) {
        request->domain = request->settings.policy.domain;
    }
    return publish_settings_check(&request->settings, request->domain);
}

int
command_merge(int argc, char **argv)
{
    static const struct option options[] = {
        PUBLISH_ROWS,
        SETTINGS_ROW("record", MERGE_OPTION_RECORD),
        SETTINGS_ROW("all", MERGE_OPTION_ALL),
        {NULL, 0, NULL, 0},
    };
    static const struct arguments arguments = {
        "merge", options, command_merge_help, take_option, false};
    struct merge_request request = {.all = SPFEVAL_MERGE_WEAKER};
    int code;

    publish_settings_init(&request.settings, "merge");
    code = arguments_read(&arguments, argc, argv, &request);
    if (code < 0) {
        code = check_complete(&request, argc, argv);
        return code == 0 ? merge_run(&request) : code;
    }
    return code;
}
