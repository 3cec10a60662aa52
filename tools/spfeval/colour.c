/* SPDX-License-Identifier: BSD-2-Clause */
#include "colour.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
colour_is_wanted(FILE *stream)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    return (no_color == NULL || no_color[0] == '\0') && term != NULL &&
           term[0] != '\0' && strcmp(term, "dumb") != 0 &&
           isatty(fileno(stream)) == 1;
}

const char *
colour_begin(bool wanted, enum colour_style style)
{
    if (!wanted) {
        return "";
    }
    return style == COLOUR_BOLD ? "\033[1m" : "\033[31m";
}

const char *
colour_end(bool wanted)
{
    return wanted ? "\033[0m" : "";
}
