/* SPDX-License-Identifier: BSD-2-Clause */
#include "lint_print.h"

#include <jansson.h>

#include "json_text.h"

static const char *
severity_name(uint32_t severity)
{
    static const char *const names[] = {NULL, "error", "warning", "advice"};

    return severity < sizeof(names) / sizeof(names[0]) ? names[severity]
                                                       : NULL;
}

static json_t *
fix_json(const spfeval_finding *finding)
{
    struct json_builder object;

    if (finding->fix == NULL) {
        return json_null();
    }
    builder_begin(&object);
    builder_put_number(&object, "offset", finding->fix_offset);
    builder_put_number(&object, "length", finding->fix_length);
    builder_put_text(&object, "text", finding->fix, finding->fix_len);
    return builder_end(&object);
}

static json_t *
finding_json(const struct lint_view *view, uint32_t index)
{
    spfeval_finding finding = lint_get(view->lint, index);
    struct text sentence = {0};
    struct json_builder object;

    lint_add_sentence(&sentence, view, index);
    builder_begin(&object);
    builder_put_string(&object, "code", finding.code);
    builder_put_string(&object, "severity", severity_name(finding.severity));
    builder_put_number(&object, "offset", finding.offset);
    builder_put_number(&object, "length", finding.length);
    builder_put_text(&object, "text", text_get(&sentence), sentence.len);
    builder_put_string(&object, "reference", finding.reference);
    builder_put(&object, "fix", fix_json(&finding));
    object.failed = object.failed || sentence.failed;
    text_clear(&sentence);
    return builder_end(&object);
}

static json_t *
report_json(const struct lint_view *view)
{
    uint32_t count = spfeval_lint_get_count(view->lint);
    json_t *findings = json_array();
    struct text fixed = {0};
    struct json_builder object;
    uint32_t i;

    lint_add_fixed(&fixed, view->lint);
    builder_begin(&object);
    builder_put_number(&object, "schema", 1);
    builder_put_text(&object, "record", view->record, view->record_len);
    for (i = 0; i < count; i++) {
        if (json_array_append_new(findings, finding_json(view, i)) != 0) {
            object.failed = true;
        }
    }
    builder_put(&object, "findings", findings);
    builder_put_text(&object, "fixed", text_get(&fixed), fixed.len);
    object.failed = object.failed || fixed.failed;
    text_clear(&fixed);
    return builder_end(&object);
}

void
lint_json_add(struct text *out, const struct lint_view *view)
{
    json_t *json = report_json(view);

    json_text_add(out, json, JSON_INDENT(2));
    json_decref(json);
}
