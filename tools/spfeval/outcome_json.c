/* SPDX-License-Identifier: BSD-2-Clause */
#include "outcome_json.h"

#include "comment.h"
#include "decision.h"
#include "json_text.h"
#include "names.h"
#include "text.h"

static json_t *
counters_json(const spfeval_outcome *outcome)
{
    static const struct {
        const char *name;
        int counter;
    } counters[] = {
        {"terms", SPFEVAL_COUNTER_TERMS},
        {"voids", SPFEVAL_COUNTER_VOIDS},
        {"queries", SPFEVAL_COUNTER_QUERIES},
        {"records", SPFEVAL_COUNTER_RECORDS},
        {"mx_names", SPFEVAL_COUNTER_MX_NAMES},
        {"ptr_names", SPFEVAL_COUNTER_PTR_NAMES},
        {"bytes", SPFEVAL_COUNTER_BYTES},
    };
    struct json_builder object;
    size_t i;

    builder_begin(&object);
    for (i = 0; i < sizeof(counters) / sizeof(counters[0]); i++) {
        builder_put_number(
            &object, counters[i].name,
            spfeval_outcome_get_counter(outcome, counters[i].counter));
    }
    return builder_end(&object);
}

static void
put_explanation(struct json_builder *object, const spfeval_outcome *outcome)
{
    const char *explanation;
    size_t len = 0;

    explanation = spfeval_outcome_get_explanation(outcome, &len);
    if (explanation == NULL &&
        spfeval_outcome_get_result(outcome) == SPFEVAL_RESULT_FAIL) {
        explanation = "";
    }
    builder_put_text(object, "explanation", explanation, len);
}

static void
put_brief(struct json_builder *object, const spfeval_outcome *outcome)
{
    struct decision decision;

    decision_find(outcome, &decision);
    builder_put_string(
        object, "result",
        spfeval_result_name(spfeval_outcome_get_result(outcome)));
    put_explanation(object, outcome);
    builder_put_string(
        object, "reason",
        spfeval_reason_name(spfeval_outcome_get_reason(outcome)));
    builder_put_text(object, "term", decision.term, decision.term_len);
    builder_put_text(object, "domain", decision.domain, decision.domain_len);
    builder_put(object, "counters", counters_json(outcome));
}

json_t *
outcome_json_brief(const spfeval_outcome *outcome)
{
    struct json_builder object;

    builder_begin(&object);
    put_brief(&object, outcome);
    return builder_end(&object);
}

static void
put_inputs(struct json_builder *object, const spfeval_outcome *outcome,
           const char *address)
{
    const char *text;
    size_t len = 0;

    builder_put_string(object, "identity",
                       names_identity(spfeval_outcome_get_identity(outcome)));
    builder_put_bool(object, "null_sender",
                     spfeval_outcome_get_null_sender(outcome) != 0);
    builder_put_string(object, "ip", address);
    text = spfeval_outcome_get_sender(outcome, &len);
    builder_put_text(object, "sender", text, len);
    text = spfeval_outcome_get_domain(outcome, &len);
    builder_put_text(object, "checked_domain", text, len);
}

static void
put_comment(struct json_builder *object, const spfeval_outcome *outcome,
            const char *address)
{
    struct text comment = {0};

    comment_add(&comment, outcome, address);
    object->failed = object->failed || comment.failed;
    builder_put_text(object, "comment", text_get(&comment), comment.len);
    text_clear(&comment);
}

static json_t *
path_entry_json(const spfeval_path_entry *entry)
{
    struct json_builder object;

    builder_begin(&object);
    builder_put_text(&object, "owner", entry->owner, entry->owner_len);
    builder_put_text(&object, "record", entry->text, entry->text_len);
    if (entry->has_term) {
        builder_put_text(&object, "term", entry->text + entry->term_offset,
                         entry->term_length);
        builder_put_number(&object, "offset", entry->term_offset);
        builder_put_number(&object, "length", entry->term_length);
    } else {
        builder_put(&object, "term", json_null());
        builder_put(&object, "offset", json_null());
        builder_put(&object, "length", json_null());
    }
    return builder_end(&object);
}

static void
put_path(struct json_builder *object, const spfeval_outcome *outcome)
{
    uint32_t count = spfeval_outcome_get_path_count(outcome);
    json_t *path = json_array();
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_path_entry entry = {.struct_size = sizeof(entry)};

        if (spfeval_outcome_get_path(outcome, i, &entry) == SPFEVAL_OK &&
            json_array_append_new(path, path_entry_json(&entry)) != 0) {
            object->failed = true;
        }
    }
    builder_put(object, "path", path);
}

static void
put_target(struct json_builder *object, const spfeval_outcome *outcome)
{
    const char *target;
    size_t len = 0;

    target = spfeval_outcome_get_target(outcome, &len);
    builder_put_text(object, "target", target, len);
}

/* The offending octets come from the last record of the path. */
static void
put_error_text(struct json_builder *object, const spfeval_outcome *outcome,
               const spfeval_syntax_error *error)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    uint32_t count = spfeval_outcome_get_path_count(outcome);

    if (count == 0 ||
        spfeval_outcome_get_path(outcome, count - 1, &entry) != SPFEVAL_OK ||
        entry.text == NULL) {
        builder_put(object, "text", json_null());
        return;
    }
    builder_put_text(object, "text", entry.text + error->offset,
                     error->length);
}

static json_t *
error_json(const spfeval_outcome *outcome)
{
    spfeval_syntax_error error = {.struct_size = sizeof(error)};
    struct json_builder object;

    if (spfeval_outcome_get_syntax_error(outcome, &error) != SPFEVAL_OK) {
        return json_null();
    }
    builder_begin(&object);
    builder_put_string(&object, "code", spfeval_syntax_name((int)error.code));
    builder_put_string(&object, "message",
                       spfeval_syntax_message((int)error.code));
    builder_put_number(&object, "offset", error.offset);
    builder_put_number(&object, "length", error.length);
    put_error_text(&object, outcome, &error);
    return builder_end(&object);
}

static void
put_explanation_origin(struct json_builder *object,
                       const spfeval_outcome *outcome)
{
    const char *domain;
    size_t len = 0;

    builder_put_string(object, "explanation_source",
                       names_explanation_source(
                           spfeval_outcome_get_explanation_source(outcome)));
    domain = spfeval_outcome_get_explanation_domain(outcome, &len);
    builder_put_text(object, "explanation_domain", domain, len);
}

static void
put_lifetime(struct json_builder *object, const spfeval_outcome *outcome)
{
    uint32_t ttl;

    builder_put(object, "ttl",
                spfeval_outcome_get_ttl(outcome, &ttl) == SPFEVAL_OK
                    ? json_integer(ttl)
                    : json_null());
    builder_put_bool(object, "cacheable",
                     spfeval_outcome_get_cacheable(outcome) != 0);
}

json_t *
outcome_json_full(const spfeval_outcome *outcome, const char *address,
                  const struct asked *asked)
{
    struct json_builder object;

    builder_begin(&object);
    put_brief(&object, outcome);
    put_comment(&object, outcome, address);
    put_inputs(&object, outcome, address);
    put_explanation_origin(&object, outcome);
    put_path(&object, outcome);
    put_target(&object, outcome);
    builder_put(&object, "error", error_json(outcome));
    put_lifetime(&object, outcome);
    if (asked != NULL) {
        builder_put(&object, "trace", trace_json(outcome, asked));
    }
    return builder_end(&object);
}
