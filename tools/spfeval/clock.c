/* SPDX-License-Identifier: BSD-2-Clause */
#include "clock.h"

#include <time.h>

int64_t
clock_read(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
