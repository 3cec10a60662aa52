/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The whole texts, compared with the files in tests/report/golden. After a
 * change of wording that is meant, write them anew and read the difference:
 *
 *     tests/report/golden_texts --write ../tests/report/golden
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/report_case.h"
#include "support/tap.h"

enum { TEXT_SIZE = 65536, PATH_SIZE = 1024 };

static char text[TEXT_SIZE];
static char golden[TEXT_SIZE];

static bool
print_text(const spfeval_outcome *outcome, int language)
{
    return CHECK_INT(
        spfeval_explain_print(outcome, language, text, sizeof(text), NULL),
        SPFEVAL_OK);
}

static bool
name_file(char *path, const char *folder, const struct report_case *row,
          int language)
{
    int len = snprintf(path, PATH_SIZE, "%s/%s.%s.txt", folder, row->name,
                       spfeval_language_name(language));

    return CHECK(len > 0 && len < PATH_SIZE);
}

static size_t
read_golden(const struct report_case *row, int language)
{
    const char *top = getenv("top_srcdir");
    char folder[PATH_SIZE];
    char path[PATH_SIZE];
    size_t len;
    FILE *file;

    (void)snprintf(folder, sizeof(folder), "%s/tests/report/golden",
                   top == NULL ? "." : top);
    if (!name_file(path, folder, row, language)) {
        return 0;
    }
    file = fopen(path, "rb");
    if (!CHECK(file != NULL)) {
        return 0;
    }
    len = fread(golden, 1, sizeof(golden), file);
    fclose(file);
    return len;
}

/* At most 78 columns of printable ASCII, and no blank at the end. */
static void
check_lines(void)
{
    const char *line = text;

    while (*line != '\0') {
        size_t len = strcspn(line, "\n");
        size_t i;

        CHECK(len <= 78);
        CHECK(len == 0 || line[len - 1] != ' ');
        for (i = 0; i < len; i++) {
            CHECK(line[i] >= 0x20 && line[i] <= 0x7e);
        }
        line += len;
        if (!CHECK(*line == '\n')) {
            return;
        }
        line++;
    }
}

static void
compare_case(const struct report_case *row)
{
    struct try_check try;
    const spfeval_outcome *outcome = report_case_run(row, &try);
    int language;

    for (language = SPFEVAL_LANGUAGE_EN; language <= SPFEVAL_LANGUAGE_NL;
         language++) {
        size_t len = read_golden(row, language);

        if (print_text(outcome, language)) {
            CHECK_BYTES(text, strlen(text), golden, len);
            check_lines();
        }
    }
    try_check_clear(&try);
}

static void
test_golden_texts_are_as_written(void)
{
    size_t i;

    for (i = 0; i < report_case_count; i++) {
        compare_case(&report_cases[i]);
    }
}

/* --- writing them -------------------------------------------------------- */

static int
write_case(const struct report_case *row, const char *folder)
{
    struct try_check try;
    const spfeval_outcome *outcome = report_case_run(row, &try);
    int failed = 0;
    int language;

    for (language = SPFEVAL_LANGUAGE_EN; language <= SPFEVAL_LANGUAGE_NL;
         language++) {
        char path[PATH_SIZE];
        FILE *file = NULL;

        if (print_text(outcome, language) &&
            name_file(path, folder, row, language)) {
            file = fopen(path, "wb");
        }
        if (file == NULL || fputs(text, file) == EOF || fclose(file) != 0) {
            fprintf(stderr, "%s: not written\n", row->name);
            failed = 1;
        }
    }
    try_check_clear(&try);
    return failed;
}

static const char *write_folder;

static void
test_golden_texts_are_written(void)
{
    size_t i;

    for (i = 0; i < report_case_count; i++) {
        CHECK_INT(write_case(&report_cases[i], write_folder), 0);
    }
}

int
main(int argc, char **argv)
{
    static const struct tap_test tests[] = {
        {"the texts are as written", test_golden_texts_are_as_written},
    };
    static const struct tap_test writing[] = {
        {"the texts are written", test_golden_texts_are_written},
    };

    if (argc == 3 && strcmp(argv[1], "--write") == 0) {
        write_folder = argv[2];
        return tap_run("report/golden", writing, TAP_COUNT(writing));
    }
    return tap_run("report/golden", tests, TAP_COUNT(tests));
}
