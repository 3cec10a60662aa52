/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The policy of a domain, walked with a zone file or the DNS.
 */
#ifndef SPFEVAL_TOOL_SURVEY_H
#define SPFEVAL_TOOL_SURVEY_H

#include <spfeval/spfeval.h>

#include <stddef.h>

#include "policy_settings.h"
#include "source.h"

/*
 * Make the policy of a domain, or of a record, or of a record at a domain; one
 * of them may be NULL. Returns 0 and the policy, which the caller frees; or an
 * exit code after a message.
 */
int survey_begin(const struct policy_settings *settings, const char *domain,
                 const char *record, size_t record_len, spfeval_policy **out);

/*
 * Walk a policy to its end. Without a source nothing is asked, and only the
 * text of the record is looked at. Returns 0, or an exit code after a message.
 */
int survey_run(spfeval_policy *policy, struct source *source,
               const char *command);

#endif
