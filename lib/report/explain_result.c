/* SPDX-License-Identifier: BSD-2-Clause */
/* The result: the key sentence, what receivers do, what the domain says. */
#include <spfeval/dns.h>

#include "report/report.h"

static const struct spfe_values nothing;

static void
say_with(struct spfe_report *report, enum spfe_key key,
         const struct spfe_value *first)
{
    spfe_report_say(report, key, &(struct spfe_values){{*first}});
}

/* --- key sentences ------------------------------------------------------- */

static void
say_bad_domain(struct spfe_report *report)
{
    if (report->facts.domain.len == 0) {
        spfe_report_say(report, SPFE_KEY_NONE_NO_DOMAIN, &nothing);
    } else {
        say_with(report, SPFE_KEY_NONE_BAD_DOMAIN, &report->facts.domain);
    }
}

static enum spfe_key
key_of_match(int result)
{
    switch (result) {
    case SPFEVAL_RESULT_PASS:
        return SPFE_KEY_PASS_MATCH;
    case SPFEVAL_RESULT_FAIL:
        return SPFE_KEY_FAIL_MATCH;
    case SPFEVAL_RESULT_SOFTFAIL:
        return SPFE_KEY_SOFTFAIL_MATCH;
    default:
        return SPFE_KEY_NEUTRAL_MATCH;
    }
}

static void
say_match(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    spfe_report_say(report, key_of_match(facts->result),
                    &(struct spfe_values){
                        {facts->domain, facts->client, facts->judge.text}});
    if (facts->result == SPFEVAL_RESULT_NEUTRAL &&
        facts->judge.term.kind == SPFEVAL_TERM_ALL) {
        say_with(report, SPFE_KEY_NEUTRAL_ALL, &facts->judge.text);
    }
}

/* RFC 8616 section 4: such a redirect counts as absent. */
static bool
has_idle_redirect(const struct spfe_facts *facts)
{
    const spfeval_record *record = facts->last.entry.record;
    uint32_t count = spfeval_record_get_term_count(record);
    struct spfe_value text;
    spfeval_term term;
    uint32_t i;

    for (i = 0; i < count && spfe_facts_term(record, i, &term, &text); i++) {
        if (term.kind == SPFEVAL_TERM_REDIRECT) {
            return true;
        }
    }
    return false;
}

static void
say_default(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    spfe_report_say(report,
                    has_idle_redirect(facts) ? SPFE_KEY_NEUTRAL_DEFAULT_UNICODE
                                             : SPFE_KEY_NEUTRAL_DEFAULT,
                    &(struct spfe_values){{facts->domain, facts->client}});
}

static void
say_dns_failed(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    spfeval_event event = {0};

    if (spfe_report_find_failure(facts, &event) &&
        event.dns_failure == SPFEVAL_FAILURE_ALIAS) {
        spfe_report_say(report, SPFE_KEY_TEMPERROR_DNS_FAILED_ALIAS,
                        &(struct spfe_values){{facts->domain, facts->target}});
        return;
    }
    spfe_report_say(
        report, SPFE_KEY_TEMPERROR_DNS_FAILED,
        &(struct spfe_values){
            {facts->domain,
             spfe_value_name(spfeval_rrtype_name((int)event.query_type)),
             facts->target,
             spfe_value_name(spfeval_dns_name((int)event.dns_class,
                                              (int)event.dns_failure,
                                              (int)event.rcode))}});
}

static void
say_syntax(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    spfeval_syntax_error error = {.struct_size = sizeof(error)};

    (void)spfeval_outcome_get_syntax_error(facts->outcome, &error);
    spfe_report_say(report, SPFE_KEY_PERMERROR_SYNTAX,
                    &(struct spfe_values){
                        {facts->last.owner, spfe_value_number(error.offset)}});
}

static void
say_limit(struct spfe_report *report, enum spfe_key key, uint32_t limit)
{
    spfe_report_say(report, key,
                    &(struct spfe_values){
                        {report->facts.domain, spfe_value_number(limit)}});
}

static void
say_mx_limit(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    spfe_report_say(report, SPFE_KEY_PERMERROR_MX_LIMIT,
                    &(struct spfe_values){
                        {facts->last.owner, facts->target,
                         spfe_value_number(spfe_report_count_mx(facts))}});
}

/* from is the record with the include or redirect. */
static void
say_reference(struct spfe_report *report, enum spfe_key key,
              const struct spfe_link *from)
{
    spfe_report_say(
        report, key,
        &(struct spfe_values){{from->owner, report->facts.target}});
}

static void
say_error(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    const spfeval_outcome *outcome = facts->outcome;

    switch (facts->reason) {
    case SPFEVAL_REASON_SYNTAX:
        say_syntax(report);
        break;
    case SPFEVAL_REASON_MULTIPLE_RECORDS:
        spfe_report_say(
            report, SPFE_KEY_PERMERROR_MULTIPLE_RECORDS,
            &(struct spfe_values){
                {facts->last.owner,
                 spfe_value_number(spfe_report_count_records(facts))}});
        break;
    case SPFEVAL_REASON_TERM_LIMIT:
        say_limit(report, SPFE_KEY_PERMERROR_TERM_LIMIT,
                  spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS));
        break;
    case SPFEVAL_REASON_VOID_LIMIT: /* counted one too many */
        say_limit(report, SPFE_KEY_PERMERROR_VOID_LIMIT,
                  spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_VOIDS) -
                      1);
        break;
    case SPFEVAL_REASON_MX_LIMIT:
        say_mx_limit(report);
        break;
    case SPFEVAL_REASON_INCLUDE_NO_RECORD:
        say_reference(report, SPFE_KEY_PERMERROR_INCLUDE_NO_RECORD,
                      &facts->before);
        break;
    case SPFEVAL_REASON_REDIRECT_NO_RECORD:
        say_reference(report, SPFE_KEY_PERMERROR_REDIRECT_NO_RECORD,
                      &facts->before);
        break;
    case SPFEVAL_REASON_INCLUDE_BAD_DOMAIN:
        say_reference(report, SPFE_KEY_PERMERROR_INCLUDE_BAD_DOMAIN,
                      &facts->last);
        break;
    default:
        say_reference(report, SPFE_KEY_PERMERROR_REDIRECT_BAD_DOMAIN,
                      &facts->last);
        break;
    }
}

static void
say_reason(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    switch (facts->reason) {
    case SPFEVAL_REASON_NO_RECORD:
        say_with(report, SPFE_KEY_NONE_NO_RECORD, &facts->domain);
        break;
    case SPFEVAL_REASON_NXDOMAIN:
        say_with(report, SPFE_KEY_NONE_NXDOMAIN, &facts->domain);
        break;
    case SPFEVAL_REASON_BAD_DOMAIN:
        say_bad_domain(report);
        break;
    case SPFEVAL_REASON_IDNA:
        say_with(report, SPFE_KEY_NONE_IDNA, &facts->domain);
        break;
    case SPFEVAL_REASON_MATCH:
        say_match(report);
        break;
    case SPFEVAL_REASON_DEFAULT:
        say_default(report);
        break;
    case SPFEVAL_REASON_DNS_FAILED:
        say_dns_failed(report);
        break;
    case SPFEVAL_REASON_TIMEOUT:
        say_with(report, SPFE_KEY_TEMPERROR_TIMEOUT, &facts->domain);
        break;
    default:
        say_error(report);
        break;
    }
}

/* --- what receivers do (RFC 7208 section 8) ------------------------------ */

static void
say_advice(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    switch (facts->result) {
    case SPFEVAL_RESULT_NEUTRAL:
        spfe_report_say(report, SPFE_KEY_RESULT_NEUTRAL, &nothing);
        break;
    case SPFEVAL_RESULT_PASS:
        if (spfeval_outcome_get_identity(facts->outcome) ==
            SPFEVAL_IDENTITY_HELO) {
            spfe_report_say(report, SPFE_KEY_RESULT_PASS_HELO, &nothing);
        } else {
            say_with(report, SPFE_KEY_RESULT_PASS, &facts->domain);
        }
        break;
    case SPFEVAL_RESULT_FAIL:
        spfe_report_say(report, SPFE_KEY_RESULT_FAIL, &nothing);
        break;
    case SPFEVAL_RESULT_SOFTFAIL:
        spfe_report_say(report, SPFE_KEY_RESULT_SOFTFAIL, &nothing);
        break;
    case SPFEVAL_RESULT_TEMPERROR:
        spfe_report_say(report, SPFE_KEY_RESULT_TEMPERROR, &nothing);
        break;
    case SPFEVAL_RESULT_PERMERROR:
        spfe_report_say(report, SPFE_KEY_RESULT_PERMERROR, &nothing);
        break;
    default:
        spfe_report_say(report, SPFE_KEY_RESULT_NONE, &nothing);
        break;
    }
}

/*
 * RFC 7208 section 11.5.2: the domain's text is a third party's. It is never
 * cut, since a shortened address would mislead.
 */
static void
say_explanation(struct spfe_report *report)
{
    const spfeval_outcome *outcome = report->facts.outcome;
    size_t len = 0;
    const char *text = spfeval_outcome_get_explanation(outcome, &len);
    struct spfe_value explanation = spfe_value_whole(text, len);

    if (text == NULL) {
        return;
    }
    if (spfeval_outcome_get_explanation_source(outcome) ==
        SPFEVAL_EXPLANATION_DOMAIN) {
        size_t owner_len = 0;
        const char *owner =
            spfeval_outcome_get_explanation_domain(outcome, &owner_len);

        spfe_report_say(report, SPFE_KEY_RESULT_EXPLAINS,
                        &(struct spfe_values){
                            {spfe_value_text(owner, owner_len), explanation}});
    } else {
        say_with(report, SPFE_KEY_RESULT_RECEIVER_EXPLAINS, &explanation);
    }
}

void
spfe_explain_result(struct spfe_report *report)
{
    say_reason(report);
    say_advice(report);
    say_explanation(report);
}
