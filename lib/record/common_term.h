/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The terms that most records are made of, in their usual form: all, ip4 and
 * ip6, and include, a and mx with plain names. A short cut: whatever is
 * unusual, and all that is wrong, is left to record/parse.c.
 */
#ifndef SPFE_RECORD_COMMON_TERM_H
#define SPFE_RECORD_COMMON_TERM_H

#include <stdbool.h>

#include "base/cursor.h"
#include "record/record.h"

/*
 * Read terms, and the spaces between them, until room of them are read, or the
 * end comes, or a term that is not of this kind, or one that begins a list
 * (record/ip4_list.h). Returns their number; the cursor stands at what comes
 * next. Behind the terms that were read there may be a rest of one that was
 * not.
 */
uint32_t spfe_common_terms_read(struct spfe_cursor *in,
                                struct spfe_term *terms, uint32_t room,
                                bool *has_all);

#endif
