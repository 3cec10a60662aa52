/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Checks to be used again. Options cannot be changed once a check was made
 * with them, so a check serves one receiver.
 */
#ifndef SPFEVAL_TOOL_CHECK_POOL_H
#define SPFEVAL_TOOL_CHECK_POOL_H

#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "settings.h"
#include "text.h"

struct check_pool {
    const struct settings *settings;
    bool asks_dns;
    spfeval_options *options; /* NULL before the first check */
    struct text receiver;     /* of these options */
    uint64_t generation;      /* counts the options there have been */
    spfeval_check **idle;
    size_t idle_count;
    size_t idle_capacity;
};

/* Start an empty pool of checks that ask the DNS, or do not. */
void check_pool_init(struct check_pool *pool, const struct settings *settings,
                     bool asks_dns);

/* Free the checks that are not lent. */
void check_pool_clear(struct check_pool *pool);

/*
 * Lend a check, without inputs, for this receiver. Returns a status of the
 * library, SPFEVAL_ERR_ARGUMENT when the receiver is not printable ASCII. The
 * generation is for check_pool_give_back().
 */
int check_pool_lend(struct check_pool *pool, const char *receiver,
                    size_t receiver_len, spfeval_check **out,
                    uint64_t *generation);

/* Take a check back, in any state; NULL is ignored. */
void check_pool_give_back(struct check_pool *pool, spfeval_check *check,
                          uint64_t generation);

#endif
