/* SPDX-License-Identifier: BSD-2-Clause */
#include "message.h"

#include <stdarg.h>
#include <stdio.h>

#include <spfeval/status.h>

#include "escape.h"
#include "exit_code.h"
#include "text.h"

static void print_line(const char *format, va_list arguments)
    __attribute__((format(printf, 1, 0)));

static void
print_line(const char *format, va_list arguments)
{
    struct text message = {0};
    struct text line = {0};

    text_add_format_list(&message, format, arguments);
    escape_add_controls(&line, text_get(&message), message.len);
    fprintf(stderr, "spfeval: %s\n", text_get(&line));
    text_clear(&message);
    text_clear(&line);
}

void
message_print(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    print_line(format, arguments);
    va_end(arguments);
}

int
message_usage(const char *command, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    print_line(format, arguments);
    va_end(arguments);
    fprintf(stderr, "Try 'spfeval%s%s --help'.\n", command ? " " : "",
            command ? command : "");
    return EXIT_CODE_USAGE;
}

const char *
message_name_hint(const char *name)
{
    for (; *name != '\0'; name++) {
        if ((unsigned char)*name > 0x7f) {
            return "; outside ASCII a name is written with A-labels (xn--...)";
        }
    }
    return "";
}

int
message_no_memory(void)
{
    /* Not through print_line(), which needs memory itself. */
    fputs("spfeval: out of memory\n", stderr);
    return EXIT_CODE_INTERNAL;
}

int
message_status(const char *what, int status)
{
    if (status == SPFEVAL_ERR_NOMEM) {
        return message_no_memory();
    }
    message_print("%s: %s", what, spfeval_status_message(status));
    return EXIT_CODE_INTERNAL;
}
