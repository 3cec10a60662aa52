/* SPDX-License-Identifier: BSD-2-Clause */
/* From MAIL FROM and HELO to the sender and domain of a check. */
#ifndef SPFE_CHECK_IDENTITY_H
#define SPFE_CHECK_IDENTITY_H

#include "base/text.h"
#include "check/check.h"

/*
 * Fill in check->values (sender, local, sender_domain) and the flags that
 * depend on them. *reason stays unset when the domain is usable, and *hash is
 * its hash; otherwise the result is none for that reason. SPFEVAL_OK, or the
 * arena's status.
 */
int spfe_identity_find(struct spfeval_check *check, uint32_t *hash,
                       int *reason);

#endif
