/* SPDX-License-Identifier: BSD-2-Clause */
/* The domain's own record, or why it has none (SPF-E001, E002, E003, E029). */
#include "policy/lint_dns.h"

#include <spfeval/build.h>
#include <spfeval/status.h>

#include "policy/near_record.h"

enum { MERGED_SHOWN = 1024 };

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

/* E029: a record of its own, with its place as the owner. */
static bool
find_elsewhere(struct spfe_lint_dns *dns)
{
    struct spfeval_lint *lint = dns->lint;
    struct spfe_lint_source *source;
    struct spfe_finding *finding;
    const struct spfe_lookup *lookup = NULL;
    struct spfe_text text;
    int i = 0;

    while (i < SPFE_WALK_ELSEWHERE && lookup == NULL) {
        lookup = dns->policy->extras.elsewhere[i++];
        if (!spfe_lint_dns_is_ok(lookup) ||
            !find_text(&lookup->answer, spfe_record_has_version, &text)) {
            lookup = NULL;
        }
    }
    if (lookup == NULL) {
        return false;
    }
    source = spfe_arena_alloc(&lint->arena, sizeof(*source));
    if (source == NULL) {
        lint->status = lint->arena.status;
        return true;
    }
    source->owner.len = lookup->query.name.len;
    source->owner.ptr = spfe_arena_copy(&lint->arena, lookup->query.name.ptr,
                                        source->owner.len);
    source->record.len = text.len;
    source->record.ptr = spfe_arena_copy(&lint->arena, text.ptr, text.len);
    if (source->owner.ptr == NULL || source->record.ptr == NULL) {
        lint->status = lint->arena.status;
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
    } else if (spfe_lint_dns_has_no_mail(dns)) {
        code = SPFE_LINT_E001_NO_MAIL;
    }
    (void)spfe_lint_dns_add_domain(dns, code);
}

/* The records of a domain made into one, as far as that is possible. */
struct merged {
    char rooms[2][MERGED_SHOWN]; /* one is written while the other is read */
    struct spfe_text text;
    uint32_t count; /* of records */
    int status;
};

static void
merge(const struct spfeval_lint *lint, struct merged *merged,
      struct spfe_text text)
{
    const struct spfe_mem *mem = &lint->mem;
    spfeval_allocator allocator = {sizeof(allocator), mem->allocate,
                                   mem->release, mem->user_data};
    char *room = merged->rooms[merged->count % 2];
    size_t needed = 0;

    merged->count++;
    if (text.len > MERGED_SHOWN) {
        merged->status = SPFEVAL_ERR_BUFFER; /* what comes out is no shorter */
    } else if (merged->count == 1) {
        merged->text = text;
    } else if (merged->status == SPFEVAL_OK) {
        merged->status = spfeval_merge_print(
            &allocator, merged->text.ptr, merged->text.len, text.ptr, text.len,
            SPFEVAL_MERGE_WEAKER, room, MERGED_SHOWN, &needed);
        merged->text.ptr = room;
        merged->text.len = needed == 0 ? 0 : (uint32_t)(needed - 1);
    }
}

/* E002 */
static void
explain_several(struct spfe_lint_dns *dns)
{
    struct spfe_rr_cursor records =
        spfe_answer_records(&dns->root->txt->answer);
    struct merged merged = {.count = 0, .status = SPFEVAL_OK};
    struct spfe_finding *finding;
    struct spfe_rr rr;

    while (spfe_rr_next(&records, &rr)) {
        if (spfe_record_has_version(rr.text)) {
            merge(dns->lint, &merged, rr.text);
        }
    }
    if (merged.status == SPFEVAL_ERR_NOMEM) {
        dns->lint->status = merged.status;
        return;
    }
    finding = spfe_lint_dns_add_domain(dns, SPFE_LINT_E002);
    spfe_lint_number(dns->lint, finding, 1, merged.count);
    if (merged.status == SPFEVAL_OK) {
        spfe_lint_whole(dns->lint, finding, 2, merged.text);
    }
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
        explain_several(dns);
        break;
    default:
        explain_none(dns);
    }
}
