/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What else is published at the domain, and how (SPF-W126, W127, W129, W141,
 * I130, I131).
 */
#include "policy/lint_dns.h"

#include "dns/records.h"
#include "policy/near_record.h"

/* The DNS answer with the TXT records of a name. */
struct size {
    uint32_t octets; /* of the answer */
    uint32_t text;   /* of name and texts */
    uint32_t others; /* records that are not SPF */
};

/*
 * Without EDNS: header, question, and for each record a pointer to the name,
 * its fixed part, and the strings with their lengths (RFC 1035 section 4.1).
 */
static struct size
empty_size(struct spfe_text name)
{
    enum { HEADER = 12, NAME_ENDS = 2, QUESTION = 4 };
    struct size size = {HEADER + name.len + NAME_ENDS + QUESTION, name.len, 0};

    return size;
}

static void
add_text(struct size *size, struct spfe_text text)
{
    enum { FIXED = 12, STRING = 255 };
    uint32_t strings = text.len == 0 ? 1 : (text.len + STRING - 1) / STRING;

    size->octets += FIXED + text.len + strings;
    size->text += text.len;
}

/* W126, W127: which one says whether the SPF record alone would do. */
static void
tell_size(struct spfe_lint_dns *dns, const struct size *all,
          const struct size *alone)
{
    const struct spfeval_options *options = dns->policy->options;
    uint32_t limit = options->max_answer;
    bool is_large = all->octets > limit;
    struct spfeval_lint *lint = dns->lint;
    struct spfe_finding *finding;

    if (!is_large && all->text <= options->max_text) {
        return;
    }
    if (alone->octets <= limit && alone->text <= options->max_text) {
        finding = spfe_lint_add(
            lint, is_large ? SPFE_LINT_W127 : SPFE_LINT_W127_TEXT, 0, 0);
        spfe_lint_number(lint, finding, 2, all->others);
    } else {
        finding = spfe_lint_add(
            lint, is_large ? SPFE_LINT_W126 : SPFE_LINT_W126_TEXT, 0, 0);
    }
    spfe_lint_number(lint, finding, 0, is_large ? all->octets : all->text);
    spfe_lint_number(lint, finding, 1, is_large ? limit : options->max_text);
}

static void
look_at_size(struct spfe_lint_dns *dns)
{
    const struct spfe_node *root = dns->root;
    struct size all = empty_size(root->owner);
    struct size alone = all;
    struct spfe_rr_cursor records;
    struct spfe_rr rr;

    if (root->owner.len == 0 || root->found->selection != SPFE_SELECT_ONE) {
        return; /* that is the thing to mend first */
    }
    add_text(&alone, root->found->text);
    if (root->txt == NULL) { /* not published yet */
        tell_size(dns, &alone, &alone);
        return;
    }
    records = spfe_answer_records(&root->txt->answer);
    while (spfe_rr_next(&records, &rr)) {
        add_text(&all, rr.text);
        all.others += !spfe_record_has_version(rr.text);
    }
    tell_size(dns, &all, &alone);
}

/*
 * W129. What is left of the time in a cache says nothing about a short one,
 * and the published one is at least as long as what is left of it.
 */
static void
look_at_ttl(struct spfe_lint_dns *dns)
{
    enum { SHORT = 300, LONG = 86400 };
    const struct spfe_answer *answer = &dns->root->txt->answer;
    bool is_short = answer->authoritative && answer->ttl < SHORT;
    struct spfe_finding *finding;

    if (!answer->has_ttl || dns->root->found->selection != SPFE_SELECT_ONE ||
        (!is_short && answer->ttl <= LONG)) {
        return;
    }
    finding = spfe_lint_add(dns->lint, SPFE_LINT_W129, 0, 0);
    spfe_lint_number(dns->lint, finding, 0, answer->ttl);
    if (is_short) {
        spfe_lint_words(finding, 1, "short: resolvers ask again all the time",
                        "kort: resolvers vragen het steeds opnieuw");
    } else {
        spfe_lint_words(finding, 1, "long: a change takes that time to arrive",
                        "lang: zo lang duurt het voor een wijziging aankomt");
    }
}

/* I131 */
static void
look_for_sender_id(struct spfe_lint_dns *dns)
{
    struct spfe_rr_cursor records =
        spfe_answer_records(&dns->root->txt->answer);
    struct spfe_rr rr;

    while (spfe_rr_next(&records, &rr)) {
        if (spfe_sender_id_record(rr.text)) {
            spfe_lint_value(dns->lint,
                            spfe_lint_add(dns->lint, SPFE_LINT_I131, 0, 0), 0,
                            rr.text);
            return;
        }
    }
}

/* I130 */
static void
look_at_old_type(struct spfe_lint_dns *dns)
{
    const struct spfe_lookup *old = dns->policy->extras.spf99;
    struct spfe_text text = dns->root->found->text;
    struct spfe_rr_cursor records;
    struct spfe_finding *finding;
    struct spfe_rr rr;
    bool is_same = false;

    if (!spfe_lint_dns_is_ok(old)) {
        return;
    }
    records = spfe_answer_records(&old->answer);
    while (spfe_rr_next(&records, &rr)) {
        is_same = is_same || (dns->root->found->selection == SPFE_SELECT_ONE &&
                              rr.text.len == text.len &&
                              memcmp(rr.text.ptr, text.ptr, text.len) == 0);
    }
    finding = spfe_lint_dns_add_domain(dns, SPFE_LINT_I130);
    if (is_same) {
        spfe_lint_words(finding, 1, "the same", "dezelfde");
    } else {
        spfe_lint_words(finding, 1, "another", "een andere");
    }
}

/*
 * W141. The record may well be that of the name an alias leads to; not where
 * one is to be published beside it (RFC 1034 section 3.6.2).
 */
static void
look_at_alias(struct spfe_lint_dns *dns)
{
    const struct spfe_node *root = dns->root;
    const struct spfe_lookup *lookup =
        root->txt == NULL ? dns->policy->extras.mx : root->txt;
    struct spfe_finding *finding;

    if (!spfe_lookup_is_known(lookup) || lookup->answer.aliases == 0) {
        return;
    }
    if (root->txt == NULL || root->found->selection != SPFE_SELECT_ONE) {
        (void)spfe_lint_dns_add_domain(dns, SPFE_LINT_W141);
    } else if (spfe_lint_dns_is_long_chain(lookup)) {
        finding = spfe_lint_dns_add_domain(dns, SPFE_LINT_W141_CHAIN);
        spfe_lint_number(dns->lint, finding, 1, lookup->answer.aliases);
    }
}

void
spfe_lint_dns_answer(struct spfe_lint_dns *dns)
{
    if (dns->root->found == NULL) {
        return;
    }
    look_at_size(dns);
    look_at_old_type(dns);
    look_at_alias(dns);
    if (dns->root->txt == NULL) {
        return;
    }
    look_at_ttl(dns);
    look_for_sender_id(dns);
}
