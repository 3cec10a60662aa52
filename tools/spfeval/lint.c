/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval lint: what is wrong or unwise in an SPF record.
 */
#include "command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "ask.h"
#include "colour.h"
#include "exit_code.h"
#include "language.h"
#include "lint_print.h"
#include "lint_record.h"
#include "message.h"
#include "network.h"
#include "settings.h"

enum lint_option {
    LINT_OPTION_RECORD = SETTINGS_END,
    LINT_OPTION_FORMAT,
    LINT_OPTION_FIX,
    LINT_OPTION_LANG
};

struct lint_request {
    struct settings settings;
    const char *record; /* NULL, or the text itself */
    const char *domain; /* NULL, or where it is published */
    int language;       /* of enum spfeval_language; 0: not given */
    bool as_json;
    bool fixes;
};

void
command_lint_help(void)
{
    fputs(
        "Usage: spfeval lint [OPTION]... DOMAIN\n"
        "       spfeval lint [OPTION]... --record=TEXT\n"
        "Tell what is wrong or unwise in an SPF record, where, and how to\n"
        "correct it.\n"
        "\n"
        "This version examines the text of one record. What needs the DNS\n"
        "is not examined: how many lookups the record takes, and what\n"
        "include, redirect, a, mx and other terms lead to; spfeval show\n"
        "tells these.\n"
        "\n"
        "  --record=TEXT       the record itself; nothing is looked up\n"
        "  --fix               print the corrected record only, and on\n"
        "                      standard error what was changed\n"
        "  --format=FORMAT     text (default) or json\n"
        "  --lang=LANGUAGE     en or nl; otherwise as the environment says\n"
        "\n"
        "  --server=ADDRESS[:PORT]\n"
        "                      name server to ask, instead of the system's\n"
        "  --timeout=SECONDS   how long to wait for an answer before asking\n"
        "                      again (5, or as resolv.conf says)\n"
        "  --deadline=SECONDS  how long the lookup may take (20)\n"
        "  --tcp               ask over TCP only\n"
        "\n"
        "  --zone=FILE         DNS data: a master file; - is standard "
        "input\n"
        "  --origin=NAME       origin before the first $ORIGIN in FILE\n"
        "  -h, --help          print this and exit\n"
        "\n"
        "Exit status: 0 no errors or warnings, 1 warnings, 2 errors, or not\n"
        "exactly one record; 5 failure of the DNS; 64 usage, 65 broken zone\n"
        "file, 66 unreadable file, 70 internal error, 74 output error.\n"
        "With --fix, 1 and 2 are about the record that was printed.\n",
        stdout);
}

static int
take_option(struct lint_request *request, int option, const char *value)
{
    switch (option) {
    case LINT_OPTION_RECORD:
        request->record = value;
        return 0;
    case LINT_OPTION_FORMAT:
        if (strcmp(value, "text") != 0 && strcmp(value, "json") != 0) {
            return message_usage("lint", "--format: '%s' is not text or json",
                                 value);
        }
        request->as_json = strcmp(value, "json") == 0;
        return 0;
    case LINT_OPTION_FIX:
        request->fixes = true;
        return 0;
    case LINT_OPTION_LANG:
        return language_take("lint", value, &request->language);
    default:
        return settings_take(&request->settings, "lint", option, value);
    }
}

/* Where the record comes from, once. */
static int
check_source(const struct lint_request *request)
{
    const char *option = request->settings.zone != NULL
                             ? "--zone"
                             : dns_settings_given(&request->settings.dns);

    if (request->record == NULL && request->domain == NULL) {
        return message_usage("lint", "a domain or --record is required");
    }
    if (request->record == NULL) {
        if (request->settings.zone == NULL && !network_is_there()) {
            return message_usage("lint", "--record is required: this "
                                         "version cannot ask the DNS");
        }
        return settings_check(&request->settings, "lint");
    }
    if (request->domain != NULL) {
        return message_usage("lint",
                             "--record and a domain cannot be used together");
    }
    if (option != NULL) {
        return message_usage("lint", "--record and %s cannot be used together",
                             option);
    }
    return 0;
}

static int
check_complete(struct lint_request *request, int argc, char **argv)
{
    if (argc - optind > 1) {
        return message_usage("lint", "unexpected argument '%s'",
                             argv[optind + 1]);
    }
    request->domain = argv[optind]; /* NULL at the end */
    if (request->fixes && request->as_json) {
        return message_usage(
            "lint", "--fix and --format=json cannot be used together");
    }
    if (request->language == 0) {
        request->language = language_of_environment();
    }
    return check_source(request);
}

/* Returns -1 when there is something to examine, otherwise an exit code. */
static int
read_request(struct lint_request *request, int argc, char **argv)
{
    static const struct option options[] = {
        SETTINGS_ROW("zone", SETTINGS_ZONE),
        SETTINGS_ROW("origin", SETTINGS_ORIGIN),
        SETTINGS_ROW("server", SETTINGS_SERVER),
        SETTINGS_ROW("timeout", SETTINGS_TIMEOUT),
        SETTINGS_ROW("deadline", SETTINGS_DEADLINE),
        SETTINGS_ROW("record", LINT_OPTION_RECORD),
        SETTINGS_ROW("format", LINT_OPTION_FORMAT),
        SETTINGS_ROW("lang", LINT_OPTION_LANG),
        {"tcp", no_argument, NULL, SETTINGS_TCP},
        {"fix", no_argument, NULL, LINT_OPTION_FIX},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    int option;
    int code;

    *request = (struct lint_request){0};
    settings_init(&request->settings);
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
        if (option == 'h') {
            command_lint_help();
            return EXIT_CODE_OK;
        }
        code = take_option(request, option, optarg);
        if (code != 0) {
            return code > 0 ? code : arguments_report("lint", option, argv);
        }
    }
    code = check_complete(request, argc, argv);
    return code == 0 ? -1 : code;
}

static int
print(const struct lint_view *view, bool as_json)
{
    struct text out = {0};
    int code = lint_exit_code(view->lint);

    if (as_json) {
        lint_json_add(&out, view);
    } else {
        lint_text_add(&out, view);
    }
    if (out.failed) {
        code = message_no_memory();
    } else { /* main() reports when it cannot be written */
        (void)fwrite(text_get(&out), 1, out.len, stdout);
    }
    text_clear(&out);
    return code;
}

static int
lint(const struct lint_request *request, const char *record, size_t len)
{
    struct lint_view view = {
        .record = record,
        .record_len = len,
        .language = request->language,
        .in_colour = colour_is_wanted(stdout),
    };
    spfeval_lint *found = NULL;
    int status = spfeval_lint_text(NULL, record, len, &found);
    int code;

    if (status == SPFEVAL_ERR_LIMIT) {
        return message_usage("lint", "--record: more than 65535 octets");
    }
    if (status != SPFEVAL_OK) {
        return ask_report("lint", status);
    }
    view.lint = found;
    code = request->fixes ? lint_fix(&view) : print(&view, request->as_json);
    spfeval_lint_free(found);
    return code;
}

int
command_lint(int argc, char **argv)
{
    struct lint_request request;
    struct text record = {0};
    int code = read_request(&request, argc, argv);

    if (code >= 0) {
        return code;
    }
    if (request.record != NULL) {
        return lint(&request, request.record, strlen(request.record));
    }
    code = lint_record_find(&request.settings, request.domain, &record);
    if (code == 0) {
        code = lint(&request, text_get(&record), record.len);
    }
    text_clear(&record);
    return code;
}
