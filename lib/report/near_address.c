/* SPDX-License-Identifier: BSD-2-Clause */
/* Addresses and networks that were compared with the client in vain. */
#include <spfeval/dns.h>

#include "base/ip.h"
#include "report/near_miss.h"

/* Leading bits in which two addresses of a length agree. */
static unsigned
common_bits(const uint8_t *a, const uint8_t *b, size_t len)
{
    unsigned bits = 0;
    size_t i;

    for (i = 0; i < len && a[i] == b[i]; i++) {
        bits += 8;
    }
    if (i < len) {
        unsigned differ = (unsigned)(a[i] ^ b[i]);

        while ((differ & 0x80) == 0) {
            differ <<= 1;
            bits++;
        }
    }
    return bits;
}

bool
spfe_near_is_close(const struct spfe_facts *facts,
                   const struct spfe_near_address *near)
{
    return near->term.text.kind != SPFE_VALUE_NONE &&
           near->bits >= (facts->family == SPFEVAL_RRTYPE_A ? 24u : 64u);
}

bool
spfe_near_covers(const struct spfe_facts *facts, const spfeval_term *term)
{
    return term->address_len != 0 && term->address_len == facts->client.len &&
           spfe_ip_in_network(facts->client.data, term->address,
                              term->address_len == SPFE_IP4_OCTETS
                                  ? term->prefix4
                                  : term->prefix6);
}

/* The first of several that are equally near stays. */
static bool
is_nearer(const struct spfe_near_address *near, unsigned bits)
{
    return near->term.text.kind == SPFE_VALUE_NONE || bits > near->bits;
}

static struct spfe_value
owner_of(const spfeval_event *event)
{
    return spfe_value_text(event->owner, event->owner_len);
}

bool
spfe_near_could_pass(struct spfe_near_scope *scope, const spfeval_event *event)
{
    struct spfe_value text;
    spfeval_term term;

    if (scope->is_negated && event->depth <= scope->depth) {
        scope->is_negated = false;
    }
    if (scope->is_negated) {
        return false;
    }
    if (event->verdict == SPFEVAL_VERDICT_FOLLOWED &&
        spfe_facts_term(event->record, event->term, &term, &text) &&
        term.kind == SPFEVAL_TERM_INCLUDE &&
        term.qualifier != SPFEVAL_QUALIFIER_PASS) {
        scope->is_negated = true;
        scope->depth = event->depth;
    }
    return true;
}

/* --- ip4, ip6 ------------------------------------------------------------ */

/*
 * Is it a network of IPv4-mapped addresses that holds the client? The client
 * is IPv4 wherever it is compared (RFC 7208 section 5), so no match.
 */
static bool
is_mapped(const struct spfe_facts *facts, const spfeval_term *term)
{
    enum { MAPPED_PREFIX = 96 }; /* RFC 4291 section 2.5.5.2 */
    struct spfe_ip network;

    spfe_ip_set(&network, term->address, term->address_len);
    return network.len == facts->client.len &&
           term->prefix6 >= MAPPED_PREFIX &&
           spfe_ip_in_network(facts->client.data, network.octets,
                              term->prefix6 - MAPPED_PREFIX);
}

static void
look_at_network(const struct spfe_facts *facts, const spfeval_event *event,
                const spfeval_term *term, struct spfe_value text,
                struct spfe_near_addresses *out)
{
    unsigned bits;

    if (term->address_len == 0 || term->qualifier != SPFEVAL_QUALIFIER_PASS) {
        return;
    }
    if (term->address_len != facts->client.len) {
        out->compares_other = true;
        if (out->mapped.text.kind == SPFE_VALUE_NONE &&
            is_mapped(facts, term)) {
            out->mapped = (struct spfe_near_term){owner_of(event), text};
        }
        return;
    }
    bits = common_bits(facts->client.data, term->address, term->address_len);
    if (is_nearer(&out->network, bits)) {
        out->network = (struct spfe_near_address){
            .term = {owner_of(event), text}, .bits = bits};
    }
}

static void
look_at_run(const struct spfe_facts *facts, const spfeval_event *event,
            struct spfe_near_addresses *out)
{
    uint32_t end = event->term + event->term_count;
    struct spfe_value text;
    spfeval_term term;
    uint32_t i;

    for (i = event->term; i < end; i++) {
        if (spfe_facts_term(event->record, i, &term, &text)) {
            look_at_network(facts, event, &term, text, out);
        }
    }
}

/* --- a, mx --------------------------------------------------------------- */

static void
look_at_records(const struct spfe_facts *facts, uint32_t index,
                const spfeval_event *lookup, const struct spfe_near_term *term,
                struct spfe_near_addresses *out)
{
    spfeval_dns_record record;
    uint32_t i;

    for (i = 0; spfe_facts_dns_record(facts, index, i, &record); i++) {
        unsigned bits = common_bits(
            facts->client.data, (const uint8_t *)record.data, record.data_len);

        if (is_nearer(&out->address, bits)) {
            out->address = (struct spfe_near_address){
                *term,
                spfe_value_text(lookup->target, lookup->target_len),
                spfe_value_address(record.data, record.data_len),
                bits,
            };
        }
    }
}

static void
keep_first(struct spfe_near_address *near, const struct spfe_near_term *term,
           const spfeval_event *lookup)
{
    if (near->term.text.kind == SPFE_VALUE_NONE) {
        near->term = *term;
        near->host = spfe_value_text(lookup->target, lookup->target_len);
    }
}

static void
look_at_lookup(const struct spfe_facts *facts, uint32_t index,
               const spfeval_event *lookup, const struct spfe_near_term *term,
               struct spfe_near_addresses *out)
{
    switch (lookup->dns_class) {
    case SPFEVAL_DNS_OK:
        if (lookup->query_type == facts->family) {
            look_at_records(facts, index, lookup, term, out);
        }
        break;
    case SPFEVAL_DNS_NODATA:
        if (lookup->query_type == facts->family) {
            keep_first(&out->no_family, term, lookup);
        }
        break;
    case SPFEVAL_DNS_NXDOMAIN:
        keep_first(&out->no_host, term, lookup);
        break;
    default:
        break;
    }
}

/* Does the event tell of a lookup for the term that end ends? */
static bool
is_lookup_for(const spfeval_event *event, const spfeval_event *end)
{
    return event->kind == SPFEVAL_EVENT_LOOKUP &&
           event->record == end->record && event->term == end->term &&
           event->depth == end->depth;
}

/*
 * Take over what was found about one term. That a host has no address is said
 * only when no other host of the term has one.
 */
static void
add_hosts(struct spfe_near_addresses *out,
          const struct spfe_near_addresses *hosts)
{
    const struct spfe_near_address *near = &hosts->address;

    if (near->term.text.kind != SPFE_VALUE_NONE) {
        if (is_nearer(&out->address, near->bits)) {
            out->address = *near;
        }
        return;
    }
    if (out->no_family.term.text.kind == SPFE_VALUE_NONE) {
        out->no_family = hosts->no_family;
    }
    if (out->no_host.term.text.kind == SPFE_VALUE_NONE) {
        out->no_host = hosts->no_host;
    }
}

/*
 * The lookups of a term stand right before its end. Those for the macro %{p}
 * come first and are left out: a has one of its own, mx all that follow the
 * one for MX.
 */
static void
look_at_hosts(const struct spfe_facts *facts, uint32_t index,
              const spfeval_event *end, bool is_mx,
              const struct spfe_near_term *term,
              struct spfe_near_addresses *out)
{
    spfeval_event lookup;
    uint32_t i;

    for (i = index; i > 0 && spfe_facts_event(facts, i - 1, &lookup) &&
                    is_lookup_for(&lookup, end) &&
                    lookup.query_type != SPFEVAL_RRTYPE_PTR;
         i--) {
        bool is_last = !is_mx || lookup.query_type == SPFEVAL_RRTYPE_MX;

        if (!is_mx && !spfe_facts_same_name(lookup.target, lookup.target_len,
                                            end->target, end->target_len)) {
            return; /* the target could not be asked for */
        }
        look_at_lookup(facts, i - 1, &lookup, term, out);
        if (is_last) {
            return;
        }
    }
}

/* --- what speaks against a list out of date ------------------------------ */

static void
note_families(const struct spfe_facts *facts, const spfeval_record *record,
              struct spfe_near_addresses *out)
{
    struct spfe_value text;
    spfeval_term term;
    uint32_t i;

    for (i = 0;
         !out->has_own_family && spfe_facts_term(record, i, &term, &text);
         i++) {
        out->has_own_family = term.address_len == facts->client.len;
    }
}

/* A term inside an include may have excluded the client there. */
static void
note_match(const spfeval_event *event, struct spfe_near_addresses *out)
{
    struct spfe_value text;
    spfeval_term term;

    if (spfe_facts_term(event->record, event->term, &term, &text) &&
        term.kind != SPFEVAL_TERM_ALL && term.kind != SPFEVAL_TERM_INCLUDE) {
        out->names_client = true;
    }
}

static void
note_event(const struct spfe_facts *facts, const spfeval_event *event,
           struct spfe_near_addresses *out)
{
    if (event->kind == SPFEVAL_EVENT_RECORD) {
        note_families(facts, event->record, out);
    } else if (event->kind == SPFEVAL_EVENT_TERM &&
               event->verdict == SPFEVAL_VERDICT_MATCH) {
        note_match(event, out);
    }
}

/* --- all ----------------------------------------------------------------- */

static void
look_at_event(const struct spfe_facts *facts, uint32_t index,
              const spfeval_event *event, struct spfe_near_addresses *out)
{
    struct spfe_near_term near = {.owner = owner_of(event)};
    struct spfe_near_addresses hosts = {0};
    spfeval_term term;

    if (event->kind != SPFEVAL_EVENT_TERM ||
        event->verdict != SPFEVAL_VERDICT_NO_MATCH ||
        !spfe_facts_term(event->record, event->term, &term, &near.text)) {
        return;
    }
    if (term.kind != SPFEVAL_TERM_A && term.kind != SPFEVAL_TERM_MX) {
        look_at_run(facts, event, out);
    } else if (term.qualifier == SPFEVAL_QUALIFIER_PASS) {
        look_at_hosts(facts, index, event, term.kind == SPFEVAL_TERM_MX, &near,
                      &hosts);
        add_hosts(out, &hosts);
    }
}

void
spfe_near_find_addresses(const struct spfe_facts *facts,
                         struct spfe_near_addresses *out)
{
    uint32_t count = spfe_facts_event_count(facts);
    struct spfe_near_scope scope = {0};
    spfeval_event event;
    uint32_t i;

    *out = (struct spfe_near_addresses){0};
    for (i = 0; i < count && spfe_facts_event(facts, i, &event); i++) {
        note_event(facts, &event, out);
        if (spfe_near_could_pass(&scope, &event)) {
            look_at_event(facts, i, &event, out);
        }
    }
}
