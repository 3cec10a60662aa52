/* SPDX-License-Identifier: BSD-2-Clause */
/* Text of others in a sentence: printable whatever it holds, and cut. */
#ifndef SPFE_POLICY_SHOWN_H
#define SPFE_POLICY_SHOWN_H

#include <stdint.h>

#include "base/buf.h"
#include "base/text.h"

/* At most so many octets, others than 0x20 to 0x7E as \xNN, then "...". */
void spfe_shown_add(struct spfe_buf *out, struct spfe_text text,
                    uint32_t most);

#endif
