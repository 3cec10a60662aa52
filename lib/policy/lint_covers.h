/* SPDX-License-Identifier: BSD-2-Clause */
/* Which terms an earlier one makes useless. */
#ifndef SPFE_POLICY_LINT_COVERS_H
#define SPFE_POLICY_LINT_COVERS_H

#include "policy/lint.h"

/*
 * An order in which a term comes right before those that mean the same, and
 * before all networks that lie within its own. 0: they mean the same.
 */
int spfe_lint_compare_terms(const struct spfeval_lint *lint,
                            const struct spfe_term *a,
                            const struct spfe_term *b);

/*
 * For each of the first count terms: the index of the first term that matches
 * whatever it matches, which is its own when no earlier one does. Only valid
 * mechanisms of which nothing is told count. NULL with lint->status.
 */
const uint32_t *spfe_lint_find_covers(struct spfeval_lint *lint,
                                      uint32_t count);

#endif
