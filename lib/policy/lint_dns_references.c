/* SPDX-License-Identifier: BSD-2-Clause */
/* What all records lead to (SPF-E023, E024, E025, E026). */
#include "policy/compile.h"
#include "policy/lint_dns.h"
#include "policy/lint_rules.h"
#include "policy/providers.h"

enum { CYCLE_SHOWN = 1024 };

enum progress { NEW, OPEN, DONE };

/* The way from the root to the record that is looked at. */
struct way {
    struct spfe_lint_dns *dns;
    uint32_t nodes[SPFE_WALK_NODES]; /* indexes */
    uint32_t depth;
    uint8_t progress[SPFE_WALK_NODES]; /* of each node */
    /* Which record was last told that this one is wrong; by number from 1. */
    uint32_t told[SPFE_WALK_NODES];
};

/* Other terms, if the name is one that no host has. */
static void
suggest_terms(struct spfe_lint_dns *dns, struct spfe_finding *finding,
              const struct spfe_node *node, uint32_t index)
{
    const struct spfe_term *term = spfe_node_term(node, index);
    struct spfe_lint_meant meant;

    if (spfe_lint_find_meant(spfe_node_term_text(node, index), &meant)) {
        spfe_lint_value(dns->lint, finding, 2, meant.text);
        if (meant.certain && node == dns->root) {
            spfe_lint_fix(dns->lint, finding, term->offset, term->len,
                          meant.text);
        }
    }
}

/* The provider's right name, if that is all that is wrong. */
static void
suggest(struct spfe_lint_dns *dns, struct spfe_finding *finding,
        const struct spfe_node *node, uint32_t index)
{
    const struct spfe_argument *argument =
        &spfe_node_term(node, index)->argument;
    const char *name = spfe_provider_find(spfe_record_slice(
        node->found->record, argument->offset, argument->len));

    if (name == NULL) {
        suggest_terms(dns, finding, node, index);
        return;
    }
    spfe_lint_words(finding, 2, name, NULL);
    if (node == dns->root) {
        spfe_lint_fix(dns->lint, finding, argument->offset, argument->len,
                      spfe_lint_words_of(name));
    }
}

/* E024 */
static void
add_missing(struct spfe_lint_dns *dns, const struct spfe_node *node,
            uint32_t index)
{
    const struct spfe_facts *facts = &node->facts[index];
    const struct spfe_lookup *txt = facts->child->txt;
    bool is_name = txt == NULL || !spfe_lookup_is_known(txt) ||
                   txt->answer.dns_class != SPFEVAL_DNS_NXDOMAIN;
    struct spfe_finding *finding = spfe_lint_dns_add(
        dns, is_name ? SPFE_LINT_E024 : SPFE_LINT_E024_NXDOMAIN, node, index);

    spfe_lint_value(dns->lint, finding, 1, facts->target);
    suggest(dns, finding, node, index);
}

/* The term in which a record was refused. */
static struct spfe_text
refused_term(const struct spfe_found *found)
{
    struct spfe_text text = found->text;
    uint32_t start = found->error.offset;
    uint32_t end;

    if (start > text.len) {
        start = text.len;
    }
    end = start;
    while (start > 0 && text.ptr[start - 1] != ' ') {
        start--;
    }
    while (end < text.len && text.ptr[end] != ' ') {
        end++;
    }
    text.ptr += start;
    text.len = end - start;
    return text;
}

/* E025 */
static void
add_invalid(struct spfe_lint_dns *dns, const struct spfe_node *node,
            uint32_t index)
{
    const struct spfe_facts *facts = &node->facts[index];
    const struct spfe_found *found = facts->child->found;
    bool several = found->selection == SPFE_SELECT_SEVERAL;
    struct spfe_finding *finding = spfe_lint_dns_add(
        dns, several ? SPFE_LINT_E025_SEVERAL : SPFE_LINT_E025, node, index);

    spfe_lint_value(dns->lint, finding, 1, facts->target);
    if (!several) {
        spfe_lint_value(dns->lint, finding, 2, refused_term(found));
    }
}

/* E026: from where the way was before, round, and back there. */
static void
add_cycle(struct way *way, const struct spfe_node *node, uint32_t index,
          uint32_t closed)
{
    struct spfe_lint_dns *dns = way->dns;
    struct spfe_finding *finding =
        spfe_lint_dns_add(dns, SPFE_LINT_E026, node, index);
    char room[CYCLE_SHOWN];
    struct spfe_buf buf;
    uint32_t i = 0;

    spfe_buf_init(&buf, room, sizeof(room));
    while (way->nodes[i] != closed) {
        i++;
    }
    for (; i < way->depth; i++) {
        const struct spfe_text *owner = &dns->nodes[way->nodes[i]]->owner;

        spfe_buf_add(&buf, owner->ptr, owner->len);
        spfe_buf_add_text(&buf, " -> ");
    }
    spfe_buf_add(&buf, dns->nodes[closed]->owner.ptr,
                 dns->nodes[closed]->owner.len);
    spfe_lint_whole(dns->lint, finding, 0, spfe_lint_dns_written(&buf));
}

/* E023; true when it is so. */
static bool
find_too_many(struct spfe_lint_dns *dns, const struct spfe_node *node,
              uint32_t index)
{
    const struct spfe_lookup *question = node->facts[index].question;
    uint32_t limit = dns->policy->options->max_mx_names;
    struct spfe_finding *finding;

    if (spfe_node_term(node, index)->kind != SPFEVAL_TERM_MX ||
        !spfe_lint_dns_is_ok(question) || question->answer.count <= limit) {
        return false;
    }
    finding = spfe_lint_dns_add(dns, SPFE_LINT_E023, node, index);
    spfe_lint_number(dns->lint, finding, 1, question->answer.count);
    spfe_lint_number(dns->lint, finding, 2, limit);
    return true;
}

static bool look_at_node(struct way *way, uint32_t at);

/* The index of a node, which is new or not; false when they are too many. */
static bool
find_or_add(struct spfe_lint_dns *dns, const struct spfe_node *node,
            uint32_t *at)
{
    *at = spfe_lint_dns_index(dns, node);
    if (*at == SPFE_WALK_NODES) {
        return false;
    }
    if (*at == dns->node_count) {
        dns->nodes[dns->node_count++] = node;
    }
    return true;
}

/* What is wrong with the child itself; false when it can be looked at. */
static bool
add_error(struct way *way, const struct spfe_node *node, uint32_t index,
          uint32_t at)
{
    const struct spfe_node *child = node->facts[index].child;
    uint32_t number = way->nodes[way->depth - 1] + 1;
    bool is_told = way->told[at] == number; /* as often as it is written */
    bool is_missing = child->found->selection == SPFE_SELECT_NONE;
    bool is_open = way->progress[at] == OPEN;

    if (!is_missing && child->found->record != NULL && !is_open) {
        return false;
    }
    way->told[at] = number;
    if (is_told) {
        return true;
    }
    if (is_missing) {
        add_missing(way->dns, node, index);
    } else if (child->found->record == NULL) {
        add_invalid(way->dns, node, index);
    } else {
        add_cycle(way, node, index, at);
    }
    return true;
}

/* True when there is an error in what the term leads to. */
static bool
look_at_child(struct way *way, const struct spfe_node *node, uint32_t index)
{
    uint32_t at;

    if (node->facts[index].child->found == NULL ||
        !find_or_add(way->dns, node->facts[index].child, &at)) {
        return false;
    }
    if (add_error(way, node, index, at)) {
        return true;
    }
    return way->progress[at] == DONE ? way->dns->broken[at]
                                     : look_at_node(way, at);
}

/* Where evaluation ended, as a place in its order. */
static uint32_t
end_of(const struct spfe_node *node, const struct spfe_piece *piece)
{
    return piece->end == SPFE_NO_TERM ||
                   spfe_node_term(node, piece->end)->kind ==
                       SPFEVAL_TERM_REDIRECT
               ? spfe_node_term_count(node)
               : piece->end;
}

/*
 * The last term of a record that any address comes to (RFC 7208 section 4.6:
 * evaluation ends with the first match), if all come to the record itself.
 */
static uint32_t
find_last(const struct spfe_lint_dns *dns, const struct spfe_node *node)
{
    uint32_t last = 0;
    int family;
    uint32_t i;

    if (!dns->has_maps || !node->compiled) {
        return spfe_node_term_count(node);
    }
    for (family = 0; family < SPFE_FAMILIES; family++) {
        const struct spfe_map *map = &node->maps[family];

        for (i = 0; i < map->count; i++) {
            uint32_t end = end_of(node, &map->pieces[i]);

            last = end > last ? end : last;
        }
    }
    return last;
}

static bool
is_reached(const struct spfe_node *node, uint32_t index, uint32_t last)
{
    return spfe_node_term(node, index)->kind == SPFEVAL_TERM_REDIRECT
               ? last == spfe_node_term_count(node)
               : index <= last;
}

static bool
look_at_term(struct way *way, const struct spfe_node *node, uint32_t index)
{
    struct spfe_lint_dns *dns = way->dns;
    const struct spfe_facts *facts = &node->facts[index];
    uint8_t kind = spfe_node_term(node, index)->kind;
    bool is_broken = false;

    if (node == dns->root && spfe_lint_dns_term(dns, index)->dead) {
        return false;
    }
    if (facts->child != NULL) {
        is_broken = look_at_child(way, node, index);
    } else if (facts->target_kind == SPFE_TARGET_BAD &&
               (kind == SPFEVAL_TERM_INCLUDE ||
                kind == SPFEVAL_TERM_REDIRECT)) {
        (void)spfe_lint_dns_add(dns, SPFE_LINT_E024_NAME, node, index);
        is_broken = true;
    } else {
        is_broken = find_too_many(dns, node, index);
    }
    if (is_broken && node == dns->root) {
        spfe_lint_dns_term(dns, index)->failed = true;
    }
    return is_broken;
}

/* Goes no deeper than there are nodes, of which each is opened once. */
static bool
look_at_node(struct way *way, uint32_t at)
{
    const struct spfe_node *node = way->dns->nodes[at];
    uint32_t count = spfe_node_term_count(node);
    uint32_t last = find_last(way->dns, node);
    bool is_broken = false;
    uint32_t i;

    way->progress[at] = OPEN;
    way->nodes[way->depth++] = at;
    for (i = 0; i < count; i++) {
        if (is_reached(node, i, last)) {
            is_broken = look_at_term(way, node, i) || is_broken;
        }
    }
    way->depth--;
    way->progress[at] = DONE;
    way->dns->broken[at] = is_broken;
    return is_broken;
}

void
spfe_lint_dns_references(struct spfe_lint_dns *dns)
{
    struct way way;

    memset(&way, 0, sizeof(way));
    way.dns = dns;
    (void)look_at_node(&way, 0);
}
