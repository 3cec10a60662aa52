/* SPDX-License-Identifier: BSD-2-Clause */
/* Apart from its caller, so that the compiler leaves it a function. */
#include "bench/heaviest.h"

int
heaviest_measured(spfeval_check *check, spfeval_resolver *resolver)
{
    return spfeval_check_run(check, resolver);
}
