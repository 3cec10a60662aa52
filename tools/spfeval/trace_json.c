/* SPDX-License-Identifier: BSD-2-Clause */
#include "outcome_json.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "decision.h"
#include "json_text.h"
#include "names.h"
#include "text.h"

static json_t *
record_json(const spfeval_dns_record *record)
{
    char address[INET6_ADDRSTRLEN] = "";
    struct text host = {0};
    json_t *json;

    switch (record->type) {
    case SPFEVAL_RRTYPE_A:
    case SPFEVAL_RRTYPE_AAAA:
        (void)inet_ntop(record->data_len == 4 ? AF_INET : AF_INET6,
                        record->data, address, sizeof(address));
        return json_string(address);
    case SPFEVAL_RRTYPE_MX:
        text_add_format(&host, "%u ", record->preference);
        text_add(&host, record->data, record->data_len);
        json = host.failed ? NULL : json_text_new(host.data, host.len);
        text_clear(&host);
        return json;
    default:
        return json_text_new(record->data, record->data_len);
    }
}

/* The records that came: the addresses that were compared, and so on. */
static json_t *
answers_json(const spfeval_answer *answer)
{
    uint32_t count = spfeval_answer_get_count(answer);
    json_t *answers = json_array();
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_dns_record record = {.struct_size = sizeof(record)};

        if (spfeval_answer_get_record(answer, i, &record) == SPFEVAL_OK &&
            json_array_append_new(answers, record_json(&record)) != 0) {
            json_decref(answers);
            return NULL;
        }
    }
    return answers;
}

static void
put_answer(struct json_builder *object, const struct asked_question *question)
{
    const spfeval_answer *answer = question->answer;
    int failure = spfeval_answer_get_failure(answer);
    uint32_t ttl;

    builder_put_string(
        object, "class",
        names_dns_class((uint32_t)spfeval_answer_get_class(answer)));
    builder_put_string(object, "failure",
                       names_dns_failure((uint32_t)failure));
    builder_put(object, "rcode",
                failure == SPFEVAL_FAILURE_RCODE
                    ? json_integer(spfeval_answer_get_rcode(answer))
                    : json_null());
    builder_put(object, "ttl",
                spfeval_answer_get_ttl(answer, &ttl) == SPFEVAL_OK
                    ? json_integer(ttl)
                    : json_null());
    builder_put(object, "ms",
                question->has_time ? json_integer(question->elapsed_ms)
                                   : json_null());
    builder_put_number(object, "records", spfeval_answer_get_count(answer));
    builder_put(object, "answers", answers_json(answer));
}

/* What was asked and answered; null when the event is not about that. */
static json_t *
query_json(const struct asked_question *question)
{
    struct json_builder object;
    int type;

    if (question == NULL) {
        return json_null();
    }
    type = spfeval_query_get_type(question->query);
    builder_begin(&object);
    builder_put_string(&object, "type", spfeval_rrtype_name(type));
    put_answer(&object, question);
    return builder_end(&object);
}

static json_t *
event_json(const spfeval_event *event, const struct asked_question *question)
{
    struct json_builder object;
    const char *term;
    size_t len = 0;

    term = decision_term_text(event->record, event->term, event->term_count,
                              &len);
    builder_begin(&object);
    builder_put_string(&object, "event", names_event(event->kind));
    builder_put_number(&object, "depth", event->depth);
    builder_put_text(&object, "owner", event->owner, event->owner_len);
    builder_put_text(&object, "term", term, len);
    builder_put_string(&object, "verdict", names_verdict(event->verdict));
    builder_put_text(&object, "target",
                     event->target_len > 0 ? event->target : NULL,
                     event->target_len);
    builder_put(&object, "query", query_json(question));
    builder_put_number(&object, "terms", event->terms);
    builder_put_number(&object, "voids", event->voids);
    return builder_end(&object);
}

/* A question that no step used the answer of. */
static json_t *
unused_json(const spfeval_outcome *outcome,
            const struct asked_question *question)
{
    struct json_builder object;
    size_t len;
    const char *name = spfeval_query_get_name(question->query, &len);

    builder_begin(&object);
    builder_put_string(&object, "event",
                       question->answer != NULL ? "unused" : "unanswered");
    builder_put_number(&object, "depth", 0);
    builder_put(&object, "owner", json_null());
    builder_put(&object, "term", json_null());
    builder_put(&object, "verdict", json_null());
    builder_put_text(&object, "target", name, len);
    builder_put(&object, "query", query_json(question));
    builder_put_number(
        &object, "terms",
        spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS));
    builder_put_number(
        &object, "voids",
        spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS));
    return builder_end(&object);
}

static bool
add_events(json_t *trace, const spfeval_outcome *outcome,
           const struct asked *asked)
{
    uint32_t count = spfeval_outcome_get_event_count(outcome);
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_event event = {.struct_size = sizeof(event)};

        if (spfeval_outcome_get_event(outcome, i, &event) == SPFEVAL_OK &&
            json_array_append_new(
                trace, event_json(&event, asked_find(asked, &event))) != 0) {
            return false;
        }
    }
    return true;
}

static bool
add_unused(json_t *trace, const spfeval_outcome *outcome,
           const struct asked *asked)
{
    size_t i;

    for (i = 0; i < asked->count; i++) {
        const struct asked_question *question = &asked->questions[i];

        if (!asked_is_used(question, outcome) &&
            json_array_append_new(trace, unused_json(outcome, question)) !=
                0) {
            return false;
        }
    }
    return true;
}

json_t *
trace_json(const spfeval_outcome *outcome, const struct asked *asked)
{
    json_t *trace = json_array();

    if (!add_events(trace, outcome, asked) ||
        !add_unused(trace, outcome, asked)) {
        json_decref(trace);
        return NULL;
    }
    return trace;
}
