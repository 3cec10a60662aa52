/* SPDX-License-Identifier: BSD-2-Clause */
#include "arguments.h"

#include <stddef.h>
#include <string.h>

#include "exit_code.h"
#include "message.h"

/*
 * Report why getopt_long() returned '?' or ':' ("code"), before anything else
 * touches its globals.
 */
static int
report(const char *command, int code, char **argv)
{
    /* Long options have codes above 255, see settings.h. */
    if (code == ':') {
        return message_usage(command, "option '%s' needs a value",
                             argv[optind - 1]);
    }
    if (optopt > 255) {
        return message_usage(command, "option '%s' takes no value",
                             argv[optind - 1]);
    }
    if (optopt != 0) {
        return message_usage(command, "unknown option '-%c'", optopt);
    }
    return message_usage(command, "unknown or ambiguous option '%s'",
                         argv[optind - 1]);
}

int
arguments_read(const struct arguments *arguments, int argc, char **argv,
               void *request)
{
    const char *letters = arguments->in_order ? "-:h" : ":h";
    int option;
    int code;

    opterr = 0;
    while ((option = getopt_long(argc, argv, letters, arguments->options,
                                 NULL)) != -1) {
        if (option == 'h') {
            arguments->help();
            return EXIT_CODE_OK;
        }
        code = arguments->take(request, option, optarg);
        if (code != 0) {
            return code > 0 ? code : report(arguments->command, option, argv);
        }
    }
    return -1;
}

static bool
read_digits(const char *text, uint64_t max, uint64_t *out)
{
    uint64_t value = 0;

    if (*text == '\0') {
        return false;
    }
    for (; *text != '\0'; text++) {
        uint64_t digit;

        if (*text < '0' || *text > '9') {
            return false;
        }
        digit = (uint64_t)(*text - '0');
        if (value > (max - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

bool
arguments_read_u32(const char *text, uint32_t *out)
{
    uint64_t value;

    if (!read_digits(text, UINT32_MAX, &value)) {
        return false;
    }
    *out = (uint32_t)value;
    return true;
}

bool
arguments_read_i64(const char *text, int64_t *out)
{
    bool negative = text[0] == '-';
    uint64_t value;

    if (!read_digits(text + (negative ? 1 : 0), INT64_MAX, &value)) {
        return false;
    }
    *out = negative ? -(int64_t)value : (int64_t)value;
    return true;
}

bool
arguments_read_seconds(const char *text, uint32_t *out)
{
    const char *point = strchr(text, '.');
    size_t whole = point != NULL ? (size_t)(point - text) : strlen(text);
    size_t places = point != NULL ? strlen(point + 1) : 0;
    char digits[16] = "";
    uint64_t value;

    if (whole == 0 || whole + 3 >= sizeof(digits) || places > 3 ||
        (point != NULL && places == 0)) {
        return false;
    }
    memcpy(digits, text, whole);
    if (point != NULL) {
        memcpy(digits + whole, point + 1, places);
    }
    memset(digits + whole + places, '0', 3 - places);
    if (!read_digits(digits, UINT32_MAX, &value)) {
        return false;
    }
    *out = (uint32_t)value;
    return true;
}
