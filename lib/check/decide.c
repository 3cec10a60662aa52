/* SPDX-License-Identifier: BSD-2-Clause */
/* What the mechanisms have in common: asking, matching, ending. */
#include <spfeval/status.h>

#include "base/dname.h"
#include "check/ahead.h"
#include "check/explanation.h"
#include "rule/match.h"

bool
spfe_check_trace_term(struct spfeval_check *check, struct spfe_frame *frame,
                      int verdict)
{
    struct spfe_event *event = spfe_trace_add(&check->trace, &check->arena);

    if (event == NULL) {
        return false;
    }
    *event = (struct spfe_event){
        .frame = frame,
        .term = frame->term,
        .term_count = 1,
        .target = frame->target.ptr,
        .target_len = (uint16_t)frame->target.len,
        .terms = (uint16_t)check->limits.terms,
        .voids = (uint16_t)check->limits.voids,
        .kind = SPFEVAL_EVENT_TERM,
        .verdict = (uint8_t)verdict,
    };
    return true;
}

/*
 * Note that the time to live of an answer counts. One that does not say it is
 * not to be kept (RFC 2308 section 5), nor is a failure, whatever the aliases
 * that led to it say. What the explanation's text says does not change the
 * result.
 */
static void
limit_ttl(struct spfeval_check *check, const struct spfe_answer *answer)
{
    struct spfeval_outcome *outcome = &check->outcome;
    bool failed = answer->dns_class == SPFEVAL_DNS_FAILED;
    uint32_t ttl = answer->has_ttl && !failed ? answer->ttl : 0;

    if (check->state != SPFE_STATE_EVALUATING) {
        return;
    }
    if (failed) {
        outcome->transient = true;
    }
    if (!outcome->has_ttl || ttl < outcome->ttl) {
        outcome->has_ttl = true;
        outcome->ttl = ttl;
    }
}

/* Note the answer in the trace. */
static bool
trace_answer(struct spfeval_check *check, const struct spfe_frame *frame)
{
    struct spfe_lookup *lookup = frame->waiting;
    struct spfe_event *event = spfe_trace_add(&check->trace, &check->arena);

    limit_ttl(check, &lookup->answer);
    if (event == NULL) {
        return false;
    }
    *event = (struct spfe_event){
        .frame = frame,
        .lookup = lookup,
        .term = frame->term,
        .term_count = frame->in_term ? 1 : 0,
        .target = lookup->query.name.ptr,
        .target_len = (uint16_t)lookup->query.name.len,
        .terms = (uint16_t)check->limits.terms,
        .voids = (uint16_t)check->limits.voids,
        .kind = frame->event,
    };
    return true;
}

enum spfe_next
spfe_check_take_answer(struct spfeval_check *check, struct spfe_frame *frame)
{
    if (!trace_answer(check, frame)) {
        return SPFE_NEXT_ERROR;
    }
    return frame->on_answer(check, frame, frame->waiting);
}

enum spfe_next
spfe_check_ask(struct spfeval_check *check, struct spfe_frame *frame,
               const struct spfe_question *question,
               spfe_answer_handler on_answer)
{
    struct spfe_lookup *lookup =
        spfe_lookups_ask_hashed(&check->lookups, &check->arena, question->type,
                                question->name, question->hash);

    if (lookup == NULL) {
        return SPFE_NEXT_ERROR;
    }
    if (!lookup->used && !spfe_ahead_use(check, lookup)) {
        return SPFE_NEXT_ERROR;
    }
    if (!lookup->answered) {
        lookup->leads_to = question->leads_to;
    }
    frame->waiting = lookup;
    frame->event = question->event;
    frame->on_answer = on_answer;
    check->frame = frame;
    return SPFE_NEXT_WAIT;
}

enum spfe_next
spfe_check_look_up(struct spfeval_check *check, struct spfe_frame *frame,
                   uint16_t type, struct spfe_text name,
                   spfe_answer_handler on_answer)
{
    struct spfe_question question = {
        .name = name, .type = type, .event = SPFEVAL_EVENT_LOOKUP};

    question.hash = name.ptr == frame->target.ptr ? frame->target_hash
                                                  : spfe_dname_hash(name);
    return spfe_check_ask(check, frame, &question, on_answer);
}

static enum spfe_next
decide(struct spfeval_check *check, struct spfe_frame *frame, int result,
       int reason)
{
    check->outcome.result = (uint8_t)result;
    check->outcome.reason = (uint8_t)reason;
    if (result == SPFEVAL_RESULT_FAIL) {
        check->state = SPFE_STATE_EXPLAINING;
        return spfe_explanation_start(check, frame);
    }
    return SPFE_NEXT_DONE;
}

/*
 * A record was evaluated. RFC 7208 section 5.2: within an include only pass
 * is a match, whose own qualifier then counts for the record above, and so on.
 */
static enum spfe_next
leave(struct spfeval_check *check, struct spfe_frame *frame, int result,
      int reason)
{
    while (frame->caller != NULL) {
        frame = frame->caller;
        check->frame = frame;
        if (result != SPFEVAL_RESULT_PASS) {
            return spfe_check_no_match(check, frame);
        }
        if (!spfe_check_trace_term(check, frame, SPFEVAL_VERDICT_MATCH)) {
            return SPFE_NEXT_ERROR;
        }
        result = spfe_match_result(spfe_frame_term(frame));
        reason = SPFEVAL_REASON_MATCH;
    }
    return decide(check, frame, result, reason);
}

static void
set_leaf(struct spfeval_check *check, struct spfe_frame *frame, bool has_term)
{
    check->outcome.leaf = frame;
    check->outcome.has_term = has_term;
    check->outcome.leaf_term = 0;
    if (frame != NULL && has_term) {
        check->outcome.leaf_term = frame->term;
        check->outcome.target = frame->target;
    }
}

enum spfe_next
spfe_check_match(struct spfeval_check *check, struct spfe_frame *frame)
{
    if (!spfe_check_trace_term(check, frame, SPFEVAL_VERDICT_MATCH)) {
        return SPFE_NEXT_ERROR;
    }
    set_leaf(check, frame, true);
    return leave(check, frame, spfe_match_result(spfe_frame_term(frame)),
                 SPFEVAL_REASON_MATCH);
}

enum spfe_next
spfe_check_no_match(struct spfeval_check *check, struct spfe_frame *frame)
{
    static const struct spfe_text no_text;

    if (!spfe_check_trace_term(check, frame, SPFEVAL_VERDICT_NO_MATCH)) {
        return SPFE_NEXT_ERROR;
    }
    frame->in_term = false;
    frame->target = no_text;
    frame->term++;
    return SPFE_NEXT_RUN;
}

enum spfe_next
spfe_check_void(struct spfeval_check *check, struct spfe_frame *frame)
{
    if (!spfe_limits_charge_void(&check->limits)) {
        return spfe_check_finish(check, frame, SPFEVAL_RESULT_PERMERROR,
                                 SPFEVAL_REASON_VOID_LIMIT);
    }
    return spfe_check_no_match(check, frame);
}

enum spfe_next
spfe_check_default(struct spfeval_check *check, struct spfe_frame *frame)
{
    set_leaf(check, frame, false);
    return leave(check, frame, SPFEVAL_RESULT_NEUTRAL, SPFEVAL_REASON_DEFAULT);
}

enum spfe_next
spfe_check_finish(struct spfeval_check *check, struct spfe_frame *frame,
                  int result, int reason)
{
    bool in_term = frame != NULL && frame->in_term;
    int verdict = result == SPFEVAL_RESULT_TEMPERROR
                      ? SPFEVAL_VERDICT_TEMPERROR
                      : SPFEVAL_VERDICT_PERMERROR;

    if (in_term && !spfe_check_trace_term(check, frame, verdict)) {
        return SPFE_NEXT_ERROR;
    }
    set_leaf(check, frame, in_term);
    if (frame != NULL && !in_term) {
        check->outcome.target = frame->domain;
    }
    if (frame != NULL && result == SPFEVAL_RESULT_TEMPERROR) {
        check->outcome.target = frame->waiting->query.name;
    }
    return decide(check, frame, result, reason);
}

enum spfe_next
spfe_check_temperror(struct spfeval_check *check, struct spfe_frame *frame)
{
    return spfe_check_finish(check, frame, SPFEVAL_RESULT_TEMPERROR,
                             SPFEVAL_REASON_DNS_FAILED);
}

const struct spfe_macro_values *
spfe_check_values(struct spfeval_check *check, const struct spfe_frame *frame)
{
    check->values.domain = frame->domain;
    check->values.client_name = frame->client_name;
    return &check->values;
}

int
spfe_check_expand_target(struct spfeval_check *check, struct spfe_frame *frame,
                         const struct spfe_term *term, struct spfe_text *out)
{
    struct spfe_text spec;

    if (term->argument.len == 0) {
        *out = frame->domain;
        return SPFEVAL_OK;
    }
    if (term->argument.is_name) { /* the record is kept, and so is the copy */
        out->ptr = frame->record->text.ptr + term->argument.name;
        out->len = term->argument.len;
        return SPFEVAL_OK;
    }
    spec = spfe_record_slice(frame->record, term->argument.offset,
                             term->argument.len);
    return spfe_macro_expand_domain(spec, term->argument.expands,
                                    spfe_check_values(check, frame),
                                    &check->arena, out);
}
