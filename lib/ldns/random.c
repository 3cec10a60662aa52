/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/random.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <sys/types.h>

static bool
refill(struct spfe_random *random)
{
    size_t have = 0;

    while (have < sizeof(random->pool)) {
        ssize_t got =
            getrandom(random->pool + have, sizeof(random->pool) - have, 0);

        if (got < 0 && errno != EINTR) {
            return false;
        }
        if (got > 0) {
            have += (size_t)got;
        }
    }
    random->left = sizeof(random->pool);
    return true;
}

bool
spfe_random_fill(struct spfe_random *random, void *out, size_t len)
{
    if (random->left < len && !refill(random)) {
        return false;
    }
    random->left -= len;
    memcpy(out, random->pool + random->left, len);
    return true;
}
