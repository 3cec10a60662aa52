/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/facts.h"

#include <spfeval/dns.h>
#include <spfeval/status.h>

#include "base/ascii.h"
#include "base/ip.h"

struct spfe_value
spfe_facts_family_name(uint32_t type)
{
    return spfe_value_name(type == SPFEVAL_RRTYPE_AAAA ? "IPv6" : "IPv4");
}

bool
spfe_facts_event(const struct spfe_facts *facts, uint32_t index,
                 spfeval_event *out)
{
    out->struct_size = sizeof(*out);
    return spfeval_outcome_get_event(facts->outcome, index, out) == SPFEVAL_OK;
}

uint32_t
spfe_facts_event_count(const struct spfe_facts *facts)
{
    return spfeval_outcome_get_event_count(facts->outcome);
}

bool
spfe_facts_record_event(const struct spfe_facts *facts,
                        const spfeval_path_entry *entry, uint32_t *index,
                        spfeval_event *out)
{
    uint32_t count = spfe_facts_event_count(facts);
    uint32_t i;

    for (i = 0; i < count; i++) {
        if (spfe_facts_event(facts, i, out) &&
            out->kind == SPFEVAL_EVENT_RECORD &&
            spfe_facts_same_name(out->owner, out->owner_len, entry->owner,
                                 entry->owner_len)) {
            *index = i;
            return true;
        }
    }
    return false;
}

bool
spfe_facts_dns_record(const struct spfe_facts *facts, uint32_t event,
                      uint32_t index, spfeval_dns_record *out)
{
    out->struct_size = sizeof(*out);
    return spfeval_outcome_get_event_record(facts->outcome, event, index,
                                            out) == SPFEVAL_OK;
}

bool
spfe_facts_term(const spfeval_record *record, uint32_t index,
                spfeval_term *out, struct spfe_value *text)
{
    const char *octets = spfeval_record_get_text(record, NULL);

    out->struct_size = sizeof(*out);
    if (octets == NULL ||
        spfeval_record_get_term(record, index, out) != SPFEVAL_OK) {
        return false;
    }
    *text = spfe_value_text(octets + out->offset, out->length);
    return true;
}

bool
spfe_facts_link(const struct spfe_facts *facts, uint32_t index,
                struct spfe_link *out)
{
    *out = (struct spfe_link){.entry = {.struct_size = sizeof(out->entry)}};
    if (spfeval_outcome_get_path(facts->outcome, index, &out->entry) !=
        SPFEVAL_OK) {
        return false;
    }
    out->owner = spfe_value_text(out->entry.owner, out->entry.owner_len);
    if (out->entry.has_term) {
        (void)spfe_facts_term(out->entry.record, out->entry.term, &out->term,
                              &out->text);
    }
    return true;
}

bool
spfe_facts_same_name(const char *a, size_t a_len, const char *b, size_t b_len)
{
    return a_len == b_len && spfe_ascii_equal(a, b, a_len);
}

/*
 * Redirects pass the question on, so the first other term is the one whose
 * qualifier became the result (RFC 7208 sections 5.2 and 6.1).
 */
static void
find_judge(struct spfe_facts *facts)
{
    uint32_t i;

    for (i = 0; i < facts->path_count; i++) {
        if (spfe_facts_link(facts, i, &facts->judge) &&
            facts->judge.term.kind != SPFEVAL_TERM_REDIRECT) {
            return;
        }
    }
}

static void
read_path(struct spfe_facts *facts)
{
    facts->path_count = spfeval_outcome_get_path_count(facts->outcome);
    if (facts->path_count == 0) {
        return;
    }
    (void)spfe_facts_link(facts, 0, &facts->first);
    (void)spfe_facts_link(facts, facts->path_count - 1, &facts->last);
    if (facts->path_count > 1) {
        (void)spfe_facts_link(facts, facts->path_count - 2, &facts->before);
    }
    find_judge(facts);
}

/* RFC 8616 section 4: is there an octet above 127 before the last "@"? */
static bool
has_unicode_local(const char *sender, size_t len)
{
    bool found = false;
    size_t i;

    while (len > 0 && sender[len - 1] != '@') {
        len--;
    }
    for (i = 0; i < len; i++) {
        found = found || (uint8_t)sender[i] > 127;
    }
    return found;
}

static void
read_client(struct spfe_facts *facts)
{
    size_t len = 0;
    const uint8_t *client = spfeval_outcome_get_client(facts->outcome, &len);

    facts->client = spfe_value_address(client, len);
    facts->source = spfe_value_source(client, len);
    facts->family =
        len == SPFE_IP4_OCTETS ? SPFEVAL_RRTYPE_A : SPFEVAL_RRTYPE_AAAA;
}

static struct spfe_value
read_text(const spfeval_outcome *outcome,
          const char *(*get)(const spfeval_outcome *, size_t *))
{
    size_t len = 0;
    const char *text = get(outcome, &len);

    return spfe_value_text(text, len);
}

void
spfe_facts_read(struct spfe_facts *facts, const spfeval_outcome *outcome)
{
    *facts = (struct spfe_facts){.outcome = outcome};
    facts->result = spfeval_outcome_get_result(outcome);
    facts->reason = spfeval_outcome_get_reason(outcome);
    facts->of_helo =
        spfeval_outcome_get_identity(outcome) == SPFEVAL_IDENTITY_HELO ||
        spfeval_outcome_get_null_sender(outcome) != 0;
    facts->sender = read_text(outcome, spfeval_outcome_get_sender);
    facts->domain = read_text(outcome, spfeval_outcome_get_domain);
    facts->target = read_text(outcome, spfeval_outcome_get_target);
    facts->is_unicode =
        has_unicode_local(facts->sender.data, facts->sender.len);
    read_client(facts);
    read_path(facts);
}
