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
answers_json(const spfeval_outcome *outcome, uint32_t index, uint32_t count)
{
    json_t *answers = json_array();
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_dns_record record = {.struct_size = sizeof(record)};

        if (spfeval_outcome_get_event_record(outcome, index, i, &record) ==
                SPFEVAL_OK &&
            json_array_append_new(answers, record_json(&record)) != 0) {
            json_decref(answers);
            return NULL;
        }
    }
    return answers;
}

/* What was asked and answered; null when the event is not about that. */
static json_t *
query_json(const spfeval_outcome *outcome, uint32_t index,
           const spfeval_event *event)
{
    struct json_builder object;

    if (event->query_type == 0) {
        return json_null();
    }
    builder_begin(&object);
    builder_put_string(&object, "type",
                       spfeval_rrtype_name((int)event->query_type));
    builder_put_string(&object, "class", names_dns_class(event->dns_class));
    builder_put_string(&object, "failure",
                       names_dns_failure(event->dns_failure));
    builder_put(&object, "rcode",
                event->dns_failure == SPFEVAL_FAILURE_RCODE
                    ? json_integer(event->rcode)
                    : json_null());
    builder_put(&object, "ttl",
                event->dns_class == SPFEVAL_DNS_OK ? json_integer(event->ttl)
                                                   : json_null());
    builder_put_number(&object, "records", event->record_count);
    builder_put(&object, "answers",
                answers_json(outcome, index, event->record_count));
    return builder_end(&object);
}

static json_t *
event_json(const spfeval_outcome *outcome, uint32_t index,
           const spfeval_event *event)
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
    builder_put(&object, "query", query_json(outcome, index, event));
    builder_put_number(&object, "terms", event->terms);
    builder_put_number(&object, "voids", event->voids);
    return builder_end(&object);
}

json_t *
trace_json(const spfeval_outcome *outcome)
{
    uint32_t count = spfeval_outcome_get_event_count(outcome);
    json_t *trace = json_array();
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_event event = {.struct_size = sizeof(event)};

        if (spfeval_outcome_get_event(outcome, i, &event) == SPFEVAL_OK &&
            json_array_append_new(trace, event_json(outcome, i, &event)) !=
                0) {
            json_decref(trace);
            return NULL;
        }
    }
    return trace;
}
