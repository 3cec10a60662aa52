/* SPDX-License-Identifier: BSD-2-Clause */
/* What the rules that need the DNS have in common. */
#include "policy/lint_dns.h"

#include <assert.h>

#include <spfeval/lint.h>
#include <spfeval/status.h>

#include "base/dname.h"
#include "dns/records.h"
#include "record/parse.h"

uint32_t
spfe_lint_dns_index(const struct spfe_lint_dns *dns,
                    const struct spfe_node *node)
{
    uint32_t i = 0;

    while (i < dns->node_count && dns->nodes[i] != node) {
        i++;
    }
    return i;
}

struct spfe_lint_term *
spfe_lint_dns_term(const struct spfe_lint_dns *dns, uint32_t index)
{
    /* A valid record is cut at the same spaces, whoever reads it. */
    assert(index < dns->lint->term_count);
    assert(dns->lint->terms[index].offset ==
           spfe_node_term(dns->root, index)->offset);
    return &dns->lint->terms[index];
}

bool
spfe_lint_dns_wants(const struct spfe_lint_dns *dns, uint32_t index)
{
    const struct spfe_lint_term *term = spfe_lint_dns_term(dns, index);

    return !term->dead && !term->failed && !dns->root->facts[index].unused;
}

/* The record of a node, copied once; NULL when there is no memory. */
static const struct spfe_lint_source *
source_of(struct spfe_lint_dns *dns, const struct spfe_node *node)
{
    struct spfeval_lint *lint = dns->lint;
    uint32_t at = spfe_lint_dns_index(dns, node);
    struct spfe_lint_source *source;

    assert(at < dns->node_count);
    if (dns->sources[at] != NULL) {
        return dns->sources[at];
    }
    source = spfe_arena_alloc(&lint->arena, sizeof(*source));
    if (source == NULL) {
        return NULL;
    }
    source->owner.len = node->owner.len;
    source->owner.ptr =
        spfe_arena_copy(&lint->arena, node->owner.ptr, node->owner.len);
    source->record.len = node->found->text.len;
    source->record.ptr = spfe_arena_copy(&lint->arena, node->found->text.ptr,
                                         node->found->text.len);
    if (source->owner.ptr == NULL || source->record.ptr == NULL) {
        return NULL;
    }
    dns->sources[at] = source;
    return source;
}

struct spfe_finding *
spfe_lint_dns_add(struct spfe_lint_dns *dns, int code,
                  const struct spfe_node *node, uint32_t index)
{
    struct spfeval_lint *lint = dns->lint;
    const struct spfe_term *term = spfe_node_term(node, index);
    const struct spfe_lint_source *source = source_of(dns, node);
    struct spfe_finding *finding;

    if (source == NULL) {
        lint->status = lint->arena.status;
        return &lint->unread;
    }
    if (node == dns->root &&
        spfe_lint_row(code)->severity == SPFEVAL_SEVERITY_ERROR) {
        spfe_lint_dns_term(dns, index)->failed = true;
        spfe_lint_drop_warnings(lint, spfe_lint_dns_term(dns, index));
    }
    lint->source = source;
    finding = spfe_lint_add(lint, code, term->offset, term->len);
    lint->source = &lint->own;
    spfe_lint_value(lint, finding, 0, spfe_node_term_text(node, index));
    return finding;
}

struct spfe_finding *
spfe_lint_dns_add_domain(struct spfe_lint_dns *dns, int code)
{
    struct spfe_finding *finding = spfe_lint_add(dns->lint, code, 0, 0);

    spfe_lint_value(dns->lint, finding, 0, dns->policy->domain);
    return finding;
}

struct spfe_text
spfe_lint_dns_written(const struct spfe_buf *buf)
{
    size_t len = buf->length < buf->capacity ? buf->length : buf->capacity;
    struct spfe_text text = {buf->data, (uint32_t)len};

    return text;
}

const struct spfeval_record *
spfe_lint_dns_parse(struct spfeval_lint *lint, struct spfe_text text)
{
    struct spfeval_record *record = NULL;
    struct spfe_syntax_error error;
    int status = spfe_record_parse(&lint->arena, text, &record, &error);

    if (status != SPFEVAL_OK && status != SPFEVAL_ERR_SYNTAX) {
        lint->status = status;
    }
    return status == SPFEVAL_OK ? record : NULL;
}

/* The last labels of a name, as many as it has at most. */
static struct spfe_text
last_labels(struct spfe_text name, uint32_t count)
{
    uint32_t at = name.len;

    while (at > 0) {
        if (name.ptr[at - 1] == '.' && --count == 0) {
            break;
        }
        at--;
    }
    name.ptr += at;
    name.len -= at;
    return name;
}

/* Below these, in many countries, organisations have their names. */
static bool
is_open_to_all(struct spfe_text label)
{
    static const char *const labels[] = {"ac",  "co",   "com", "edu",  "gob",
                                         "go",  "gouv", "gov", "govt", "gv",
                                         "ltd", "mil",  "ne",  "net",  "nhs",
                                         "nom", "or",   "org", "plc",  "sch"};
    size_t i;

    for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        if (spfe_dname_equal(label, spfe_lint_words_of(labels[i]))) {
            return true;
        }
    }
    return false;
}

static struct spfe_text
organisation_of(struct spfe_text name)
{
    enum { COUNTRY = 2 };
    struct spfe_text top = last_labels(name, 1);
    struct spfe_text two = last_labels(name, 2);
    struct spfe_text second = {two.ptr, two.len - top.len};

    if (top.len == COUNTRY && second.len > 0) {
        second.len--; /* the dot */
        return is_open_to_all(second) ? last_labels(name, 3) : two;
    }
    return two;
}

bool
spfe_lint_dns_is_same_organisation(struct spfe_text a, struct spfe_text b)
{
    a = spfe_dname_trim(a);
    b = spfe_dname_trim(b);
    return spfe_dname_is_within(a, b) || spfe_dname_is_within(b, a) ||
           spfe_dname_equal(organisation_of(a), organisation_of(b));
}

bool
spfe_lint_dns_is_data_name(struct spfe_text name)
{
    uint32_t i;

    for (i = 0; i < name.len; i++) {
        if (name.ptr[i] == '_' && (i == 0 || name.ptr[i - 1] == '.')) {
            return true;
        }
    }
    return false;
}

static bool
is_null_mx(const struct spfe_lookup *lookup)
{
    struct spfe_rr_cursor records;
    struct spfe_rr rr;

    if (!spfe_lint_dns_is_ok(lookup) || lookup->answer.count != 1) {
        return false;
    }
    records = spfe_answer_records(&lookup->answer);
    return spfe_rr_next(&records, &rr) &&
           (rr.text.len == 0 || (rr.text.len == 1 && rr.text.ptr[0] == '.'));
}

bool
spfe_lint_dns_has_null_mx(const struct spfe_lint_dns *dns)
{
    return is_null_mx(dns->policy->extras.mx);
}

bool
spfe_lint_dns_has_no_mail(const struct spfe_lint_dns *dns)
{
    const struct spfeval_policy *policy = dns->policy;

    return spfe_lint_dns_has_null_mx(dns) ||
           (spfe_lookup_is_void(policy->extras.mx) &&
            spfe_lookup_is_void(spfe_lookups_find(
                &policy->lookups, SPFEVAL_RRTYPE_A, policy->domain)) &&
            spfe_lookup_is_void(spfe_lookups_find(
                &policy->lookups, SPFEVAL_RRTYPE_AAAA, policy->domain)));
}
