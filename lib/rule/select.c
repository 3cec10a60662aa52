/* SPDX-License-Identifier: BSD-2-Clause */
#include "rule/select.h"

#include "record/record.h"

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
