/* SPDX-License-Identifier: BSD-2-Clause */
/* The terms that may play a part in a case, and what they look like. */
#ifndef TESTS_DIFFERENTIAL_FACTS_H
#define TESTS_DIFFERENTIAL_FACTS_H

#include "differential/spf_case.h"
#include "differential/verdict.h"

enum { FACTS_TERMS = 4096, FACTS_RECORDS = 64, FACTS_POOL = 1 << 18 };

/*
 * The policies that a check of the case can come to: those that libspfeval
 * looked for, and what they name by include and redirect without macros.
 */
struct facts {
    char pool[FACTS_POOL];
    size_t used;
    const char *records[FACTS_RECORDS]; /* whole texts */
    unsigned record_count;
    const char *terms[FACTS_TERMS];
    unsigned term_count;
};

void facts_collect(const struct spf_case *item, const struct verdict *verdict,
                   struct facts *out);

/* A directive of this name, in any case, with or without qualifier. */
bool term_is(const char *term, const char *mechanism);

/* The same for a modifier. */
bool term_is_modifier(const char *term, const char *name);

/* Behind the first ":" or "="; the prefix length or "" if there is none. */
const char *term_argument(const char *term);

#endif
