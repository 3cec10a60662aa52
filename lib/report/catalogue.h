/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The sentences as templates: "%1" to "%5" stand for values, "%%" for a
 * percent sign. Each catalogue has a text for each key, with the same
 * placeholders.
 */
#ifndef SPFE_REPORT_CATALOGUE_H
#define SPFE_REPORT_CATALOGUE_H

#include <stdbool.h>

#include "report/key.h"

extern const char *const spfe_catalogue_en[SPFE_KEY_COUNT];
extern const char *const spfe_catalogue_nl[SPFE_KEY_COUNT];

/* Is there such a language (enum spfeval_language)? */
bool spfe_catalogue_has(int language);

/* The template of a key; the language must be one that there is. */
const char *spfe_catalogue_get(int language, enum spfe_key key);

#endif
