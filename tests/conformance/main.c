/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * run_suite: runs SPF test suites in the YAML form of openspf.
 *
 *     run_suite [--summary] [--verbose] [--case NAME]
 *               [--suites DIR] [--scenarios DIR] [FILE...]
 *
 * --suites DIR      rfc7208-tests.yml, rfc4408-tests.yml and pyspf's test.yml
 *                   in that folder; each of them must be there
 * --scenarios DIR   all *.yml of that folder; there must be one
 * FILE              one file; the suites are known by their names
 * --summary         print failures and one line a suite, such as
 *                   "rfc7208 203/203 (explanations included)"; otherwise TAP,
 *                   with those lines as comments
 * --case NAME       run the cases with this name only
 * --verbose         print all that was observed
 *
 * Without a folder or file the environment names the folders: SPF_SUITES and
 * SPF_SCENARIOS, as "make check" does.
 *
 * Exit code: 0 when all passed (under automake's TAP driver, which reads the
 * output, also otherwise), 1 when a case failed, 64 for wrong usage.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run_file.h"

#define EXIT_USAGE 64

struct arguments {
    const char *suites;
    const char *scenarios;
    char **files;
    int file_count;
};

static void
add_tally(struct buf *line, const char *label, const struct tally *tally,
          const char *remark)
{
    buf_add_string(line, label);
    buf_add_string(line, " ");
    buf_add_number(line, tally->passed);
    buf_add_string(line, "/");
    buf_add_number(line, tally->total);
    buf_add_string(line, remark);
}

static void
check_count(struct session *session, const struct suite *suite,
            const struct tally *tally)
{
    struct buf name = {0};

    if (suite->case_count == 0 || session->only != NULL) {
        return;
    }
    buf_add_string(&name, "there are ");
    buf_add_number(&name, suite->case_count);
    buf_add_string(&name, " cases");
    tap_result(&session->tap, tally->total == suite->case_count,
               text_of(suite->label), buf_text(&name));
    buf_free(&name);
}

static void
sum_up(struct session *session, const struct suite *suite,
       const struct tally *tally)
{
    struct buf line = {0};

    check_count(session, suite, tally);
    add_tally(&line, suite->label, tally, suite->remark);
    tap_summary(&session->tap, buf_text(&line));
    buf_free(&line);
}

static void
add_path(struct buf *path, const char *folder, const char *name)
{
    buf_clear(path);
    buf_add_string(path, folder);
    buf_add_string(path, "/");
    buf_add_string(path, name);
}

static void
run_suites(struct session *session, const char *folder)
{
    const struct suite *suite;
    struct buf path = {0};

    for (suite = suite_list; suite->label != NULL; suite++) {
        struct tally tally = {0};

        add_path(&path, folder, suite->file);
        run_file(session, suite, path.data, &tally);
        sum_up(session, suite, &tally);
    }
    buf_free(&path);
}

static int
is_yaml(const struct dirent *entry)
{
    size_t len = strlen(entry->d_name);

    return len > 4 && strcmp(entry->d_name + len - 4, ".yml") == 0;
}

static void
run_scenarios(struct session *session, const char *folder)
{
    struct tally tally = {0};
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_yaml, alphasort);
    struct buf path = {0};
    int i;

    if (count <= 0) {
        tap_result(&session->tap, false, text_of("scenario"),
                   text_of("the folder has *.yml"));
        tap_note(&session->tap, text_of(folder));
    }
    for (i = 0; i < count; i++) {
        add_path(&path, folder, entries[i]->d_name);
        run_file(session, &suite_own, path.data, &tally);
        free(entries[i]);
    }
    free(entries);
    buf_free(&path);
    sum_up(session, &suite_own, &tally);
}

static void
run_files(struct session *session, char **files, int count)
{
    int i;

    for (i = 0; i < count; i++) {
        const struct suite *suite = suite_of_file(files[i]);
        struct tally tally = {0};

        run_file(session, suite, files[i], &tally);
        sum_up(session, suite, &tally);
    }
}

static int
usage(void)
{
    fputs("usage: run_suite [--summary] [--verbose] [--case NAME] "
          "[--suites DIR] [--scenarios DIR] [FILE...]\n",
          stderr);
    return EXIT_USAGE;
}

/* Where the value of an option belongs; NULL for an unknown option. */
static const char **
value_of(struct session *session, struct arguments *arguments,
         const char *option)
{
    if (strcmp(option, "--suites") == 0) {
        return &arguments->suites;
    }
    if (strcmp(option, "--scenarios") == 0) {
        return &arguments->scenarios;
    }
    return strcmp(option, "--case") == 0 ? &session->only : NULL;
}

static bool
read_arguments(struct session *session, struct arguments *arguments, int argc,
               char **argv)
{
    int i;

    for (i = 1; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        const char **value = value_of(session, arguments, argv[i]);

        if (strcmp(argv[i], "--summary") == 0) {
            session->tap.summary_only = true;
        } else if (strcmp(argv[i], "--verbose") == 0) {
            session->verbose = true;
        } else if (value != NULL && i + 1 < argc) {
            *value = argv[++i];
        } else {
            return false;
        }
    }
    arguments->files = argv + i;
    arguments->file_count = argc - i;
    if (arguments->suites == NULL && arguments->scenarios == NULL &&
        arguments->file_count == 0) {
        arguments->suites = getenv("SPF_SUITES");
        arguments->scenarios = getenv("SPF_SCENARIOS");
        /* One without the other would be a part that is never run. */
        return arguments->suites != NULL && arguments->scenarios != NULL;
    }
    return true;
}

static int
exit_code(const struct tap *tap)
{
    const char *harness = getenv("TAP_HARNESS");

    if (harness != NULL && strcmp(harness, "automake") == 0) {
        return EXIT_SUCCESS;
    }
    return tap->failed == 0 && tap->count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
    struct session session = {0};
    struct arguments arguments = {0};

    if (!read_arguments(&session, &arguments, argc, argv)) {
        return usage();
    }
    if (arguments.suites != NULL) {
        run_suites(&session, arguments.suites);
    }
    if (arguments.scenarios != NULL) {
        run_scenarios(&session, arguments.scenarios);
    }
    run_files(&session, arguments.files, arguments.file_count);
    tap_plan(&session.tap);
    run_reuse_free(&session.reuse);
    return exit_code(&session.tap);
}
