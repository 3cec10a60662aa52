/* SPDX-License-Identifier: BSD-2-Clause */
/**
 * @file edit_case.h
 * Changes of records, and what is told of them, as text.
 *
 *     static const struct edit_case row = {
 *         .record = "v=spf1 -all",
 *         .senders = "ip4:192.0.2.1",
 *         .expected = "changed: v=spf1 ip4:192.0.2.1 -all\n"
 *                     "added: Added \"ip4:192.0.2.1\" before \"-all\".\n",
 *     };
 *
 *     edit_case_check(&row, zone_rows, TAP_COUNT(zone_rows));
 */
#ifndef TESTS_SUPPORT_EDIT_CASE_H
#define TESTS_SUPPORT_EDIT_CASE_H

#include <stdbool.h>
#include <stddef.h>

#include <spfeval/edit.h>

#include "support/walk_case.h"

enum { EDIT_CASE_ROOM = 16384 };

/** A change and its outcome. */
struct edit_case {
    /** NULL: none. */
    const char *domain;
    /** NULL: the one that the zone has. */
    const char *record;
    /** With a bar between them. */
    const char *senders;
    /** Nothing is looked up. */
    bool text_only;
    bool revokes;
    /** The state and the record, and each note on a line of its own. */
    const char *expected;
};

/** Propose the change; the caller frees the case and the edit. */
spfeval_edit *edit_case_make(const struct edit_case *row,
                             const struct zone_row *rows, size_t count,
                             struct walk_case *test);

/** Write what the proposal is. */
void edit_case_print(const spfeval_edit *edit, char room[EDIT_CASE_ROOM]);

/** Make it, and compare. */
void edit_case_check(const struct edit_case *row, const struct zone_row *rows,
                     size_t count);

/** The same for each case of a table; zone is what they all see. */
void edit_case_check_all(const struct edit_case *cases, size_t case_count,
                         const struct zone_row *zone, size_t zone_count);

#endif
