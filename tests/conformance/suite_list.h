/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The suites that are known by file name, and what is special about each.
 */
#ifndef CONFORMANCE_SUITE_LIST_H
#define CONFORMANCE_SUITE_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

/* A case by name: with a result, or to be left out. */
struct suite_exception {
    const char *name;
    const char *result;
};

struct suite {
    const char *label; /* in the summary */
    const char *file;
    const char *remark; /* in the summary, behind the figures */
    size_t case_count;  /* exactly so many; 0 when it is not fixed */
    bool own;           /* one of ours: judged by all its keys */
    const struct suite_exception *choices;
    const struct suite_exception *left_out;
};

/* The suites of openspf and pyspf; ends with a NULL label. */
extern const struct suite suite_list[];

/* What all files of our own are. */
extern const struct suite suite_own;

/* The suite that a file belongs to, by its name without folders. */
const struct suite *suite_of_file(const char *path);

/* The result that is ours where the suite allows several; NULL for any. */
const char *suite_choice(const struct suite *suite, struct text name);

bool suite_leaves_out(const struct suite *suite, struct text name);

#endif
