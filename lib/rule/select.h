/* SPDX-License-Identifier: BSD-2-Clause */
/* Which of the TXT records at a name is the SPF record. */
#ifndef SPFE_RULE_SELECT_H
#define SPFE_RULE_SELECT_H

#include "base/arena.h"
#include "base/text.h"
#include "dns/answer.h"
#include "record/record.h"

enum spfe_selection { SPFE_SELECT_NONE, SPFE_SELECT_ONE, SPFE_SELECT_SEVERAL };

/* RFC 7208 section 4.5; *out is set for SPFE_SELECT_ONE. */
enum spfe_selection spfe_select_record(const struct spfe_answer *answer,
                                       struct spfe_text *out);

/* The SPF record in an answer of type TXT. */
struct spfe_found {
    enum spfe_selection selection;
    struct spfe_text text;          /* for SPFE_SELECT_ONE */
    struct spfeval_record *record;  /* NULL when the text is not valid */
    struct spfe_syntax_error error; /* why not */
};

/* Octets of it and of the record. */
static inline size_t
spfe_found_size(const struct spfe_found *found)
{
    const struct spfeval_record *record = found->record;

    return record == NULL ? sizeof(*found)
                          : sizeof(*found) + sizeof(*record) +
                                record->term_count * sizeof(*record->terms);
}

/*
 * Select the record and parse it. The text of the answer must stay. NULL on
 * failure, with the arena's status.
 */
struct spfe_found *spfe_select_and_parse(const struct spfe_answer *answer,
                                         struct spfe_arena *arena);

#endif
