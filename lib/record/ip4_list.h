/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lists of networks, which is what long records consist of: "ip4:" without a
 * sign, an address, perhaps a prefix length, and a space.
 */
#ifndef SPFE_RECORD_IP4_LIST_H
#define SPFE_RECORD_IP4_LIST_H

#include "base/cursor.h"
#include "record/record.h"

/* Octets that a term and its space take at most: "ip4:255.255.255.255/32 ". */
enum { SPFE_IP4_LIST_WINDOW = 23 };

/* Does such a term seem to stand here, far enough from the end? */
static inline bool
spfe_ip4_list_begins(const uint8_t *at, const uint8_t *end)
{
    const uint32_t letters = 0x20200000;
    const uint32_t name = (uint32_t)'i' << 24 | 'p' << 16 | '4' << 8 | ':';

    /* Compilers make one load and one comparison of it. */
    return end - at >= SPFE_IP4_LIST_WINDOW &&
           (((uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
             (uint32_t)at[2] << 8 | at[3]) |
            letters) == name;
}

/*
 * Read such terms, at most room of them. Returns their number; the cursor
 * stands behind the last one's space. Where the record is nearly at its end,
 * or something else stands, it stops and says nothing about it.
 */
uint32_t spfe_ip4_list_read(struct spfe_cursor *in, struct spfe_term *terms,
                            uint32_t room);

#endif
