/* SPDX-License-Identifier: BSD-2-Clause */
/* What must hold for any input; otherwise the program stops there. */
#ifndef TESTS_FUZZ_CLAIM_H
#define TESTS_FUZZ_CLAIM_H

#include <stdio.h>
#include <stdlib.h>

#define CLAIM(condition)                                                      \
    ((condition) ? (void)0 : claim_broken(#condition, __FILE__, __LINE__))

static inline void
claim_broken(const char *text, const char *file, int line)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, text);
    abort();
}

#endif
