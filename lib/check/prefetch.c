/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/prefetch.h"

#include <spfeval/status.h>

#include "base/dname.h"
#include "check/ahead.h"
#include "check/mech.h"
#include "dns/records.h"
#include "rule/match.h"

/* --- names that a record determines -------------------------------------- */

/* One record whose terms are looked at. */
struct outlook {
    struct spfeval_check *check;
    const struct spfeval_record *record;
    struct spfe_macro_values values; /* with the record's own domain */
    uint32_t first;                  /* the term that evaluation is at */
    uint32_t start;   /* the first term that evaluation did not begin with */
    uint32_t resume;  /* the first term that was not looked at before */
    uint32_t left;    /* terms that the limit still allows */
    uint8_t leads_to; /* of the record itself: enum spfe_leads_to */
    bool may_fail;    /* the result can be fail here */
};

/* How looking at the terms ended. */
enum look {
    LOOK_ON,   /* the next term may be reached too */
    LOOK_END,  /* evaluation will not get further */
    LOOK_LATER /* no more questions may be ahead now */
};

static enum look
ask_target(const struct outlook *outlook, const struct spfe_term *term,
           uint16_t type, enum spfe_leads_to leads_to)
{
    struct spfeval_check *check = outlook->check;
    struct spfe_text target = outlook->values.domain;

    if (term->argument.len > 0 &&
        spfe_macro_expand_domain(spfe_record_slice(outlook->record,
                                                   term->argument.offset,
                                                   term->argument.len),
                                 term->argument.expands, &outlook->values,
                                 &check->arena, &target) != SPFEVAL_OK) {
        return LOOK_END;
    }
    return spfe_ahead_ask(check, type, target, leads_to) ? LOOK_ON
                                                         : LOOK_LATER;
}

static enum look
ask_reverse(struct spfeval_check *check)
{
    struct spfe_text name;

    if (!spfe_client_reverse_name(check, &name)) {
        return LOOK_END;
    }
    return spfe_ahead_ask(check, SPFEVAL_RRTYPE_PTR, name, SPFE_LEADS_NOWHERE)
               ? LOOK_ON
               : LOOK_LATER;
}

static enum look
ask_term(const struct outlook *outlook, const struct spfe_term *term)
{
    switch (term->kind) {
    case SPFEVAL_TERM_A:
        return ask_target(outlook, term,
                          spfe_match_rrtype(&outlook->check->values.client),
                          SPFE_LEADS_NOWHERE);
    case SPFEVAL_TERM_EXISTS:
        return ask_target(outlook, term, SPFEVAL_RRTYPE_A, SPFE_LEADS_NOWHERE);
    case SPFEVAL_TERM_MX:
        return ask_target(outlook, term, SPFEVAL_RRTYPE_MX,
                          SPFE_LEADS_TO_ADDRESSES);
    case SPFEVAL_TERM_PTR:
        return ask_reverse(outlook->check);
    case SPFEVAL_TERM_INCLUDE:
        return ask_target(outlook, term, SPFEVAL_RRTYPE_TXT,
                          SPFE_LEADS_TO_TERMS);
    default: /* redirect: what it leads to counts as this record does */
        return ask_target(outlook, term, SPFEVAL_RRTYPE_TXT,
                          outlook->leads_to);
    }
}

/* RFC 8616 section 4: such a term matches nothing, so it asks nothing. */
static bool
is_skipped(const struct spfeval_check *check, uint16_t macros)
{
    return !check->ascii_local &&
           (macros & (SPFEVAL_MACRO_S | SPFEVAL_MACRO_L)) != 0;
}

/* A term that evaluation may reach; index is its number. */
static enum look
look_at_term(struct outlook *outlook, const struct spfe_term *term,
             uint32_t index)
{
    uint16_t macros = term->argument.macros;

    if (outlook->left == 0) {
        return LOOK_END;
    }
    outlook->left--;
    if ((macros & SPFEVAL_MACRO_P) != 0) { /* not known before it is asked */
        outlook->left -= outlook->left > 0 ? 1 : 0;
        return LOOK_ON;
    }
    if (index < outlook->resume || is_skipped(outlook->check, macros)) {
        return LOOK_ON;
    }
    return ask_term(outlook, term);
}

static bool
matches_by_itself(const struct spfe_ip *client, const struct spfe_term *term)
{
    return term->kind == SPFEVAL_TERM_ALL ||
           (spfe_term_is_ip(term) && spfe_match_network(client, term));
}

/*
 * The terms up to one that matches by itself; *at is where it ended. What
 * evaluation went past did not match.
 */
static enum look
look_at_terms(struct outlook *outlook, uint32_t *at)
{
    const struct spfeval_record *record = outlook->record;

    for (*at = outlook->first; *at < record->term_count; ++*at) {
        const struct spfe_term *term = &record->terms[*at];
        bool fails = term->qualifier == SPFEVAL_QUALIFIER_FAIL;
        enum look look = LOOK_ON;

        if (matches_by_itself(&outlook->check->values.client, term)) {
            outlook->may_fail |= fails;
            return LOOK_END;
        }
        if (spfe_term_asks(term)) {
            outlook->may_fail |= fails;
            if (*at >= outlook->start) {
                look = look_at_term(outlook, term, *at);
            }
        }
        if (look != LOOK_ON) {
            return look;
        }
    }
    if (record->has_redirect && !record->has_all) {
        return look_at_term(outlook, &record->terms[record->redirect], *at);
    }
    return LOOK_ON;
}

/* RFC 7208 section 6.2: only the domain's own record explains. */
static enum look
look_at_explanation(const struct outlook *outlook)
{
    const struct spfeval_record *record = outlook->record;
    const struct spfe_term *term;

    if (outlook->leads_to != SPFE_LEADS_TO_TERMS_AND_TEXT ||
        !outlook->may_fail || !record->has_exp ||
        !outlook->check->options->fetch_explanation) {
        return LOOK_END;
    }
    term = &record->terms[record->exp];
    if ((term->argument.macros & SPFEVAL_MACRO_P) != 0) {
        return LOOK_END;
    }
    return ask_target(outlook, term, SPFEVAL_RRTYPE_TXT, SPFE_LEADS_NOWHERE);
}

/* Find where evaluation is in the record. */
static void
find_start(struct outlook *outlook)
{
    const struct spfe_frame *frame = outlook->check->frame;

    while (frame != NULL && frame->record != outlook->record) {
        frame = frame->from;
    }
    if (frame != NULL) {
        outlook->first = frame->term;
        outlook->start = frame->term + 1;
    }
}

static enum look
follow_record(struct spfeval_check *check, struct spfe_lookup *lookup)
{
    size_t before = check->arena.used;
    const struct spfe_found *found =
        spfe_lookup_find_record(lookup, &check->arena);
    struct outlook outlook = {.check = check,
                              .values = check->values,
                              .resume = lookup->followed,
                              .left = check->limits.max_terms -
                                      check->limits.terms,
                              .leads_to = lookup->leads_to};
    enum look look;
    uint32_t at;

    if (lookup->ahead) {
        lookup->ahead_size += spfe_ahead_grant(check, before);
    }
    if (found == NULL || found->record == NULL) {
        return LOOK_END;
    }
    outlook.record = found->record;
    if (lookup->used) {
        find_start(&outlook);
    }
    outlook.values.domain = lookup->query.name;
    look = look_at_terms(&outlook, &at);
    lookup->followed = at;
    return look == LOOK_LATER ? LOOK_LATER : look_at_explanation(&outlook);
}

static enum look
follow_exchanges(struct spfeval_check *check, struct spfe_lookup *lookup)
{
    struct spfe_rr_cursor records = spfe_answer_records(&lookup->answer);
    const uint8_t *start = records.at;
    struct spfe_rr rr;

    if (!spfe_limits_allow_mx(&check->limits, lookup->answer.count)) {
        return LOOK_END;
    }
    records.at += lookup->followed;
    while (spfe_rr_next(&records, &rr)) {
        struct spfe_text name = spfe_dname_trim(rr.text);

        if (name.len != rr.text.len) {
            name.ptr = spfe_arena_copy(&check->arena, name.ptr, name.len);
        }
        if (name.ptr != NULL &&
            !spfe_ahead_ask(check, spfe_match_rrtype(&check->values.client),
                            name, SPFE_LEADS_NOWHERE)) {
            return LOOK_LATER;
        }
        lookup->followed = (uint32_t)(records.at - start);
    }
    return LOOK_END;
}

static void
follow(struct spfeval_check *check, struct spfe_lookup *lookup)
{
    enum look look = LOOK_END;

    if (!lookup->dropped && lookup->answer.dns_class == SPFEVAL_DNS_OK) {
        look = lookup->leads_to == SPFE_LEADS_TO_ADDRESSES
                   ? follow_exchanges(check, lookup)
                   : follow_record(check, lookup);
    }
    if (look != LOOK_LATER) {
        lookup->leads_to = SPFE_LEADS_NOWHERE;
    }
}

/*
 * The first question that leads on. One that led nowhere may have been passed
 * before evaluation came to it, which then waits for it.
 */
static struct spfe_lookup *
find_leading(struct spfeval_check *check)
{
    const struct spfe_lookups *lookups = &check->lookups;
    struct spfe_lookup *waiting = check->frame->waiting;
    struct spfe_lookup *lookup =
        lookups->leading == NULL ? lookups->first : lookups->leading;

    if (waiting->leads_to != SPFE_LEADS_NOWHERE &&
        waiting->query.id < lookup->query.id) {
        lookup = waiting;
    }
    while (lookup->leads_to == SPFE_LEADS_NOWHERE && lookup->next != NULL) {
        lookup = lookup->next;
    }
    return lookup;
}

void
spfe_prefetch_advance(struct spfeval_check *check)
{
    struct spfe_lookup *lookup;

    if (check->options->prefetch == SPFEVAL_PREFETCH_SERIAL ||
        check->state != SPFE_STATE_EVALUATING) {
        return;
    }
    check->lookups.leading = find_leading(check);
    /* As long as hints are right, they are better than a guess. */
    if (check->frame->waiting->expected) {
        return;
    }
    for (lookup = check->lookups.leading;
         lookup != NULL && spfe_ahead_has_room(check); lookup = lookup->next) {
        size_t before = check->arena.used;
        size_t granted = check->ahead_size;

        if (lookup->answered && lookup->leads_to != SPFE_LEADS_NOWHERE) {
            follow(check, lookup);
            spfe_ahead_grant(check, before + (check->ahead_size - granted));
        }
    }
}

/* --- names that evaluations needed before -------------------------------- */

static void
ask_hint(struct spfeval_check *check, const struct spfe_hint *hint)
{
    struct spfe_macro_values values = check->values;
    struct spfe_text target = hint->domain;
    uint16_t type = SPFEVAL_RRTYPE_TXT;
    enum spfe_leads_to leads_to = SPFE_LEADS_NOWHERE;

    values.domain = hint->domain;
    if (hint->spec.len > 0 &&
        spfe_macro_expand_domain(hint->spec, hint->expands, &values,
                                 &check->arena, &target) != SPFEVAL_OK) {
        return;
    }
    switch (hint->kind) {
    case SPFE_HINT_RECORD:
        leads_to = SPFE_LEADS_TO_TERMS;
        break;
    case SPFE_HINT_OWN:
        leads_to = SPFE_LEADS_TO_TERMS_AND_TEXT;
        break;
    case SPFE_HINT_TEXT:
        break;
    case SPFE_HINT_EXISTS:
        type = SPFEVAL_RRTYPE_A;
        break;
    case SPFE_HINT_MX:
        type = SPFEVAL_RRTYPE_MX;
        leads_to = SPFE_LEADS_TO_ADDRESSES;
        break;
    default:
        type = spfe_match_rrtype(&check->values.client);
        break;
    }
    spfe_ahead_ask(check, type, target, leads_to);
}

/* What was asked until now is what hints foretell. */
static void
expect_all(struct spfeval_check *check)
{
    struct spfe_lookup *lookup;

    for (lookup = check->lookups.first; lookup != NULL;
         lookup = lookup->next) {
        lookup->expected = true;
    }
}

/* The hints for the domain, which may be more than a check can hold. */
static const struct spfe_hints *
find_hints(struct spfeval_check *check)
{
    const struct spfe_hint_source *source = &check->hint_source;
    struct spfe_shared *hints =
        source->find(source->user_data, check->values.sender_domain);

    if (hints == NULL || !spfe_arena_charge(&check->arena, hints->size)) {
        spfe_shared_release(hints);
        return NULL;
    }
    check->hints = hints;
    return hints->parsed;
}

void
spfe_prefetch_hints(struct spfeval_check *check)
{
    const struct spfe_hints *hints;
    size_t before = check->arena.used;
    uint64_t needed;
    uint32_t i;

    if (check->options->prefetch != SPFEVAL_PREFETCH_GRAPH ||
        check->hint_source.find == NULL) {
        return;
    }
    hints = find_hints(check);
    if (hints == NULL) {
        return;
    }
    needed = spfe_hints_needed(hints, &check->values.client);
    check->ahead_allowed += hints->count;
    for (i = 0; i < hints->count; i++) {
        const struct spfe_hint *hint = &hints->items[i];

        if ((needed >> i & 1) == 0) {
            continue;
        }
        if (hint->kind == SPFE_HINT_REVERSE) {
            ask_reverse(check);
        } else if (!is_skipped(check, hint->macros)) {
            ask_hint(check, hint);
        }
    }
    spfe_ahead_grant(check, before);
    expect_all(check);
}
