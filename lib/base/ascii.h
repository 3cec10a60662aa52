/* SPDX-License-Identifier: BSD-2-Clause */
/* Octet classes and comparison without locale: what <ctype.h> must not do. */
#ifndef SPFE_BASE_ASCII_H
#define SPFE_BASE_ASCII_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum spfe_ascii {
    SPFE_ASCII_ALPHA = 1,
    SPFE_ASCII_DIGIT = 2,
    SPFE_ASCII_ALNUM = 3,
    SPFE_ASCII_NAME = 4,    /* RFC 7208 section 12, name, after its first */
    SPFE_ASCII_LITERAL = 8, /* RFC 7208 section 7.1, macro-literal */
    SPFE_ASCII_ATEXT = 16,  /* RFC 5322 section 3.2.3 */
    SPFE_ASCII_UNRESERVED = 32, /* RFC 3986 section 2.3 */
    SPFE_ASCII_DELIMITER = 64,  /* RFC 7208 section 7.1, delimiter */
    SPFE_ASCII_HEX = 128
};

/* Eight octets as one number: words are compared at once. */
#define SPFE_ASCII_WORD(a, b, c, d, e, f, g, h)                               \
    ((uint64_t)(a) << 56 | (uint64_t)(b) << 48 | (uint64_t)(c) << 40 |        \
     (uint64_t)(d) << 32 | (uint64_t)(e) << 24 | (uint64_t)(f) << 16 |        \
     (uint64_t)(g) << 8 | (uint64_t)(h))

extern const uint8_t spfe_ascii_table[256];

/* octet may be SPFE_END (-1), which is in no class. */
static inline bool
spfe_ascii_is(int octet, int classes)
{
    return octet >= 0 && (spfe_ascii_table[(uint8_t)octet] & classes) != 0;
}

static inline int
spfe_ascii_lower(int octet)
{
    octet &= 0xff;
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
}

/* Compare without case; both have len octets. */
bool spfe_ascii_equal(const char *a, const char *b, size_t len);

/* Order without case: negative, 0 or positive. */
int spfe_ascii_compare(const char *a, size_t a_len, const char *b,
                       size_t b_len);

/* True when each octet is 0x20 to 0x7E. */
bool spfe_ascii_is_printable(const char *text, size_t len);

/* True when no octet is above 127. */
bool spfe_ascii_is_seven_bit(const char *text, size_t len);

#endif
