/* SPDX-License-Identifier: BSD-2-Clause */
/* Which: the term, query or record that decided, and what came close. */
#include <spfeval/dns.h>

#include "report/report.h"

static void
say_path(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    if (facts->path_count > 1) {
        spfe_report_say(report, SPFE_KEY_WHICH_PATH,
                        &(struct spfe_values){{spfe_value_path(
                            facts->outcome, 0, facts->path_count)}});
    }
}

/* --- temperror ----------------------------------------------------------- */

bool
spfe_report_find_failure(const struct spfe_facts *facts, spfeval_event *out)
{
    uint32_t i;

    for (i = spfe_facts_event_count(facts); i > 0; i--) {
        if (spfe_facts_event(facts, i - 1, out) &&
            out->dns_class == SPFEVAL_DNS_FAILED) {
            return true;
        }
    }
    return false;
}

/* A record is fetched for the term that leads to it. */
static void
say_purpose(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    const struct spfe_link *link =
        facts->last.term.kind != 0 ? &facts->last : &facts->before;

    if (link->term.kind != 0) {
        spfe_report_say(report, SPFE_KEY_TEMPERROR_DNS_FAILED_TERM,
                        &(struct spfe_values){{link->text, link->owner}});
    }
}

static void
say_failure(struct spfe_report *report)
{
    spfeval_event event;
    const char *type;
    const char *what;

    if (!spfe_report_find_failure(&report->facts, &event)) {
        return;
    }
    type = spfeval_rrtype_name((int)event.query_type);
    what = spfeval_dns_name((int)event.dns_class, (int)event.dns_failure,
                            (int)event.rcode);
    spfe_report_say(
        report, SPFE_KEY_TEMPERROR_DNS_FAILED_QUERY,
        &(struct spfe_values){{spfe_value_name(type), report->facts.target,
                               spfe_value_name(what)}});
    say_purpose(report);
}

/* --- permerror ----------------------------------------------------------- */

static void
say_mx_limit(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    uint32_t count = spfe_report_count_mx(facts);

    spfe_report_say(
        report, SPFE_KEY_PERMERROR_MX_LIMIT_COUNT,
        &(struct spfe_values){{facts->last.text, facts->last.owner,
                               facts->target, spfe_value_number(count)}});
    say_path(report);
}

static void
say_reference(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    spfe_report_say(
        report, SPFE_KEY_WHICH_LEADS_TO,
        &(struct spfe_values){
            {facts->before.text, facts->before.owner, facts->target}});
    if (facts->path_count > 2) {
        say_path(report);
    }
}

static void
say_bad_reference(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    spfe_report_say(report, SPFE_KEY_WHICH_LEADS_NOWHERE,
                    &(struct spfe_values){
                        {facts->last.text, facts->last.owner, facts->target}});
    say_path(report);
}

/* --- all results --------------------------------------------------------- */

static void
say_default(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;

    spfe_report_say(report, SPFE_KEY_WHICH_DEFAULT,
                    &(struct spfe_values){{facts->last.owner, facts->client}});
    say_path(report);
    spfe_explain_near_misses(report);
}

static void
say_match(struct spfe_report *report)
{
    spfe_explain_match(report);
    say_path(report);
    if (report->facts.result != SPFEVAL_RESULT_PASS) {
        spfe_explain_near_misses(report);
    }
}

void
spfe_explain_which(struct spfe_report *report)
{
    static const struct spfe_values nothing;

    switch (report->facts.reason) {
    case SPFEVAL_REASON_NO_RECORD:
    case SPFEVAL_REASON_NXDOMAIN:
        spfe_report_say(report, SPFE_KEY_WHICH_NONE, &nothing);
        break;
    case SPFEVAL_REASON_MATCH:
        say_match(report);
        break;
    case SPFEVAL_REASON_DEFAULT:
        say_default(report);
        break;
    case SPFEVAL_REASON_DNS_FAILED:
        say_failure(report);
        break;
    case SPFEVAL_REASON_TIMEOUT:
        spfe_report_say(report, SPFE_KEY_TEMPERROR_TIMEOUT_QUERY,
                        &(struct spfe_values){{report->facts.target}});
        say_purpose(report);
        break;
    case SPFEVAL_REASON_SYNTAX:
        spfe_explain_syntax(report);
        say_path(report);
        break;
    case SPFEVAL_REASON_MULTIPLE_RECORDS:
        spfe_report_say(report, SPFE_KEY_PERMERROR_MULTIPLE_RECORDS_EQUAL,
                        &nothing);
        say_path(report);
        break;
    case SPFEVAL_REASON_TERM_LIMIT:
        spfe_explain_term_limit(report);
        break;
    case SPFEVAL_REASON_VOID_LIMIT:
        spfe_explain_void_limit(report);
        break;
    case SPFEVAL_REASON_MX_LIMIT:
        say_mx_limit(report);
        break;
    case SPFEVAL_REASON_INCLUDE_NO_RECORD:
    case SPFEVAL_REASON_REDIRECT_NO_RECORD:
        say_reference(report);
        break;
    case SPFEVAL_REASON_INCLUDE_BAD_DOMAIN:
    case SPFEVAL_REASON_REDIRECT_BAD_DOMAIN:
        say_bad_reference(report);
        break;
    default:
        spfe_report_say(report, SPFE_KEY_WHICH_NOT_EVALUATED, &nothing);
        break;
    }
}
