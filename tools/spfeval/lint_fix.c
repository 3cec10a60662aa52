/* SPDX-License-Identifier: BSD-2-Clause */
#include "lint_print.h"

#include <stdio.h>

#include "ask.h"
#include "escape.h"
#include "message.h"

/*
 * The corrections that the library applies: from left to right, and of those
 * that overlap the one that is listed first.
 */
static bool
find_next(const struct lint_view *view, uint32_t from, spfeval_finding *out)
{
    uint32_t count = spfeval_lint_get_count(view->lint);
    bool is_found = false;
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_finding finding = lint_get(view->lint, i);

        if (finding.fix != NULL && finding.fix_offset >= from &&
            (!is_found || finding.fix_offset < out->fix_offset)) {
            *out = finding;
            is_found = true;
        }
    }
    return is_found;
}

static void
add_changes(struct text *out, const struct lint_view *view)
{
    spfeval_finding finding;
    uint32_t from = 0;

    while (find_next(view, from, &finding)) {
        lint_add_name(out, view, &finding);
        text_add_string(out, ": ");
        lint_add_change(out, view, &finding);
        text_add_string(out, "\n");
        from = finding.fix_offset;
        from += finding.fix_length > 0 ? finding.fix_length : 1;
    }
}

/* The exit code is about the corrected record, so say what it still has. */
static int
add_left(struct text *out, const struct lint_view *view,
         const struct text *fixed)
{
    spfeval_lint *left = NULL;
    int status = spfeval_lint_text(NULL, text_get(fixed), fixed->len, &left);
    int code;

    if (status != SPFEVAL_OK) {
        return ask_report("lint", status);
    }
    code = lint_exit_code(left);
    if (code != 0) {
        lint_add_left(out, left, view->language);
    }
    spfeval_lint_free(left);
    return code;
}

int
lint_fix(const struct lint_view *view)
{
    struct text changes = {0};
    struct text fixed = {0};
    struct text line = {0};
    int code;

    lint_add_fixed(&fixed, view->lint);
    add_changes(&changes, view);
    code =
        fixed.failed ? message_no_memory() : add_left(&changes, view, &fixed);
    /* A record may hold backslashes, and what is escaped is still an error. */
    escape_add_controls(&line, text_get(&fixed), fixed.len);
    text_add_string(&line, "\n");
    if (!fixed.failed && (line.failed || changes.failed)) {
        code = message_no_memory();
    } else if (!fixed.failed) { /* main() reports a failing stream */
        (void)fwrite(text_get(&line), 1, line.len, stdout);
        (void)fwrite(text_get(&changes), 1, changes.len, stderr);
    }
    text_clear(&changes);
    text_clear(&fixed);
    text_clear(&line);
    return code;
}
