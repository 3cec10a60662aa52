/* SPDX-License-Identifier: BSD-2-Clause */
/* The domain's own record, or why it has none (SPF-E001, E003, E029). */
#include "policy/lint_dns.h"

#include "dns/records.h"
#include "policy/near_record.h"

/* The first text of an answer that a function takes; false: none. */
static bool
find_text(const struct spfe_answer *answer, bool (*is_it)(struct spfe_text),
          struct spfe_text *out)
{
    struct spfe_rr_cursor records = spfe_answer_records(answer);
    struct spfe_rr rr;

    while (spfe_rr_next(&records, &rr)) {
        if (is_it(rr.text)) {
            *out = rr.text;
            return true;
        }
    }
    return false;
}

/*
 * Does it pass nobody, as those of hosts and wildcards that send no mail
 * should? Such a record is where it belongs.
 */
static bool
names_nobody(struct spfeval_lint *lint, struct spfe_text text)
{
    const struct spfeval_record *record = spfe_lint_dns_parse(lint, text);
    uint32_t i;

    if (record == NULL || record->has_redirect) {
        return false;
    }
    for (i = 0; i < record->term_count; i++) {
        if (record->terms[i].qualifier == SPFEVAL_QUALIFIER_PASS) {
            return false;
        }
    }
    return true;
}

/* Where the domain's record may have gone; NULL when it is nowhere. */
static const struct spfe_lookup *
search_elsewhere(struct spfe_lint_dns *dns, struct spfe_text *text)
{
    int i;

    for (i = 0; i < SPFE_WALK_ELSEWHERE; i++) {
        const struct spfe_lookup *lookup = dns->policy->extras.elsewhere[i];

        if (spfe_lint_dns_is_ok(lookup) &&
            find_text(&lookup->answer, spfe_record_has_version, text) &&
            !names_nobody(dns->lint, *text)) {
            return lookup;
        }
    }
    return NULL;
}

static const struct spfe_lint_source *
make_source(struct spfeval_lint *lint, struct spfe_text owner,
            struct spfe_text text)
{
    struct spfe_lint_source *source =
        spfe_arena_alloc(&lint->arena, sizeof(*source));

    if (source != NULL) {
        source->owner.len = owner.len;
        source->owner.ptr =
            spfe_arena_copy(&lint->arena, owner.ptr, owner.len);
        source->record.len = text.len;
        source->record.ptr = spfe_arena_copy(&lint->arena, text.ptr, text.len);
    }
    if (source == NULL || source->owner.ptr == NULL ||
        source->record.ptr == NULL) {
        lint->status = lint->arena.status;
        return NULL;
    }
    return source;
}

/* E029: a record of its own, with its place as the owner. */
static bool
find_elsewhere(struct spfe_lint_dns *dns)
{
    struct spfeval_lint *lint = dns->lint;
    const struct spfe_lint_source *source;
    const struct spfe_lookup *lookup;
    struct spfe_finding *finding;
    struct spfe_text text;

    lookup = search_elsewhere(dns, &text);
    if (lookup == NULL) {
        return false;
    }
    source = make_source(lint, lookup->query.name, text);
    if (source == NULL) {
        return true;
    }
    lint->source = source;
    finding = spfe_lint_add(lint, SPFE_LINT_E029, 0, text.len);
    lint->source = &lint->own;
    spfe_lint_value(lint, finding, 0, source->owner);
    spfe_lint_value(lint, finding, 1, dns->policy->domain);
    return true;
}

/* E001, or what is there instead: E003, E029. */
static void
explain_none(struct spfe_lint_dns *dns)
{
    const struct spfe_lookup *txt = dns->root->txt;
    struct spfe_text near;
    int code = SPFE_LINT_E001;

    if (txt != NULL && find_text(&txt->answer, spfe_near_record, &near)) {
        (void)spfe_lint_examine(dns->lint, dns->lint->own.owner, near);
        return;
    }
    if (find_elsewhere(dns)) {
        return;
    }
    if (txt != NULL && txt->answer.dns_class == SPFEVAL_DNS_NXDOMAIN) {
        code = SPFE_LINT_E001_NXDOMAIN;
    } else if (spfe_lint_dns_has_no_mail(dns) &&
               !spfe_lint_dns_is_data_name(dns->policy->domain)) {
        code = SPFE_LINT_E001_NO_MAIL;
    }
    (void)spfe_lint_dns_add_domain(dns, code);
}

void
spfe_lint_dns_root(struct spfe_lint_dns *dns)
{
    const struct spfe_found *found = dns->root->found;

    if (found == NULL) {
        return; /* nothing is known about it */
    }
    switch (found->selection) {
    case SPFE_SELECT_ONE:
        (void)spfe_lint_examine(dns->lint, dns->lint->own.owner, found->text);
        break;
    case SPFE_SELECT_SEVERAL:
        spfe_lint_dns_several(dns);
        break;
    default:
        explain_none(dns);
    }
}
