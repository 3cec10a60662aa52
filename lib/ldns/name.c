/* SPDX-License-Identifier: BSD-2-Clause */
#include "ldns/name.h"

#include <string.h>

enum { TEXT_MAX = 253 };

static uint8_t
lower(uint8_t octet)
{
    return octet >= 'A' && octet <= 'Z' ? (uint8_t)(octet + ('a' - 'A'))
                                        : octet;
}

bool
spfe_name_set_text(struct spfe_name *name, const char *text, size_t len)
{
    size_t begin = 0; /* of the label, in text */

    if (len == 0 || len > TEXT_MAX || memchr(text, '\0', len) != NULL) {
        return false;
    }
    memcpy(name->octets + 1, text, len);
    while (begin <= len) {
        const char *dot = memchr(text + begin, '.', len - begin);
        size_t end = dot == NULL ? len : (size_t)(dot - text);

        if (end == begin || end - begin > SPFE_NAME_LABEL_MAX) {
            return false;
        }
        name->octets[begin] = (uint8_t)(end - begin);
        begin = end + 1;
    }
    name->octets[len + 1] = 0;
    name->len = len + 2;
    return true;
}

/* Octet by octet: whoever chose the name may have chosen 126 short labels. */
size_t
spfe_name_print(const struct spfe_name *name, char out[SPFE_NAME_TEXT_SIZE])
{
    const uint8_t *octets = name->octets;
    size_t len = 0;

    while (*octets != 0) {
        size_t label = *octets++;

        if (len > 0) {
            out[len++] = '.';
        }
        for (; label > 0; label--) {
            uint8_t octet = *octets++;

            if (octet == '.' || octet == '\0') {
                out[0] = '\0';
                return 0;
            }
            out[len++] = (char)octet;
        }
    }
    if (len == 0) {
        out[len++] = '.';
    }
    out[len] = '\0';
    return len;
}

/*
 * Of eight octets at a time: one from 'A' to 'Z' has its top bit clear, and has
 * it set after 0x80 - 'A' is added, but not after 0x7F - 'Z' is. That bit,
 * moved to 0x20, is what makes it lower.
 */
static uint64_t
lower_word(uint64_t word)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t low = word & (each * 0x7F);
    uint64_t from_a = low + each * (0x80 - 'A');
    uint64_t behind_z = low + each * (0x7F - 'Z');

    return word | ((from_a & ~behind_z & ~word & (each * 0x80)) >> 2);
}

/* Most servers echo it as it is; those that do not, must not cost much more. */
bool
spfe_name_equal_octets(const uint8_t *a, const uint8_t *b, size_t len)
{
    uint64_t word[2];

    for (; len >= sizeof(word[0]); len -= sizeof(word[0])) {
        memcpy(&word[0], a, sizeof(word[0]));
        memcpy(&word[1], b, sizeof(word[1]));
        if (word[0] != word[1] && lower_word(word[0]) != lower_word(word[1])) {
            return false;
        }
        a += sizeof(word[0]);
        b += sizeof(word[1]);
    }
    for (; len > 0; len--, a++, b++) {
        if (*a != *b && lower(*a) != lower(*b)) {
            return false;
        }
    }
    return true;
}

bool
spfe_name_equal(const struct spfe_name *a, const struct spfe_name *b)
{
    return a->len == b->len &&
           spfe_name_equal_octets(a->octets, b->octets, a->len);
}

size_t
spfe_name_copy_lower(const struct spfe_name *name, uint8_t out[SPFE_NAME_MAX])
{
    uint64_t word;
    size_t i;

    for (i = 0; name->len - i >= sizeof(word); i += sizeof(word)) {
        memcpy(&word, name->octets + i, sizeof(word));
        word = lower_word(word);
        memcpy(out + i, &word, sizeof(word));
    }
    for (; i < name->len; i++) {
        out[i] = lower(name->octets[i]);
    }
    return name->len;
}

bool
spfe_name_is_within(const struct spfe_name *name,
                    const struct spfe_name *ancestor)
{
    size_t at = 0;

    while (name->len - at > ancestor->len) {
        at += 1 + (size_t)name->octets[at];
    }
    return name->len - at == ancestor->len &&
           spfe_name_equal_octets(name->octets + at, ancestor->octets,
                                  ancestor->len);
}

bool
spfe_name_substitute(struct spfe_name *name, const struct spfe_name *owner,
                     const struct spfe_name *target)
{
    size_t kept = name->len - owner->len;

    if (kept + target->len > SPFE_NAME_MAX) {
        return false;
    }
    memcpy(name->octets + kept, target->octets, target->len);
    name->len = kept + target->len;
    return true;
}
