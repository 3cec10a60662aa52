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
    size_t i;

    if (len == 0 || len > TEXT_MAX || memchr(text, '\0', len) != NULL) {
        return false;
    }
    for (i = 0; i <= len; i++) {
        if (i < len && text[i] != '.') {
            name->octets[i + 1] = (uint8_t)text[i];
            continue;
        }
        if (i == begin || i - begin > SPFE_NAME_LABEL_MAX) {
            return false;
        }
        name->octets[begin] = (uint8_t)(i - begin);
        begin = i + 1;
    }
    name->octets[len + 1] = 0;
    name->len = len + 2;
    return true;
}

size_t
spfe_name_print(const struct spfe_name *name, char out[SPFE_NAME_TEXT_SIZE])
{
    size_t at = 0;
    size_t len = 0;

    while (name->octets[at] != 0) {
        size_t label = name->octets[at++];
        const uint8_t *octets = name->octets + at;

        if (memchr(octets, '.', label) != NULL ||
            memchr(octets, '\0', label) != NULL) {
            out[0] = '\0';
            return 0;
        }
        if (len > 0) {
            out[len++] = '.';
        }
        memcpy(out + len, octets, label);
        len += label;
        at += label;
    }
    if (len == 0) {
        out[len++] = '.';
    }
    out[len] = '\0';
    return len;
}

/* The lengths of labels are below 'A', so they are compared along. */
static bool
equal_octets(const uint8_t *a, const uint8_t *b, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++) {
        if (lower(a[i]) != lower(b[i])) {
            return false;
        }
    }
    return true;
}

bool
spfe_name_equal(const struct spfe_name *a, const struct spfe_name *b)
{
    return a->len == b->len && equal_octets(a->octets, b->octets, a->len);
}

size_t
spfe_name_copy_lower(const struct spfe_name *name, uint8_t out[SPFE_NAME_MAX])
{
    size_t i;

    for (i = 0; i < name->len; i++) {
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
           equal_octets(name->octets + at, ancestor->octets, ancestor->len);
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
