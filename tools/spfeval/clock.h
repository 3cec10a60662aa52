/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A clock that never goes back.
 */
#ifndef SPFEVAL_TOOL_CLOCK_H
#define SPFEVAL_TOOL_CLOCK_H

#include <stdint.h>

/* Milliseconds since some moment in the past. */
int64_t clock_read(void);

#endif
