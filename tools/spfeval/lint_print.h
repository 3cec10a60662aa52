/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What "lint" prints.
 */
#ifndef SPFEVAL_TOOL_LINT_PRINT_H
#define SPFEVAL_TOOL_LINT_PRINT_H

#include <spfeval/spfeval.h>

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

/* A finding, and whose it is. */
struct lint_item {
    const spfeval_lint *lint;
    uint32_t index;
};

struct lint_view {
    const char *record; /* of the domain itself; NULL when there is none */
    size_t record_len;
    const char *domain; /* NULL when it is not known */
    size_t domain_len;
    const struct lint_item *items; /* errors first, then warnings */
    uint32_t count;
    const spfeval_lint *fixer;     /* has the corrected record */
    const spfeval_lint *unchecked; /* NULL when nothing was asked */
    spfeval_policy *policy;        /* where the findings are from */
    int language;                  /* of enum spfeval_language */
    bool in_colour;
};

/* How many findings there are of each severity. */
struct lint_count {
    uint32_t errors;
    uint32_t warnings;
    uint32_t advice;
};

/* Read a finding that is there. */
spfeval_finding lint_get(const struct lint_view *view, uint32_t index);

/* Is there exactly one record, so that it can be corrected? */
bool lint_is_one_record(const struct lint_view *view);

/* Is it about the record of the domain itself? */
bool lint_is_own(const struct lint_view *view, const spfeval_finding *finding);

/* Where its record is published; empty when that is not known. */
const char *lint_owner(const struct lint_view *view,
                       const spfeval_finding *finding, size_t *out_len);

/* Is it about a part of a record, or about something missing there? */
bool lint_has_place(const spfeval_finding *finding);

/* Count the findings; what they make of the exit code. */
struct lint_count lint_count(const struct lint_view *view);
int lint_exit_code(const struct lint_view *view);

/* The numbers as a line, and as one about what a correction left. */
void lint_add_count(struct text *out, const struct lint_view *view);
void lint_add_left(struct text *out, const struct lint_view *view);

/* Add a finding as a sentence, or the corrected record. */
void lint_add_sentence(struct text *out, const struct lint_view *view,
                       uint32_t index);
void lint_add_fixed(struct text *out, const struct lint_view *view);

/* Add what a finding is called and where it is: SPF-E006 at octet 24 */
void lint_add_name(struct text *out, const struct lint_view *view,
                   const spfeval_finding *finding);

/* Add what a correction does, such as: replace "ip4=" with "ip4:" */
void lint_add_change(struct text *out, const struct lint_view *view,
                     const spfeval_finding *finding);

/*
 * Add the record of a finding, or a part of it that fits a line, and a line
 * that points at the place. Escaped octets take the columns that they take.
 */
void lint_add_place(struct text *out, const spfeval_finding *finding,
                    bool in_colour);

/* Add all findings, what the record costs and the numbers, for people. */
void lint_text_add(struct text *out, const struct lint_view *view);

/* Add the findings alone. */
void lint_text_add_findings(struct text *out, const struct lint_view *view);

/* All of it as an object, and the findings as a list; NULL without memory. */
json_t *lint_json_new(const struct lint_view *view);
json_t *lint_json_findings(const struct lint_view *view);

#endif
