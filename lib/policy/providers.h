/* SPDX-License-Identifier: BSD-2-Clause */
/* Names that senders confuse with those of their mail provider. */
#ifndef SPFE_POLICY_PROVIDERS_H
#define SPFE_POLICY_PROVIDERS_H

#include "base/text.h"

/* The name that a provider documents for this wrong one; NULL: not known. */
const char *spfe_provider_find(struct spfe_text name);

#endif
