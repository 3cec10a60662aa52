/* SPDX-License-Identifier: BSD-2-Clause */
#include "lint_print.h"

#include <jansson.h>

#include "cost_print.h"
#include "json_text.h"
#include "unchecked.h"

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

/* Whose record it is, and when it is not the domain's own, which one. */
static void
put_owner(struct json_builder *object, const struct lint_view *view,
          const spfeval_finding *finding)
{
    bool is_own = lint_is_own(view, finding);
    size_t len;
    const char *owner = lint_owner(view, finding, &len);

    builder_put_text(object, "owner", len > 0 ? owner : NULL, len);
    builder_put_text(object, "record", is_own ? NULL : finding->record,
                     finding->record_len);
}

static json_t *
finding_json(const struct lint_view *view, uint32_t index)
{
    spfeval_finding finding = lint_get(view, index);
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
    put_owner(&object, view, &finding);
    builder_put(&object, "fix", fix_json(&finding));
    object.failed = object.failed || sentence.failed;
    text_clear(&sentence);
    return builder_end(&object);
}

json_t *
lint_json_findings(const struct lint_view *view)
{
    json_t *findings = json_array();
    uint32_t i;

    for (i = 0; i < view->count; i++) {
        if (json_array_append_new(findings, finding_json(view, i)) != 0) {
            json_decref(findings);
            return NULL;
        }
    }
    return findings;
}

json_t *
lint_json_new(const struct lint_view *view)
{
    struct text fixed = {0};
    struct json_builder object;

    lint_add_fixed(&fixed, view);
    builder_begin(&object);
    builder_put_number(&object, "schema", 1);
    builder_put_text(&object, "domain", view->domain, view->domain_len);
    builder_put_text(&object, "record", view->record, view->record_len);
    builder_put(&object, "findings", lint_json_findings(view));
    builder_put_text(&object, "fixed",
                     lint_is_one_record(view) ? text_get(&fixed) : NULL,
                     fixed.len);
    builder_put(&object, "cost", cost_json_new(view->policy));
    builder_put(&object, "dns", json_boolean(view->unchecked != NULL));
    builder_put(&object, "unchecked", unchecked_json_new(view->unchecked));
    object.failed = object.failed || fixed.failed;
    text_clear(&fixed);
    return builder_end(&object);
}
