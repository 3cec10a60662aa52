/* SPDX-License-Identifier: BSD-2-Clause */
/* Text that was meant to be an SPF record. */
#ifndef SPFE_POLICY_NEAR_RECORD_H
#define SPFE_POLICY_NEAR_RECORD_H

#include <stdbool.h>

#include "base/text.h"

/* Does this word stand there, in any case? */
bool spfe_near_word(struct spfe_text text, uint32_t at, const char *word);

/* Such as "v=spf", "v = spf1", "spf1" and "v=spf1,"; not a Sender ID's. */
bool spfe_near_record(struct spfe_text text);

/* One of Sender ID (RFC 4406 section 3.1): "spf2.0/" in any case. */
bool spfe_sender_id_record(struct spfe_text text);

#endif
