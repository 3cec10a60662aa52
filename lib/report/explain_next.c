/* SPDX-License-Identifier: BSD-2-Clause */
/* Next: one action for each who can do something. */
#include <spfeval/dns.h>

#include "report/report.h"

static const struct spfe_values nothing;

static void
say_with(struct spfe_report *report, enum spfe_key key,
         const struct spfe_value *first)
{
    spfe_report_say(report, key, &(struct spfe_values){{*first}});
}

/* --- none ---------------------------------------------------------------- */

static void
say_no_record(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    spfe_report_say(report, SPFE_KEY_NEXT_OTHER_REASON_SENDER, &nothing);
    say_with(report,
             facts->of_helo ? SPFE_KEY_NEXT_NO_RECORD_OWNER_HELO
                            : SPFE_KEY_NEXT_NO_RECORD_OWNER,
             &facts->domain);
    spfe_report_say(report, SPFE_KEY_NEXT_NONE_RECEIVER, &nothing);
}

static void
say_nxdomain(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    if (facts->of_helo) {
        spfe_report_say(report, SPFE_KEY_NEXT_HELO_SENDER, &nothing);
    } else {
        say_with(report, SPFE_KEY_NEXT_NXDOMAIN_SENDER, &facts->domain);
    }
    say_with(report, SPFE_KEY_NEXT_NXDOMAIN_OWNER, &facts->domain);
    spfe_report_say(report, SPFE_KEY_NEXT_NXDOMAIN_RECEIVER, &nothing);
}

static void
say_bad_domain(struct spfe_report *report)
{
    spfe_report_say(report,
                    report->facts.of_helo ? SPFE_KEY_NEXT_HELO_SENDER
                                          : SPFE_KEY_NEXT_BAD_DOMAIN_SENDER,
                    &nothing);
    spfe_report_say(report, SPFE_KEY_NEXT_NONE_RECEIVER, &nothing);
}

static void
say_idna(struct spfe_report *report)
{
    spfe_report_say(report, SPFE_KEY_NEXT_IDNA_SENDER, &nothing);
    spfe_report_say(report, SPFE_KEY_NEXT_IDNA_RECEIVER, &nothing);
}

/* --- pass, fail, softfail, neutral --------------------------------------- */

static void
say_pass(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    bool is_everyone = facts->last.term.kind == SPFEVAL_TERM_ALL;

    spfe_report_say(report, SPFE_KEY_NEXT_OTHER_REASON_SENDER, &nothing);
    spfe_report_say(
        report,
        is_everyone ? SPFE_KEY_NEXT_EVERYONE_OWNER : SPFE_KEY_NEXT_PASS_OWNER,
        &(struct spfe_values){{is_everyone ? facts->last.owner : facts->domain,
                               facts->last.text}});
    spfe_report_say(report, SPFE_KEY_NEXT_PASS_RECEIVER, &nothing);
}

static enum spfe_key
key_of_addition(const struct spfe_facts *facts)
{
    bool at_end = facts->first.term.kind == 0;

    if (facts->of_helo) {
        return at_end ? SPFE_KEY_NEXT_ADD_SENDER_HELO_END
                      : SPFE_KEY_NEXT_ADD_SENDER_HELO;
    }
    return at_end ? SPFE_KEY_NEXT_ADD_SENDER_END : SPFE_KEY_NEXT_ADD_SENDER;
}

static void
say_ttl(struct spfe_report *report)
{
    spfeval_event event;
    uint32_t index;

    if (spfe_facts_record_event(&report->facts, &report->facts.first.entry,
                                &index, &event) &&
        event.ttl > 0) {
        spfe_report_say(report, SPFE_KEY_NEXT_ADD_OWNER_TTL,
                        &(struct spfe_values){{spfe_value_number(event.ttl)}});
    }
}

/*
 * The client is put before the term that decided, or that led to the decision:
 * that is the place where no other address changes its result.
 */
static void
say_addition(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    const struct spfe_values values = {
        {facts->domain, facts->source, facts->first.text}};

    if (!facts->of_helo && spfe_report_is_no_mail(facts)) {
        spfe_report_say(report, SPFE_KEY_NEXT_NO_MAIL_SENDER, &values);
        spfe_report_say(report, SPFE_KEY_NEXT_NO_MAIL_OWNER, &values);
    } else {
        spfe_report_say(report, key_of_addition(facts), &values);
        spfe_report_say(report, SPFE_KEY_NEXT_ADD_OWNER, &values);
    }
    say_ttl(report);
}

static void
say_not_pass(struct spfe_report *report)
{
    say_addition(report);
    switch (report->facts.result) {
    case SPFEVAL_RESULT_FAIL:
        spfe_report_say(report,
                        report->facts.of_helo
                            ? SPFE_KEY_NEXT_FAIL_RECEIVER_HELO
                            : SPFE_KEY_NEXT_FAIL_RECEIVER,
                        &nothing);
        break;
    case SPFEVAL_RESULT_SOFTFAIL:
        spfe_report_say(report, SPFE_KEY_NEXT_SOFTFAIL_RECEIVER, &nothing);
        break;
    default:
        spfe_report_say(report, SPFE_KEY_NEXT_NONE_RECEIVER, &nothing);
        break;
    }
}

/* --- temperror, permerror ------------------------------------------------ */

/* Aliases that lead nowhere stay so until their owner changes them. */
static bool
is_alias_failure(const struct spfe_facts *facts)
{
    spfeval_event event;

    return facts->reason == SPFEVAL_REASON_DNS_FAILED &&
           spfe_report_find_failure(facts, &event) &&
           event.dns_failure == SPFEVAL_FAILURE_ALIAS;
}

static void
say_temperror(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    if (is_alias_failure(facts)) {
        say_with(report, SPFE_KEY_NEXT_ALIAS_SENDER, &facts->target);
        say_with(report, SPFE_KEY_NEXT_ALIAS_OWNER, &facts->target);
    } else {
        spfe_report_say(report, SPFE_KEY_NEXT_TEMPERROR_SENDER, &nothing);
        say_with(report, SPFE_KEY_NEXT_TEMPERROR_OWNER, &facts->target);
    }
    spfe_report_say(report, SPFE_KEY_NEXT_TEMPERROR_RECEIVER, &nothing);
}

/*
 * Whose record is to be corrected, and by which term. Of a circle it is the
 * link that closes it.
 */
static struct spfe_link
find_culprit(const struct spfe_facts *facts)
{
    struct spfe_link link;
    uint32_t first;
    uint32_t count;

    switch (facts->reason) {
    case SPFEVAL_REASON_TERM_LIMIT:
        if (spfe_report_find_loop(facts, &first, &count) &&
            spfe_facts_link(facts, first + count - 1, &link)) {
            return link;
        }
        return facts->first;
    case SPFEVAL_REASON_VOID_LIMIT:
        return facts->first;
    case SPFEVAL_REASON_INCLUDE_NO_RECORD:
    case SPFEVAL_REASON_REDIRECT_NO_RECORD:
        return facts->before;
    default:
        return facts->last;
    }
}

static void
say_term_limit(struct spfe_report *report, const struct spfe_link *culprit)
{
    const struct spfe_facts *facts = &report->facts;
    uint32_t limit =
        spfeval_outcome_get_counter(facts->outcome, SPFEVAL_COUNTER_TERMS);
    struct spfe_link link;
    uint32_t first;
    uint32_t count;

    if (spfe_report_find_loop(facts, &first, &count) &&
        spfe_facts_link(facts, first, &link)) {
        spfe_report_say(report, SPFE_KEY_NEXT_LOOP_OWNER,
                        &(struct spfe_values){
                            {culprit->owner, culprit->text, link.owner}});
        return;
    }
    spfe_report_say(
        report, SPFE_KEY_NEXT_TERM_LIMIT_OWNER,
        &(struct spfe_values){{facts->domain, spfe_value_number(limit)}});
}

static void
say_correction(struct spfe_report *report, const struct spfe_link *culprit)
{
    const struct spfe_values values = {{culprit->owner, culprit->text}};

    switch (report->facts.reason) {
    case SPFEVAL_REASON_SYNTAX:
        spfe_report_say(report, SPFE_KEY_NEXT_SYNTAX_OWNER, &values);
        break;
    case SPFEVAL_REASON_MULTIPLE_RECORDS:
        spfe_report_say(report, SPFE_KEY_NEXT_MULTIPLE_RECORDS_OWNER, &values);
        break;
    case SPFEVAL_REASON_TERM_LIMIT:
        say_term_limit(report, culprit);
        break;
    case SPFEVAL_REASON_VOID_LIMIT:
        spfe_report_say(report, SPFE_KEY_NEXT_VOID_LIMIT_OWNER, &nothing);
        break;
    case SPFEVAL_REASON_MX_LIMIT:
        spfe_report_say(report, SPFE_KEY_NEXT_MX_LIMIT_OWNER, &values);
        break;
    default:
        spfe_report_say(report, SPFE_KEY_NEXT_REFERENCE_OWNER, &values);
        break;
    }
}

static void
say_permerror(struct spfe_report *report)
{
    const struct spfe_link culprit = find_culprit(&report->facts);

    say_with(report, SPFE_KEY_NEXT_PERMERROR_SENDER, &culprit.owner);
    say_correction(report, &culprit);
    spfe_report_say(report, SPFE_KEY_NEXT_PERMERROR_RECEIVER, &nothing);
}

/* --- all ----------------------------------------------------------------- */

static void
say_none(struct spfe_report *report)
{
    switch (report->facts.reason) {
    case SPFEVAL_REASON_NO_RECORD:
        say_no_record(report);
        break;
    case SPFEVAL_REASON_NXDOMAIN:
        say_nxdomain(report);
        break;
    case SPFEVAL_REASON_IDNA:
        say_idna(report);
        break;
    default:
        say_bad_domain(report);
        break;
    }
}

void
spfe_explain_next(struct spfe_report *report)
{
    switch (report->facts.result) {
    case SPFEVAL_RESULT_PASS:
        say_pass(report);
        break;
    case SPFEVAL_RESULT_FAIL:
    case SPFEVAL_RESULT_SOFTFAIL:
    case SPFEVAL_RESULT_NEUTRAL:
        say_not_pass(report);
        break;
    case SPFEVAL_RESULT_TEMPERROR:
        say_temperror(report);
        break;
    case SPFEVAL_RESULT_PERMERROR:
        say_permerror(report);
        break;
    default:
        say_none(report);
        break;
    }
}
