/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Output: the Test Anything Protocol, or only the summary.
 */
#ifndef CONFORMANCE_TAP_H
#define CONFORMANCE_TAP_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

struct tap {
    bool summary_only;
    size_t count;
    size_t failed;
};

/* One result. The name must not be empty; odd octets in it are escaped. */
void tap_result(struct tap *tap, bool good, struct text group,
                struct text name);

/* Diagnostics: each line of the text becomes a comment line. */
void tap_note(const struct tap *tap, struct text lines);

/* A line of the summary: a comment, or itself when that is all to print. */
void tap_summary(const struct tap *tap, struct text line);

/* The plan, last. */
void tap_plan(const struct tap *tap);

#endif
