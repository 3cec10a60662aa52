/* SPDX-License-Identifier: BSD-2-Clause */
/* Names as words of eight octets, in lower case, with a hash. */
#ifndef TESTS_BENCH_TABLE_HASH_H
#define TESTS_BENCH_TABLE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TABLE_KEY_WORDS = 128 };

struct table_key {
    uint64_t hash;
    size_t len;
    size_t word_count;
    uint64_t words[TABLE_KEY_WORDS];
};

/* False when the name is too long to be in a table. */
bool table_key_make(struct table_key *key, const char *name, size_t len);

/* The words, for a node; NULL without memory. */
uint64_t *table_key_copy(const struct table_key *key);

static inline bool
table_key_equals(const struct table_key *key, const uint64_t *words)
{
    size_t i;

    for (i = 0; i < key->word_count; i++) {
        if (key->words[i] != words[i]) {
            return false;
        }
    }
    return true;
}

#endif
