/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/prefetch.h"

#include <spfeval/status.h>

#include "base/dname.h"
#include "check/hints.h"
#include "check/mech.h"
#include "rule/match.h"

/* What was allocated since is not evaluation's: its bound grows as much. */
static uint32_t
grant(struct spfeval_check *check, size_t used_before)
{
    size_t size = check->arena.used - used_before;

    check->arena.max += size;
    check->ahead_size += size;
    return (uint32_t)size;
}

static void
ask(struct spfeval_check *check, uint16_t type, struct spfe_text name,
    enum spfe_leads_to leads_to)
{
    uint32_t before = check->lookups.count;
    struct spfe_lookup *lookup;

    if (check->ahead_count >= check->ahead_allowed ||
        !spfe_dname_is_valid(name)) {
        return;
    }
    lookup = spfe_lookups_ask(&check->lookups, &check->arena, type, name);
    if (lookup != NULL && check->lookups.count > before) {
        lookup->leads_to = (uint8_t)leads_to;
        lookup->ahead = true;
        check->ahead_count++;
    }
}

void
spfe_prefetch_use(struct spfeval_check *check, struct spfe_lookup *lookup)
{
    lookup->used = true;
    check->lookups.used++;
    if (lookup->ahead) {
        lookup->ahead = false;
        check->ahead_count--;
        check->ahead_size -= lookup->ahead_size;
        check->arena.max -= lookup->ahead_size;
        lookup->ahead_size = 0;
    }
}

int
spfe_prefetch_store(struct spfeval_check *check, struct spfe_lookup *lookup,
                    const spfeval_answer *answer)
{
    struct spfe_answer seen = spfe_answer_view(answer);
    size_t before = check->arena.used;
    size_t room = lookup->ahead ? (size_t)seen.len + 1 : 0;
    int status;

    if (room > 0 && check->ahead_size + room > check->options->max_bytes) {
        lookup->answered = true;
        lookup->dropped = true;
        return SPFEVAL_OK;
    }
    check->arena.max += room;
    status = spfe_answer_copy(answer, lookup->query.type, &check->arena,
                              &lookup->answer);
    check->arena.max -= room;
    if (status != SPFEVAL_OK) {
        return status;
    }
    if (lookup->ahead) {
        lookup->ahead_size += grant(check, before);
    }
    lookup->shared = spfe_answer_get_shared(answer);
    if (lookup->shared != NULL) {
        spfe_shared_take(lookup->shared);
        lookup->found = lookup->shared->parsed;
    }
    lookup->answered = true;
    return SPFEVAL_OK;
}

/* --- names that a record determines -------------------------------------- */

/* One record whose terms are looked at. */
struct outlook {
    struct spfeval_check *check;
    const struct spfeval_record *record;
    struct spfe_macro_values values; /* with the record's own domain */
    uint32_t start; /* the first term that evaluation did not begin with */
    uint32_t left;  /* terms that the limit still allows */
    enum spfe_leads_to leads_to; /* of the record itself */
    bool may_fail;               /* the result can be fail here */
};

static void
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
        return;
    }
    ask(check, type, target, leads_to);
}

static void
ask_reverse(struct spfeval_check *check)
{
    struct spfe_text name;

    if (spfe_client_reverse_name(check, &name)) {
        ask(check, SPFEVAL_RRTYPE_PTR, name, SPFE_LEADS_NOWHERE);
    }
}

static void
ask_term(const struct outlook *outlook, const struct spfe_term *term)
{
    switch (term->kind) {
    case SPFEVAL_TERM_A:
        ask_target(outlook, term,
                   spfe_match_rrtype(&outlook->check->values.client),
                   SPFE_LEADS_NOWHERE);
        break;
    case SPFEVAL_TERM_EXISTS:
        ask_target(outlook, term, SPFEVAL_RRTYPE_A, SPFE_LEADS_NOWHERE);
        break;
    case SPFEVAL_TERM_MX:
        ask_target(outlook, term, SPFEVAL_RRTYPE_MX, SPFE_LEADS_TO_ADDRESSES);
        break;
    case SPFEVAL_TERM_PTR:
        ask_reverse(outlook->check);
        break;
    case SPFEVAL_TERM_INCLUDE:
        ask_target(outlook, term, SPFEVAL_RRTYPE_TXT, SPFE_LEADS_TO_TERMS);
        break;
    default: /* redirect: what it leads to counts as this record does */
        ask_target(outlook, term, SPFEVAL_RRTYPE_TXT, outlook->leads_to);
        break;
    }
}

/* Ask for a term that evaluation may reach; false when the limit is used up. */
static bool
look_at_term(struct outlook *outlook, const struct spfe_term *term)
{
    uint16_t macros = term->argument.macros;

    if (outlook->left == 0) {
        return false;
    }
    outlook->left--;
    if ((macros & SPFEVAL_MACRO_P) != 0) { /* not known before it is asked */
        outlook->left -= outlook->left > 0 ? 1 : 0;
    } else if (outlook->check->ascii_local ||
               (macros & (SPFEVAL_MACRO_S | SPFEVAL_MACRO_L)) == 0) {
        ask_term(outlook, term);
    }
    return true;
}

static bool
matches_by_itself(const struct spfe_ip *client, const struct spfe_term *term)
{
    return term->kind == SPFEVAL_TERM_ALL ||
           (spfe_term_is_ip(term) && spfe_match_network(client, term));
}

/*
 * The terms up to one that matches by itself. True when there is none, and
 * the limit allows to go on.
 */
static bool
look_at_terms(struct outlook *outlook)
{
    const struct spfeval_record *record = outlook->record;
    uint32_t i;

    for (i = 0; i < record->term_count; i++) {
        const struct spfe_term *term = &record->terms[i];

        if (term->qualifier == SPFEVAL_QUALIFIER_FAIL &&
            !spfe_term_is_ip(term)) {
            outlook->may_fail = true;
        }
        if (matches_by_itself(&outlook->check->values.client, term)) {
            outlook->may_fail |= term->qualifier == SPFEVAL_QUALIFIER_FAIL;
            return false;
        }
        if (i >= outlook->start && spfe_term_asks(term) &&
            !look_at_term(outlook, term)) {
            return false;
        }
    }
    return true;
}

/* RFC 7208 section 6.2: only the domain's own record explains. */
static void
look_at_explanation(const struct outlook *outlook)
{
    const struct spfeval_record *record = outlook->record;
    const struct spfe_term *term;

    if (outlook->leads_to != SPFE_LEADS_TO_TERMS_AND_TEXT ||
        !outlook->may_fail || !record->has_exp ||
        !outlook->check->options->fetch_explanation) {
        return;
    }
    term = &record->terms[record->exp];
    if ((term->argument.macros & SPFEVAL_MACRO_P) == 0) {
        ask_target(outlook, term, SPFEVAL_RRTYPE_TXT, SPFE_LEADS_NOWHERE);
    }
}

/* Where evaluation is in this record, or 0. */
static uint32_t
find_start(const struct spfeval_check *check,
           const struct spfeval_record *record)
{
    const struct spfe_frame *frame = check->frame;

    while (frame != NULL && frame->record != record) {
        frame = frame->from;
    }
    return frame == NULL ? 0 : frame->term + 1;
}

static void
follow_record(struct spfeval_check *check, struct spfe_lookup *lookup,
              enum spfe_leads_to leads_to)
{
    size_t before = check->arena.used;
    const struct spfe_found *found =
        spfe_lookup_find_record(lookup, &check->arena);
    struct outlook outlook = {.check = check,
                              .values = check->values,
                              .left = check->limits.max_terms -
                                      check->limits.terms,
                              .leads_to = leads_to};

    if (lookup->ahead) {
        lookup->ahead_size += grant(check, before);
    }
    if (found == NULL || found->record == NULL) {
        return;
    }
    outlook.record = found->record;
    outlook.start = find_start(check, found->record);
    outlook.values.domain = lookup->query.name;
    if (look_at_terms(&outlook) && found->record->has_redirect &&
        !found->record->has_all) {
        look_at_term(&outlook, &found->record->terms[found->record->redirect]);
    }
    look_at_explanation(&outlook);
}

static void
follow_exchanges(struct spfeval_check *check, const struct spfe_lookup *lookup)
{
    struct spfe_rr_cursor records = spfe_answer_records(&lookup->answer);
    struct spfe_rr rr;

    if (!spfe_limits_allow_mx(&check->limits, lookup->answer.count)) {
        return;
    }
    while (spfe_rr_next(&records, &rr)) {
        struct spfe_text name = spfe_dname_trim(rr.text);

        if (name.len != rr.text.len) {
            name.ptr = spfe_arena_copy(&check->arena, name.ptr, name.len);
        }
        if (name.ptr != NULL) {
            ask(check, spfe_match_rrtype(&check->values.client), name,
                SPFE_LEADS_NOWHERE);
        }
    }
}

static void
follow(struct spfeval_check *check, struct spfe_lookup *lookup)
{
    enum spfe_leads_to leads_to = lookup->leads_to;

    lookup->leads_to = SPFE_LEADS_NOWHERE;
    if (lookup->dropped || lookup->answer.dns_class != SPFEVAL_DNS_OK) {
        return;
    }
    if (leads_to == SPFE_LEADS_TO_ADDRESSES) {
        follow_exchanges(check, lookup);
    } else {
        follow_record(check, lookup, leads_to);
    }
}

void
spfe_prefetch_advance(struct spfeval_check *check)
{
    struct spfe_lookup *lookup;

    if (check->options->prefetch == SPFEVAL_PREFETCH_SERIAL ||
        check->state != SPFE_STATE_EVALUATING) {
        return;
    }
    for (lookup = check->lookups.first; lookup != NULL;
         lookup = lookup->next) {
        size_t before = check->arena.used;
        size_t granted = check->ahead_size;

        if (!lookup->answered || lookup->leads_to == SPFE_LEADS_NOWHERE) {
            continue;
        }
        if (check->ahead_count >= check->ahead_allowed ||
            check->ahead_size >= check->options->max_bytes) {
            return; /* when some of them were used it goes on */
        }
        follow(check, lookup);
        grant(check, before + (check->ahead_size - granted));
    }
}

/* --- names that the last evaluation needed ------------------------------- */

static void
ask_hint(struct spfeval_check *check, const struct spfe_hint *hint)
{
    struct spfe_macro_values values = check->values;
    struct spfe_text target = hint->domain;

    values.domain = hint->domain;
    if (hint->kind == SPFE_HINT_REVERSE) {
        ask_reverse(check);
        return;
    }
    if (hint->spec.len > 0 &&
        spfe_macro_expand_domain(hint->spec, hint->expands, &values,
                                 &check->arena, &target) != SPFEVAL_OK) {
        return;
    }
    switch (hint->kind) {
    case SPFE_HINT_RECORD:
        ask(check, SPFEVAL_RRTYPE_TXT, target, SPFE_LEADS_TO_TERMS);
        break;
    case SPFE_HINT_TEXT:
        ask(check, SPFEVAL_RRTYPE_TXT, target, SPFE_LEADS_NOWHERE);
        break;
    case SPFE_HINT_EXISTS:
        ask(check, SPFEVAL_RRTYPE_A, target, SPFE_LEADS_NOWHERE);
        break;
    case SPFE_HINT_MX:
        ask(check, SPFEVAL_RRTYPE_MX, target, SPFE_LEADS_TO_ADDRESSES);
        break;
    default:
        ask(check, spfe_match_rrtype(&check->values.client), target,
            SPFE_LEADS_NOWHERE);
        break;
    }
}

void
spfe_prefetch_hints(struct spfeval_check *check)
{
    const struct spfe_hint_source *source = &check->hint_source;
    const struct spfe_hints *hints;
    size_t before = check->arena.used;
    uint32_t i;

    if (check->options->prefetch != SPFEVAL_PREFETCH_GRAPH ||
        source->find == NULL) {
        return;
    }
    check->hints =
        source->find(source->user_data, check->values.sender_domain);
    if (check->hints == NULL) {
        return;
    }
    hints = check->hints->parsed;
    check->ahead_allowed += hints->count;
    for (i = 0; i < hints->count; i++) {
        ask_hint(check, &hints->items[i]);
    }
    grant(check, before);
}
