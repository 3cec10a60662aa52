/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Answering the question of a command line.
 */
#ifndef SPFEVAL_TOOL_ASK_H
#define SPFEVAL_TOOL_ASK_H

#include <spfeval/spfeval.h>

#include "asked.h"
#include "question.h"

/*
 * Make the check and run it to its end; what it asks is noted in asked, unless
 * that is NULL. Returns 0 and the check, which is the caller's to free; or an exit code after a message.
 */
int ask(const struct question *question, struct asked *asked,
        spfeval_check **out);

/* The exit code of a result. */
int ask_result_code(const spfeval_outcome *outcome);

/* Report a failed call of the library. Returns an exit code. */
int ask_report(const char *what, int status);

#endif
