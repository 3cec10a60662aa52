/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What "batch" does with one line.
 */
#ifndef SPFEVAL_TOOL_BATCH_JOB_H
#define SPFEVAL_TOOL_BATCH_JOB_H

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "check_pool.h"
#include "runner.h"
#include "settings.h"
#include "text.h"

/* What all lines share. */
struct batch_source {
    const struct settings *settings;
    spfeval_zone *zone;         /* from --zone, or NULL */
    bool asks_dns;              /* for lines without a zone */
    struct check_pool pools[2]; /* for those that do not ask the DNS, and do */
};

struct batch_job {
    struct batch_job *next; /* the next line */
    struct run run;
    struct check_pool *pool; /* whose check the run has */
    uint64_t generation;
    bool owns_zone;
    bool is_done;
    struct text answer; /* when done: the line to be printed */
};

/* Start with the settings, which stay the caller's. */
void batch_source_init(struct batch_source *source,
                       const struct settings *settings, bool asks_dns);

/* Free what the source holds. All jobs must be gone. */
void batch_source_clear(struct batch_source *source);

/*
 * Prepare a job for a line. Either its run is ready to be started or, when the
 * line is bad, it is done. Returns 0; EXIT_CODE_DATA when the line is bad;
 * EXIT_CODE_INTERNAL when out of memory. *out is filled unless that happens.
 */
int batch_job_new(struct batch_source *source, const char *line, size_t len,
                  struct batch_job **out);

/* Free a job whose run is not in progress; NULL is ignored. */
void batch_job_free(struct batch_job *job);

/* Make the answer of a job whose run is finished. Returns as above. */
int batch_job_finish(struct batch_job *job);

#endif
