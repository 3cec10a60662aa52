/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which published text "lint" is about.
 */
#ifndef SPFEVAL_TOOL_LINT_RECORD_H
#define SPFEVAL_TOOL_LINT_RECORD_H

#include "settings.h"
#include "text.h"

/*
 * Look up the TXT records of a domain, and add the text of the one that is an
 * SPF record, or else of the first that was meant to be one. Returns 0, or an
 * exit code after a message: EXIT_CODE_ERRORS when there is not one record.
 */
int lint_record_find(const struct settings *settings, const char *domain,
                     struct text *out);

#endif
