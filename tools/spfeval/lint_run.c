/* SPDX-License-Identifier: BSD-2-Clause */
#include "lint_run.h"

#include <stdio.h>
#include <string.h>

#include "json_text.h"
#include "lint_case.h"
#include "lint_sarif.h"
#include "message.h"
#include "source.h"
#include "unchecked.h"

static void
add_json(struct text *out, const struct lint_view *view)
{
    json_t *json = lint_json_new(view);

    json_text_add(out, json, JSON_INDENT(2));
    json_decref(json);
}

static void
add_sarif(struct text *out, const struct lint_view *view)
{
    struct sarif sarif;

    sarif_begin(&sarif);
    sarif_add(&sarif, view);
    sarif_end(&sarif, out);
}

static int
print(const struct lint_request *request, const struct lint_case *item)
{
    struct text out = {0};
    int code = lint_case_code(item);

    switch (request->format) {
    case LINT_JSON:
        add_json(&out, &item->view);
        break;
    case LINT_SARIF:
        add_sarif(&out, &item->view);
        break;
    default:
        if (item->view.record != NULL ||
            !unchecked_has_own(item->view.unchecked, item->view.domain,
                               item->view.domain_len)) {
            lint_text_add(&out, &item->view);
        }
        break;
    }
    if (out.failed) {
        code = message_no_memory();
    } else { /* main() reports when it cannot be written */
        (void)fwrite(text_get(&out), 1, out.len, stdout);
    }
    text_clear(&out);
    return code;
}

static int
examine(const struct lint_request *request, struct source *source)
{
    const struct policy_settings *settings = &request->settings;
    const char *record = request->record;
    struct lint_case item = {0};
    int code;

    code = lint_case_open(&item, settings, source,
                          record != NULL ? settings->domain : request->domain,
                          record, record != NULL ? strlen(record) : 0);
    if (code == 0) {
        unchecked_report(item.view.unchecked, item.view.language);
        code = request->fixes ? lint_fix(&item, settings, source)
                              : print(request, &item);
    }
    lint_case_close(&item);
    return code;
}

int
lint_run(const struct lint_request *request)
{
    const struct policy_settings *settings = &request->settings;
    struct source source = {0};
    int code;

    if (request->record != NULL && policy_settings_given(settings) == NULL) {
        return examine(request, NULL);
    }
    code = source_open_zone(&source, &settings->settings, "lint");
    if (code == 0) {
        code = examine(request, &source);
    }
    source_close(&source);
    return code;
}
