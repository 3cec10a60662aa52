/* SPDX-License-Identifier: BSD-2-Clause */
#include "file_read.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "exit_code.h"
#include "message.h"

/* A bound for /dev/zero and the like; the largest zones fit. */
#define FILE_READ_MAX ((size_t)256 * 1024 * 1024)

const char *
file_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

static int
read_stream(const char *path, FILE *in, struct text *out)
{
    char part[65536];
    size_t got;

    errno = 0;
    while ((got = fread(part, 1, sizeof(part), in)) > 0) {
        text_add(out, part, got);
        if (out->failed) {
            return message_no_memory();
        }
        if (out->len > FILE_READ_MAX) {
            message_print("%s: more than 256 MiB", file_name(path));
            return EXIT_CODE_DATA;
        }
    }
    if (ferror(in)) {
        message_print("%s: %s", file_name(path),
                      errno != 0 ? strerror(errno) : "cannot be read");
        return EXIT_CODE_NO_INPUT;
    }
    return 0;
}

int
file_read(const char *path, struct text *out)
{
    FILE *in;
    int code;

    if (strcmp(path, "-") == 0) {
        return read_stream(path, stdin, out);
    }
    in = fopen(path, "rb");
    if (in == NULL) {
        message_print("%s: %s", path, strerror(errno));
        return EXIT_CODE_NO_INPUT;
    }
    code = read_stream(path, in, out);
    fclose(in);
    return code;
}
