/* SPDX-License-Identifier: BSD-2-Clause */
/* What was counted until a limit was passed (RFC 7208 section 4.6.4). */
#include <spfeval/dns.h>

#include "report/report.h"

enum {
    MOST_ITEMS = 32, /* of a list; an option may allow 1000 terms */
    MOST_LINKS = 32  /* of a path, in which a circle is looked for */
};

/* Is there an earlier link with the same owner as this one? */
static bool
find_earlier(const struct spfe_facts *facts, uint32_t index, uint32_t *earlier)
{
    struct spfe_link link;
    struct spfe_link other;
    uint32_t i;

    if (!spfe_facts_link(facts, index, &link)) {
        return false;
    }
    for (i = 0; i < index && spfe_facts_link(facts, i, &other); i++) {
        if (spfe_facts_same_name(link.entry.owner, link.entry.owner_len,
                                 other.entry.owner, other.entry.owner_len)) {
            *earlier = i;
            return true;
        }
    }
    return false;
}

bool
spfe_report_find_loop(const struct spfe_facts *facts, uint32_t *first,
                      uint32_t *count)
{
    uint32_t i;

    for (i = 1; i < MOST_LINKS && i < facts->path_count; i++) {
        if (find_earlier(facts, i, first)) {
            *count = i - *first;
            return true;
        }
    }
    return false;
}

static void
say_loop(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    struct spfe_link link;
    uint32_t first;
    uint32_t count;

    if (spfe_report_find_loop(facts, &first, &count) &&
        spfe_facts_link(facts, first, &link)) {
        spfe_report_say(
            report, SPFE_KEY_PERMERROR_LIMIT_LOOP,
            &(struct spfe_values){
                {link.owner, spfe_value_path(facts->outcome, first, count)}});
    }
}

/*
 * What the HELO identity has used of a shared budget: the first event tells of
 * the domain's own record, before anything is charged.
 */
static void
find_start(const struct spfe_facts *facts, spfeval_event *first)
{
    if (!spfe_facts_event(facts, 0, first)) {
        first->terms = 0;
        first->voids = 0;
    }
}

static void
say_start(struct spfe_report *report, uint32_t number)
{
    if (number > 0) {
        spfe_report_say(report, SPFE_KEY_PERMERROR_LIMIT_HELO,
                        &(struct spfe_values){{spfe_value_number(number)}});
    }
}

/* --- terms --------------------------------------------------------------- */

/*
 * A term is charged before anything else happens in it, so the first event
 * that shows a higher count is about the term that was charged. A second
 * charge for the same term is that of the macro %{p}.
 */
struct term_list {
    struct spfe_report *report;
    uint32_t start; /* what was counted before */
    uint32_t number;
    uint32_t left_out;
};

static void
say_term(struct term_list *list, const spfeval_event *event, bool is_macro)
{
    struct spfe_value text;
    spfeval_term term;

    list->number++;
    if (list->number - list->start > MOST_ITEMS ||
        !spfe_facts_term(event->record, event->term, &term, &text)) {
        list->left_out++;
        return;
    }
    spfe_report_say(list->report,
                    is_macro ? SPFE_KEY_PERMERROR_TERM_LIMIT_LIST_MACRO
                             : SPFE_KEY_PERMERROR_TERM_LIMIT_LIST,
                    &(struct spfe_values){
                        {spfe_value_number(list->number), text,
                         spfe_value_text(event->owner, event->owner_len)}});
}

static void
say_terms(struct term_list *list)
{
    const struct spfe_facts *facts = &list->report->facts;
    uint32_t count = spfe_facts_event_count(facts);
    spfeval_event event = {0};
    bool is_charged = false; /* did the last event's term get a number? */
    uint32_t i;

    for (i = 0; i < count && spfe_facts_event(facts, i, &event); i++) {
        is_charged = false;
        while (list->number < event.terms) {
            say_term(list, &event, is_charged);
            is_charged = true;
        }
    }
    say_term(list, &event, is_charged); /* the one too many */
}

static void
say_left_out(struct spfe_report *report, uint32_t number)
{
    if (number > 0) {
        spfe_report_say(report, SPFE_KEY_PERMERROR_LIMIT_MORE,
                        &(struct spfe_values){{spfe_value_number(number)}});
    }
}

void
spfe_explain_term_limit(struct spfe_report *report)
{
    struct term_list list = {.report = report};
    uint32_t limit = spfeval_outcome_get_counter(report->facts.outcome,
                                                 SPFEVAL_COUNTER_TERMS);

    spfeval_event first;

    find_start(&report->facts, &first);
    list.start = first.terms;
    list.number = first.terms;
    spfe_report_say(report, SPFE_KEY_PERMERROR_TERM_LIMIT_COUNTED,
                    &(struct spfe_values){{spfe_value_number(limit)}});
    say_start(report, first.terms);
    say_terms(&list);
    say_left_out(report, list.left_out);
    say_loop(report);
}

/* --- voids --------------------------------------------------------------- */

static bool
is_void(const spfeval_event *event)
{
    return event->kind == SPFEVAL_EVENT_LOOKUP &&
           (event->dns_class == SPFEVAL_DNS_NODATA ||
            event->dns_class == SPFEVAL_DNS_NXDOMAIN);
}

static void
say_void(struct spfe_report *report, const spfeval_event *event,
         const spfeval_event *lookup)
{
    bool is_absent = lookup->dns_class == SPFEVAL_DNS_NXDOMAIN;
    const char *type = spfeval_rrtype_name((int)lookup->query_type);
    struct spfe_value text;
    spfeval_term term;

    if (spfe_facts_term(event->record, event->term, &term, &text)) {
        spfe_report_say(
            report,
            is_absent ? SPFE_KEY_PERMERROR_VOID_LIMIT_LIST_NXDOMAIN
                      : SPFE_KEY_PERMERROR_VOID_LIMIT_LIST_NODATA,
            &(struct spfe_values){
                {spfe_value_number(event->voids), text,
                 spfe_value_text(event->owner, event->owner_len),
                 spfe_value_text(lookup->target, lookup->target_len),
                 spfe_value_name(type)}});
    }
}

void
spfe_explain_void_limit(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    uint32_t voids =
        spfeval_outcome_get_counter(facts->outcome, SPFEVAL_COUNTER_VOIDS);
    uint32_t count = spfe_facts_event_count(facts);
    spfeval_event lookup = {0};
    spfeval_event first;
    spfeval_event event;
    uint32_t said;
    uint32_t i;

    find_start(facts, &first);
    said = first.voids;
    spfe_report_say(report, SPFE_KEY_PERMERROR_VOID_LIMIT_COUNTED,
                    &(struct spfe_values){{spfe_value_number(voids - 1)}});
    say_start(report, first.voids);
    for (i = 0; i < count && spfe_facts_event(facts, i, &event); i++) {
        if (is_void(&event)) {
            lookup = event;
        }
        if (event.voids > said) {
            said = event.voids;
            if (said - first.voids <= MOST_ITEMS) {
                say_void(report, &event, &lookup);
            }
        }
    }
    said -= first.voids;
    say_left_out(report, said > MOST_ITEMS ? said - MOST_ITEMS : 0);
    spfe_report_say(report, SPFE_KEY_PERMERROR_VOID_LIMIT_SEPARATE,
                    &(struct spfe_values){0});
    say_loop(report);
}

/* --- MX ------------------------------------------------------------------ */

uint32_t
spfe_report_count_mx(const struct spfe_facts *facts)
{
    uint32_t i;
    spfeval_event event;

    for (i = spfe_facts_event_count(facts); i > 0; i--) {
        if (spfe_facts_event(facts, i - 1, &event) &&
            event.query_type == SPFEVAL_RRTYPE_MX) {
            return event.record_count;
        }
    }
    return 0;
}
