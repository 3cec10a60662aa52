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

/* What a look at a name tells, word by word. */
struct look {
    uint64_t wrong;  /* octets, and dots behind dots */
    uint64_t dots;   /* of all words */
    uint64_t before; /* is the octet before the next word a dot? */
    uint64_t hash;
};

/*
 * Each octet reaches all bits of what follows, and half of them the next. The
 * bit that tells upper from lower case is left out; that "@" and "`" then are
 * one does no harm.
 */
static inline uint64_t
mix(uint64_t hash, uint64_t word)
{
    word |= SPFE_WORD_OF(0x20u);
    hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

/*
 * The usual octets are letters, digits, "-", "/" and dots. In a word that is
 * not ASCII the dots may be others; then wrong has told so anyway.
 */
static inline void
look_at(struct look *look, uint64_t word, bool usual_only)
{
    uint64_t dots = spfe_word_zeros_of_ascii(word ^ SPFE_WORD_OF('.'));

    look->wrong |=
        usual_only ? spfe_word_unusual(word) : spfe_word_unprintable(word);
    look->wrong |= dots & (dots << 8 | look->before);
    look->dots |= dots;
    look->before = dots >> 56;
    look->hash = mix(look->hash, word);
}

/*
 * The last word of a name, of which at octets were looked at: eight octets,
 * some of them perhaps for the second time.
 */
static inline uint64_t
last_word(struct spfe_text name, uint32_t at)
{
    return at > 0 ? spfe_word_load(name.ptr + name.len - SPFE_WORD_OCTETS)
                  : spfe_word_load_few(name.ptr, name.len, 'x');
}

static inline bool
inspect(struct spfe_text name, uint32_t *hash, bool usual_only)
{
    /* The start is as good as a dot. */
    struct look look = {.before = 0x80, .hash = name.len};
    uint32_t at;

    if (name.len == 0 || name.len > SPFE_DNAME_MAX ||
        name.ptr[name.len - 1] == '.') {
        return false;
    }
    for (at = 0; name.len - at > SPFE_WORD_OCTETS; at += SPFE_WORD_OCTETS) {
        look_at(&look, spfe_word_load(name.ptr + at), usual_only);
    }
    if (at > 0 && name.len - at < SPFE_WORD_OCTETS) {
        look.before = 0; /* what was before is in the word */
    }
    look_at(&look, last_word(name, at), usual_only);
    *hash = (uint32_t)look.hash;
    /* No label of so short a name can be too long, when there are two. */
    return look.wrong == 0 && look.dots != 0 &&
           (name.len <= SPFE_LABEL_MAX + 2 || has_good_labels(name));
}

bool
spfe_dname_inspect(struct spfe_text name, uint32_t *hash)
{
    return inspect(name, hash, false);
}

bool
spfe_dname_is_valid(struct spfe_text name)
{
    uint32_t hash;

    return spfe_dname_inspect(name, &hash);
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
    return (uint32_t)mix(hash, last_word(name, at));
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

static bool
is_atext(struct spfe_text name)
{
    uint32_t at = 0;

    while (at < name.len &&
           (spfe_ascii_is((uint8_t)name.ptr[at], SPFE_ASCII_ATEXT) ||
            name.ptr[at] == '.')) {
        at++;
    }
    return at == name.len;
}

bool
spfe_dname_inspect_mail_domain(struct spfe_text name, uint32_t *hash)
{
    /* Most names are of octets that are all atext or dots. */
    return (inspect(name, hash, true) ||
            (inspect(name, hash, false) && is_atext(name))) &&
           !ends_in_number(name);
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
