/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One line of "batch": a question as JSON.
 */
#ifndef SPFEVAL_TOOL_BATCH_CASE_H
#define SPFEVAL_TOOL_BATCH_CASE_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* A string inside the JSON; NULL when the member is absent. */
struct batch_string {
    const char *text;
    size_t len;
};

struct batch_case {
    json_t *json; /* owned; what the rest points into */
    struct batch_string ip;
    struct batch_string helo;
    struct batch_string mailfrom;
    struct batch_string receiver;
    int identity;           /* of enum spfeval_identity */
    int64_t time;           /* 0 when absent */
    const json_t *zone;     /* an object, or NULL */
    const json_t *timeouts; /* an object, or NULL */
};

/*
 * Read a line. Returns 0; EXIT_CODE_DATA when it is bad, with a message, and
 * in column the place of a syntax error, counted in characters from 1, or 0
 * for other errors; EXIT_CODE_INTERNAL when out of memory.
 */
int batch_case_read(const char *line, size_t len, struct batch_case *out,
                    struct text *error, int *column);

/* Free what a case holds, also after a failure. */
void batch_case_clear(struct batch_case *item);

#endif
