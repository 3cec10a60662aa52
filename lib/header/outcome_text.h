/* SPDX-License-Identifier: BSD-2-Clause */
/* The texts of an outcome as this folder handles them. */
#ifndef SPFE_HEADER_OUTCOME_TEXT_H
#define SPFE_HEADER_OUTCOME_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include <spfeval/result.h>

#include "base/text.h"

/* Such as spfeval_outcome_get_sender(). */
typedef const char *spfe_outcome_getter(const spfeval_outcome *outcome,
                                        size_t *out_len);

/* {NULL, 0} when there is none. */
static inline struct spfe_text
spfe_outcome_text(const spfeval_outcome *outcome, spfe_outcome_getter *get)
{
    struct spfe_text text = {NULL, 0};
    size_t len = 0;

    text.ptr = get(outcome, &len);
    text.len = (uint32_t)len;
    return text;
}

#endif
