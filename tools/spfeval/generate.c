/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval generate: write a record from a list of senders.
 */
#include "command.h"

#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "generate_take.h"
#include "message.h"
#include "network.h"
#include "printed.h"
#include "publish.h"
#include "source.h"

void
command_generate_help(void)
{
    fputs(
        "Usage: spfeval generate [OPTION]... [SENDER]...\n"
        "Print an SPF record that lets the senders send mail and nobody "
        "else;\n"
        "and on standard error what it costs and what is unwise in it.\n"
        "\n"
        "  --ip4=NETWORK       an IPv4 address or network\n"
        "  --ip6=NETWORK       an IPv6 address or network\n"
        "  --a[=HOST]          the addresses of a host, or of the domain\n"
        "  --mx[=DOMAIN]       the mail exchangers of a domain, or of this "
        "one\n"
        "  --include=DOMAIN    whom the record of another domain lets send\n"
        "  --exists=NAME       whoever makes this name exist, with macros\n"
        "  SENDER              an address, a network, a host name, or a term\n"
        "                      of SPF such as include:_spf.example.net\n"
        "  --no-mail           nobody: the domain sends no mail\n"
        "\n"
        "  --policy=POLICY     what others get: fail (default: \"-all\"),\n"
        "                      softfail, neutral, or none for no \"all\"\n"
        "  --redirect=DOMAIN   or the record of this domain tells it\n"
        "  --exp=DOMAIN        where the explanation of a fail is published\n"
        "\n"
        "  --domain=DOMAIN     where the record will be published; what it\n"
        "                      leads to is looked up then\n"
        "  --dns               look it up without --domain too\n"
        "  --offline           look nothing up\n"
        "\n" PUBLISH_HELP PUBLISH_HELP_END
        "Exit status: 0 no errors or warnings about the record, 1 warnings,\n"
        "2 errors; 5 no errors, but something could not be looked up;\n"
        "" PUBLISH_HELP_CODES,
        stdout);
}

static int
check_no_mail(const struct generate_request *request)
{
    const char *other = request->has_senders        ? "a sender"
                        : request->policy != NULL   ? "--policy"
                        : request->redirect != NULL ? "--redirect"
                        : request->exp != NULL      ? "--exp"
                                                    : NULL;

    if (request->no_mail && other != NULL) {
        return message_usage(
            "generate", "--no-mail and %s cannot be used together", other);
    }
    if (!request->no_mail && !request->has_senders &&
        request->redirect == NULL) {
        return message_usage("generate",
                             "a sender, --redirect or --no-mail is required");
    }
    return 0;
}

static int
check_complete(struct generate_request *request)
{
    const char *given = policy_settings_given(&request->settings.policy);
    int code = check_no_mail(request);

    if (code != 0) {
        return code;
    }
    if (request->policy != NULL && request->redirect != NULL) {
        return message_usage("generate",
                             "--policy and --redirect cannot be used "
                             "together");
    }
    if (request->is_offline && given != NULL) {
        return message_usage(
            "generate", "--offline and %s cannot be used together", given);
    }
    return publish_settings_check(&request->settings,
                                  request->settings.policy.domain);
}

static int
read_request(struct generate_request *request, int argc, char **argv)
{
    static const struct option options[] = {
        PUBLISH_ROWS,
        SETTINGS_ROW("ip4", GENERATE_IP4),
        SETTINGS_ROW("ip6", GENERATE_IP6),
        SETTINGS_ROW("include", GENERATE_INCLUDE),
        SETTINGS_ROW("exists", GENERATE_EXISTS),
        SETTINGS_ROW("policy", GENERATE_POLICY),
        SETTINGS_ROW("redirect", GENERATE_REDIRECT),
        SETTINGS_ROW("exp", GENERATE_EXP),
        {"a", optional_argument, NULL, GENERATE_A},
        {"mx", optional_argument, NULL, GENERATE_MX},
        {"no-mail", no_argument, NULL, GENERATE_NO_MAIL},
        {"offline", no_argument, NULL, GENERATE_OFFLINE},
        {NULL, 0, NULL, 0},
    };
    static const struct arguments arguments = {
        "generate", options, command_generate_help, generate_take, true};
    int code = arguments_read(&arguments, argc, argv, request);

    if (code >= 0) {
        return code;
    }
    code = 0;
    request->last = 0;
    while (code == 0 && optind < argc) { /* behind "--" */
        code = generate_take(request, GENERATE_WORD, argv[optind++]);
    }
    if (code == 0) {
        code = check_complete(request);
    }
    return code == 0 ? -1 : code;
}

static int
call_build(const void *what, char *buffer, size_t capacity, size_t *needed)
{
    return spfeval_build_print(what, buffer, capacity, needed);
}

/* A domain is there to be asked about, unless told otherwise. */
static bool
is_looked_up(const struct generate_request *request)
{
    const struct policy_settings *settings = &request->settings.policy;

    if (policy_settings_given(settings) != NULL) {
        return true;
    }
    return settings->domain != NULL && !request->is_offline &&
           network_is_there();
}

static int
print(const struct generate_request *request, const struct text *record)
{
    const struct publish_settings *settings = &request->settings;
    const char *domain = settings->policy.domain;
    struct source source = {0};
    int code;

    if (!is_looked_up(request)) {
        return publish(settings, NULL, domain, text_get(record), record->len);
    }
    code = source_open(&source, &settings->policy.settings, "generate");
    if (code == 0) {
        code =
            publish(settings, &source, domain, text_get(record), record->len);
    }
    source_close(&source);
    return code;
}

static int
generate(const struct generate_request *request)
{
    struct text record = {0};
    int status = printed_add(&record, call_build, request->build);
    int code;

    if (status == SPFEVAL_OK && record.failed) {
        status = SPFEVAL_ERR_NOMEM;
    }
    code = status == SPFEVAL_OK ? print(request, &record)
                                : message_status("generate", status);
    text_clear(&record);
    return code;
}

int
command_generate(int argc, char **argv)
{
    struct generate_request request = {.argc = argc, .argv = argv};
    int status;
    int code;

    publish_settings_init(&request.settings, "generate");
    status = spfeval_build_new(NULL, &request.build);
    if (status != SPFEVAL_OK) {
        return message_status("generate", status);
    }
    code = read_request(&request, argc, argv);
    if (code < 0) {
        code = generate(&request);
    }
    spfeval_build_free(request.build);
    return code;
}
