/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What "authorize" or "revoke" was asked, and answering it.
 */
#ifndef SPFEVAL_TOOL_EDIT_RUN_H
#define SPFEVAL_TOOL_EDIT_RUN_H

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <stddef.h>

#include "publish_settings.h"

struct edit_request {
    struct publish_settings settings;
    bool revokes;
    const char *record; /* NULL, or the text itself */
    const char *domain; /* NULL, or where it is published */
    char **senders;
    size_t sender_count;
};

/* Propose a change and print it. Returns an exit code. */
int edit_run(const struct edit_request *request);

/* Where a proposal is from. */
struct edit_base {
    spfeval_policy *policy; /* with the record as it is */
    spfeval_lint *found;    /* about that; NULL when nothing was asked */
};

/* Print a proposal. Returns an exit code. */
int edit_print(const struct edit_request *request,
               const struct edit_base *base, const spfeval_edit *edit);

#endif
