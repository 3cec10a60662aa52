/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The answer within a page: the library's sentences as sections. For page.c.
 */
#ifndef SPFEVAL_WHY_PAGE_ANSWER_H
#define SPFEVAL_WHY_PAGE_ANSWER_H

#include <spfeval/spfeval.h>

#include <stdio.h>

/*
 * Write all sentences about an outcome. Returns 0, or a status of the library;
 * what was opened is closed in any case.
 */
int page_answer_write(FILE *out, const spfeval_outcome *outcome, int language);

#endif
