/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval batch: many checks, one line of JSON each.
 */
#include "command.h"

#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include <spfeval/spfeval.h>

#include "arguments.h"
#include "batch_run.h"
#include "exit_code.h"
#include "file_read.h"
#include "message.h"
#include "zone_file.h"

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
        "  --zone=FILE         DNS data for lines without \"zone\": a master\n"
        "                      file; - is standard input\n"
        "  --origin=NAME       origin before the first $ORIGIN in FILE\n"
        "  --receiver=NAME     receiver for lines without one (or "
        "--hostname)\n"
        "  --default-explanation=TEXT\n"
        "                      explanation of a fail without one\n"
        "  --max-terms=N       how many terms may query the DNS (10)\n"
        "  --max-void=N        how many of them may find nothing (2), or\n"
        "                      unlimited\n"
        "  -h, --help          print this and exit\n"
        "\n"
        "Exit status: 0; 65 when a line was bad (the others are answered) or\n"
        "the zone file is broken; 64 usage, 66 unreadable file, 70 internal\n"
        "error, 74 output error.\n",
        stdout);
}

/* The length of a line without white space at its end. */
static size_t
trimmed_length(const char *line, size_t len)
{
    while (len > 0 && (line[len - 1] == ' ' || line[len - 1] == '\t' ||
                       line[len - 1] == '\r' || line[len - 1] == '\n')) {
        len--;
    }
    return len;
}

static int
answer_lines(struct batch *batch, const char *path, FILE *in)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t len;
    int code = 0;

    errno = 0;
    while (code == 0 && (len = getline(&line, &capacity, in)) >= 0) {
        size_t trimmed = trimmed_length(line, (size_t)len);

        if (trimmed > 0) {
            code = batch_run_line(batch, line, trimmed);
        }
        errno = 0;
    }
    if (code == 0 && !feof(in)) {
        code = errno == ENOMEM ? message_no_memory() : EXIT_CODE_NO_INPUT;
        if (code == EXIT_CODE_NO_INPUT) {
            message_print("%s: %s", file_name(path), strerror(errno));
        }
    }
    free(line);
    return code;
}

static int
answer_file(struct batch *batch, const char *path)
{
    FILE *in;
    int code;

    if (strcmp(path, "-") == 0) {
        return answer_lines(batch, path, stdin);
    }
    in = fopen(path, "rb");
    if (in == NULL) {
        message_print("%s: %s", path, strerror(errno));
        return EXIT_CODE_NO_INPUT;
    }
    code = answer_lines(batch, path, in);
    fclose(in);
    return code;
}

/* Try the options once, so that a wrong one is not blamed on a line. */
static int
prepare(struct batch *batch)
{
    spfeval_options *options = NULL;
    int code;

    code = settings_make(&batch->settings, "batch", &options);
    if (code != 0) {
        return code;
    }
    spfeval_options_free(options);
    if (batch->settings.zone == NULL) {
        return 0;
    }
    return zone_file_load(batch->settings.zone, batch->settings.origin,
                          &batch->zone);
}

int
command_batch(int argc, char **argv)
{
    static const struct option options[] = {
        SETTINGS_ROWS,
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct batch batch = {0};
    const char *path = "-";
    int option;
    int code;

    settings_init(&batch.settings);
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":h", options, NULL)) != -1) {
        if (option == 'h') {
            command_batch_help();
            return EXIT_CODE_OK;
        }
        code = settings_take(&batch.settings, "batch", option, optarg);
        if (code != 0) {
            return code > 0 ? code : arguments_report("batch", option, argv);
        }
    }
    if (argc - optind > 1) {
        return message_usage("batch", "more than one file: '%s'",
                             argv[optind + 1]);
    }
    if (optind < argc) {
        path = argv[optind];
    }
    if (batch.settings.zone != NULL && strcmp(batch.settings.zone, "-") == 0 &&
        strcmp(path, "-") == 0) {
        return message_usage("batch",
                             "standard input cannot be both --zone and FILE");
    }
    code = prepare(&batch);
    if (code == 0) {
        code = answer_file(&batch, path);
    }
    if (code == 0 && batch.has_bad_line) {
        code = EXIT_CODE_DATA;
    }
    spfeval_check_free(batch.check);
    spfeval_zone_free(batch.zone);
    text_clear(&batch.receiver);
    return code;
}
