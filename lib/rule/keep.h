/* SPDX-License-Identifier: BSD-2-Clause */
/* Making an answer ready to be kept and shared. */
#ifndef SPFE_RULE_KEEP_H
#define SPFE_RULE_KEEP_H

#include "base/mem.h"
#include "dns/shared.h"

/*
 * Copy an answer into one piece of memory. With a TXT answer goes its SPF
 * record, selected and parsed: parsed is a struct spfe_found then, or NULL
 * when that would take more than 32 KiB. One reference is the caller's. NULL
 * when out of memory.
 */
struct spfe_shared *spfe_keep_answer(const struct spfe_mem *mem,
                                     const struct spfe_answer *answer);

#endif
