/* SPDX-License-Identifier: BSD-2-Clause */
/* Apart from its caller, so that the compiler leaves it a function. */
#include "bench/worst.h"

void
worst_measured(const struct worst_case *one, struct worst *worst)
{
    one->run(worst);
}
