/* SPDX-License-Identifier: BSD-2-Clause */
#include <spfeval/version.h>

const char *
spfeval_version(void)
{
    return SPFEVAL_VERSION;
}

uint32_t
spfeval_version_number(void)
{
    return SPFEVAL_VERSION_NUMBER;
}
