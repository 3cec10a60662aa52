/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/dname.h"

#include <string.h>

#include "base/ascii.h"
#include "base/word.h"

/* Is each label of a name 1 to 63 octets long? */
static bool
has_good_labels(struct spfe_text name)
{
    uint32_t label = 0; /* where the current one begins */
    uint32_t at;

    for (at = 0; at < name.len; at++) {
        if (name.ptr[at] == '.') {
            if (at - label - 1 >= SPFE_LABEL_MAX) { /* or it is empty */
                return false;
            }
            label = at + 1;
        }
    }
    return name.len - label - 1 < SPFE_LABEL_MAX;
}

bool
spfe_dname_is_valid(struct spfe_text name)
{
    uint64_t before = SPFE_WORD_FLAGS; /* the start is as good as a dot */
    uint64_t wrong = 0;                /* octets, and dots behind dots */
    uint64_t found = 0;                /* dots */
    uint32_t at;

    if (name.len == 0 || name.len > SPFE_DNAME_MAX ||
        name.ptr[name.len - 1] == '.') {
        return false;
    }
    for (at = 0; at < name.len; at += SPFE_WORD_OCTETS) {
        uint64_t word = spfe_word_load_at(name.ptr, at, name.len, 'x');
        uint64_t dots = spfe_word_zeros(word ^ SPFE_WORD_OF('.'));

        wrong |=
            spfe_word_unprintable(word) | (dots & (dots << 8 | before >> 56));
        found |= dots;
        before = dots;
    }
    /* No label of so short a name can be too long, when there are two. */
    return wrong == 0 && found != 0 &&
           (name.len <= SPFE_LABEL_MAX + 2 || has_good_labels(name));
}

/* Is the last label all digits? The name is valid. */
static bool
ends_in_number(struct spfe_text name)
{
    uint32_t at = name.len;

    while (spfe_ascii_is((uint8_t)name.ptr[at - 1], SPFE_ASCII_DIGIT)) {
        at--;
    }
    return name.ptr[at - 1] == '.' && at < name.len;
}

bool
spfe_dname_is_mail_domain(struct spfe_text name)
{
    const char *at;
    const char *end;

    if (!spfe_dname_is_valid(name)) {
        return false;
    }
    at = name.ptr;
    end = at + name.len;
    while (at < end && spfe_ascii_is((uint8_t)*at, SPFE_ASCII_NAME)) {
        at++; /* which are atext, or dots */
    }
    while (at < end &&
           (spfe_ascii_is((uint8_t)*at, SPFE_ASCII_ATEXT) || *at == '.')) {
        at++;
    }
    return at == end && !ends_in_number(name);
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

/* Each octet reaches all bits of what follows, and half of them the next. */
static uint64_t
mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ spfe_word_lower(word)) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

uint32_t
spfe_dname_hash(struct spfe_text name)
{
    uint64_t hash = name.len;
    uint32_t at = 0;

    while (name.len - at > SPFE_WORD_OCTETS) {
        hash = mix(hash, spfe_word_load(name.ptr + at));
        at += SPFE_WORD_OCTETS;
    }
    if (at > 0) { /* the last eight, some of them for the second time */
        return (uint32_t)mix(
            hash, spfe_word_load(name.ptr + name.len - SPFE_WORD_OCTETS));
    }
    return (uint32_t)mix(hash, spfe_word_load_few(name.ptr, name.len, 0));
}

struct spfe_text
spfe_dname_cut(struct spfe_text name)
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
