/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A line on the terminal that tells how far a long run is.
 */
#ifndef SPFEVAL_TOOL_PROGRESS_H
#define SPFEVAL_TOOL_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool is_on;
    bool is_shown;
    int64_t start;
    int64_t next; /* when the line may change again */
    uint64_t done;
    uint32_t in_flight;
};

/*
 * Begin. The line is shown only when standard error is a terminal to which
 * standard output does not go.
 */
void progress_begin(struct progress *progress);

/*
 * Tell the numbers; they are shown every 0.2 seconds at most. Returns in how
 * many milliseconds to call again at the latest, -1 when there is no need.
 */
int progress_update(struct progress *progress, uint64_t done,
                    uint32_t in_flight);

/* Remove the line. */
void progress_end(struct progress *progress);

#endif
