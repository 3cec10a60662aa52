/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The form below an answer, and the same page in the other language.
 */
#ifndef WHY_HTTPD_FORM_H
#define WHY_HTTPD_FORM_H

#include <stdio.h>

#include "why/query.h"

/* Write the form as HTML, its fields filled from the query. */
void form_write(FILE *out, const struct why_query *query, int language);

#endif
