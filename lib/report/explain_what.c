/* SPDX-License-Identifier: BSD-2-Clause */
/* What: the records on the path, as they are published. */
#include <spfeval/dns.h>

#include "base/ascii.h"
#include "report/report.h"

enum {
    MOST_RECORDS = 12, /* that are quoted: a path may be longer */
    MOST_LINKS = 32    /* that are looked at */
};

static void
say_quote(struct spfe_report *report, const char *text, size_t len)
{
    size_t most = SPFE_QUOTE_MOST;

    spfe_report_say(report, SPFE_KEY_WHAT_QUOTE,
                    &(struct spfe_values){{spfe_value_excerpt(
                        text, len < most ? len : most, 0, 0)}});
    if (len > most) {
        spfe_report_say(
            report, SPFE_KEY_WHAT_CUT,
            &(struct spfe_values){{spfe_value_number((uint32_t)most),
                                   spfe_value_number((uint32_t)len)}});
    }
}

static void
say_more(struct spfe_report *report, uint32_t number)
{
    if (number > 0) {
        spfe_report_say(report, SPFE_KEY_WHAT_MORE,
                        &(struct spfe_values){{spfe_value_number(number)}});
    }
}

/* RFC 7208 section 4.5: the version, alone or with a space behind it. */
static bool
has_version(const spfeval_dns_record *record)
{
    return record->data_len >= 6 &&
           spfe_ascii_equal(record->data, "v=spf1", 6) &&
           (record->data_len == 6 || record->data[6] == ' ');
}

uint32_t
spfe_report_count_records(const struct spfe_facts *facts)
{
    spfeval_dns_record record;
    spfeval_event event;
    uint32_t count = 0;
    uint32_t index;
    uint32_t i;

    if (!spfe_facts_record_event(facts, &facts->last.entry, &index, &event)) {
        return 0;
    }
    for (i = 0; spfe_facts_dns_record(facts, index, i, &record); i++) {
        count += has_version(&record) ? 1 : 0;
    }
    return count;
}

static void
say_several(struct spfe_report *report, const struct spfe_link *link,
            uint32_t event)
{
    uint32_t count = spfe_report_count_records(&report->facts);
    spfeval_dns_record record;
    uint32_t said = 0;
    uint32_t i;

    spfe_report_say(
        report, SPFE_KEY_WHAT_SEVERAL,
        &(struct spfe_values){{link->owner, spfe_value_number(count)}});
    for (i = 0; said < MOST_RECORDS &&
                spfe_facts_dns_record(&report->facts, event, i, &record);
         i++) {
        if (has_version(&record)) {
            say_quote(report, record.data, record.data_len);
            said++;
        }
    }
    say_more(report, count - said);
}

static void
say_record(struct spfe_report *report, const struct spfe_link *link)
{
    const spfeval_path_entry *entry = &link->entry;
    spfeval_event event;
    uint32_t index;

    if (spfe_facts_record_event(&report->facts, entry, &index, &event) &&
        event.ttl > 0) {
        spfe_report_say(report, SPFE_KEY_WHAT_RECORD,
                        &(struct spfe_values){
                            {link->owner, spfe_value_number(event.ttl)}});
    } else {
        spfe_report_say(report, SPFE_KEY_WHAT_RECORD_NO_TTL,
                        &(struct spfe_values){{link->owner}});
    }
    say_quote(report, entry->text, entry->text_len);
}

static void
say_absence(struct spfe_report *report, const struct spfe_link *link)
{
    const struct spfe_values owner = {{link->owner}};
    spfeval_event event;
    uint32_t index;

    if (!spfe_facts_record_event(&report->facts, &link->entry, &index,
                                 &event)) {
        spfe_report_say(report, SPFE_KEY_WHAT_UNREAD, &owner);
        return;
    }
    switch (event.dns_class) {
    case SPFEVAL_DNS_NXDOMAIN:
        spfe_report_say(report, SPFE_KEY_WHAT_NXDOMAIN, &owner);
        break;
    case SPFEVAL_DNS_NODATA:
        spfe_report_say(report, SPFE_KEY_WHAT_NO_TXT, &owner);
        break;
    case SPFEVAL_DNS_OK:
        if (report->facts.reason == SPFEVAL_REASON_MULTIPLE_RECORDS) {
            say_several(report, link, index);
            break;
        }
        spfe_report_say(
            report, SPFE_KEY_WHAT_NO_SPF,
            &(struct spfe_values){
                {link->owner, spfe_value_number(event.record_count)}});
        break;
    default:
        spfe_report_say(report, SPFE_KEY_WHAT_UNREAD, &owner);
        break;
    }
}

/* A circle leads to the same records again and again: once is enough. */
static bool
was_shown(const struct spfe_facts *facts, uint32_t index,
          const struct spfe_link *link)
{
    struct spfe_link earlier;
    uint32_t i;

    for (i = 0; i < index; i++) {
        if (spfe_facts_link(facts, i, &earlier) &&
            spfe_facts_same_name(earlier.entry.owner, earlier.entry.owner_len,
                                 link->entry.owner, link->entry.owner_len)) {
            return true;
        }
    }
    return false;
}

void
spfe_explain_what(struct spfe_report *report)
{
    const struct spfe_facts *facts = &report->facts;
    struct spfe_link link;
    uint32_t shown = 0;
    uint32_t left = 0;
    uint32_t i;

    if (facts->path_count == 0) {
        spfe_report_say(report, SPFE_KEY_WHAT_NOTHING,
                        &(struct spfe_values){0});
    }
    for (i = 0; i < MOST_LINKS && spfe_facts_link(facts, i, &link); i++) {
        if (was_shown(facts, i, &link)) {
            continue;
        }
        if (shown == MOST_RECORDS) {
            left++;
            continue;
        }
        shown++;
        if (link.entry.text != NULL) {
            say_record(report, &link);
        } else {
            say_absence(report, &link);
        }
    }
    say_more(report, left + facts->path_count - i);
}
