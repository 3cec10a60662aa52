/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/dname.h"

#include <string.h>

#include "base/ascii.h"

struct spfe_text
spfe_dname_trim(struct spfe_text name)
{
    if (name.len > 0 && name.ptr[name.len - 1] == '.') {
        name.len--;
    }
    return name;
}

bool
spfe_dname_is_valid(struct spfe_text name)
{
    uint32_t label = 0; /* octets of the current label */
    uint32_t dots = 0;
    uint32_t i;

    if (name.len > SPFE_DNAME_MAX) {
        return false;
    }
    for (i = 0; i < name.len; i++) {
        uint8_t octet = (uint8_t)name.ptr[i];

        if (octet == '.') {
            if (label == 0) {
                return false;
            }
            dots++;
            label = 0;
        } else if (octet < 0x20 || octet > 0x7e || ++label > SPFE_LABEL_MAX) {
            return false;
        }
    }
    return dots > 0 && label > 0;
}

bool
spfe_dname_is_mail_domain(struct spfe_text name)
{
    bool all_digits = true; /* of the current label */
    uint32_t i;

    if (!spfe_dname_is_valid(name)) {
        return false;
    }
    for (i = 0; i < name.len; i++) {
        uint8_t octet = (uint8_t)name.ptr[i];

        if (octet == '.') {
            all_digits = true;
        } else if (!spfe_ascii_is(octet, SPFE_ASCII_ATEXT)) {
            return false;
        } else if (!spfe_ascii_is(octet, SPFE_ASCII_DIGIT)) {
            all_digits = false;
        }
    }
    return !all_digits;
}

bool
spfe_dname_equal(struct spfe_text a, struct spfe_text b)
{
    return a.len == b.len && spfe_ascii_equal(a.ptr, b.ptr, a.len);
}

bool
spfe_dname_is_within(struct spfe_text name, struct spfe_text ancestor)
{
    uint32_t extra;

    if (name.len <= ancestor.len) {
        return spfe_dname_equal(name, ancestor);
    }
    extra = name.len - ancestor.len;
    return name.ptr[extra - 1] == '.' &&
           spfe_ascii_equal(name.ptr + extra, ancestor.ptr, ancestor.len);
}

uint32_t
spfe_dname_hash(struct spfe_text name)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    uint32_t i;

    for (i = 0; i < name.len; i++) {
        hash = (hash ^ (uint32_t)spfe_ascii_lower(name.ptr[i])) * 16777619u;
    }
    return hash;
}

struct spfe_text
spfe_dname_shorten(struct spfe_text name)
{
    while (name.len > SPFE_DNAME_MAX) {
        const char *dot = memchr(name.ptr, '.', name.len);

        if (dot == NULL) {
            name.len = 0;
        } else {
            name.len -= (uint32_t)(dot + 1 - name.ptr);
            name.ptr = dot + 1;
        }
    }
    return name;
}
