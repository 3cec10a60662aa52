/* SPDX-License-Identifier: BSD-2-Clause */
/* What is asked: a type and a name. */
#ifndef SPFE_LDNS_QUESTION_H
#define SPFE_LDNS_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ldns/name.h"
#include "ldns/siphash.h"

struct spfe_question {
    struct spfe_name name;
    uint16_t type;
};

/*
 * False for a type that is never asked for, or a name that cannot be. name may
 * be NULL, which is no name.
 */
bool spfe_question_set(struct spfe_question *question, int type,
                       const char *name, size_t name_len);

/* Both without case. */
bool spfe_question_equal(const struct spfe_question *a,
                         const struct spfe_question *b);
uint64_t spfe_question_hash(const struct spfe_question *question,
                            const uint8_t key[SPFE_SIPHASH_KEY]);

#endif
