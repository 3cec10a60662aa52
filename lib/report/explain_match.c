/* SPDX-License-Identifier: BSD-2-Clause */
/* Which term matched, in the words of its mechanism. */
#include <spfeval/status.h>

#include "report/report.h"

static bool
is_directive(const spfeval_term *term)
{
    return term->qualifier != SPFEVAL_QUALIFIER_NONE;
}

/* Does the record hold the link's term, perhaps exp, and nothing else? */
static bool
is_alone(const struct spfe_link *link)
{
    spfeval_term term = {.struct_size = sizeof(term)};
    uint32_t i;

    for (i = 0;
         spfeval_record_get_term(link->entry.record, i, &term) == SPFEVAL_OK;
         i++) {
        /* An unknown modifier is perhaps a mistake for a directive. */
        if (i != link->entry.term && term.kind != SPFEVAL_TERM_EXP) {
            return false;
        }
    }
    return true;
}

static bool
has_directive(const spfeval_record *record, uint32_t end)
{
    spfeval_term term = {.struct_size = sizeof(term)};
    uint32_t i;

    for (i = 0;
         i < end && spfeval_record_get_term(record, i, &term) == SPFEVAL_OK;
         i++) {
        if (is_directive(&term)) {
            return true;
        }
    }
    return false;
}

/*
 * Did no directive come before the last link's term? A redirect stands behind
 * all directives of its record (RFC 7208 section 6.1).
 */
static bool
is_first_directive(const struct spfe_facts *facts)
{
    uint32_t i = facts->path_count - 1;
    struct spfe_link link = facts->last;

    if (has_directive(link.entry.record, link.entry.term)) {
        return false;
    }
    while (i > 0 && spfe_facts_link(facts, --i, &link) &&
           link.term.kind == SPFEVAL_TERM_REDIRECT) {
        if (has_directive(link.entry.record, UINT32_MAX)) {
            return false;
        }
    }
    return true;
}

bool
spfe_report_is_no_mail(const struct spfe_facts *facts)
{
    struct spfe_link link;
    uint32_t i;

    if (facts->result != SPFEVAL_RESULT_FAIL ||
        facts->judge.term.kind != SPFEVAL_TERM_ALL) {
        return false;
    }
    for (i = 0; spfe_facts_link(facts, i, &link); i++) { /* redirects, all */
        if (!is_alone(&link)) {
            return false;
        }
    }
    return true;
}

static enum spfe_key
key_of_all(const struct spfe_facts *facts)
{
    if (spfe_report_is_no_mail(facts)) {
        return SPFE_KEY_WHICH_NO_MAIL;
    }
    return is_first_directive(facts) ? SPFE_KEY_WHICH_EVERYONE
                                     : SPFE_KEY_WHICH_ALL;
}

/* Does the term compare whole addresses, not networks? */
static bool
is_exact(const struct spfe_facts *facts)
{
    return facts->family == SPFEVAL_RRTYPE_A ? facts->last.term.prefix4 == 32
                                             : facts->last.term.prefix6 == 128;
}

static enum spfe_key
key_of(const struct spfe_facts *facts)
{
    switch (facts->last.term.kind) {
    case SPFEVAL_TERM_A:
        return is_exact(facts) ? SPFE_KEY_WHICH_A : SPFE_KEY_WHICH_A_NETWORK;
    case SPFEVAL_TERM_MX:
        return is_exact(facts) ? SPFE_KEY_WHICH_MX : SPFE_KEY_WHICH_MX_NETWORK;
    case SPFEVAL_TERM_PTR:
        return SPFE_KEY_WHICH_PTR;
    default:
        return SPFE_KEY_WHICH_EXISTS;
    }
}

/* The record above says what a match below it means (RFC 7208 section 5.2). */
static void
say_sign(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    const struct spfe_link *judge = &facts->judge;

    if (judge->term.kind == SPFEVAL_TERM_INCLUDE &&
        judge->term.qualifier != SPFEVAL_QUALIFIER_PASS) {
        const char *result = spfeval_result_name(facts->result);

        spfe_report_say(report, SPFE_KEY_WHICH_SIGN,
                        &(struct spfe_values){{judge->text, judge->owner,
                                               spfe_value_name(result)}});
    }
}

void
spfe_explain_match(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    const struct spfe_link *last = &facts->last;
    const struct spfe_values values = {
        {last->text, last->owner, facts->client}};

    switch (last->term.kind) {
    case SPFEVAL_TERM_ALL:
        spfe_report_say(report, key_of_all(facts), &values);
        break;
    case SPFEVAL_TERM_IP4:
    case SPFEVAL_TERM_IP6:
        spfe_report_say(report, SPFE_KEY_WHICH_NETWORK, &values);
        break;
    default:
        spfe_report_say(report, key_of(facts),
                        &(struct spfe_values){{last->text, last->owner,
                                               facts->target, facts->client}});
        break;
    }
    say_sign(report);
}
