/* SPDX-License-Identifier: BSD-2-Clause */
/* The member "trace": an object for each event. */
#include <spfeval/dns.h>
#include <spfeval/status.h>

#include "base/ip.h"
#include "report/outcome_json.h"

/* --- names --------------------------------------------------------------- */

static const char *
class_name(uint32_t dns_class)
{
    switch (dns_class) {
    case SPFEVAL_DNS_OK:
        return "ok";
    case SPFEVAL_DNS_NODATA:
        return "nodata";
    case SPFEVAL_DNS_NXDOMAIN:
        return "nxdomain";
    case SPFEVAL_DNS_FAILED:
        return "failed";
    default: /* not reached: checked */
        return NULL;
    }
}

static const char *
failure_name(uint32_t failure)
{
    switch (failure) {
    case SPFEVAL_FAILURE_RCODE:
        return "rcode";
    case SPFEVAL_FAILURE_TIMEOUT:
        return "timeout";
    case SPFEVAL_FAILURE_NETWORK:
        return "network";
    case SPFEVAL_FAILURE_MALFORMED:
        return "malformed";
    case SPFEVAL_FAILURE_ALIAS:
        return "alias";
    default:
        return NULL;
    }
}

static const char *
event_name(uint32_t kind)
{
    switch (kind) {
    case SPFEVAL_EVENT_RECORD:
        return "record";
    case SPFEVAL_EVENT_TERM:
        return "term";
    case SPFEVAL_EVENT_LOOKUP:
        return "lookup";
    default:
        return "explanation";
    }
}

static const char *
verdict_name(uint32_t verdict)
{
    switch (verdict) {
    case SPFEVAL_VERDICT_MATCH:
        return "match";
    case SPFEVAL_VERDICT_NO_MATCH:
        return "no-match";
    case SPFEVAL_VERDICT_TEMPERROR:
        return "temperror";
    case SPFEVAL_VERDICT_PERMERROR:
        return "permerror";
    case SPFEVAL_VERDICT_FOLLOWED:
        return "followed";
    default:
        return NULL;
    }
}

/* --- answers ------------------------------------------------------------- */

static void
add_address(struct spfe_json *json, const spfeval_dns_record *record)
{
    char text[64];
    struct spfe_buf buf;

    spfe_buf_init(&buf, text, sizeof(text));
    spfe_ip_print((const uint8_t *)record->data, record->data_len, &buf);
    spfe_buf_finish(&buf, NULL);
    spfe_json_string(json, text);
}

/* The preference, a blank, and the name. */
static void
add_mx(struct spfe_json *json, const spfeval_dns_record *record)
{
    char preference[16];
    struct spfe_buf buf;

    spfe_buf_init(&buf, preference, sizeof(preference));
    spfe_buf_add_decimal(&buf, record->preference);
    spfe_buf_add_octet(&buf, ' ');
    spfe_json_begin_string(json);
    spfe_json_add_octets(json, preference, buf.length);
    spfe_json_add_octets(json, record->data, record->data_len);
    spfe_json_end_string(json);
}

static void
add_record(struct spfe_json *json, const spfeval_dns_record *record)
{
    switch (record->type) {
    case SPFEVAL_RRTYPE_A:
    case SPFEVAL_RRTYPE_AAAA:
        add_address(json, record);
        break;
    case SPFEVAL_RRTYPE_MX:
        add_mx(json, record);
        break;
    default:
        spfe_json_text(json, record->data, record->data_len);
        break;
    }
}

static void
put_answers(struct spfe_json *json, const spfeval_outcome *outcome,
            uint32_t index)
{
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    uint32_t i;

    spfe_json_name(json, "answers");
    spfe_json_begin_array(json);
    for (i = 0; spfeval_outcome_get_event_record(outcome, index, i, &record) ==
                SPFEVAL_OK;
         i++) {
        add_record(json, &record);
    }
    spfe_json_end_array(json);
}

/* What was asked and answered; null when the event is not about that. */
static void
put_query(struct spfe_json *json, const spfeval_outcome *outcome,
          uint32_t index, const spfeval_event *event)
{
    if (event->query_type == 0) {
        spfe_json_put_null(json, "query");
        return;
    }
    spfe_json_name(json, "query");
    spfe_json_begin_object(json);
    spfe_json_put_string(json, "type",
                         spfeval_rrtype_name((int)event->query_type));
    spfe_json_put_string(json, "class", class_name(event->dns_class));
    spfe_json_put_string(json, "failure", failure_name(event->dns_failure));
    if (event->dns_failure == SPFEVAL_FAILURE_RCODE) {
        spfe_json_put_number(json, "rcode", event->rcode);
    } else {
        spfe_json_put_null(json, "rcode");
    }
    if (event->dns_class == SPFEVAL_DNS_OK) {
        spfe_json_put_number(json, "ttl", event->ttl);
    } else {
        spfe_json_put_null(json, "ttl");
    }
    spfe_json_put_number(json, "records", event->record_count);
    put_answers(json, outcome, index);
    spfe_json_end_object(json);
}

/* --- events -------------------------------------------------------------- */

/* The terms meant, with all that stands between them; null for none. */
static void
put_terms(struct spfe_json *json, const spfeval_event *event)
{
    spfeval_term first = {.struct_size = sizeof(first)};
    spfeval_term last = {.struct_size = sizeof(last)};
    const char *text = spfeval_record_get_text(event->record, NULL);

    if (text == NULL || event->term_count == 0 ||
        spfeval_record_get_term(event->record, event->term, &first) !=
            SPFEVAL_OK ||
        spfeval_record_get_term(event->record,
                                event->term + event->term_count - 1,
                                &last) != SPFEVAL_OK) {
        spfe_json_put_null(json, "term");
        return;
    }
    spfe_json_put_text(json, "term", text + first.offset,
                       last.offset + last.length - first.offset);
}

static void
add_event(struct spfe_json *json, const spfeval_outcome *outcome,
          uint32_t index, const spfeval_event *event)
{
    spfe_json_begin_object(json);
    spfe_json_put_string(json, "event", event_name(event->kind));
    spfe_json_put_number(json, "depth", event->depth);
    spfe_json_put_text(json, "owner", event->owner, event->owner_len);
    put_terms(json, event);
    spfe_json_put_string(json, "verdict", verdict_name(event->verdict));
    spfe_json_put_text(json, "target",
                       event->target_len > 0 ? event->target : NULL,
                       event->target_len);
    put_query(json, outcome, index, event);
    spfe_json_put_number(json, "terms", event->terms);
    spfe_json_put_number(json, "voids", event->voids);
    spfe_json_end_object(json);
}

void
spfe_json_put_trace(struct spfe_json *json, const spfeval_outcome *outcome)
{
    spfeval_event event = {.struct_size = sizeof(event)};
    uint32_t i;

    spfe_json_name(json, "trace");
    spfe_json_begin_array(json);
    for (i = 0; spfeval_outcome_get_event(outcome, i, &event) == SPFEVAL_OK;
         i++) {
        add_event(json, outcome, i, &event);
    }
    spfe_json_end_array(json);
}
