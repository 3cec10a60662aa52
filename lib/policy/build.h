/* SPDX-License-Identifier: BSD-2-Clause */
/* A record in the making. */
#ifndef SPFE_POLICY_BUILD_H
#define SPFE_POLICY_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include <spfeval/build.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "record/record.h"

/* A term; the octets of its text come directly behind it. */
struct spfe_build_term {
    struct spfe_build_term *next;
    struct spfe_text text;
    struct spfe_term term; /* offsets count in the text */
};

struct spfeval_build {
    struct spfe_mem mem;
    struct spfe_build_term *terms;    /* in the order of the record */
    struct spfe_build_term *redirect; /* NULL: none */
    struct spfe_build_term *exp;
    int rest; /* enum spfeval_rest */
};

/* Write version and senders only. */
void spfe_build_write_senders(const struct spfeval_build *build,
                              struct spfe_buf *out);

/*
 * Octets of the record with modifiers of this length and the longest end that
 * it can get, so that spfeval_build_set_rest() always fits.
 */
size_t spfe_build_size(const struct spfeval_build *build, size_t redirect,
                       size_t exp);

/* The octets of a term with the space before it; 0 for NULL. */
static inline size_t
spfe_build_term_size(const struct spfe_build_term *term)
{
    return term == NULL ? 0 : term->text.len + 1;
}

/* A copy that stands alone; NULL when out of memory. */
struct spfe_build_term *spfe_build_keep(const struct spfeval_build *build,
                                        struct spfe_text text,
                                        const struct spfe_term *term);

/* A name that can never be asked for helps nobody (RFC 7208 section 4.3). */
bool spfe_build_is_usable(struct spfe_text text, const struct spfe_term *term);

#endif
