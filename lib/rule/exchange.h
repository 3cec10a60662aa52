/* SPDX-License-Identifier: BSD-2-Clause */
/* The mail exchangers in an MX answer. */
#ifndef SPFE_RULE_EXCHANGE_H
#define SPFE_RULE_EXCHANGE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "dns/answer.h"

/*
 * The names that can be asked for, each with a NUL, by preference, then name,
 * so that the outcome does not depend on luck. A null MX, or a name that
 * cannot be asked for, has no addresses (RFC 7505, RFC 7208 section 4.8).
 * Without any, *names is NULL and *count 0.
 * Returns SPFEVAL_OK or the arena's status.
 */
int spfe_exchanges_sort(const struct spfe_answer *answer,
                        struct spfe_arena *arena, struct spfe_text **names,
                        uint32_t *count);

#endif
