/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/near_miss.h"

#include <string.h>

#include <spfeval/dns.h>

#include "report/report.h"

enum {
    MOST_TERMS = 4,   /* sentences about ignored terms */
    MOST_RECORDS = 32 /* records that are looked through for them */
};

/* --- addresses ----------------------------------------------------------- */

static void
say_addresses(struct spfe_report *report,
              const struct spfe_near_addresses *near)
{
    const struct spfe_facts *facts = &report->facts;
    const struct spfe_near_address *network = &near->network;
    const struct spfe_near_address *address = &near->address;
    bool is_close = false;

    if (spfe_near_is_close(facts, network)) {
        is_close = true;
        spfe_report_say(
            report, SPFE_KEY_NEAR_NETWORK,
            &(struct spfe_values){
                {network->term.text, network->term.owner, facts->client}});
    }
    if (spfe_near_is_close(facts, address)) {
        is_close = true;
        spfe_report_say(report, SPFE_KEY_NEAR_ADDRESS,
                        &(struct spfe_values){
                            {address->term.text, address->term.owner,
                             address->host, address->address, facts->client}});
    }
    /* A term that names the client is no sign of a list out of date. */
    if (!is_close && !near->names_client &&
        network->term.text.kind != SPFE_VALUE_NONE) {
        spfe_report_say(
            report, SPFE_KEY_NEAR_NEAREST,
            &(struct spfe_values){
                {network->term.text, network->term.owner, facts->client}});
    }
}

static void
say_no_family(struct spfe_report *report, const struct spfe_near_address *near)
{
    const struct spfe_facts *facts = &report->facts;
    size_t len = 0;
    const char *helo = spfeval_outcome_get_helo(facts->outcome, &len);
    bool is_helo =
        helo != NULL &&
        spfe_facts_same_name(helo, len, near->host.data, near->host.len);

    spfe_report_say(
        report, is_helo ? SPFE_KEY_NEAR_FAMILY_HELO : SPFE_KEY_NEAR_FAMILY,
        &(struct spfe_values){
            {near->term.text, near->term.owner, near->host,
             spfe_facts_family_name(facts->family),
             spfe_value_name(spfeval_rrtype_name(facts->family))}});
}

static void
say_families(struct spfe_report *report,
             const struct spfe_near_addresses *near)
{
    const struct spfe_facts *facts = &report->facts;

    if (near->no_family.term.text.kind != SPFE_VALUE_NONE) {
        say_no_family(report, &near->no_family);
    }
    if (near->mapped.text.kind != SPFE_VALUE_NONE) {
        spfe_report_say(
            report, SPFE_KEY_NEAR_MAPPED,
            &(struct spfe_values){
                {near->mapped.text, near->mapped.owner, facts->client}});
    } else if (!near->has_own_family && near->compares_other) {
        uint32_t other = facts->family == SPFEVAL_RRTYPE_A
                             ? SPFEVAL_RRTYPE_AAAA
                             : SPFEVAL_RRTYPE_A;

        spfe_report_say(
            report, SPFE_KEY_NEAR_NETWORKS,
            &(struct spfe_values){{spfe_facts_family_name(other),
                                   spfe_facts_family_name(facts->family)}});
    }
    if (near->no_host.term.text.kind != SPFE_VALUE_NONE) {
        spfe_report_say(report, SPFE_KEY_NEAR_NO_HOST,
                        &(struct spfe_values){{near->no_host.term.text,
                                               near->no_host.term.owner,
                                               near->no_host.host}});
    }
}

/* --- terms behind "all" -------------------------------------------------- */

/* A term that authorizes and is not looked at: best, one that would match. */
static bool
find_after(const struct spfe_facts *facts, const spfeval_event *all,
           struct spfe_value *out, bool *would_match)
{
    bool found = false;
    struct spfe_value text;
    spfeval_term term;
    uint32_t i;

    *would_match = false;
    for (i = all->term + 1; spfe_facts_term(all->record, i, &term, &text);
         i++) {
        if (term.qualifier != SPFEVAL_QUALIFIER_PASS ||
            term.kind == SPFEVAL_TERM_ALL) {
            continue;
        }
        if (spfe_near_covers(facts, &term)) {
            *out = text;
            *would_match = true;
            return true;
        }
        if (!found) {
            *out = text;
            found = true;
        }
    }
    return found;
}

static bool
say_after_all(struct spfe_report *report, const spfeval_event *event)
{
    const struct spfe_facts *facts = &report->facts;
    struct spfe_value after;
    struct spfe_value all;
    spfeval_term term;
    bool would_match;

    if (event->kind != SPFEVAL_EVENT_TERM ||
        event->verdict != SPFEVAL_VERDICT_MATCH ||
        !spfe_facts_term(event->record, event->term, &term, &all) ||
        term.kind != SPFEVAL_TERM_ALL ||
        !find_after(facts, event, &after, &would_match)) {
        return false;
    }
    spfe_report_say(
        report,
        would_match ? SPFE_KEY_NEAR_AFTER_ALL : SPFE_KEY_NEAR_AFTER_ALL_UNUSED,
        &(struct spfe_values){
            {after, spfe_value_text(event->owner, event->owner_len), all}});
    return true;
}

static void
say_after_alls(struct spfe_report *report)
{
    uint32_t count = spfe_facts_event_count(&report->facts);
    struct spfe_near_scope scope = {0};
    spfeval_event event;
    uint32_t i;

    for (i = 0; i < count && spfe_facts_event(&report->facts, i, &event);
         i++) {
        if (spfe_near_could_pass(&scope, &event) &&
            say_after_all(report, &event)) {
            return;
        }
    }
}

/* --- terms that are ignored ---------------------------------------------- */

/* The name of a modifier, up to the "=". */
static struct spfe_value
name_of(struct spfe_value text)
{
    const char *sign = memchr(text.data, '=', text.len);

    if (sign != NULL) {
        text.len = (size_t)(sign - (const char *)text.data);
    }
    return text;
}

static bool
is_name(struct spfe_value name, const char *wanted, size_t len)
{
    return spfe_facts_same_name(name.data, name.len, wanted, len);
}

/* Written with "=" where ":" was meant? */
static bool
is_mechanism(struct spfe_value name)
{
    static const char *const names[] = {"ip4", "ip6", "include", "a",
                                        "mx",  "ptr", "exists"};
    static const uint8_t lengths[] = {3, 3, 7, 1, 2, 3, 6};
    size_t i;

    for (i = 0; i < sizeof(lengths); i++) {
        if (is_name(name, names[i], lengths[i])) {
            return true;
        }
    }
    return false;
}

static bool
has_all(const spfeval_record *record)
{
    struct spfe_value text;
    spfeval_term term;
    uint32_t i;

    for (i = 0; spfe_facts_term(record, i, &term, &text); i++) {
        if (term.kind == SPFEVAL_TERM_ALL) {
            return true;
        }
    }
    return false;
}

static void
say_modifier(struct spfe_report *report, const struct spfe_near_term *near)
{
    struct spfe_value name = name_of(near->text);

    if (is_mechanism(name)) {
        spfe_report_say(report, SPFE_KEY_NEAR_MODIFIER,
                        &(struct spfe_values){{near->text, near->owner,
                                               spfe_value_meant(near->text)}});
    } else if (is_name(name, "v", 1)) {
        spfe_report_say(report, SPFE_KEY_NEAR_TWO_RECORDS,
                        &(struct spfe_values){{near->owner}});
    }
}

static void
say_ignored(struct spfe_report *report, const spfeval_event *event,
            const spfeval_term *term, const struct spfe_near_term *near)
{
    const struct spfe_values values = {{near->text, near->owner}};
    const uint32_t of_local = SPFEVAL_MACRO_S | SPFEVAL_MACRO_L;

    if (term->kind == SPFEVAL_TERM_MODIFIER) {
        say_modifier(report, near);
    } else if (term->kind == SPFEVAL_TERM_REDIRECT && has_all(event->record)) {
        spfe_report_say(report, SPFE_KEY_NEAR_REDIRECT, &values);
    } else if (term->kind != SPFEVAL_TERM_EXP && report->facts.is_unicode &&
               (term->macros & of_local) != 0) {
        spfe_report_say(report, SPFE_KEY_NEAR_UNICODE, &values); /* RFC 8616 */
    }
}

/* The same record may be read for several terms. */
struct seen {
    const spfeval_record *records[MOST_RECORDS];
    uint32_t count;
};

static bool
was_seen(const struct seen *seen, const spfeval_record *record)
{
    uint32_t i;

    for (i = 0; i < seen->count; i++) {
        if (seen->records[i] == record) {
            return true;
        }
    }
    return false;
}

static void
say_ignored_terms(struct spfe_report *report, const spfeval_event *event,
                  uint32_t most)
{
    struct spfe_near_term near = {
        .owner = spfe_value_text(event->owner, event->owner_len)};
    spfeval_term term;
    uint32_t i;

    for (i = 0; report->count < most &&
                spfe_facts_term(event->record, i, &term, &near.text);
         i++) {
        say_ignored(report, event, &term, &near);
    }
}

static void
say_all_ignored(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    uint32_t count = spfe_facts_event_count(facts);
    uint32_t most = report->count + MOST_TERMS;
    struct seen seen = {.count = 0};
    spfeval_event event;
    uint32_t i;

    for (i = 0; i < count && seen.count < MOST_RECORDS &&
                spfe_facts_event(facts, i, &event);
         i++) {
        if (event.kind == SPFEVAL_EVENT_RECORD && event.record != NULL &&
            !was_seen(&seen, event.record)) {
            seen.records[seen.count++] = event.record;
            say_ignored_terms(report, &event, most);
        }
    }
}

void
spfe_explain_near_misses(struct spfe_report *report)
{
    struct spfe_near_addresses near;

    spfe_near_find_addresses(&report->facts, &near);
    say_addresses(report, &near);
    say_families(report, &near);
    say_after_alls(report);
    say_all_ignored(report);
}
