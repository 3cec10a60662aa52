/* SPDX-License-Identifier: BSD-2-Clause */
/* From the text of an SPF record to its terms, in one pass. */
#ifndef SPFE_RECORD_PARSE_H
#define SPFE_RECORD_PARSE_H

#include "base/arena.h"
#include "base/text.h"
#include "record/record.h"

/*
 * Parse the whole record (RFC 7208 section 4.6). The text must outlive the
 * record; everything else is allocated in the arena. Returns SPFEVAL_OK,
 * SPFEVAL_ERR_SYNTAX with *error filled, or the arena's status.
 */
int spfe_record_parse(struct spfe_arena *arena, struct spfe_text text,
                      struct spfeval_record **out,
                      struct spfe_syntax_error *error);

/*
 * Parse one term of a record on its own: len octets at offset, len at least 1,
 * none of them a space. Of the record, text is read, and has_all, has_redirect
 * and has_exp are read and set: they tell a modifier that appears twice.
 * Returns SPFEVAL_OK, or SPFEVAL_ERR_SYNTAX with *error filled.
 */
int spfe_record_parse_term(struct spfeval_record *record, uint32_t offset,
                           uint32_t len, struct spfe_term *term,
                           struct spfe_syntax_error *error);

#endif
