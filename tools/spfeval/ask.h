/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Answering the question of a command line.
 */
#ifndef SPFEVAL_TOOL_ASK_H
#define SPFEVAL_TOOL_ASK_H

#include <spfeval/spfeval.h>

#include "asked.h"
#include "question.h"
#include "runner.h"

/*
 * Make the check and run it to its end; what it asks is noted in asked, unless
 * that is NULL. Returns 0 and the check, which is the caller's to free; or an
 * exit code after a message.
 */
int ask(const struct question *question, struct asked *asked,
        spfeval_check **out);

/*
 * Open what the answers come from, and run what has its inputs to its end.
 * Returns 0, or an exit code after a message.
 */
int ask_run(const struct question *question, struct run *run);

/*
 * Report that an input was not taken: name and value are the user's. Returns
 * 0 for SPFEVAL_OK, otherwise an exit code.
 */
int ask_input(const struct question *question, const char *name,
              const char *value, int status);

#endif
