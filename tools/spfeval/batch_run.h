/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What "batch" does with one line.
 */
#ifndef SPFEVAL_TOOL_BATCH_RUN_H
#define SPFEVAL_TOOL_BATCH_RUN_H

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <stddef.h>

#include "settings.h"
#include "text.h"

/*
 * One run. The check serves all lines with the same receiver: options cannot
 * be changed once a check was made with them.
 */
struct batch {
    struct settings settings;
    spfeval_zone *zone; /* from --zone, or NULL */
    spfeval_check *check;
    struct text receiver; /* of the check */
    bool has_bad_line;
};

/*
 * Evaluate a line and print the answer, or what is wrong with the line.
 * Returns 0, or an exit code after a message when there is no use in going on.
 */
int batch_run_line(struct batch *batch, const char *line, size_t len);

#endif
