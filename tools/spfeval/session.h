/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * "check --scope=session": HELO and MAIL FROM of one SMTP session.
 */
#ifndef SPFEVAL_TOOL_SESSION_H
#define SPFEVAL_TOOL_SESSION_H

#include <spfeval/spfeval.h>

#include "asked.h"
#include "question.h"

/*
 * Check the identities that the question names; what is asked is noted in
 * asked, unless that is NULL. Returns 0 and the session, which is the caller's
 * to free; or an exit code after a message.
 */
int session_ask(const struct question *question, struct asked *asked,
                spfeval_session **out);

#endif
