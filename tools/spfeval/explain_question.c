/* SPDX-License-Identifier: BSD-2-Clause */
#include "explain_question.h"

#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "arguments.h"
#include "command.h"
#include "language.h"
#include "message.h"

enum explain_code {
    EXPLAIN_OPTION_FORMAT = QUESTION_END,
    EXPLAIN_OPTION_LANG
};

void
command_explain_help(void)
{
    fputs(
        "Usage: spfeval explain [OPTION]... [QUERY]\n"
        "Tell why mail was accepted or rejected: who was checked, what was\n"
        "published, what decided, the result, and what to do next.\n"
        "\n"
        "QUERY is a link from a rejection, or the end of one, such as\n"
        "  'Why?scope=mfrom;identity=me@example.org;ip=192.0.2.1'\n"
        "It has the keys scope or s, identity or id, ip or i, receiver or r,\n"
        "helo or h, lang and format, separated by ; or &. Without QUERY, or\n"
        "when a key is missing in it, options give the value:\n"
        "\n"
        "  --ip=ADDRESS        address of the client (or --ip-address)\n"
        "  --mail-from=SENDER  reverse-path (or --sender, --mfrom); empty\n"
        "                      is the null one, which needs --helo\n"
        "  --helo=NAME         what the client said in HELO or EHLO\n"
        "  --scope=SCOPE       identity to check: mfrom (default) or helo\n"
        "  --id=IDENTITY       SENDER, or with --scope=helo NAME\n"
        "                      (or --identity)\n"
        "  --receiver=NAME     name of the receiving host (or --hostname)\n"
        "\n"
        "  --lang=LANGUAGE     en or nl; otherwise what QUERY says, or the\n"
        "                      environment\n"
        "  --format=FORMAT     text (default), json or html\n"
        "  -h, --help          print this and exit\n"
        "\n"
        "As for spfeval check: --default-explanation, --max-terms,\n"
        "--max-void, --time, --server, --timeout, --deadline, --tcp,\n"
        "--prefetch, --zone, --origin.\n"
        "\n"
        "Exit status: as spfeval check; 64 also for a bad QUERY.\n",
        stdout);
}

bool
explain_format_find(const char *name, enum explain_format *out)
{
    static const char *const names[] = {
        [EXPLAIN_TEXT] = "text",
        [EXPLAIN_JSON] = "json",
        [EXPLAIN_HTML] = "html",
    };
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(name, names[i]) == 0) {
            *out = (enum explain_format)i;
            return true;
        }
    }
    return false;
}

static int
take_format(struct explain_question *explain, const char *value)
{
    if (!explain_format_find(value, &explain->format)) {
        return message_usage(
            "explain", "--format: '%s' is not text, json or html", value);
    }
    explain->has_format = true;
    return 0;
}

/* Take one option. Returns 0, an exit code after a message, or -1. */
static int
take_option(void *user_data, int option, const char *value)
{
    struct explain_question *explain = user_data;

    switch (option) {
    case EXPLAIN_OPTION_FORMAT:
        return take_format(explain, value);
    case EXPLAIN_OPTION_LANG:
        return language_take("explain", value, &explain->language);
    default:
        return question_take(&explain->question, option, value);
    }
}

/* Returns -1, or an exit code after a message or the help. */
static int
take_options(struct explain_question *explain, int argc, char **argv)
{
    static const struct option options[] = {
        SETTINGS_ROWS,
        QUESTION_ROWS,
        SETTINGS_ROW("format", EXPLAIN_OPTION_FORMAT),
        SETTINGS_ROW("lang", EXPLAIN_OPTION_LANG),
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    static const struct arguments arguments = {
        "explain", options, command_explain_help, take_option, false};

    return arguments_read(&arguments, argc, argv, explain);
}

int
explain_question_read(struct explain_question *explain, int argc, char **argv)
{
    int code;

    *explain = (struct explain_question){.format = EXPLAIN_TEXT};
    question_init(&explain->question, "explain");
    code = take_options(explain, argc, argv);
    if (code >= 0) {
        return code;
    }
    if (argc - optind > 1) {
        return message_usage("explain", "unexpected argument '%s'",
                             argv[optind + 1]);
    }
    code = optind < argc ? explain_question_add(explain, argv[optind])
                         : question_place(&explain->question);
    if (code == 0) {
        code = question_check(&explain->question);
    }
    if (explain->language == 0) {
        explain->language = language_of_environment();
    }
    return code == 0 ? -1 : code;
}
