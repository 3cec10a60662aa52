/* SPDX-License-Identifier: BSD-2-Clause */
#include "record/ip4_list.h"

#include "base/ip4_read.h"

/* As long as a term begins in a window, nothing looks for the record's end. */
_Static_assert(SPFE_IP4_LIST_WINDOW >= 4 + SPFE_IP4_WINDOW,
               "an address is read ahead");

/*
 * RFC 7208 section 5.6: "/" and a number up to 32 without leading zero, or
 * nothing. A third digit is left to be found by who looks for the space.
 */
static bool
read_prefix(const uint8_t **in, uint8_t *out)
{
    const uint8_t *at = *in;
    unsigned value;
    unsigned next;

    if (*at != '/') {
        return true; /* and the default stays */
    }
    value = spfe_ip4_digit(at[1]);
    next = spfe_ip4_digit(at[2]);
    at += 2;
    if (value > 9) {
        return false;
    }
    if (next <= 9) {
        if (value == 0) {
            return false;
        }
        value = value * 10 + next;
        at++;
    }
    *in = at;
    *out = (uint8_t)value;
    return value <= 32;
}

uint32_t
spfe_ip4_list_read(struct spfe_cursor *in, struct spfe_term *terms,
                   uint32_t room)
{
    static const struct spfe_term blank = {.kind = SPFEVAL_TERM_IP4,
                                           .qualifier = SPFEVAL_QUALIFIER_PASS,
                                           .prefix4 = 32,
                                           .prefix6 = 128};
    const uint8_t *start = in->at;
    const uint8_t *end = in->end;
    uint32_t count;

    for (count = 0; count < room && spfe_ip4_list_begins(start, end);
         count++) {
        struct spfe_term *term = &terms[count];
        const uint8_t *at = start + 4;

        *term = blank;
        if (!spfe_ip4_read(&at, term->address) ||
            !read_prefix(&at, &term->prefix4) || *at != ' ') {
            break;
        }
        term->offset = (uint16_t)(start - in->start);
        term->len = (uint16_t)(at - start);
        start = at + 1;
    }
    in->at = start;
    return count;
}
