/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the library writes into a buffer, added to a text.
 */
#ifndef SPFEVAL_TOOL_PRINTED_H
#define SPFEVAL_TOOL_PRINTED_H

#include <stddef.h>

#include "text.h"

/* A call of the library that tells how much it needs. */
typedef int printed_call(const void *what, char *buffer, size_t capacity,
                         size_t *needed);

/*
 * Add what the call writes, without its NUL. Returns the status of the call;
 * without memory the text has failed too. Nothing is added unless it is
 * SPFEVAL_OK.
 */
int printed_add(struct text *out, printed_call *call, const void *what);

#endif
