/* SPDX-License-Identifier: BSD-2-Clause */
/* The members of an outcome's JSON object; doc/json.md describes them. */
#ifndef SPFE_REPORT_OUTCOME_JSON_H
#define SPFE_REPORT_OUTCOME_JSON_H

#include <spfeval/result.h>

#include "report/json.h"

/* Put the member "trace". */
void spfe_json_put_trace(struct spfe_json *json,
                         const spfeval_outcome *outcome);

/* Put the sentences in one language as a member, named by its tag. */
void spfe_json_put_explain(struct spfe_json *json,
                           const spfeval_outcome *outcome, int language);

#endif
