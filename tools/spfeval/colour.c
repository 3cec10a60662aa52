/* SPDX-License-Identifier: BSD-2-Clause */
#include "colour.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The value of a variable of the environment; "" when it is absent. */
static const char *
get_variable(const char *name)
{
    const char *value = getenv(name);

    return value != NULL ? value : "";
}

bool
colour_is_wanted(FILE *stream)
{
    const char *terminal = get_variable("TERM");

    return *get_variable("NO_COLOR") == '\0' && *terminal != '\0' &&
           strcmp(terminal, "dumb") != 0 && isatty(fileno(stream)) == 1;
}

void
colour_write_bold(FILE *stream, const char *octets, size_t len)
{
    fputs("\033[1m", stream);
    (void)fwrite(octets, 1, len, stream);
    fputs("\033[0m", stream);
}
