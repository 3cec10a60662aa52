/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs all cases of one file, with one TAP result each.
 */
#ifndef CONFORMANCE_RUN_FILE_H
#define CONFORMANCE_RUN_FILE_H

#include "run_case.h"
#include "suite_list.h"
#include "tap.h"

/* What stays the same for all files of a run. */
struct session {
    struct tap tap;
    struct run_reuse reuse;
    const char *only; /* run the cases with this name; NULL for all */
    bool verbose;     /* print what was observed */
};

/* How many cases there were. */
struct tally {
    size_t total;
    size_t passed;
};

/*
 * Adds to the tally. A file that cannot be read, is not a suite or has no
 * case fails as a whole, with a result of its own.
 */
void run_file(struct session *session, const struct suite *suite,
              const char *path, struct tally *tally);

#endif
