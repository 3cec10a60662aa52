/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The command line of "explain".
 */
#ifndef SPFEVAL_TOOL_EXPLAIN_QUESTION_H
#define SPFEVAL_TOOL_EXPLAIN_QUESTION_H

#include <stdbool.h>

#include "question.h"
#include "why/query.h"

enum explain_format { EXPLAIN_TEXT, EXPLAIN_JSON, EXPLAIN_HTML };

struct explain_question {
    struct question question; /* may point into the query */
    struct why_query query;
    int language; /* of enum spfeval_language; 0: not yet known */
    bool has_format;
    enum explain_format format;
};

/*
 * Read the command line; argv[0] is its name. Returns -1 when there is a
 * question to answer; otherwise an exit code, after a message or the help.
 */
int explain_question_read(struct explain_question *explain, int argc,
                          char **argv);

/*
 * Add what a query string asks; what options say about the same has to be the
 * same. Returns 0, or an exit code after a message.
 */
int explain_question_add(struct explain_question *explain, const char *text);

/* Find a format. False when there is none of that name. */
bool explain_format_find(const char *name, enum explain_format *out);

#endif
