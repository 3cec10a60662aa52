/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval lint: what is wrong or unwise in SPF records.
 */
#include "command.h"

#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "lint_run.h"
#include "message.h"
#include "network.h"

enum lint_option {
    LINT_OPTION_RECORD = POLICY_END,
    LINT_OPTION_FORMAT,
    LINT_OPTION_FIX,
    LINT_OPTION_ALL
};

void
command_lint_help(void)
{
    fputs(
        "Usage: spfeval lint [OPTION]... DOMAIN\n"
        "       spfeval lint [OPTION]... --record=TEXT\n"
        "       spfeval lint [OPTION]... --zone=FILE --all-domains\n"
        "Tell what is wrong or unwise in an SPF record and all that it leads\n"
        "to, where, and how to correct it; and how many lookups it takes.\n"
        "\n"
        "  --record=TEXT       the record itself; nothing is looked up "
        "unless\n"
        "                      --dns, --server or --zone is given\n"
        "  --domain=DOMAIN     where that record will be published\n"
        "  --dns               look up what the record of --record leads to\n"
        "  --all-domains       each name in FILE that has an SPF record or\n"
        "                      mail exchangers; so it is without a DOMAIN\n"
        "  --fix               print the corrected record only, and on\n"
        "                      standard error what was changed\n"
        "  --format=FORMAT     text (default), json or sarif\n"
        "  --lang=LANGUAGE     en or nl; otherwise as the environment "
        "says\n" POLICY_HELP_PROFILE "\n" POLICY_HELP_DNS
        "  -h, --help          print this and exit\n"
        "\n"
        "Exit status: 0 no errors or warnings, 1 warnings, 2 errors; 5 no\n"
        "errors, but something could not be looked up; 64 usage, 65 broken\n"
        "zone file, 66 unreadable file, 70 internal error, 74 output error.\n"
        "With --fix, 1 and 2 are about the record that was printed.\n",
        stdout);
}

static int
take_format(struct lint_request *request, const char *value)
{
    static const char *const names[] = {"text", "json", "sarif"};
    int i;

    for (i = LINT_TEXT; i <= LINT_SARIF; i++) {
        if (strcmp(value, names[i]) == 0) {
            request->format = (enum lint_format)i;
            return 0;
        }
    }
    return message_usage("lint", "--format: '%s' is not text, json or sarif",
                         value);
}

static int
take_option(void *user_data, int option, const char *value)
{
    struct lint_request *request = user_data;

    switch (option) {
    case LINT_OPTION_RECORD:
        request->record = value;
        return 0;
    case LINT_OPTION_FORMAT:
        return take_format(request, value);
    case LINT_OPTION_FIX:
        request->fixes = true;
        return 0;
    case LINT_OPTION_ALL:
        request->all_domains = true;
        return 0;
    default:
        return policy_settings_take(&request->settings, option, value);
    }
}

/* What is examined, once. */
static int
check_subject(struct lint_request *request)
{
    const struct settings *settings = &request->settings.settings;

    if (request->record != NULL && request->domain != NULL) {
        return message_usage(
            "lint", "--record and a domain cannot be used together; "
                    "--domain tells where the record will be published");
    }
    if (request->record == NULL && request->settings.domain != NULL) {
        return message_usage("lint", "--domain needs --record");
    }
    if (request->all_domains && settings->zone == NULL) {
        return message_usage("lint", "--all-domains needs --zone");
    }
    if (request->all_domains &&
        (request->record != NULL || request->domain != NULL)) {
        return message_usage(
            "lint", "--all-domains and %s cannot be used together",
            request->record != NULL ? "--record" : "a domain");
    }
    if (request->record == NULL && request->domain == NULL) {
        if (settings->zone == NULL) {
            return message_usage("lint", "a domain or --record is required");
        }
        request->all_domains = true;
    }
    return 0;
}

static int
check_source(const struct lint_request *request)
{
    if (request->record == NULL && request->settings.settings.zone == NULL &&
        !network_is_there()) {
        return message_usage("lint", "--record is required: this version "
                                     "cannot ask the DNS");
    }
    if (request->fixes && request->format != LINT_TEXT) {
        return message_usage("lint",
                             "--fix and --format=%s cannot be used together",
                             request->format == LINT_JSON ? "json" : "sarif");
    }
    if (request->fixes && request->all_domains) {
        return message_usage("lint", "--fix needs a domain or --record");
    }
    return 0;
}

static int
check_complete(struct lint_request *request, int argc, char **argv)
{
    int code;

    if (argc - optind > 1) {
        return message_usage("lint", "unexpected argument '%s'",
                             argv[optind + 1]);
    }
    request->domain = argv[optind]; /* NULL at the end */
    code = check_subject(request);
    if (code == 0) {
        code = check_source(request);
    }
    return code == 0 ? policy_settings_check(&request->settings) : code;
}

/* Returns -1 when there is something to examine, otherwise an exit code. */
static int
read_request(struct lint_request *request, int argc, char **argv)
{
    static const struct option options[] = {
        POLICY_ROWS,
        SETTINGS_ROW("record", LINT_OPTION_RECORD),
        SETTINGS_ROW("format", LINT_OPTION_FORMAT),
        {"fix", no_argument, NULL, LINT_OPTION_FIX},
        {"all-domains", no_argument, NULL, LINT_OPTION_ALL},
        {NULL, 0, NULL, 0},
    };
    static const struct arguments arguments = {
        "lint", options, command_lint_help, take_option, false};
    int code;

    *request = (struct lint_request){0};
    policy_settings_init(&request->settings, "lint");
    code = arguments_read(&arguments, argc, argv, request);
    if (code < 0) {
        code = check_complete(request, argc, argv);
        return code == 0 ? -1 : code;
    }
    return code;
}

int
command_lint(int argc, char **argv)
{
    struct lint_request request;
    int code = read_request(&request, argc, argv);

    if (code >= 0) {
        return code;
    }
    return request.all_domains ? lint_run_all(&request) : lint_run(&request);
}
