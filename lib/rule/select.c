/* SPDX-License-Identifier: BSD-2-Clause */
#include "rule/select.h"

#include <string.h>

#include <spfeval/status.h>

#include "dns/records.h"
#include "record/parse.h"

/*
 * RFC 7208 section 4.5: records without the version are discarded, whatever
 * they hold; more than one left is an error, even if they are equal.
 */
enum spfe_selection
spfe_select_record(const struct spfe_answer *answer, struct spfe_text *out)
{
    struct spfe_rr_cursor records = spfe_answer_records(answer);
    enum spfe_selection found = SPFE_SELECT_NONE;
    struct spfe_rr rr;

    while (spfe_rr_next(&records, &rr)) {
        if (!spfe_record_has_version(rr.text)) {
            continue;
        }
        if (found == SPFE_SELECT_ONE) {
            return SPFE_SELECT_SEVERAL;
        }
        found = SPFE_SELECT_ONE;
        *out = rr.text;
    }
    return found;
}

struct spfe_found *
spfe_select_and_parse(const struct spfe_answer *answer,
                      struct spfe_arena *arena)
{
    struct spfe_found *found = spfe_arena_alloc(arena, sizeof(*found));
    int status = SPFEVAL_OK;

    if (found == NULL) {
        return NULL;
    }
    memset(found, 0, sizeof(*found));
    found->selection = spfe_select_record(answer, &found->text);
    if (found->selection == SPFE_SELECT_ONE) {
        status = spfe_record_parse(arena, found->text, &found->record,
                                   &found->error);
    }
    return status == SPFEVAL_OK || status == SPFEVAL_ERR_SYNTAX ? found : NULL;
}
