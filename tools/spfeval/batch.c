/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval batch: many checks, one line of JSON each.
 */
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <spfeval/spfeval.h>

#include "arguments.h"
#include "batch_job.h"
#include "batch_run.h"
#include "exit_code.h"
#include "file_read.h"
#include "message.h"
#include "network.h"
#include "settings.h"
#include "zone_file.h"

enum batch_code { BATCH_DNS = SETTINGS_END, BATCH_IN_FLIGHT, BATCH_CACHE };

/* What the library's cache takes at most. */
enum { MOST_CACHED = 16777216, MOST_IN_FLIGHT = 100000 };

struct batch_arguments {
    struct settings settings;
    const char *path; /* - is standard input */
    bool asks_dns;
    uint32_t in_flight;
    uint32_t cache;
};

void
command_batch_help(void)
{
    fputs(
        "Usage: spfeval batch [OPTION]... [FILE]\n"
        "Evaluate SPF for each line of FILE. Without FILE, or when it is -,\n"
        "read standard input.\n"
        "\n"
        "A line is a JSON object with the members \"ip\", \"helo\" and "
        "\"mailfrom\"\n"
        "and, if wanted, \"receiver\", \"scope\" (\"mfrom\" or \"helo\"), "
        "\"time\",\n"
        "\"zone\" ({name: [[type, value], ...]}) and \"timeouts\" ({name:\n"
        "[type, ...]}). For each line a JSON object is printed, in the same\n"
        "order. Blank lines are skipped.\n"
        "\n"
        "  --in-flight=N       how many checks to do at a time (1)\n"
        "  --receiver=NAME     receiver for lines without one (or "
        "--hostname)\n"
        "  --default-explanation=TEXT\n"
        "                      explanation of a fail without one\n"
        "  --max-terms=N       how many terms may query the DNS (10)\n"
        "  --max-void=N        how many of them may find nothing (2), or\n"
        "                      unlimited\n"
        "\n"
        "DNS data for lines without \"zone\"; without these options there is\n"
        "none:\n"
        "  --zone=FILE         a master file; - is standard input\n"
        "  --origin=NAME       origin before the first $ORIGIN in FILE\n"
        "  --dns               ask the DNS\n"
        "  --server=ADDRESS[:PORT]\n"
        "                      name server to ask, instead of the system's;\n"
        "                      several are asked in turn (implies --dns, as "
        "do\n"
        "                      --timeout and --tcp)\n"
        "  --timeout=SECONDS   how long to wait for an answer before asking\n"
        "                      again (5, or as resolv.conf says)\n"
        "  --tcp               ask over TCP only\n"
        "  --deadline=SECONDS  how long a check may take (20)\n"
        "  --prefetch=MODE     what to ask before it is needed: serial\n"
        "                      (nothing), spec or graph\n"
        "  --cache=N           how many answers to keep (10000); 0 is none\n"
        "  -h, --help          print this and exit\n"
        "\n"
        "Exit status: 0; 65 when a line was bad (the others are answered) or\n"
        "the zone file is broken; 64 usage, 66 unreadable file, 70 internal\n"
        "error, 74 output error.\n",
        stdout);
}

/* --- Command line ---------------------------------------------------------- */

static int
take_number(const char *option, const char *value, uint32_t min, uint32_t max,
            uint32_t *out)
{
    uint32_t number;

    if (!arguments_read_u32(value, &number) || number < min || number > max) {
        return message_usage("batch", "%s: '%s' is not a number from %u to %u",
                             option, value, min, max);
    }
    *out = number;
    return 0;
}

/* Take one option. Returns 0, an exit code after a message, or -1. */
static int
take_option(void *user_data, int option, const char *value)
{
    struct batch_arguments *line = user_data;

    switch (option) {
    case BATCH_DNS:
        line->asks_dns = true;
        return 0;
    case BATCH_IN_FLIGHT:
        return take_number("--in-flight", value, 1, MOST_IN_FLIGHT,
                           &line->in_flight);
    case BATCH_CACHE:
        return take_number("--cache", value, 0, MOST_CACHED, &line->cache);
    default:
        return settings_take(&line->settings, "batch", option, value);
    }
}

/* Report what does not go together. */
static int
check_arguments(struct batch_arguments *line)
{
    const char *zone = line->settings.zone;
    const char *given = dns_settings_given(&line->settings.dns);
    int code = settings_check(&line->settings, "batch");

    if (code != 0) {
        return code;
    }
    if (line->asks_dns && zone != NULL) {
        return message_usage("batch",
                             "--zone and --dns cannot be used together");
    }
    if ((line->asks_dns || given != NULL) && !network_is_there()) {
        return message_usage("batch", "%s: this version cannot ask the DNS",
                             given != NULL ? given : "--dns");
    }
    line->asks_dns = line->asks_dns || given != NULL;
    if (zone != NULL && strcmp(zone, "-") == 0 &&
        strcmp(line->path, "-") == 0) {
        return message_usage("batch",
                             "standard input cannot be both --zone and FILE");
    }
    return 0;
}

/* Returns -1 when there are lines to answer; otherwise an exit code. */
static int
read_arguments(struct batch_arguments *line, int argc, char **argv)
{
    static const struct option options[] = {
        SETTINGS_ROWS,
        {"dns", no_argument, NULL, BATCH_DNS},
        SETTINGS_ROW("in-flight", BATCH_IN_FLIGHT),
        SETTINGS_ROW("cache", BATCH_CACHE),
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    static const struct arguments arguments = {
        "batch", options, command_batch_help, take_option, false};
    int code;

    *line =
        (struct batch_arguments){.path = "-", .in_flight = 1, .cache = 10000};
    settings_init(&line->settings);
    code = arguments_read(&arguments, argc, argv, line);
    if (code >= 0) {
        return code;
    }
    if (argc - optind > 1) {
        return message_usage("batch", "more than one file: '%s'",
                             argv[optind + 1]);
    }
    if (optind < argc) {
        line->path = argv[optind];
    }
    code = check_arguments(line);
    return code == 0 ? -1 : code;
}

/* --- The run --------------------------------------------------------------- */

/* Try the options once, so that a wrong one is not blamed on a line. */
static int
try_options(const struct batch_arguments *line)
{
    spfeval_options *options = NULL;
    int code =
        settings_make(&line->settings, "batch", line->asks_dns, &options);

    spfeval_options_free(options);
    return code;
}

static int
answer_file(const struct batch_arguments *line, struct batch_source *source,
            struct network *network)
{
    int input = STDIN_FILENO;
    int code;

    if (strcmp(line->path, "-") != 0) {
        input = open(line->path, O_RDONLY | O_CLOEXEC);
        if (input < 0) {
            message_print("%s: %s", line->path, strerror(errno));
            return EXIT_CODE_NO_INPUT;
        }
    }
    code = batch_run(source, network, line->in_flight, input,
                     file_name(line->path));
    if (input != STDIN_FILENO) {
        (void)close(input);
    }
    return code;
}

/* Open what the answers come from, then answer. */
static int
answer(const struct batch_arguments *line, struct batch_source *source)
{
    const struct settings *settings = &line->settings;
    struct network *network = NULL;
    int code = 0;

    if (settings->zone != NULL) {
        code = zone_file_load(settings->zone, settings->origin, &source->zone);
    } else if (line->asks_dns) {
        code = network_open(settings, "batch", line->cache, &network);
    }
    if (code == 0) {
        code = answer_file(line, source, network);
    }
    network_close(network);
    return code;
}

int
command_batch(int argc, char **argv)
{
    struct batch_source source;
    struct batch_arguments line;
    int code;

    code = read_arguments(&line, argc, argv);
    if (code >= 0) {
        return code;
    }
    code = try_options(&line);
    if (code != 0) {
        return code;
    }
    batch_source_init(&source, &line.settings, line.asks_dns);
    code = answer(&line, &source);
    batch_source_clear(&source);
    return code;
}
