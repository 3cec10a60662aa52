/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The forms in which "check" prints what it found.
 */
#ifndef SPFEVAL_TOOL_FORMAT_H
#define SPFEVAL_TOOL_FORMAT_H

#include <spfeval/spfeval.h>

#include <stdbool.h>

#include "asked.h"

enum format {
    FORMAT_TEXT,
    FORMAT_JSON,
    FORMAT_RECEIVED_SPF,
    FORMAT_AUTH_RESULTS,
    FORMAT_REPLY
};

/* What is printed; where there is nothing to tell of an identity, NULL. */
struct findings {
    const spfeval_outcome *helo;
    const spfeval_outcome *mailfrom;
    bool is_session;     /* both identities were asked for, not one */
    struct asked *asked; /* with --trace, otherwise NULL */
};

/* Read a word; false when it is none of them. */
bool format_read(const char *word, enum format *out);

/*
 * The outcome by which the mail is judged: that of MAIL FROM, unless there is
 * that of HELO only.
 */
const spfeval_outcome *format_deciding(const struct findings *findings);

/*
 * Print on standard output; a trace that is not JSON goes to standard error.
 * The receiver is the authserv-id of FORMAT_AUTH_RESULTS, otherwise it may be
 * NULL. Returns 0, or an exit code after a message.
 */
int format_print(enum format format, const struct findings *findings,
                 const char *receiver);

#endif
