/* SPDX-License-Identifier: BSD-2-Clause */
/* A finding as a result, and its record as an artifact. */
#include "lint_sarif.h"

#include <string.h>

#include "json_text.h"

/* Section 3.27.10; the codes tell it too, as in "SPF-E006". */
const char *
sarif_level_name(uint32_t severity)
{
    switch (severity) {
    case SPFEVAL_SEVERITY_ERROR:
        return "error";
    case SPFEVAL_SEVERITY_WARNING:
        return "warning";
    default:
        return "note";
    }
}

/* --- Artifacts ----------------------------------------------------------- */

/*
 * RFC 4501: dns:NAME?type=TXT. What is not unreserved in a URI (RFC 3986
 * section 2.3) is written as %NN.
 */
static json_t *
uri_json(const char *owner, size_t owner_len)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789-._~";
    struct text uri = {0};
    json_t *json;
    size_t i;

    text_add_string(&uri, "dns:");
    for (i = 0; i < owner_len; i++) {
        if (memchr(plain, owner[i], sizeof(plain) - 1) != NULL) {
            text_add(&uri, &owner[i], 1);
        } else {
            text_add_format(&uri, "%%%02X", (unsigned char)owner[i]);
        }
    }
    text_add_string(&uri, "?type=TXT");
    json = uri.failed ? NULL : json_stringn(text_get(&uri), uri.len);
    text_clear(&uri);
    return json;
}

json_t *
sarif_artifact_json(const struct lint_view *view,
                    const spfeval_finding *finding)
{
    struct json_builder object;
    size_t owner_len;
    const char *owner = lint_owner(view, finding, &owner_len);

    builder_begin(&object);
    if (owner_len > 0) {
        builder_put(&object, "location",
                    json_object_of("uri", uri_json(owner, owner_len)));
    }
    builder_put(&object, "contents",
                json_object_of("text", json_text_new(finding->record,
                                                     finding->record_len)));
    return builder_end(&object);
}

/* --- Results ------------------------------------------------------------- */

static json_t *
region_json(const spfeval_finding *finding, size_t offset, size_t length)
{
    const char *record = finding->record;
    size_t len = finding->record_len;
    struct json_builder object;
    size_t begin;
    size_t end;

    offset = offset < len ? offset : len;
    length = length < len - offset ? length : len - offset;
    begin = json_text_count(record, len, offset);
    end = json_text_count(record, len, offset + length);
    builder_begin(&object);
    builder_put_number(&object, "charOffset", (json_int_t)begin);
    builder_put_number(&object, "charLength", (json_int_t)(end - begin));
    return builder_end(&object);
}

static json_t *
index_json(size_t artifact)
{
    return json_object_of("index", json_integer((json_int_t)artifact));
}

static json_t *
physical_json(const spfeval_finding *finding, size_t artifact)
{
    struct json_builder object;

    builder_begin(&object);
    builder_put(&object, "artifactLocation", index_json(artifact));
    if (lint_has_place(finding)) {
        builder_put(&object, "region",
                    region_json(finding, finding->offset, finding->length));
    }
    return builder_end(&object);
}

static json_t *
locations_json(const struct lint_view *view, const spfeval_finding *finding,
               size_t artifact)
{
    struct json_builder object;
    size_t owner_len;
    const char *owner = lint_owner(view, finding, &owner_len);

    builder_begin(&object);
    if (finding->record != NULL) {
        builder_put(&object, "physicalLocation",
                    physical_json(finding, artifact));
    }
    if (owner_len > 0) {
        builder_put(
            &object, "logicalLocations",
            json_list_of(json_object_of("fullyQualifiedName",
                                        json_text_new(owner, owner_len))));
    }
    return json_list_of(builder_end(&object));
}

static json_t *
replacement_json(const spfeval_finding *finding)
{
    struct json_builder object;

    builder_begin(&object);
    builder_put(
        &object, "deletedRegion",
        region_json(finding, finding->fix_offset, finding->fix_length));
    builder_put(
        &object, "insertedContent",
        json_object_of("text", json_text_new(finding->fix, finding->fix_len)));
    return builder_end(&object);
}

static json_t *
fixes_json(const spfeval_finding *finding, size_t artifact)
{
    struct json_builder object;

    builder_begin(&object);
    builder_put(&object, "artifactLocation", index_json(artifact));
    builder_put(&object, "replacements",
                json_list_of(replacement_json(finding)));
    return json_list_of(
        json_object_of("artifactChanges", json_list_of(builder_end(&object))));
}

static json_t *
message_json(const struct lint_view *view, uint32_t index)
{
    struct text sentence = {0};
    json_t *json = NULL;

    lint_add_sentence(&sentence, view, index);
    if (!sentence.failed) {
        json = json_object_of(
            "text", json_text_new(text_get(&sentence), sentence.len));
    }
    text_clear(&sentence);
    return json;
}

json_t *
sarif_result_json(const struct lint_view *view, uint32_t index,
                  size_t artifact)
{
    spfeval_finding finding = lint_get(view, index);
    struct json_builder object;

    builder_begin(&object);
    builder_put_string(&object, "ruleId", finding.code);
    builder_put_string(&object, "level", sarif_level_name(finding.severity));
    builder_put(&object, "message", message_json(view, index));
    if (finding.record != NULL || view->domain_len > 0 ||
        finding.owner_len > 0) {
        builder_put(&object, "locations",
                    locations_json(view, &finding, artifact));
    }
    if (finding.record != NULL && finding.fix != NULL) {
        builder_put(&object, "fixes", fixes_json(&finding, artifact));
    }
    builder_put(&object, "properties",
                json_object_of("reference", json_string(finding.reference)));
    return builder_end(&object);
}
