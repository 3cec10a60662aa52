/* SPDX-License-Identifier: BSD-2-Clause */
#include "lint_case.h"

#include "escape.h"
#include "message.h"
#include "publish.h"

/*
 * The corrections that the library applies: from left to right, and of those
 * that overlap the one that is listed first.
 */
static bool
find_next(const struct lint_view *view, uint32_t from, spfeval_finding *out)
{
    uint32_t count = spfeval_lint_get_count(view->fixer);
    bool is_found = false;
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_finding finding = {.struct_size = sizeof(finding)};

        (void)spfeval_lint_get_finding(view->fixer, i, &finding);
        if (finding.fix != NULL && lint_is_own(view, &finding) &&
            finding.fix_offset >= from &&
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
add_left(struct text *out, const struct lint_case *item,
         const struct policy_settings *settings, struct source *source,
         const struct text *fixed)
{
    const struct lint_view *view = &item->view;
    struct lint_case left = {0};
    int code = lint_case_open(&left, settings, source, view->domain,
                              text_get(fixed), fixed->len);

    if (code == 0) {
        code = lint_case_code(&left);
        if (lint_exit_code(&left.view) != 0) {
            lint_add_left(out, &left.view);
        }
    }
    lint_case_close(&left);
    return code;
}

/* Nothing is corrected: say why. */
static int
report_findings(const struct lint_case *item)
{
    const struct text nothing = {0};
    struct text findings = {0};
    int code;

    lint_text_add_findings(&findings, &item->view);
    code = publish_write(&nothing, &findings, lint_case_code(item));
    text_clear(&findings);
    return code;
}

static int
correct(const struct lint_case *item, const struct policy_settings *settings,
        struct source *source)
{
    struct text changes = {0};
    struct text fixed = {0};
    struct text line = {0};
    int code;

    lint_add_fixed(&fixed, &item->view);
    add_changes(&changes, &item->view);
    code = fixed.failed ? message_no_memory()
                        : add_left(&changes, item, settings, source, &fixed);
    /* A record may hold backslashes, and what is escaped is still an error. */
    escape_add_controls(&line, text_get(&fixed), fixed.len);
    text_add_string(&line, "\n");
    if (!fixed.failed) {
        code = publish_write(&line, &changes, code);
    }
    text_clear(&changes);
    text_clear(&fixed);
    text_clear(&line);
    return code;
}

int
lint_fix(const struct lint_case *item, const struct policy_settings *settings,
         struct source *source)
{
    return lint_is_one_record(&item->view) ? correct(item, settings, source)
                                           : report_findings(item);
}
