/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval show: the records of a domain as a tree.
 */
#include "command.h"

#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "clock.h"
#include "colour.h"
#include "exit_code.h"
#include "message.h"
#include "network.h"
#include "settings.h"
#include "show_probe.h"
#include "show_walk.h"
#include "zone_file.h"

/* Longer ones are none, whatever they hold; the library takes so many. */
enum { DOMAIN_MAX = 1024 };

enum show_code { SHOW_CODE_FORMAT = SETTINGS_END, SHOW_CODE_JSON };

struct show_request {
    struct settings settings;
    const char *domain;
    bool as_json;
};

void
command_show_help(void)
{
    fputs(
        "Usage: spfeval show [OPTION]... DOMAIN\n"
        "Show the SPF record of a domain with all records that it leads to,\n"
        "what their terms resolve to, and how many lookups they count.\n"
        "\n"
        "  --max-terms=N       the limit on lookups (10)\n"
        "  --max-void=N        the limit on void lookups (2), or unlimited\n"
        "\n"
        "  --server=ADDRESS[:PORT]\n"
        "                      name server to ask, instead of the system's\n"
        "  --timeout=SECONDS   how long to wait for an answer before asking\n"
        "                      again (5, or as resolv.conf says)\n"
        "  --deadline=SECONDS  how long all of it may take (20)\n"
        "  --tcp               ask over TCP only\n"
        "\n"
        "  --zone=FILE         DNS data: a master file; - is standard "
        "input\n"
        "  --origin=NAME       origin before the first $ORIGIN in FILE\n"
        "\n"
        "  --format=FORMAT     text (default) or json\n"
        "  --json              the same as --format=json\n"
        "  -h, --help          print this and exit\n"
        "\n"
        "Exit status: 0 shown, 4 with a permanent error, 5 with a failure\n"
        "of the DNS, 6 no record; 64 usage, 65 broken zone file,\n"
        "66 unreadable file, 70 internal error, 74 output error.\n",
        stdout);
}

static int
take_option(void *user_data, int option, const char *value)
{
    struct show_request *request = user_data;

    switch (option) {
    case SHOW_CODE_FORMAT:
        if (strcmp(value, "text") != 0 && strcmp(value, "json") != 0) {
            return message_usage("show", "--format: '%s' is not text or json",
                                 value);
        }
        request->as_json = strcmp(value, "json") == 0;
        return 0;
    case SHOW_CODE_JSON:
        request->as_json = true;
        return 0;
    default:
        return settings_take(&request->settings, "show", option, value);
    }
}

static int
check_complete(struct show_request *request, int argc, char **argv)
{
    if (optind == argc) {
        return message_usage("show", "a domain is required");
    }
    if (argc - optind > 1) {
        return message_usage("show", "unexpected argument '%s'",
                             argv[optind + 1]);
    }
    request->domain = argv[optind];
    if (request->settings.zone == NULL && !network_is_there()) {
        return message_usage("show",
                             "--zone is required: this version takes DNS "
                             "data from a zone file only");
    }
    return settings_check(&request->settings, "show");
}

/* Returns -1 when there is something to show, otherwise an exit code. */
static int
read_request(struct show_request *request, int argc, char **argv)
{
    static const struct option options[] = {
        SETTINGS_ROW("zone", SETTINGS_ZONE),
        SETTINGS_ROW("origin", SETTINGS_ORIGIN),
        SETTINGS_ROW("max-terms", SETTINGS_MAX_TERMS),
        SETTINGS_ROW("max-void", SETTINGS_MAX_VOIDS),
        SETTINGS_ROW("server", SETTINGS_SERVER),
        SETTINGS_ROW("timeout", SETTINGS_TIMEOUT),
        SETTINGS_ROW("deadline", SETTINGS_DEADLINE),
        SETTINGS_ROW("format", SHOW_CODE_FORMAT),
        {"tcp", no_argument, NULL, SETTINGS_TCP},
        {"json", no_argument, NULL, SHOW_CODE_JSON},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    static const struct arguments arguments = {
        "show", options, command_show_help, take_option, false};
    int code;

    *request = (struct show_request){0};
    settings_init(&request->settings);
    code = arguments_read(&arguments, argc, argv, request);
    if (code < 0) {
        code = check_complete(request, argc, argv);
        return code == 0 ? -1 : code;
    }
    return code;
}

static int
tree_code(const struct show_tree *tree)
{
    switch (tree->root->state) {
    case SHOW_NO_RECORD:
    case SHOW_NXDOMAIN:
        return EXIT_CODE_NONE;
    default:
        break;
    }
    if (tree->has_error) {
        return EXIT_CODE_PERMERROR;
    }
    return tree->has_failure ? EXIT_CODE_TEMPERROR : EXIT_CODE_OK;
}

static int
print(const struct show_request *request, const struct show_tree *tree)
{
    struct text out = {0};
    int code = tree_code(tree);

    if (request->as_json) {
        show_json_add(&out, tree);
    } else {
        show_text_add(&out, tree, colour_is_wanted(stdout));
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
show(const struct show_request *request, struct show_tree *tree)
{
    size_t len = strlen(request->domain);
    struct text domain = {0};
    int status = SPFEVAL_OK;

    if (len <= DOMAIN_MAX) {
        status = show_probe_domain(tree->probe, request->domain, len, &domain);
    }
    if (status == SPFEVAL_OK && domain.len == 0 && !domain.failed) {
        return message_usage("show", "'%s' is not a domain name%s",
                             request->domain,
                             message_name_hint(request->domain));
    }
    if (status == SPFEVAL_OK) {
        tree->root =
            show_walk(tree, text_get(&domain), domain.len, NULL, false);
        status = tree->status != SPFEVAL_OK ? tree->status : tree->dns.status;
    }
    text_clear(&domain);
    return status == SPFEVAL_OK ? print(request, tree)
                                : message_status("show", status);
}

int
command_show(int argc, char **argv)
{
    struct show_tree tree = {0};
    struct show_request request;
    const struct settings *settings = &request.settings;
    int status;
    int code;

    code = read_request(&request, argc, argv);
    if (code >= 0) {
        return code;
    }
    code =
        settings->zone != NULL
            ? zone_file_load(settings->zone, settings->origin, &tree.dns.zone)
            : network_open(settings, "show", 0, &tree.dns.network);
    if (code == 0) {
        tree.max_lookups = settings->max_terms;
        tree.max_voids = settings->max_voids;
        tree.dns.end = clock_read() + settings->dns.deadline_ms;
        status = show_probe_new(&tree.probe);
        code = status == SPFEVAL_OK ? show(&request, &tree)
                                    : message_status("show", status);
    }
    show_tree_clear(&tree);
    network_close(tree.dns.network);
    spfeval_zone_free(tree.dns.zone);
    return code;
}
