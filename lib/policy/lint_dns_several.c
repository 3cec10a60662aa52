/* SPDX-License-Identifier: BSD-2-Clause */
/* Several records at the domain, and what they come to (SPF-E002). */
#include "policy/lint_dns.h"

#include <spfeval/build.h>
#include <spfeval/status.h>

#include "dns/records.h"

enum { MERGED_SHOWN = 1024 };

/* The records of a domain made into one, as far as that is possible. */
struct merged {
    char rooms[2][MERGED_SHOWN]; /* one is written while the other is read */
    struct spfe_text text;       /* so far */
    struct spfe_text out;        /* written last */
    uint32_t count;              /* of records */
    int status;
};

/* Does it end in "+all"? */
static bool
passes_rest(const struct spfeval_record *record)
{
    uint32_t i;

    for (i = 0; i < record->term_count; i++) {
        if (record->terms[i].kind == SPFEVAL_TERM_ALL) {
            return record->terms[i].qualifier == SPFEVAL_QUALIFIER_PASS;
        }
    }
    return false;
}

static void
print_merged(struct spfeval_lint *lint, struct merged *merged,
             struct spfe_text text, int all)
{
    const struct spfe_mem *mem = &lint->mem;
    spfeval_allocator allocator = {sizeof(allocator), mem->allocate,
                                   mem->release, mem->user_data};
    char *room = merged->rooms[merged->count % 2];
    size_t needed = 0;

    merged->status = spfeval_merge_print(&allocator, merged->text.ptr,
                                         merged->text.len, text.ptr, text.len,
                                         all, room, MERGED_SHOWN, &needed);
    if (merged->status == SPFEVAL_OK) {
        merged->out.ptr = room;
        merged->out.len = (uint32_t)(needed - 1);
    }
}

/* The weaker end of the two, but not one that lets everyone pass. */
static void
merge(struct spfeval_lint *lint, struct merged *merged, struct spfe_text text)
{
    const struct spfeval_record *record;

    merged->count++;
    if (text.len > MERGED_SHOWN) {
        merged->status = SPFEVAL_ERR_BUFFER; /* what comes out is no shorter */
    }
    if (merged->status != SPFEVAL_OK) {
        return;
    }
    if (merged->count == 1) {
        merged->text = text;
        return;
    }
    print_merged(lint, merged, text, SPFEVAL_MERGE_WEAKER);
    record = merged->status == SPFEVAL_OK
                 ? spfe_lint_dns_parse(lint, merged->out)
                 : NULL;
    if (record != NULL && passes_rest(record)) {
        print_merged(lint, merged, text, SPFEVAL_MERGE_STRICTER);
    }
    merged->text = merged->out;
}

/* As far as the text shows: what the terms lead to was not asked. */
static uint32_t
count_lookups(const struct spfeval_record *record)
{
    uint32_t count = 0;
    uint32_t i;

    for (i = 0; i < record->term_count; i++) {
        count += spfe_term_asks(&record->terms[i]) ||
                 record->terms[i].kind == SPFEVAL_TERM_REDIRECT;
    }
    return count;
}

/* Why the merged record is not one to publish. */
struct refusal {
    const char *english; /* NULL: it is one */
    const char *dutch;
};

static struct refusal
judge_text(struct spfe_lint_dns *dns, struct spfe_text text)
{
    const struct spfeval_record *record = spfe_lint_dns_parse(dns->lint, text);
    struct refusal refusal = {NULL, NULL};

    if (record == NULL) {
        refusal.english = "one of them has an error";
        refusal.dutch = "in een ervan staat een fout";
    } else if (passes_rest(record)) {
        refusal.english = "as they are, everyone passes";
        refusal.dutch = "zoals ze zijn, krijgt iedereen pass";
    } else if (count_lookups(record) > dns->policy->options->max_terms) {
        refusal.english = "together they need too many lookups";
        refusal.dutch = "samen kosten ze te veel lookups";
    }
    return refusal;
}

static struct refusal
judge(struct spfe_lint_dns *dns, const struct merged *merged)
{
    struct refusal refusal = {"the result is long", "het resultaat is lang"};

    switch (merged->status) {
    case SPFEVAL_OK:
        return judge_text(dns, merged->text);
    case SPFEVAL_ERR_SYNTAX:
        refusal.english = "one of them has an error";
        refusal.dutch = "in een ervan staat een fout";
        break;
    case SPFEVAL_ERR_NOT_FOUND:
        refusal.english = "their redirect= or exp= cannot both be kept";
        refusal.dutch = "hun redirect= of exp= kan niet allebei blijven";
        break;
    default:
        break;
    }
    return refusal;
}

void
spfe_lint_dns_several(struct spfe_lint_dns *dns)
{
    struct spfe_rr_cursor records =
        spfe_answer_records(&dns->root->txt->answer);
    struct merged merged = {.count = 0, .status = SPFEVAL_OK};
    struct spfeval_lint *lint = dns->lint;
    struct spfe_finding *finding;
    struct refusal refusal;
    struct spfe_rr rr;

    while (spfe_rr_next(&records, &rr)) {
        if (spfe_record_has_version(rr.text)) {
            merge(lint, &merged, rr.text);
        }
    }
    if (merged.status == SPFEVAL_ERR_NOMEM) {
        lint->status = merged.status;
        return;
    }
    refusal = judge(dns, &merged);
    finding = spfe_lint_dns_add_domain(dns, refusal.english == NULL
                                                ? SPFE_LINT_E002
                                                : SPFE_LINT_E002_BY_HAND);
    spfe_lint_number(lint, finding, 1, merged.count);
    if (refusal.english == NULL) {
        spfe_lint_whole(lint, finding, 2, merged.text);
    } else {
        spfe_lint_words(finding, 2, refusal.english, refusal.dutch);
    }
}
