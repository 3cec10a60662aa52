/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval: the command for mail administrators.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <spfeval/spfeval.h>

#include "command.h"
#include "exit_code.h"
#include "message.h"

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    void (*help)(void);
} commands[] = {
    {"check", command_check, command_check_help},
    {"batch", command_batch, command_batch_help},
    {"explain", command_explain, command_explain_help},
    {"show", command_show, command_show_help},
    {"lint", command_lint, command_lint_help},
    {"generate", command_generate, command_generate_help},
    {"authorize", command_authorize, command_authorize_help},
    {"revoke", command_revoke, command_revoke_help},
    {"merge", command_merge, command_merge_help},
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static void
print_help(void)
{
    fputs("Usage: spfeval COMMAND [OPTION]...\n"
          "       spfeval --help | --version\n"
          "Evaluate SPF (RFC 7208).\n"
          "\n"
          "Commands:\n"
          "  check      one client and sender\n"
          "  batch      one check for each line of JSON\n"
          "  explain    why mail was accepted or rejected\n"
          "  show       the records of a domain as a tree\n"
          "  lint       what is wrong in a record, and how to correct it\n"
          "  generate   write a record from a list of senders\n"
          "  authorize  let a sender send mail: the changed record\n"
          "  revoke     take a sender away: the changed record\n"
          "  merge      make one record of several\n"
          "  help       print this, or with a COMMAND its help\n"
          "\n"
          "DNS data comes from the DNS, or with --zone=FILE from a file.\n"
          "\n"
          "An example:\n"
          "  spfeval check --ip=192.0.2.1 --mail-from=me@example.org\n"
          "\n"
          "See spfeval(1).\n",
          stdout);
}

static int
run_help(int argc, char **argv)
{
    size_t i;

    if (argc > 2) {
        return message_usage(NULL, "unexpected argument '%s'", argv[2]);
    }
    if (argc < 2) {
        print_help();
        return EXIT_CODE_OK;
    }
    for (i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            commands[i].help();
            return EXIT_CODE_OK;
        }
    }
    return message_usage(NULL, "unknown command '%s'", argv[1]);
}

static int
run_command(int argc, char **argv)
{
    size_t i;

    if (argc < 2) {
        return message_usage(NULL, "a command is required");
    }
    for (i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    if (strcmp(argv[1], "help") == 0) {
        return run_help(argc - 1, argv + 1);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help();
        return EXIT_CODE_OK;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        printf("spfeval %s\n", spfeval_version());
        return EXIT_CODE_OK;
    }
    return message_usage(NULL,
                         argv[1][0] == '-' ? "unknown option '%s'"
                                           : "unknown command '%s'",
                         argv[1]);
}

/*
 * Reserve the standard descriptors that are closed: a file or socket of ours
 * in their place would be read from or written to. What stands in for them can
 * be neither.
 */
static void
reserve_standard(void)
{
    int fd;

    for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0 &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0) {
            return; /* then nothing else can be opened either */
        }
    }
}

int
main(int argc, char **argv)
{
    int code;

    reserve_standard();
    code = run_command(argc, argv);
    /* A full disk shows up here; what batch could not write was reported. */
    if ((fflush(stdout) != 0 || ferror(stdout)) && code != EXIT_CODE_OUTPUT) {
        message_print("standard output: %s", strerror(errno));
        return EXIT_CODE_OUTPUT;
    }
    return code;
}
