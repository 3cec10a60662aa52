/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reading dotted quads where it has to be quick: records are lists of them.
 * Nothing is read beyond a window of octets that the caller provides.
 */
#ifndef SPFE_BASE_IP4_READ_H
#define SPFE_BASE_IP4_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ip.h"

/* A dotted quad takes 15 octets at most; one more tells where it ends. */
enum { SPFE_IP4_WINDOW = 16 };

/* The value of a digit; of anything else more than 9. */
static inline unsigned
spfe_ip4_digit(uint8_t octet)
{
    return (unsigned)octet - '0';
}

/*
 * RFC 7208 section 12, qnum: 0 to 255, no leading zero. Goes over three digits
 * at most, also when it fails; what follows is the caller's to judge.
 */
static inline bool
spfe_ip4_read_qnum(const uint8_t **at, uint8_t *out)
{
    const uint8_t *digits = *at;
    unsigned value = spfe_ip4_digit(digits[0]);
    unsigned next;

    if (value > 9) {
        return false;
    }
    next = spfe_ip4_digit(digits[1]);
    if (next > 9) {
        *at = digits + 1;
        *out = (uint8_t)value;
        return true;
    }
    if (value == 0) {
        *at = digits + (spfe_ip4_digit(digits[2]) > 9 ? 2 : 3);
        return false;
    }
    value = value * 10 + next;
    next = spfe_ip4_digit(digits[2]);
    *at = digits + 2;
    if (next <= 9) {
        *at = digits + 3;
        value = value * 10 + next;
    }
    *out = (uint8_t)value;
    return value <= 255;
}

/* "." and a number. */
static inline bool
spfe_ip4_read_next(const uint8_t **at, uint8_t *out)
{
    if (**at != '.') {
        return false;
    }
    ++*at;
    return spfe_ip4_read_qnum(at, out);
}

/*
 * As spfe_ip_read_v4(), at the beginning of a window: SPFE_IP4_WINDOW octets
 * can be read.
 */
static inline bool
spfe_ip4_read(const uint8_t **at, uint8_t out[SPFE_IP4_OCTETS])
{
    return spfe_ip4_read_qnum(at, &out[0]) &&
           spfe_ip4_read_next(at, &out[1]) &&
           spfe_ip4_read_next(at, &out[2]) &&
           spfe_ip4_read_next(at, &out[3]) && spfe_ip4_digit(**at) > 9;
}

#endif
