/* SPDX-License-Identifier: BSD-2-Clause */
/* The explanation and the domain's mail (SPF-W135, W137). */
#include "policy/lint_dns.h"

#include <spfeval/record.h>

#include "base/ascii.h"
#include "dns/records.h"
#include "policy/compile.h"
#include "record/macro_parse.h"

/* --- W135 ---------------------------------------------------------------- */

struct reason {
    const char *english; /* NULL: nothing is wrong */
    const char *dutch;
};

/* RFC 7208 section 6.2: exactly one record, printable ASCII, valid macros. */
static struct reason
judge_text(struct spfe_text text, uint32_t longest)
{
    struct reason reason = {NULL, NULL};
    uint16_t macros;

    if (!spfe_ascii_is_printable(text.ptr, text.len)) {
        reason.english = "its text is not printable ASCII";
        reason.dutch = "de tekst is geen leesbare ASCII";
    } else if (spfe_macro_scan_explanation(text, &macros) !=
               SPFEVAL_SYNTAX_NONE) {
        reason.english = "its text has a macro error";
        reason.dutch = "in de tekst staat een foute macro";
    } else if (text.len > longest) {
        reason.english = "its text is too long for a reply";
        reason.dutch = "de tekst is te lang voor een antwoord";
    }
    return reason;
}

static struct reason
judge(const struct spfe_facts *facts, uint32_t longest)
{
    struct reason reason = {NULL, NULL};
    struct spfe_rr_cursor records;
    struct spfe_rr rr;

    if (facts->target_kind == SPFE_TARGET_BAD) {
        reason.english = "its name is not a usable domain";
        reason.dutch = "de naam is geen bruikbaar domein";
    } else if (spfe_lookup_is_void(facts->question)) {
        reason.english = "there is no TXT record";
        reason.dutch = "er is geen TXT-record";
    } else if (spfe_lint_dns_is_ok(facts->question)) {
        records = spfe_answer_records(&facts->question->answer);
        if (facts->question->answer.count > 1) {
            reason.english = "there is more than one TXT record";
            reason.dutch = "er is meer dan een TXT-record";
        } else if (spfe_rr_next(&records, &rr)) {
            reason = judge_text(rr.text, longest);
        }
    }
    return reason;
}

static void
look_at_explanation(struct spfe_lint_dns *dns, const struct spfe_node *node)
{
    uint32_t index = node->found->record->exp;
    struct reason reason =
        judge(&node->facts[index], dns->policy->options->max_explanation);
    struct spfe_finding *finding;

    if (reason.english != NULL) {
        finding = spfe_lint_dns_add(dns, SPFE_LINT_W135, node, index);
        spfe_lint_words(finding, 1, reason.english, reason.dutch);
    }
}

/* The record that the domain's redirect leads to, if that is its own. */
static const struct spfe_node *
find_next(const struct spfe_lint_dns *dns, const struct spfe_node *node)
{
    const struct spfeval_record *record = node->found->record;
    const struct spfe_facts *facts;

    if (!record->has_redirect) {
        return NULL;
    }
    facts = &node->facts[record->redirect];
    if (facts->child == NULL || dns->root->owner.len == 0 ||
        spfe_lint_dns_index(dns, facts->child) == dns->node_count ||
        !spfe_lint_dns_is_same_organisation(dns->root->owner, facts->target)) {
        return NULL;
    }
    return facts->child;
}

void
spfe_lint_dns_explanation(struct spfe_lint_dns *dns)
{
    const struct spfe_node *node = dns->root;
    uint32_t steps = 0;

    /* A cycle of redirects comes back here. */
    while (node != NULL && spfe_node_term_count(node) > 0 &&
           steps++ < dns->node_count && (node != dns->root || steps == 1)) {
        if (node->found->record->has_exp) {
            look_at_explanation(dns, node);
        }
        node = find_next(dns, node);
    }
}

/* --- W137 ---------------------------------------------------------------- */

/*
 * RFC 7208 section 10.1.3: checks of HELO look for a record there. Hosts of
 * another organisation are for that one to care about.
 */
static void
look_at_hosts(struct spfe_lint_dns *dns)
{
    enum { NAMES_SHOWN = 512 };
    char room[NAMES_SHOWN];
    struct spfe_finding *finding;
    struct spfe_buf buf;
    int i;

    spfe_buf_init(&buf, room, sizeof(room));
    for (i = 0; i < SPFE_WALK_HOSTS; i++) {
        const struct spfe_lookup *txt = dns->policy->extras.host_txt[i];
        struct spfe_text unused;

        if (spfe_lookup_is_known(txt) &&
            spfe_lint_dns_is_same_organisation(dns->policy->domain,
                                               txt->query.name) &&
            spfe_select_record(&txt->answer, &unused) == SPFE_SELECT_NONE) {
            spfe_buf_add_text(&buf, buf.length > 0 ? ", " : "");
            spfe_buf_add(&buf, txt->query.name.ptr, txt->query.name.len);
        }
    }
    if (buf.length > 0) {
        finding = spfe_lint_add(dns->lint, SPFE_LINT_W137, 0, 0);
        spfe_lint_whole(dns->lint, finding, 0, spfe_lint_dns_written(&buf));
    }
}

/* Does the record refuse everyone, as one of a domain without mail should? */
static bool
refuses_all(const struct spfe_node *node)
{
    int family;

    for (family = 0; family < SPFE_FAMILIES; family++) {
        const struct spfe_map *map = &node->maps[family];
        uint32_t i;

        for (i = 0; i < map->count; i++) {
            if (map->pieces[i].result != SPFEVAL_RESULT_FAIL) {
                return false;
            }
        }
        if (node->unsure[family]) {
            return false;
        }
    }
    return true;
}

void
spfe_lint_dns_mail(struct spfe_lint_dns *dns)
{
    if (!spfe_lint_dns_has_null_mx(dns)) {
        look_at_hosts(dns);
    } else if (dns->has_maps && !refuses_all(dns->root) &&
               !spfe_lint_dns_is_data_name(dns->policy->domain)) {
        (void)spfe_lint_dns_add_domain(dns, SPFE_LINT_W137_NO_MAIL);
    }
}
