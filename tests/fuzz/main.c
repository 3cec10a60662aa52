/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs a fuzz target on files instead of under libFuzzer: so "make check"
 * holds what fuzzing has found.
 *
 *     fuzz_NAME [FOLDER|FILE]...
 *
 * Without arguments all of the target's corpus: $FUZZ_CORPUS/NAME. Each file is
 * a test; what is wrong with one ends the program.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

enum { MOST = 1 << 20 };

/* libFuzzer's; a target's own changes of inputs link to it. */
size_t
LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size)
{
    (void)data;
    (void)max_size;
    return size;
}

static unsigned number;

static void
try_file(const char *path)
{
    uint8_t *data = malloc(MOST);
    FILE *file = fopen(path, "rb");
    const char *name = strrchr(path, '/');
    size_t size;

    if (data == NULL || file == NULL) {
        printf("Bail out! cannot read %s\n", path);
        exit(1);
    }
    size = fread(data, 1, MOST, file);
    fclose(file);
    /* A copy of its exact size, so that reading behind it shows. */
    data = realloc(data, size > 0 ? size : 1);
    (void)LLVMFuzzerTestOneInput(data, size);
    free(data);
    printf("ok %u - %s\n", ++number, name == NULL ? path : name + 1);
}

static void
try_path(const char *path)
{
    struct dirent **entries = NULL;
    struct stat info;
    int count;
    int i;

    if (stat(path, &info) == 0 && !S_ISDIR(info.st_mode)) {
        try_file(path);
        return;
    }
    count = scandir(path, &entries, NULL, alphasort);
    for (i = 0; i < count; i++) {
        char inner[4096];

        (void)snprintf(inner, sizeof(inner), "%s/%s", path,
                       entries[i]->d_name);
        if (entries[i]->d_name[0] != '.') {
            try_file(inner);
        }
        free(entries[i]);
    }
    free(entries);
}

/* "tests/fuzz/fuzz_packet" has the corpus "packet". */
static void
try_corpus(const char *program)
{
    const char *folder = getenv("FUZZ_CORPUS");
    const char *name = strstr(program, "fuzz_");
    const char *slash;
    char path[4096];

    while (name != NULL && (slash = strstr(name + 5, "fuzz_")) != NULL) {
        name = slash;
    }
    if (folder == NULL || name == NULL) {
        printf("Bail out! FUZZ_CORPUS is not set\n");
        exit(1);
    }
    (void)snprintf(path, sizeof(path), "%s/%s", folder, name + 5);
    try_path(path);
}

int
main(int argc, char **argv)
{
    int i;

    for (i = 1; i < argc; i++) {
        try_path(argv[i]);
    }
    if (argc == 1) {
        try_corpus(argv[0]);
    }
    printf("1..%u\n", number);
    return number > 0 ? 0 : 1;
}
