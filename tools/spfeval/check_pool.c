/* SPDX-License-Identifier: BSD-2-Clause */
#include "check_pool.h"

#include <stdlib.h>
#include <string.h>

void
check_pool_init(struct check_pool *pool, const struct settings *settings,
                bool asks_dns)
{
    *pool = (struct check_pool){.settings = settings, .asks_dns = asks_dns};
}

static void
free_idle(struct check_pool *pool)
{
    while (pool->idle_count > 0) {
        spfeval_check_free(pool->idle[--pool->idle_count]);
    }
}

void
check_pool_clear(struct check_pool *pool)
{
    free_idle(pool);
    free(pool->idle);
    text_clear(&pool->receiver);
    spfeval_options_free(pool->options);
    *pool = (struct check_pool){0};
}

/* Make sure that the options are those of this receiver. */
static int
use_receiver(struct check_pool *pool, const char *receiver, size_t len)
{
    spfeval_options *options = NULL;
    int status;

    if (pool->options != NULL && pool->receiver.len == len &&
        (len == 0 || memcmp(pool->receiver.data, receiver, len) == 0)) {
        return SPFEVAL_OK;
    }
    status = settings_make_for(pool->settings, receiver, len, pool->asks_dns,
                               &options);
    if (status != SPFEVAL_OK) {
        return status;
    }
    free_idle(pool);
    spfeval_options_free(pool->options);
    pool->options = options;
    pool->generation++;
    text_empty(&pool->receiver);
    text_add(&pool->receiver, receiver, len);
    return pool->receiver.failed ? SPFEVAL_ERR_NOMEM : SPFEVAL_OK;
}

int
check_pool_lend(struct check_pool *pool, const char *receiver,
                size_t receiver_len, spfeval_check **out, uint64_t *generation)
{
    int status = use_receiver(pool, receiver, receiver_len);

    if (status != SPFEVAL_OK) {
        return status;
    }
    *generation = pool->generation;
    if (pool->idle_count > 0) {
        *out = pool->idle[--pool->idle_count];
        return SPFEVAL_OK;
    }
    return spfeval_check_new(pool->options, out);
}

static bool
keep(struct check_pool *pool, spfeval_check *check)
{
    spfeval_check **grown;
    size_t capacity;

    if (pool->idle_count == pool->idle_capacity) {
        capacity = pool->idle_capacity > 0 ? 2 * pool->idle_capacity : 16;
        grown = realloc(pool->idle, capacity * sizeof(spfeval_check *));
        if (grown == NULL) {
            return false;
        }
        pool->idle = grown;
        pool->idle_capacity = capacity;
    }
    spfeval_check_reset(check);
    pool->idle[pool->idle_count++] = check;
    return true;
}

void
check_pool_give_back(struct check_pool *pool, spfeval_check *check,
                     uint64_t generation)
{
    if (check == NULL) {
        return;
    }
    if (generation != pool->generation || !keep(pool, check)) {
        spfeval_check_free(check);
    }
}
