/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What could not be looked up, and so was not checked.
 */
#ifndef SPFEVAL_TOOL_UNCHECKED_H
#define SPFEVAL_TOOL_UNCHECKED_H

#include <spfeval/spfeval.h>

#include <jansson.h>
#include <stdbool.h>

/* In all of these lint may be NULL: nothing was asked. */

/* Is the record of the domain itself among it? The domain may be NULL. */
bool unchecked_has_own(const spfeval_lint *lint, const char *domain,
                       size_t domain_len);

/* Print it on standard error; language is of enum spfeval_language. */
void unchecked_report(const spfeval_lint *lint, int language);

/* The same as a list; NULL without memory. */
json_t *unchecked_json_new(const spfeval_lint *lint);

/*
 * The exit code, given what was found: errors are errors whatever else could
 * not be looked up.
 */
int unchecked_exit_code(const spfeval_lint *lint, int code);

#endif
