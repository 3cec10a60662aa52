/* SPDX-License-Identifier: BSD-2-Clause */
#include "escape.h"

void
escape_add_octet(struct text *out, unsigned char octet)
{
    static const char digits[] = "0123456789ABCDEF";
    const char escaped[] = {'\\', 'x', digits[octet >> 4],
                            digits[octet & 0x0f]};

    text_add(out, escaped, sizeof(escaped));
}

static void
add_escaped(struct text *out, const char *octets, size_t len,
            const char *backslash)
{
    size_t i;

    for (i = 0; i < len; i++) {
        unsigned char octet = (unsigned char)octets[i];

        if (octet < 0x20 || octet > 0x7e) {
            escape_add_octet(out, octet);
        } else if (octet == '\\') {
            text_add_string(out, backslash);
        } else {
            text_add(out, &octets[i], 1);
        }
    }
}

void
escape_add(struct text *out, const char *octets, size_t len)
{
    add_escaped(out, octets, len, "\\\\");
}

void
escape_add_controls(struct text *out, const char *octets, size_t len)
{
    add_escaped(out, octets, len, "\\");
}
