/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Eight octets at a time, as a number whose lowest octet is the first. What is
 * true of an octet is told by the bit 0x80 in its place.
 */
#ifndef SPFE_BASE_WORD_H
#define SPFE_BASE_WORD_H

#include <stddef.h>
#include <stdint.h>

enum { SPFE_WORD_OCTETS = 8 };

/* The same octet eight times. */
#define SPFE_WORD_OF(octet) (UINT64_C(0x0101010101010101) * (octet))
#define SPFE_WORD_FLAGS SPFE_WORD_OF(0x80u)

/* Compilers make one load of it. */
static inline uint64_t
spfe_word_load(const char *octets)
{
    const uint8_t *at = (const uint8_t *)octets;

    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 |
           (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 |
           (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
           (uint64_t)at[7] << 56;
}

/* The same of fewer octets, behind which there is fill. */
static inline uint64_t
spfe_word_load_few(const char *octets, size_t len, uint8_t fill)
{
    uint64_t word = SPFE_WORD_OF(fill);

    while (len > 0) {
        word = word << 8 | (uint8_t)octets[--len];
    }
    return word;
}

/*
 * The octets of a text from offset at on, which is less than len. Behind the
 * end there is fill.
 */
static inline uint64_t
spfe_word_load_at(const char *octets, size_t at, size_t len, uint8_t fill)
{
    size_t left = len - at;
    unsigned known;

    if (left >= SPFE_WORD_OCTETS) {
        return spfe_word_load(octets + at);
    }
    if (len < SPFE_WORD_OCTETS) {
        return spfe_word_load_few(octets + at, left, fill);
    }
    /* Read again what comes before them, and shift it out. */
    known = (unsigned)(SPFE_WORD_OCTETS - left) * 8;
    return spfe_word_load(octets + len - SPFE_WORD_OCTETS) >> known |
           SPFE_WORD_OF((uint64_t)fill) << (64 - known);
}

/* Which octets are zero? */
static inline uint64_t
spfe_word_zeros(uint64_t word)
{
    uint64_t low = SPFE_WORD_OF(0x7fu);

    return ~(((word & low) + low) | word) & SPFE_WORD_FLAGS;
}

/* The same of a word that has no octet above 0x7F. */
static inline uint64_t
spfe_word_zeros_of_ascii(uint64_t word)
{
    return ~(word + SPFE_WORD_OF(0x7fu)) & SPFE_WORD_FLAGS;
}

/*
 * Is any octet outside 0x20 to 0x7E? The lowest flag is that of the first one;
 * octets above it may have a flag for nothing, by the carry.
 */
static inline uint64_t
spfe_word_unprintable(uint64_t word)
{
    /* 1 more than 0x7F reaches 0x80; 0x20 less than 0x1F falls below zero. */
    return (word | (word + SPFE_WORD_OF(1u)) | (word - SPFE_WORD_OF(0x20u))) &
           SPFE_WORD_FLAGS;
}

/*
 * Is any octet no letter and outside 0x2D to 0x39, which are "-", ".", "/" and
 * digits? Again the lowest flag is right.
 */
static inline uint64_t
spfe_word_unusual(uint64_t word)
{
    uint64_t lower = word | SPFE_WORD_OF(0x20u);
    uint64_t from_a = lower + SPFE_WORD_OF(0x80u - 'a');
    uint64_t above_z = lower + SPFE_WORD_OF(0x7fu - 'z');
    uint64_t from_hyphen = word + SPFE_WORD_OF(0x80u - '-');
    uint64_t above_9 = word + SPFE_WORD_OF(0x7fu - '9');

    return (word | ~((from_a ^ above_z) | (from_hyphen ^ above_9))) &
           SPFE_WORD_FLAGS;
}

/* With the letters A to Z in lower case. */
static inline uint64_t
spfe_word_lower(uint64_t word)
{
    uint64_t low = word & SPFE_WORD_OF(0x7fu);
    uint64_t from_a = low + SPFE_WORD_OF(0x80u - 'A');
    uint64_t above_z = low + SPFE_WORD_OF(0x7fu - 'Z');
    uint64_t capitals = (from_a ^ above_z) & ~word & SPFE_WORD_FLAGS;

    return word | capitals >> 2; /* 0x20 */
}

/* The index of the first octet that has its flag; one has. */
static inline unsigned
spfe_word_first(uint64_t flags)
{
    uint64_t below = (flags & (0 - flags)) - 1; /* all bits below the flag */

    return (unsigned)(((below & SPFE_WORD_OF(1u)) * SPFE_WORD_OF(1u)) >> 56) -
           1;
}

#endif
