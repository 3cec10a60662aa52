/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One record or domain, examined.
 */
#ifndef SPFEVAL_TOOL_LINT_CASE_H
#define SPFEVAL_TOOL_LINT_CASE_H

#include <stddef.h>

#include "lint_print.h"
#include "policy_settings.h"
#include "source.h"

/* Start with {0}; it stays where it is. */
struct lint_case {
    spfeval_policy *policy;
    spfeval_lint *found;
    spfeval_lint *strings; /* about how a zone file cuts it, or NULL */
    struct lint_item *items;
    struct lint_view view;
};

/*
 * Examine a domain, or a record, or a record at a domain; without a source
 * only the text of the record. Returns 0, or an exit code after a message. It
 * is to be closed in either case.
 */
int lint_case_open(struct lint_case *item,
                   const struct policy_settings *settings,
                   struct source *source, const char *domain,
                   const char *record, size_t record_len);

/* Part of it: list the findings. */
int lint_case_list(struct lint_case *item, const struct source *source);

/* The exit code that the findings make. */
int lint_case_code(const struct lint_case *item);

/* Free what it holds. */
void lint_case_close(struct lint_case *item);

/*
 * Print the corrected record on standard output, and on standard error what
 * was changed. Returns an exit code, of what is still wrong.
 */
int lint_fix(const struct lint_case *item,
             const struct policy_settings *settings, struct source *source);

#endif
