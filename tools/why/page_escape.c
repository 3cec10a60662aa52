/* SPDX-License-Identifier: BSD-2-Clause */
#include "page.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/*
 * Read one character of UTF-8 (RFC 3629). Returns its octets, 0 when they are
 * not valid.
 */
static size_t
read_character(const unsigned char *octets, size_t len, uint32_t *out)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = octets[0];
    size_t count = first < 0x80   ? 1
                   : first < 0xc2 ? 0
                   : first < 0xe0 ? 2
                   : first < 0xf0 ? 3
                   : first < 0xf5 ? 4
                                  : 0;
    uint32_t value = count <= 1 ? first : first & (0x7fu >> count);
    size_t i;

    if (count == 0 || count > len) {
        return 0;
    }
    for (i = 1; i < count; i++) {
        if ((octets[i] & 0xc0) != 0x80) {
            return 0;
        }
        value = value << 6 | (octets[i] & 0x3f);
    }
    if (value < least[count] || value > 0x10ffff ||
        (value >= 0xd800 && value <= 0xdfff)) {
        return 0;
    }
    *out = value;
    return count;
}

/* Those that show nothing, or turn what is around them the other way. */
static bool
is_visible(uint32_t character)
{
    return character >= 0x20 && !(character >= 0x7f && character <= 0x9f) &&
           character != 0xad && character != 0x61c && character != 0x180e &&
           !(character >= 0x200b && character <= 0x200f) &&
           !(character >= 0x2028 && character <= 0x202e) &&
           !(character >= 0x2060 && character <= 0x206f) &&
           character != 0xfeff &&
           !(character >= 0xfff0 && character <= 0xffff) &&
           character < 0xe0000;
}

static const char *
entity_of(uint32_t character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void
why_page_escape(FILE *out, const char *octets, size_t len)
{
    const unsigned char *text = (const unsigned char *)octets;
    size_t i = 0;

    while (i < len) {
        uint32_t character = 0;
        size_t count = read_character(text + i, len - i, &character);
        size_t end = i + (count > 0 ? count : 1);
        const char *entity = count == 1 ? entity_of(character) : NULL;

        if (entity != NULL) {
            fputs(entity, out);
            i = end;
        } else if (count > 0 && is_visible(character)) {
            fwrite(text + i, 1, count, out);
            i = end;
        }
        for (; i < end; i++) {
            fprintf(out, "\\x%02X", text[i]);
        }
    }
}
