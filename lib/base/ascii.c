/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/ascii.h"

#include "base/word.h"

/*
 * Eight octets a row; the bits are those of enum spfe_ascii.
 * Octets above 127 are in no class.
 */
const uint8_t spfe_ascii_table[256] = {
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x18, 0x08, 0x18,
    0x18, 0x10, 0x18, 0x18, 0x08, 0x08, 0x18, 0x58, 0x48, 0x7c, 0x6c, 0x58,
    0xbe, 0xbe, 0xbe, 0xbe, 0xbe, 0xbe, 0xbe, 0xbe, 0xbe, 0xbe, 0x08, 0x08,
    0x08, 0x58, 0x08, 0x18, 0x08, 0xbd, 0xbd, 0xbd, 0xbd, 0xbd, 0xbd, 0x3d,
    0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d,
    0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x08, 0x08, 0x08, 0x18, 0x7c,
    0x18, 0xbd, 0xbd, 0xbd, 0xbd, 0xbd, 0xbd, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d,
    0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d, 0x3d,
    0x3d, 0x3d, 0x3d, 0x18, 0x18, 0x18, 0x38, 0x00,
};

static inline bool
words_equal(const char *a, const char *b)
{
    uint64_t left = spfe_word_load(a);
    uint64_t right = spfe_word_load(b);

    return left == right || spfe_word_lower(left) == spfe_word_lower(right);
}

bool
spfe_ascii_equal(const char *a, const char *b, size_t len)
{
    size_t at;

    if (len < SPFE_WORD_OCTETS) {
        for (; len > 0; len--) {
            if (spfe_ascii_lower(*a++) != spfe_ascii_lower(*b++)) {
                return false;
            }
        }
        return true;
    }
    for (at = 0; at < len - SPFE_WORD_OCTETS; at += SPFE_WORD_OCTETS) {
        if (!words_equal(a + at, b + at)) {
            return false;
        }
    }
    at = len - SPFE_WORD_OCTETS; /* some of them for the second time */
    return words_equal(a + at, b + at);
}

int
spfe_ascii_compare(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t len = a_len < b_len ? a_len : b_len;
    size_t i;

    for (i = 0; i < len; i++) {
        int left = spfe_ascii_lower(a[i]);
        int right = spfe_ascii_lower(b[i]);

        if (left != right) {
            return left < right ? -1 : 1;
        }
    }
    return a_len == b_len ? 0 : a_len < b_len ? -1 : 1;
}

bool
spfe_ascii_is_printable(const char *text, size_t len)
{
    uint64_t odd = 0;
    size_t at = 0;

    for (; len - at > SPFE_WORD_OCTETS; at += SPFE_WORD_OCTETS) {
        odd |= spfe_word_unprintable(spfe_word_load(text + at));
    }
    if (at < len) {
        odd |= spfe_word_unprintable(spfe_word_load_at(text, at, len, 'x'));
    }
    return odd == 0;
}

bool
spfe_ascii_is_seven_bit(const char *text, size_t len)
{
    size_t at;

    for (at = 0; at < len; at += SPFE_WORD_OCTETS) {
        if ((spfe_word_load_at(text, at, len, 'x') & SPFE_WORD_FLAGS) != 0) {
            return false;
        }
    }
    return true;
}
