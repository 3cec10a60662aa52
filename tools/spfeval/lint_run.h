/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What "lint" was asked, and answering it.
 */
#ifndef SPFEVAL_TOOL_LINT_RUN_H
#define SPFEVAL_TOOL_LINT_RUN_H

#include <stdbool.h>

#include "policy_settings.h"

enum lint_format { LINT_TEXT, LINT_JSON, LINT_SARIF };

struct lint_request {
    struct policy_settings settings;
    const char *record; /* NULL, or the text itself */
    const char *domain; /* NULL, or where it is published */
    enum lint_format format;
    bool fixes;
    bool all_domains; /* of the zone file */
};

/* Examine one domain or record. Returns an exit code. */
int lint_run(const struct lint_request *request);

/* Examine each domain in the zone file. Returns the worst exit code. */
int lint_run_all(const struct lint_request *request);

#endif
