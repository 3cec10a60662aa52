/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What "merge" was asked, and answering it.
 */
#ifndef SPFEVAL_TOOL_MERGE_RUN_H
#define SPFEVAL_TOOL_MERGE_RUN_H

#include <stdint.h>

#include "publish_settings.h"
#include "source.h"
#include "text.h"

enum { MERGE_RECORDS = 20 };

struct merge_request {
    struct publish_settings settings;
    const char *records[MERGE_RECORDS]; /* none: those of the domain */
    uint32_t record_count;
    const char *domain; /* NULL, or where they are published */
    int all;            /* of enum spfeval_merge_all */
};

/* Several texts, each with its length; start with {0}. */
struct merge_texts {
    struct text items[MERGE_RECORDS];
    uint32_t count;
};

/* Merge and print. Returns an exit code. */
int merge_run(const struct merge_request *request);

/*
 * Look up the SPF records of a domain. Returns 0, or an exit code after a
 * message: EXIT_CODE_ERRORS when there is none.
 */
int merge_find(struct source *source, const char *domain,
               struct merge_texts *out);

#endif
