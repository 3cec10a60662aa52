/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Macro expansion once more, slow and plain: a value is split into a list of
 * parts, the list is reversed and shortened, and joined, word for word as RFC
 * 7208 section 7.3 says. Of the library it uses only the form of RFC 5952.
 */
#ifndef TESTS_FUZZ_MACRO_MODEL_H
#define TESTS_FUZZ_MACRO_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "fuzz/parts.h"

/* The values of the macro letters, those that are addresses as text. */
struct macro_model {
    struct part values['z' - 'a' + 1];
};

enum { MACRO_MODEL_MOST = 65535, MACRO_MODEL_ADDRESS = 64 };

/*
 * Set the values of c, i and v for a client's 4 or 16 octets; text is room for
 * two addresses that stays.
 */
void macro_model_set_client(struct macro_model *model, const uint8_t *octets,
                            size_t octets_len,
                            char text[2 * MACRO_MODEL_ADDRESS]);

/*
 * Expand a text that the library found valid, to be freed. Above
 * MACRO_MODEL_MOST octets it stops, and *len is more than that.
 */
char *macro_model_expand(const struct macro_model *model, struct part text,
                         size_t *len);

#endif
