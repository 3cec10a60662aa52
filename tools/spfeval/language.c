/* SPDX-License-Identifier: BSD-2-Clause */
#include "language.h"

#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "message.h"

int
language_take(const char *command, const char *value, int *out)
{
    static const int languages[] = {SPFEVAL_LANGUAGE_EN, SPFEVAL_LANGUAGE_NL};
    size_t i;

    for (i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
        if (strcmp(value, spfeval_language_name(languages[i])) == 0) {
            *out = languages[i];
            return 0;
        }
    }
    return message_usage(command, "--lang: '%s' is not en or nl", value);
}

int
language_of_environment(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *value;
    size_t i;

    for (i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
        value = getenv(variables[i]);
        if (value != NULL && *value != '\0') {
            return spfeval_language_find(value, strlen(value));
        }
    }
    return SPFEVAL_LANGUAGE_EN;
}
