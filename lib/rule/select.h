/* SPDX-License-Identifier: BSD-2-Clause */
/* Which of the TXT records at a name is the SPF record. */
#ifndef SPFE_RULE_SELECT_H
#define SPFE_RULE_SELECT_H

#include "base/text.h"
#include "dns/answer.h"

enum spfe_selection { SPFE_SELECT_NONE, SPFE_SELECT_ONE, SPFE_SELECT_SEVERAL };

/* RFC 7208 section 4.5; *out is set for SPFE_SELECT_ONE. */
enum spfe_selection spfe_select_record(const struct spfe_answer *answer,
                                       struct spfe_text *out);

#endif
