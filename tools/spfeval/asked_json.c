/* SPDX-License-Identifier: BSD-2-Clause */
#include "asked_json.h"

#include <stdbool.h>
#include <stdlib.h>

#include "json_text.h"
#include "names.h"

/* What the library writes, as a value that can be added to. */
static json_t *
read_outcome(const spfeval_outcome *outcome, uint32_t flags)
{
    size_t size = 0;
    char *text;
    json_t *json;

    (void)spfeval_outcome_json_print(outcome, flags, NULL, 0, &size);
    text = malloc(size);
    if (text == NULL) {
        return NULL;
    }
    (void)spfeval_outcome_json_print(outcome, flags, text, size, NULL);
    json = json_loadb(text, size - 1, JSON_ALLOW_NUL, NULL);
    free(text);
    return json;
}

static json_t *
time_json(const struct asked_question *question)
{
    return question != NULL && question->has_time
               ? json_integer(question->elapsed_ms)
               : json_null();
}

/* Tell in each step how long its answer took. */
static bool
add_times(json_t *trace, const spfeval_outcome *outcome,
          const struct asked *asked)
{
    size_t count = json_array_size(trace);
    size_t i;

    for (i = 0; i < count; i++) {
        json_t *query = json_object_get(json_array_get(trace, i), "query");
        spfeval_event event = {.struct_size = sizeof(event)};

        if (!json_is_object(query) ||
            spfeval_outcome_get_event(outcome, (uint32_t)i, &event) !=
                SPFEVAL_OK) {
            continue;
        }
        if (json_object_set_new(query, "ms",
                                time_json(asked_find(asked, &event))) != 0) {
            return false;
        }
    }
    return true;
}

static json_t *
query_json(const struct asked_question *question)
{
    const spfeval_answer *answer = question->answer;
    struct json_builder object;
    int type = spfeval_query_get_type(question->query);

    builder_begin(&object);
    builder_put_string(&object, "type", spfeval_rrtype_name(type));
    builder_put_string(
        &object, "class",
        names_dns_class((uint32_t)spfeval_answer_get_class(answer)));
    builder_put_number(&object, "records", spfeval_answer_get_count(answer));
    builder_put(&object, "ms", time_json(question));
    return builder_end(&object);
}

/* A question that no step used the answer of. */
static json_t *
unused_json(const struct asked_question *question)
{
    struct json_builder object;
    size_t len;
    const char *name = spfeval_query_get_name(question->query, &len);

    builder_begin(&object);
    builder_put_string(&object, "event",
                       question->answer != NULL ? "unused" : "unanswered");
    builder_put_text(&object, "target", name, len);
    builder_put(&object, "query", query_json(question));
    return builder_end(&object);
}

static bool
add_unused(json_t *trace, const spfeval_outcome *outcome,
           const struct asked *asked)
{
    size_t i;

    for (i = 0; i < asked->count; i++) {
        const struct asked_question *question = &asked->questions[i];

        if (!asked_is_used(question, outcome) &&
            json_array_append_new(trace, unused_json(question)) != 0) {
            return false;
        }
    }
    return true;
}

json_t *
asked_json_new(const spfeval_outcome *outcome, const struct asked *asked)
{
    json_t *json =
        read_outcome(outcome, asked != NULL ? SPFEVAL_JSON_TRACE : 0);
    json_t *trace = json_object_get(json, "trace");

    if (json != NULL && asked != NULL &&
        (!add_times(trace, outcome, asked) ||
         !add_unused(trace, outcome, asked))) {
        json_decref(json);
        return NULL;
    }
    return json;
}
