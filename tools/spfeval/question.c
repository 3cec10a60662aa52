/* SPDX-License-Identifier: BSD-2-Clause */
#include "question.h"

#include <stdio.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "arguments.h"
#include "command.h"
#include "message.h"

enum check_code {
    CHECK_FORMAT = QUESTION_END,
    CHECK_EXIT_STYLE,
    CHECK_JSON,
    CHECK_TRACE
};

void
command_check_help(void)
{
    fputs(
        "Usage: spfeval check --ip=ADDRESS --mail-from=SENDER [OPTION]...\n"
        "Evaluate SPF for one client and sender, by asking the DNS or with\n"
        "--zone from a file.\n"
        "\n"
        "  --ip=ADDRESS        address of the client (or --ip-address)\n"
        "  --mail-from=SENDER  reverse-path (or --sender, --mfrom); empty\n"
        "                      is the null one, which needs --helo\n"
        "  --helo=NAME         what the client said in HELO or EHLO\n"
        "  --scope=SCOPE       identity to check: mfrom (default), helo, or\n"
        "                      session, which is both\n"
        "  --id=IDENTITY       SENDER, or with --scope=helo NAME\n"
        "                      (or --identity)\n"
        "  --receiver=NAME     name of this host, for %{r} and header fields\n"
        "                      (or --hostname)\n"
        "  --default-explanation=TEXT\n"
        "                      explanation of a fail without one\n"
        "  --max-terms=N       how many terms may query the DNS (10)\n"
        "  --max-void=N        how many of them may find nothing (2), or\n"
        "                      unlimited\n"
        "  --time=SECONDS      time of day since 1970, for %{t} (now)\n"
        "\n"
        "  --server=ADDRESS[:PORT]\n"
        "                      name server to ask, instead of the system's;\n"
        "                      several are asked in turn\n"
        "  --timeout=SECONDS   how long to wait for an answer before asking\n"
        "                      again (5, or as resolv.conf says)\n"
        "  --deadline=SECONDS  how long the check may take (20)\n"
        "  --tcp               ask over TCP only\n"
        "  --prefetch=MODE     what to ask before it is needed: serial\n"
        "                      (nothing), spec or graph\n"
        "\n"
        "  --zone=FILE         DNS data: a master file; - is standard input.\n"
        "                      Nothing is sent then\n"
        "  --origin=NAME       origin before the first $ORIGIN in FILE\n"
        "\n"
        "  --format=FORMAT     text (default), json, received-spf,\n"
        "                      auth-results (needs --receiver) or reply\n"
        "  --json              the same as --format=json\n"
        "  --exit-style=STYLE  exit status of a result: default, spfquery "
        "(the\n"
        "                      same) or libspf2\n"
        "  --trace             also tell each step\n"
        "  -h, --help          print this and exit\n"
        "\n"
        "Text output is four lines: the result; the explanation or nothing;\n"
        "a sentence; the term that decided, with the records leading to it.\n"
        "\n"
        "Exit status: 0 pass, 1 fail, 2 softfail, 3 neutral, 4 permerror,\n"
        "5 temperror, 6 none; with --exit-style=libspf2 1 neutral, 2 pass,\n"
        "3 fail, 4 softfail, 5 none, 6 temperror, 7 permerror; 64 usage,\n"
        "65 broken zone file, 66 unreadable file, 70 internal error,\n"
        "74 output error.\n",
        stdout);
}

static int
take_format(struct question *question, const char *value)
{
    if (format_read(value, &question->format)) {
        return 0;
    }
    return message_usage("check",
                         "--format: '%s' is not text, json, received-spf, "
                         "auth-results or reply",
                         value);
}

static int
take_exit_style(struct question *question, const char *value)
{
    if (exit_style_read(value, &question->exit_style)) {
        return 0;
    }
    return message_usage("check",
                         "--exit-style: '%s' is not default, spfquery or "
                         "libspf2",
                         value);
}

/* Take one option. Returns 0, an exit code after a message, or -1. */
static int
take_option(void *user_data, int option, const char *value)
{
    struct question *question = user_data;

    switch (option) {
    case CHECK_FORMAT:
        return take_format(question, value);
    case CHECK_EXIT_STYLE:
        return take_exit_style(question, value);
    case CHECK_JSON:
        question->format = FORMAT_JSON;
        return 0;
    case CHECK_TRACE:
        question->with_trace = true;
        return 0;
    default:
        return question_take(question, option, value);
    }
}

/* The longest authserv-id that the library takes. */
enum { AUTHSERV_ID_MAX = 253 };

/* The receiver is the authserv-id, which says who speaks (RFC 8601). */
static int
check_receiver(const struct question *question)
{
    const char *receiver = question->settings.receiver;

    if (question->format != FORMAT_AUTH_RESULTS) {
        return 0;
    }
    if (receiver == NULL || receiver[0] == '\0') {
        return message_usage("check",
                             "--receiver is required with "
                             "--format=auth-results: it is the authserv-id");
    }
    if (strlen(receiver) > AUTHSERV_ID_MAX) {
        return message_usage("check", "--receiver: too long");
    }
    return 0;
}

int
question_read(struct question *question, int argc, char **argv)
{
    static const struct option options[] = {
        SETTINGS_ROWS,
        QUESTION_ROWS,
        SETTINGS_ROW("format", CHECK_FORMAT),
        SETTINGS_ROW("exit-style", CHECK_EXIT_STYLE),
        {"json", no_argument, NULL, CHECK_JSON},
        {"trace", no_argument, NULL, CHECK_TRACE},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    static const struct arguments arguments = {
        "check", options, command_check_help, take_option, false};
    int code;

    question_init(question, "check");
    question->takes_session = true;
    code = arguments_read(&arguments, argc, argv, question);
    if (code >= 0) {
        return code;
    }
    if (optind < argc) {
        return message_usage("check", "unexpected argument '%s'",
                             argv[optind]);
    }
    code = question_place(question);
    if (code == 0) {
        code = question_check(question);
    }
    if (code == 0) {
        code = check_receiver(question);
    }
    return code == 0 ? -1 : code;
}
