/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The sections named here are those of the OASIS standard "Static Analysis
 * Results Interchange Format (SARIF) Version 2.1.0".
 */
#include "lint_sarif.h"

#include <string.h>

#include "json_text.h"

/* What the library keeps is 333 of each severity, from three sources. */
enum { SARIF_FINDINGS = 2500 };

#define SARIF_SCHEMA                                                          \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"     \
    "sarif-schema-2.1.0.json"

static uint32_t
severity_of_code(const char *code)
{
    switch (strlen(code) > strlen("SPF-") ? code[strlen("SPF-")] : '\0') {
    case 'E':
        return SPFEVAL_SEVERITY_ERROR;
    case 'W':
        return SPFEVAL_SEVERITY_WARNING;
    default:
        return SPFEVAL_SEVERITY_ADVICE;
    }
}

/* Within a domain the texts of one record are the same one. */
static bool
is_same_record(const struct lint_view *view, const spfeval_finding *a,
               const spfeval_finding *b)
{
    if (lint_is_own(view, a) || lint_is_own(view, b)) {
        return lint_is_own(view, a) && lint_is_own(view, b);
    }
    return a->record == b->record && a->owner_len == b->owner_len &&
           memcmp(a->owner, b->owner, a->owner_len) == 0;
}

/* The index of the record of a finding; "indexes" has those before. */
static size_t
find_artifact(struct sarif *sarif, const struct lint_view *view,
              uint32_t index, const size_t *indexes)
{
    spfeval_finding finding = lint_get(view, index);
    uint32_t i;

    for (i = 0; i < index; i++) {
        spfeval_finding earlier = lint_get(view, i);

        if (earlier.record != NULL &&
            is_same_record(view, &earlier, &finding)) {
            return indexes[i];
        }
    }
    if (json_array_append_new(sarif->artifacts,
                              sarif_artifact_json(view, &finding)) != 0) {
        sarif->failed = true;
        return 0;
    }
    return json_array_size(sarif->artifacts) - 1;
}

void
sarif_add(struct sarif *sarif, const struct lint_view *view)
{
    size_t indexes[SARIF_FINDINGS];
    uint32_t i;

    for (i = 0; i < view->count && i < SARIF_FINDINGS; i++) {
        indexes[i] = lint_get(view, i).record != NULL
                         ? find_artifact(sarif, view, i, indexes)
                         : 0;
        if (json_array_append_new(
                sarif->results, sarif_result_json(view, i, indexes[i])) != 0) {
            sarif->failed = true;
        }
    }
}

/* --- The run ------------------------------------------------------------- */

void
sarif_begin(struct sarif *sarif)
{
    *sarif = (struct sarif){json_array(), json_array(), false};
}

static json_t *
rule_json(const char *code)
{
    struct json_builder object;

    builder_begin(&object);
    builder_put_string(&object, "id", code);
    builder_put(&object, "defaultConfiguration",
                json_object_of("level", json_string(sarif_level_name(
                                            severity_of_code(code)))));
    return builder_end(&object);
}

static json_t *
rules_json(void)
{
    json_t *rules = json_array();
    const char *code;
    uint32_t i;

    for (i = 0; (code = spfeval_lint_code(i)) != NULL; i++) {
        if (json_array_append_new(rules, rule_json(code)) != 0) {
            json_decref(rules);
            return NULL;
        }
    }
    return rules;
}

static json_t *
driver_json(void)
{
    struct json_builder object;

    builder_begin(&object);
    builder_put_string(&object, "name", "spfeval");
    builder_put_string(&object, "version", spfeval_version());
    builder_put(&object, "rules", rules_json());
    return builder_end(&object);
}

void
sarif_end(struct sarif *sarif, struct text *out)
{
    struct json_builder run;
    struct json_builder log;
    json_t *json;

    builder_begin(&run);
    builder_put(&run, "tool", json_object_of("driver", driver_json()));
    /* Section 3.14.17: how charOffset and charLength count. */
    builder_put_string(&run, "columnKind", "unicodeCodePoints");
    builder_put(&run, "artifacts", sarif->artifacts);
    builder_put(&run, "results", sarif->results);
    run.failed = run.failed || sarif->failed;
    builder_begin(&log);
    builder_put_string(&log, "$schema", SARIF_SCHEMA);
    builder_put_string(&log, "version", "2.1.0");
    builder_put(&log, "runs", json_list_of(builder_end(&run)));
    json = builder_end(&log);
    json_text_add(out, json, JSON_INDENT(2));
    json_decref(json);
    *sarif = (struct sarif){0};
}

void
sarif_clear(struct sarif *sarif)
{
    json_decref(sarif->artifacts);
    json_decref(sarif->results);
    *sarif = (struct sarif){0};
}
