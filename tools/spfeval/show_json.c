/* SPDX-License-Identifier: BSD-2-Clause */
#include "show_walk.h"

#include <arpa/inet.h>

#include <jansson.h>

#include "json_text.h"
#include "names.h"

static void
put_ttl(struct json_builder *object, const spfeval_answer *answer)
{
    uint32_t ttl;

    builder_put(object, "ttl",
                spfeval_answer_get_ttl(answer, &ttl) == SPFEVAL_OK
                    ? json_integer(ttl)
                    : json_null());
}

static json_t *
data_json(const spfeval_dns_record *record)
{
    char address[INET6_ADDRSTRLEN] = "";
    struct text text = {0};
    json_t *json;

    if (record->type == SPFEVAL_RRTYPE_A ||
        record->type == SPFEVAL_RRTYPE_AAAA) {
        (void)inet_ntop(record->type == SPFEVAL_RRTYPE_A ? AF_INET : AF_INET6,
                        record->data, address, sizeof(address));
        return json_string(address);
    }
    if (record->type != SPFEVAL_RRTYPE_MX) {
        return json_text_new(record->data, record->data_len);
    }
    text_add_format(&text, "%u ", record->preference);
    text_add(&text, record->data, record->data_len);
    json = text.failed ? NULL : json_text_new(text.data, text.len);
    text_clear(&text);
    return json;
}

static json_t *
answer_json(const struct show_question *question)
{
    const spfeval_answer *answer = question->answer;
    uint32_t count = spfeval_answer_get_count(answer);
    struct json_builder object;
    json_t *records = json_array();
    uint32_t i;

    builder_begin(&object);
    builder_put_text(&object, "name", question->name, question->name_len);
    builder_put_string(&object, "type", spfeval_rrtype_name(question->type));
    builder_put_string(
        &object, "class",
        names_dns_class((uint32_t)spfeval_answer_get_class(answer)));
    put_ttl(&object, answer);
    builder_put_number(&object, "records", count);
    for (i = 0; i < count && i < SHOW_RECORDS; i++) {
        spfeval_dns_record record = {.struct_size = sizeof(record)};

        if (spfeval_answer_get_record(answer, i, &record) != SPFEVAL_OK ||
            json_array_append_new(records, data_json(&record)) != 0) {
            object.failed = true;
        }
    }
    builder_put(&object, "answers", records);
    return builder_end(&object);
}

static json_t *
voids_json(const struct show_count *count)
{
    struct json_builder object;

    builder_begin(&object);
    builder_put_number(&object, "ipv4", show_count_voids(count, 0));
    builder_put_number(&object, "ipv6", show_count_voids(count, 1));
    return builder_end(&object);
}

static json_t *record_json(const struct show_record *record);

static json_t *
term_json(const struct show_record *record, const struct show_term *term)
{
    struct json_builder object;
    json_t *answers = json_array();
    uint32_t i;

    builder_begin(&object);
    builder_put_text(&object, "term", record->text + term->term.offset,
                     term->term.length);
    builder_put_string(&object, "note", show_note_name(term->note));
    builder_put(&object, "lookups",
                term->is_counted ? json_integer(term->count.lookups)
                                 : json_null());
    builder_put(&object, "voids",
                term->is_counted ? voids_json(&term->count) : json_null());
    builder_put(&object, "passes_lookup_limit",
                json_boolean(term->passes_limit));
    builder_put(&object, "passes_void_limit",
                json_boolean(term->passes_voids[0] || term->passes_voids[1]));
    for (i = 0; i < term->answer_count; i++) {
        if (json_array_append_new(answers, answer_json(term->answers[i])) !=
            0) {
            object.failed = true;
        }
    }
    builder_put(&object, "queries", answers);
    builder_put(&object, "record",
                term->record != NULL ? record_json(term->record)
                                     : json_null());
    return builder_end(&object);
}

static json_t *
error_json(const struct show_record *record)
{
    struct json_builder object;

    if (record->state != SHOW_SYNTAX) {
        return json_null();
    }
    builder_begin(&object);
    builder_put_string(&object, "code",
                       spfeval_syntax_name((int)record->error.code));
    builder_put_string(&object, "message",
                       spfeval_syntax_message((int)record->error.code));
    builder_put_number(&object, "offset", record->error.offset);
    builder_put_number(&object, "length", record->error.length);
    return builder_end(&object);
}

static json_t *
record_json(const struct show_record *record)
{
    bool is_elsewhere =
        record->state == SHOW_LOOP || record->state == SHOW_REPEATED;
    struct json_builder object;
    json_t *terms = json_array();
    uint32_t i;

    builder_begin(&object);
    builder_put_text(&object, "owner", record->owner, record->owner_len);
    builder_put_string(&object, "state", show_state_name(record->state));
    builder_put(&object, "query",
                record->question != NULL && !is_elsewhere
                    ? answer_json(record->question)
                    : json_null());
    builder_put_text(&object, "text", record->text, record->text_len);
    builder_put(&object, "error", error_json(record));
    for (i = 0; i < record->term_count; i++) {
        if (json_array_append_new(terms,
                                  term_json(record, &record->terms[i])) != 0) {
            object.failed = true;
        }
    }
    builder_put(&object, "terms", terms);
    return builder_end(&object);
}

void
show_json_add(struct text *out, const struct show_tree *tree)
{
    struct json_builder object;
    json_t *json;

    builder_begin(&object);
    builder_put_number(&object, "schema", 1);
    builder_put(&object, "record", record_json(tree->root));
    builder_put_number(&object, "lookups", tree->count.lookups);
    builder_put_number(&object, "max_lookups", tree->max_lookups);
    builder_put(&object, "voids", voids_json(&tree->count));
    builder_put(&object, "max_voids",
                tree->max_voids != SPFEVAL_UNLIMITED
                    ? json_integer(tree->max_voids)
                    : json_null());
    builder_put(&object, "complete", json_boolean(!tree->is_stopped));
    json = builder_end(&object);
    json_text_add(out, json, JSON_INDENT(2));
    json_decref(json);
}
