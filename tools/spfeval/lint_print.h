/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What "lint" prints.
 */
#ifndef SPFEVAL_TOOL_LINT_PRINT_H
#define SPFEVAL_TOOL_LINT_PRINT_H

#include <spfeval/lint.h>
#include <spfeval/spfeval.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

struct lint_view {
    const char *record;
    size_t record_len;
    const spfeval_lint *lint;
    int language; /* of enum spfeval_language */
    bool in_colour;
};

/* How many findings there are of each severity. */
struct lint_count {
    uint32_t errors;
    uint32_t warnings;
    uint32_t advice;
};

/* Read a finding that is there. */
spfeval_finding lint_get(const spfeval_lint *lint, uint32_t index);

/* Count the findings; what they make of the exit code. */
struct lint_count lint_count(const spfeval_lint *lint);
int lint_exit_code(const spfeval_lint *lint);

/* The numbers as a line, and as one about what a correction left. */
void lint_add_count(struct text *out, const spfeval_lint *lint, int language);
void lint_add_left(struct text *out, const spfeval_lint *lint, int language);

/* Add a finding as a sentence, or the corrected record. */
void lint_add_sentence(struct text *out, const struct lint_view *view,
                       uint32_t index);
void lint_add_fixed(struct text *out, const spfeval_lint *lint);

/* Add what a finding is called and where it is: SPF-E006 at octet 24 */
void lint_add_name(struct text *out, const struct lint_view *view,
                   const spfeval_finding *finding);

/* Add what a correction does, such as: replace "ip4=" with "ip4:" */
void lint_add_change(struct text *out, const struct lint_view *view,
                     const spfeval_finding *finding);

/*
 * Add the record, or a part of it that fits a line, and a line that points at
 * a place in it. Escaped octets take the columns that they take.
 */
void lint_add_place(struct text *out, const struct lint_view *view,
                    size_t offset, size_t length);

/*
 * Print the corrected record on standard output, and on standard error what
 * was changed. Returns an exit code, of what is still wrong.
 */
int lint_fix(const struct lint_view *view);

/* Add all findings as text for people, or as a JSON object. */
void lint_text_add(struct text *out, const struct lint_view *view);
void lint_json_add(struct text *out, const struct lint_view *view);

#endif
