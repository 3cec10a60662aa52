/* SPDX-License-Identifier: BSD-2-Clause */
/* What notes about a change of a record there are. */
#ifndef SPFE_POLICY_EDIT_TABLE_H
#define SPFE_POLICY_EDIT_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include <spfeval/edit.h>

/* Each kind of note, in all ways of saying it. */
enum spfe_edit_say {
    SPFE_SAY_ALREADY,
    SPFE_SAY_ALREADY_THERE,
    SPFE_SAY_ADDED,
    SPFE_SAY_ADDED_AFTER,
    SPFE_SAY_ADDED_BEFORE,
    SPFE_SAY_REMOVED,
    SPFE_SAY_NOT_THERE,
    SPFE_SAY_SENDER_NOT_LOOKED_UP,
    SPFE_SAY_SENDER_FAILED,
    SPFE_SAY_RECORD_NOT_LOOKED_UP,
    SPFE_SAY_INCLUDE_NOT_LOOKED_UP,
    SPFE_SAY_NO_ADDRESS,
    SPFE_SAY_TOO_MANY_MX,
    SPFE_SAY_OTHERS_CHANGE,
    SPFE_SAY_NOT_EFFECTIVE,
    SPFE_SAY_LOSES_PASS,
    SPFE_SAY_STILL_PASSES,
    SPFE_SAY_OVER_LIMIT,
    SPFE_SAY_OVER_VOIDS,
    SPFE_SAY_CHEAPER,
    SPFE_SAY_REMOVABLE,
    SPFE_SAY_COMES_TOO_LATE,
    SPFE_SAY_NO_ALL,
    SPFE_SAY_REPAIR,
    SPFE_SAY_REPAIR_AT,
    SPFE_SAY_NO_RECORD,
    SPFE_SAY_SEVERAL_RECORDS,
    SPFE_SAY_DEPENDS,
    SPFE_SAY_MAY_PASS,
    SPFE_SAY_EVERYONE,
    SPFE_SAY_EVERYONE_FAMILY,
    SPFE_SAY_CYCLE,
    SPFE_SAYS
};

struct spfe_edit_row {
    uint32_t note; /* enum spfeval_note */
    bool doubtful; /* what was asked for is not all that happens, or may be */
    const char *english;
    const char *dutch;
};

extern const struct spfe_edit_row spfe_edit_rows[SPFE_SAYS];

#endif
