/* SPDX-License-Identifier: BSD-2-Clause */
#include <spfeval/result.h>

#include <spfeval/status.h>

#include "check/check.h"
#include "dns/records.h"

const char *
spfeval_result_name(int result)
{
    switch (result) {
    case SPFEVAL_RESULT_NONE:
        return "none";
    case SPFEVAL_RESULT_NEUTRAL:
        return "neutral";
    case SPFEVAL_RESULT_PASS:
        return "pass";
    case SPFEVAL_RESULT_FAIL:
        return "fail";
    case SPFEVAL_RESULT_SOFTFAIL:
        return "softfail";
    case SPFEVAL_RESULT_TEMPERROR:
        return "temperror";
    case SPFEVAL_RESULT_PERMERROR:
        return "permerror";
    default:
        return "unset";
    }
}

struct reason_text {
    const char *name;
    const char *message;
};

static const struct reason_text reason_texts[] = {
    [SPFEVAL_REASON_NO_RECORD] = {"no-record", "the domain has no SPF record"},
    [SPFEVAL_REASON_NXDOMAIN] = {"nxdomain", "the domain does not exist"},
    [SPFEVAL_REASON_BAD_DOMAIN] = {"bad-domain", "not a usable mail domain"},
    [SPFEVAL_REASON_IDNA] = {"idna", "the internationalized domain cannot be "
                                     "converted"},
    [SPFEVAL_REASON_MATCH] = {"match", "a term matched"},
    [SPFEVAL_REASON_DEFAULT] = {"default", "no term matched"},
    [SPFEVAL_REASON_DNS_FAILED] = {"dns-failed", "a DNS query failed"},
    [SPFEVAL_REASON_TIMEOUT] = {"timeout", "evaluation took too long"},
    [SPFEVAL_REASON_SYNTAX] = {"syntax", "syntax error in the SPF record"},
    [SPFEVAL_REASON_MULTIPLE_RECORDS] = {"multiple-records",
                                         "more than one SPF record"},
    [SPFEVAL_REASON_TERM_LIMIT] = {"term-limit",
                                   "too many terms that need DNS queries"},
    [SPFEVAL_REASON_VOID_LIMIT] = {"void-limit", "too many void lookups"},
    [SPFEVAL_REASON_MX_LIMIT] = {"mx-limit", "too many MX records"},
    [SPFEVAL_REASON_INCLUDE_NO_RECORD] = {"include-no-record",
                                          "the included domain has no SPF "
                                          "record"},
    [SPFEVAL_REASON_REDIRECT_NO_RECORD] = {"redirect-no-record",
                                           "the redirect domain has no SPF "
                                           "record"},
    [SPFEVAL_REASON_INCLUDE_BAD_DOMAIN] = {"include-bad-domain",
                                           "the included name is not a valid "
                                           "domain name"},
    [SPFEVAL_REASON_REDIRECT_BAD_DOMAIN] = {"redirect-bad-domain",
                                            "the redirect name is not a valid "
                                            "domain name"},
};

static const struct reason_text *
find_reason_text(int reason)
{
    static const struct reason_text unset = {"unset", "not decided"};
    int count = (int)(sizeof(reason_texts) / sizeof(reason_texts[0]));

    if (reason < 0 || reason >= count || reason_texts[reason].name == NULL) {
        return &unset;
    }
    return &reason_texts[reason];
}

const char *
spfeval_reason_name(int reason)
{
    return find_reason_text(reason)->name;
}

const char *
spfeval_reason_message(int reason)
{
    return find_reason_text(reason)->message;
}

int
spfeval_outcome_get_result(const spfeval_outcome *outcome)
{
    return outcome == NULL ? SPFEVAL_RESULT_UNSET : outcome->result;
}

int
spfeval_outcome_get_reason(const spfeval_outcome *outcome)
{
    return outcome == NULL ? SPFEVAL_REASON_UNSET : outcome->reason;
}

int
spfeval_outcome_get_identity(const spfeval_outcome *outcome)
{
    return outcome == NULL ? 0 : outcome->identity;
}

int
spfeval_outcome_get_null_sender(const spfeval_outcome *outcome)
{
    return outcome != NULL && outcome->null_sender ? 1 : 0;
}

const char *
spfeval_outcome_get_sender(const spfeval_outcome *outcome, size_t *out_len)
{
    return outcome == NULL
               ? NULL
               : spfe_text_lend(outcome->check->values.sender, out_len);
}

const char *
spfeval_outcome_get_domain(const spfeval_outcome *outcome, size_t *out_len)
{
    return outcome == NULL
               ? NULL
               : spfe_text_lend(outcome->check->values.sender_domain, out_len);
}

const uint8_t *
spfeval_outcome_get_client(const spfeval_outcome *outcome, size_t *out_len)
{
    const struct spfe_ip *client;

    if (outcome == NULL) {
        return NULL;
    }
    client = &outcome->check->values.client;
    if (out_len != NULL) {
        *out_len = client->len;
    }
    return client->octets;
}

const char *
spfeval_outcome_get_helo(const spfeval_outcome *outcome, size_t *out_len)
{
    return outcome == NULL
               ? NULL
               : spfe_text_lend(outcome->check->values.helo, out_len);
}

const char *
spfeval_outcome_get_receiver(const spfeval_outcome *outcome, size_t *out_len)
{
    static const struct spfe_text unknown = {"unknown", 7};
    struct spfe_text receiver;

    if (outcome == NULL) {
        return NULL;
    }
    receiver = outcome->check->values.receiver;
    return spfe_text_lend(receiver.len > 0 ? receiver : unknown, out_len);
}

const char *
spfeval_outcome_get_target(const spfeval_outcome *outcome, size_t *out_len)
{
    return outcome == NULL ? NULL : spfe_text_lend(outcome->target, out_len);
}

const char *
spfeval_outcome_get_explanation(const spfeval_outcome *outcome,
                                size_t *out_len)
{
    return outcome == NULL ? NULL
                           : spfe_text_lend(outcome->explanation, out_len);
}

int
spfeval_outcome_get_explanation_source(const spfeval_outcome *outcome)
{
    return outcome == NULL ? SPFEVAL_EXPLANATION_NONE
                           : outcome->explanation_source;
}

const char *
spfeval_outcome_get_explanation_domain(const spfeval_outcome *outcome,
                                       size_t *out_len)
{
    return outcome == NULL
               ? NULL
               : spfe_text_lend(outcome->explanation_domain, out_len);
}

uint32_t
spfeval_outcome_get_path_count(const spfeval_outcome *outcome)
{
    return outcome == NULL || outcome->leaf == NULL ? 0
                                                    : outcome->leaf->place + 1;
}

/* The frame at a place that is not behind this one. */
static const struct spfe_frame *
find_on_path(const struct spfe_frame *frame, uint32_t place)
{
    while (frame->place > place) {
        frame = frame->jump->place >= place ? frame->jump : frame->from;
    }
    return frame;
}

static void
fill_path_entry(spfeval_path_entry *out, const struct spfe_frame *frame,
                bool has_term, uint32_t term)
{
    const struct spfe_found *found = frame->found;

    out->owner = frame->domain.ptr;
    out->owner_len = frame->domain.len;
    out->text = NULL;
    out->text_len = 0;
    if (found != NULL && found->selection == SPFE_SELECT_ONE) {
        out->text = found->text.ptr;
        out->text_len = found->text.len;
    }
    out->record = frame->record;
    out->has_term = has_term ? 1 : 0;
    out->term = term;
    out->term_offset = 0;
    out->term_length = 0;
    if (has_term) {
        out->term_offset = frame->record->terms[term].offset;
        out->term_length = frame->record->terms[term].len;
    }
}

int
spfeval_outcome_get_path(const spfeval_outcome *outcome, uint32_t index,
                         spfeval_path_entry *out)
{
    const struct spfe_frame *next;

    if (outcome == NULL || out == NULL || out->struct_size < sizeof(*out)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (index >= spfeval_outcome_get_path_count(outcome)) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    if (index == outcome->leaf->place) {
        fill_path_entry(out, outcome->leaf, outcome->has_term,
                        outcome->leaf_term);
    } else {
        next = find_on_path(outcome->leaf, index + 1);
        fill_path_entry(out, next->from, true, next->from_term);
    }
    return SPFEVAL_OK;
}

int
spfeval_outcome_get_syntax_error(const spfeval_outcome *outcome,
                                 spfeval_syntax_error *out)
{
    const struct spfe_syntax_error *error;

    if (outcome == NULL || out == NULL || out->struct_size < sizeof(*out)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (outcome->reason != SPFEVAL_REASON_SYNTAX) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    error = &outcome->leaf->found->error;
    out->code = error->code;
    out->offset = error->offset;
    out->length = error->len;
    return SPFEVAL_OK;
}

uint32_t
spfeval_outcome_get_counter(const spfeval_outcome *outcome, int counter)
{
    const struct spfe_limits *limits;

    if (outcome == NULL) {
        return 0;
    }
    limits = &outcome->check->limits;
    switch (counter) {
    case SPFEVAL_COUNTER_TERMS:
        return limits->terms;
    case SPFEVAL_COUNTER_VOIDS:
        return limits->voids;
    case SPFEVAL_COUNTER_QUERIES:
        return outcome->check->lookups.used;
    case SPFEVAL_COUNTER_UNUSED_QUERIES:
        return outcome->check->lookups.count - outcome->check->lookups.used;
    case SPFEVAL_COUNTER_RECORDS:
        return limits->records;
    case SPFEVAL_COUNTER_MX_NAMES:
        return limits->mx_names;
    case SPFEVAL_COUNTER_PTR_NAMES:
        return limits->ptr_names;
    case SPFEVAL_COUNTER_BYTES:
        return (uint32_t)outcome->check->arena.used;
    default:
        return 0;
    }
}

int
spfeval_outcome_get_ttl(const spfeval_outcome *outcome, uint32_t *out)
{
    if (outcome == NULL || out == NULL) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    if (!outcome->has_ttl) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    *out = outcome->ttl;
    return SPFEVAL_OK;
}

int
spfeval_outcome_get_cacheable(const spfeval_outcome *outcome)
{
    const uint16_t of_the_mail = SPFEVAL_MACRO_S | SPFEVAL_MACRO_L |
                                 SPFEVAL_MACRO_O | SPFEVAL_MACRO_H |
                                 SPFEVAL_MACRO_P;

    return outcome != NULL && outcome->result != SPFEVAL_RESULT_UNSET &&
                   outcome->result != SPFEVAL_RESULT_TEMPERROR &&
                   !outcome->transient &&
                   (outcome->check->macros & of_the_mail) == 0
               ? 1
               : 0;
}

uint32_t
spfeval_outcome_get_event_count(const spfeval_outcome *outcome)
{
    return outcome == NULL ? 0 : outcome->check->trace.count;
}

static void
fill_answer(spfeval_event *out, const struct spfe_lookup *lookup)
{
    const struct spfe_answer *answer = &lookup->answer;

    out->query_type = lookup->query.type;
    out->dns_class = answer->dns_class;
    out->dns_failure = answer->failure;
    out->rcode = answer->rcode;
    out->ttl = answer->has_ttl ? answer->ttl : 0;
    out->record_count = answer->count;
}

int
spfeval_outcome_get_event(const spfeval_outcome *outcome, uint32_t index,
                          spfeval_event *out)
{
    spfeval_event filled = {.struct_size = sizeof(filled)};
    const struct spfe_event *event;

    if (outcome == NULL || out == NULL || out->struct_size < sizeof(*out)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    event = spfe_trace_get(&outcome->check->trace, index);
    if (event == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    filled.struct_size = out->struct_size;
    filled.kind = event->kind;
    filled.depth = event->frame->depth;
    filled.owner = event->frame->domain.ptr;
    filled.owner_len = event->frame->domain.len;
    filled.record = event->frame->record;
    filled.term = event->term;
    filled.term_count = event->term_count;
    filled.verdict = event->verdict;
    filled.target = event->target;
    filled.target_len = event->target_len;
    filled.terms = event->terms;
    filled.voids = event->voids;
    if (event->lookup != NULL) {
        fill_answer(&filled, event->lookup);
    }
    *out = filled;
    return SPFEVAL_OK;
}

int
spfeval_outcome_get_event_record(const spfeval_outcome *outcome,
                                 uint32_t event, uint32_t index,
                                 spfeval_dns_record *out)
{
    const struct spfe_event *found;

    if (outcome == NULL || out == NULL || out->struct_size < sizeof(*out)) {
        return SPFEVAL_ERR_ARGUMENT;
    }
    found = spfe_trace_get(&outcome->check->trace, event);
    if (found == NULL || found->lookup == NULL) {
        return SPFEVAL_ERR_NOT_FOUND;
    }
    return spfe_answer_get_record(&found->lookup->answer, index,
                                  &found->lookup->last_read, out);
}
