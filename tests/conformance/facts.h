/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Facts: what was observed of one run of a check, as named texts.
 *
 * A case expects texts under the same names, so that one comparison serves
 * every kind of expectation, and two runs agree when all their facts do.
 */
#ifndef CONFORMANCE_FACTS_H
#define CONFORMANCE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

struct fact {
    const char *name; /* not owned: always a literal */
    struct buf value;
};

/* Zeroed is empty. */
struct facts {
    struct fact *items;
    size_t count;
    size_t capacity;
};

/* Each name is set at most once. */
void facts_set(struct facts *facts, const char *name, struct text value);

void facts_set_string(struct facts *facts, const char *name,
                      const char *value);

void facts_set_number(struct facts *facts, const char *name, uint64_t value);

/* NULL when there is no such fact. */
const struct buf *facts_find(const struct facts *facts, struct text name);

/*
 * Adds a line to out for each fact of one set that the other has not, or has
 * with another value. Returns true when they are equal.
 */
bool facts_agree(const struct facts *a, const struct facts *b,
                 struct buf *out);

void facts_clear(struct facts *facts);

void facts_free(struct facts *facts);

#endif
