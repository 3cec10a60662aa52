/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench/table_hash.h"

#include <stdlib.h>
#include <string.h>

/*
 * Setting the bit 0x20 in each octet is lower case for letters, and changes no
 * digit, dot or hyphen. It mixes up "_" with DEL and "@" with "`", which no
 * workload has side by side.
 */
#define FOLD UINT64_C(0x2020202020202020)
#define FACTOR UINT64_C(0x9e3779b97f4a7c15)

static uint64_t
mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * FACTOR;
    return hash ^ hash >> 29;
}

/* The last octets, fewer than eight. */
static uint64_t
tail(const char *octets, size_t len)
{
    uint64_t word = 0;

    while (len > 0) {
        word = word << 8 | (uint8_t)octets[--len];
    }
    return word;
}

bool
table_key_make(struct table_key *key, const char *name, size_t len)
{
    uint64_t hash;
    size_t count = 0;

    if (len > 0 && name[len - 1] == '.') {
        len--;
    }
    if (len > 8 * (TABLE_KEY_WORDS - 1)) {
        return false;
    }
    key->len = len;
    hash = len;
    for (; len >= 8; len -= 8, name += 8) {
        uint64_t word;

        memcpy(&word, name, 8);
        word |= FOLD;
        key->words[count++] = word;
        hash = mix(hash, word);
    }
    key->words[count] = tail(name, len) | FOLD;
    hash = mix(hash, key->words[count++]);
    key->word_count = count;
    key->hash = hash;
    return true;
}

uint64_t *
table_key_copy(const struct table_key *key)
{
    uint64_t *words = malloc(key->word_count * sizeof(*words));

    if (words != NULL) {
        memcpy(words, key->words, key->word_count * sizeof(*words));
    }
    return words;
}
