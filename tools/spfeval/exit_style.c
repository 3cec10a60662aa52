/* SPDX-License-Identifier: BSD-2-Clause */
#include "exit_style.h"

#include <stddef.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "exit_code.h"

static const struct {
    int result;
    int codes[2]; /* by enum exit_style */
} table[] = {
    {SPFEVAL_RESULT_NONE, {EXIT_CODE_NONE, 5}},
    {SPFEVAL_RESULT_NEUTRAL, {EXIT_CODE_NEUTRAL, 1}},
    {SPFEVAL_RESULT_PASS, {EXIT_CODE_PASS, 2}},
    {SPFEVAL_RESULT_FAIL, {EXIT_CODE_FAIL, 3}},
    {SPFEVAL_RESULT_SOFTFAIL, {EXIT_CODE_SOFTFAIL, 4}},
    {SPFEVAL_RESULT_TEMPERROR, {EXIT_CODE_TEMPERROR, 6}},
    {SPFEVAL_RESULT_PERMERROR, {EXIT_CODE_PERMERROR, 7}},
};

bool
exit_style_read(const char *word, enum exit_style *out)
{
    if (strcmp(word, "default") == 0 || strcmp(word, "spfquery") == 0) {
        *out = EXIT_STYLE_SPFQUERY;
        return true;
    }
    if (strcmp(word, "libspf2") == 0) {
        *out = EXIT_STYLE_LIBSPF2;
        return true;
    }
    return false;
}

int
exit_style_code(enum exit_style style, int result)
{
    size_t i;

    for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (table[i].result == result) {
            return table[i].codes[style];
        }
    }
    return EXIT_CODE_INTERNAL;
}
