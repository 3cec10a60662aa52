/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/sentence.h"

#include <assert.h>

#include "report/catalogue.h"

void
spfe_sentence_fill(const char *template, const struct spfe_values *values,
                   struct spfe_line *line)
{
    for (; *template != '\0'; template ++) {
        if (*template != '%') {
            spfe_line_add_octet(line, *template);
            continue;
        }
        template ++;
        if (*template >= '1' && *template <= '5') {
            const struct spfe_value *value = &values->at[*template - '1'];

            assert(value->kind != SPFE_VALUE_NONE);
            spfe_value_print(value, line);
        } else {
            assert(*template == '%');
            spfe_line_add_octet(line, '%');
        }
    }
}

void
spfe_sentence_print(int language, enum spfe_key key,
                    const struct spfe_values *values, struct spfe_line *line)
{
    spfe_sentence_fill(spfe_catalogue_get(language, key), values, line);
}
