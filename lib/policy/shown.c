/* SPDX-License-Identifier: BSD-2-Clause */
#include "policy/shown.h"

static void
add_octet(struct spfe_buf *out, uint8_t octet)
{
    static const char digits[] = "0123456789ABCDEF";

    if (octet >= 0x20 && octet <= 0x7e) {
        spfe_buf_add_octet(out, (char)octet);
        return;
    }
    spfe_buf_add_text(out, "\\x");
    spfe_buf_add_octet(out, digits[octet >> 4]);
    spfe_buf_add_octet(out, digits[octet & 15]);
}

void
spfe_shown_add(struct spfe_buf *out, struct spfe_text text, uint32_t most)
{
    uint32_t i;

    for (i = 0; i < text.len && i < most; i++) {
        add_octet(out, (uint8_t)text.ptr[i]);
    }
    if (text.len > most) {
        spfe_buf_add_text(out, "...");
    }
}
