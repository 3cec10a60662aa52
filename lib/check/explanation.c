/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/explanation.h"

#include <spfeval/status.h>

#include "base/ascii.h"
#include "base/dname.h"
#include "check/mech.h"
#include "dns/records.h"
#include "record/macro_parse.h"

/*
 * Expand an explain-string. RFC 7208 section 11.5.2: text that is empty, too
 * long, or holds octets that the macros brought in and that no reply may hold,
 * is not used at all; *out stays {NULL, 0} then.
 */
static int
expand(struct spfeval_check *check, struct spfe_frame *frame,
       struct spfe_text text, struct spfe_text *out)
{
    static const struct spfe_text no_text;
    struct spfe_text expanded;
    int status = spfe_macro_expand_copy(text, check->options->max_explanation,
                                        spfe_check_values(check, frame),
                                        &check->arena, &expanded);

    *out = no_text;
    if (status == SPFEVAL_OK && expanded.len > 0 &&
        spfe_ascii_is_printable(expanded.ptr, expanded.len)) {
        *out = expanded;
    }
    return status;
}

static enum spfe_next
expand_default(struct spfeval_check *check, struct spfe_frame *frame)
{
    struct spfe_text text = check->options->default_explanation;

    if (text.len == 0) {
        return SPFE_NEXT_DONE;
    }
    if (expand(check, frame, text, &check->outcome.explanation) !=
        SPFEVAL_OK) {
        return SPFE_NEXT_ERROR;
    }
    if (check->outcome.explanation.ptr != NULL) {
        check->outcome.explanation_source = SPFEVAL_EXPLANATION_DEFAULT;
    }
    return SPFE_NEXT_DONE;
}

static enum spfe_next
use_default(struct spfeval_check *check, struct spfe_frame *frame)
{
    if ((check->options->default_macros & SPFEVAL_MACRO_P) != 0) {
        return spfe_client_name_find(check, frame, expand_default);
    }
    return expand_default(check, frame);
}

enum spfe_next
spfe_explanation_give_up(struct spfeval_check *check, struct spfe_frame *frame)
{
    return expand_default(check, frame);
}

static struct spfe_text
first_text(const struct spfe_lookup *lookup)
{
    struct spfe_rr_cursor records = spfe_answer_records(&lookup->answer);
    struct spfe_rr rr = {.text = {"", 0}};

    spfe_rr_next(&records, &rr);
    return rr.text;
}

static enum spfe_next
expand_domain_text(struct spfeval_check *check, struct spfe_frame *frame)
{
    struct spfe_text *explanation = &check->outcome.explanation;
    struct spfe_text text = first_text(frame->explanation);

    if (expand(check, frame, text, explanation) != SPFEVAL_OK) {
        return SPFE_NEXT_ERROR;
    }
    if (explanation->ptr == NULL) {
        return use_default(check, frame);
    }
    check->outcome.explanation_source = SPFEVAL_EXPLANATION_DOMAIN;
    check->outcome.explanation_domain = frame->domain;
    return SPFE_NEXT_DONE;
}

/* Any failure, any number of records but one, and any error: as if no exp. */
static enum spfe_next
text_answered(struct spfeval_check *check, struct spfe_frame *frame,
              struct spfe_lookup *lookup)
{
    uint16_t macros;

    if (lookup->answer.dns_class != SPFEVAL_DNS_OK ||
        lookup->answer.count != 1 ||
        spfe_macro_scan_explanation(first_text(lookup), &macros) !=
            SPFEVAL_SYNTAX_NONE) {
        return use_default(check, frame);
    }
    frame->explanation = lookup;
    if ((macros & SPFEVAL_MACRO_P) != 0) {
        return spfe_client_name_find(check, frame, expand_domain_text);
    }
    return expand_domain_text(check, frame);
}

static const struct spfe_term *
exp_term(const struct spfe_frame *frame)
{
    return &frame->record->terms[frame->record->exp];
}

static enum spfe_next
ask_for_text(struct spfeval_check *check, struct spfe_frame *frame)
{
    struct spfe_question question = {.type = SPFEVAL_RRTYPE_TXT,
                                     .event = SPFEVAL_EVENT_EXPLANATION};
    struct spfe_text target;

    if (spfe_check_expand_target(check, frame, exp_term(frame), &target) !=
        SPFEVAL_OK) {
        return SPFE_NEXT_ERROR;
    }
    if (!spfe_dname_inspect(target, &question.hash)) {
        return use_default(check, frame);
    }
    question.name = target;
    return spfe_check_ask(check, frame, &question, text_answered);
}

enum spfe_next
spfe_explanation_start(struct spfeval_check *check, struct spfe_frame *frame)
{
    frame->in_term = false;
    if (!check->options->fetch_explanation || !frame->record->has_exp) {
        return use_default(check, frame);
    }
    /* RFC 7208 section 6.2: nothing here counts against a limit. */
    if ((exp_term(frame)->argument.macros & SPFEVAL_MACRO_P) != 0) {
        return spfe_client_name_find(check, frame, ask_for_text);
    }
    return ask_for_text(check, frame);
}
