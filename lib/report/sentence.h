/* SPDX-License-Identifier: BSD-2-Clause */
/* Templates with values filled in. */
#ifndef SPFE_REPORT_SENTENCE_H
#define SPFE_REPORT_SENTENCE_H

#include "report/key.h"
#include "report/value.h"

/*
 * Write a template: "%1" to "%5" are values, "%%" is a percent sign. Each
 * placeholder must have a value.
 */
void spfe_sentence_fill(const char *template, const struct spfe_values *values,
                        struct spfe_line *line);

/* The same for a key; the language must be one that there is. */
void spfe_sentence_print(int language, enum spfe_key key,
                         const struct spfe_values *values,
                         struct spfe_line *line);

#endif
