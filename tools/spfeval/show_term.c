/* SPDX-License-Identifier: BSD-2-Clause */
#include "show_walk.h"

#include "show_probe.h"
#include "text.h"

/* So large a count says enough, and cannot overflow. */
enum { COUNT_MAX = 1000000 };

static bool
add_to(uint32_t *count, uint32_t more, uint32_t limit)
{
    uint32_t before = *count;

    *count = more > COUNT_MAX - before ? COUNT_MAX : before + more;
    return before <= limit && *count > limit;
}

void
show_count_add(struct show_tree *tree, struct show_term *term,
               const struct show_count *more)
{
    int i;

    if (add_to(&tree->count.lookups, more->lookups, tree->max_lookups)) {
        term->passes_limit = true;
        tree->has_error = true;
    }
    (void)add_to(&tree->count.unsure_voids, more->unsure_voids, COUNT_MAX);
    for (i = 0; i < 2; i++) {
        if (add_to(&tree->count.voids[i], more->voids[i], tree->max_voids)) {
            term->passes_voids[i] = true;
            tree->has_error = true;
        }
    }
    term->count = tree->count;
}

/* Ask one question of a term. True when it found nothing. */
static bool
ask(struct show_tree *tree, struct show_term *term, int type, const char *name,
    size_t name_len)
{
    const struct show_question *question =
        show_dns_ask(&tree->dns, type, name, name_len);
    int dns_class;

    if (question == NULL) {
        term->note = SHOW_NOTE_STOPPED;
        tree->is_stopped = true;
        return false;
    }
    term->answers[term->answer_count++] = question;
    dns_class = spfeval_answer_get_class(question->answer);
    if (dns_class == SPFEVAL_DNS_FAILED) {
        tree->has_failure = true;
    }
    return dns_class == SPFEVAL_DNS_NODATA ||
           dns_class == SPFEVAL_DNS_NXDOMAIN;
}

static void
walk_hosts(struct show_tree *tree, struct show_term *term)
{
    const spfeval_answer *answer = term->answers[0]->answer;
    uint32_t count = spfeval_answer_get_count(answer);
    uint32_t i;

    if (count > SHOW_MX_NAMES) { /* RFC 7208 section 4.6.4 */
        term->note = SHOW_NOTE_MX_LIMIT;
        tree->has_error = true;
        return;
    }
    for (i = 0; i < count; i++) {
        spfeval_dns_record host = {.struct_size = sizeof(host)};
        struct text name = {0};

        /* A name that is not one has no address. */
        if (spfeval_answer_get_record(answer, i, &host) != SPFEVAL_OK ||
            show_probe_domain(tree->probe, host.data, host.data_len, &name) !=
                SPFEVAL_OK ||
            name.len == 0) {
            text_clear(&name);
            continue;
        }
        (void)ask(tree, term, SPFEVAL_RRTYPE_A, name.data, name.len);
        (void)ask(tree, term, SPFEVAL_RRTYPE_AAAA, name.data, name.len);
        text_clear(&name);
    }
}

static void
walk_nested(struct show_tree *tree, struct show_record *record,
            struct show_term *term, const struct text *target)
{
    bool is_include = term->term.kind == SPFEVAL_TERM_INCLUDE;

    term->record = show_walk(tree, target->data, target->len, record,
                             is_include || record->is_included);
    if (term->record == NULL) {
        return;
    }
    if (term->record->state == SHOW_NO_RECORD ||
        term->record->state == SHOW_NXDOMAIN) {
        tree->has_error = true; /* RFC 7208 sections 5.2 and 6.1 */
    }
    if (term->record->state == SHOW_REPEATED) {
        struct show_count own = term->count;

        show_count_add(tree, term, &term->record->cost);
        term->count = own;
    }
}

/* Follow the term to its target. Says in *found what found nothing. */
static void
follow(struct show_tree *tree, struct show_record *record,
       struct show_term *term, const struct text *target,
       struct show_count *found)
{
    bool is_void;

    switch (term->term.kind) {
    case SPFEVAL_TERM_A:
        found->voids[0] =
            ask(tree, term, SPFEVAL_RRTYPE_A, target->data, target->len);
        found->voids[1] =
            ask(tree, term, SPFEVAL_RRTYPE_AAAA, target->data, target->len);
        return;
    case SPFEVAL_TERM_MX:
    case SPFEVAL_TERM_EXISTS:
        is_void = ask(tree, term,
                      term->term.kind == SPFEVAL_TERM_MX ? SPFEVAL_RRTYPE_MX
                                                         : SPFEVAL_RRTYPE_A,
                      target->data, target->len);
        found->voids[0] = found->voids[1] = is_void;
        if (term->term.kind == SPFEVAL_TERM_MX && term->answer_count == 1) {
            walk_hosts(tree, term);
        }
        return;
    case SPFEVAL_TERM_EXP:
        (void)ask(tree, term, SPFEVAL_RRTYPE_TXT, target->data, target->len);
        return;
    default:
        walk_nested(tree, record, term, target);
    }
}

/* Where a term leads; empty with a note when that cannot be told. */
static void
find_target(struct show_tree *tree, const struct show_record *record,
            struct show_term *term, struct text *out)
{
    int status = SPFEVAL_OK;

    if ((term->term.macros & ~(uint32_t)SPFEVAL_MACRO_D) != 0 ||
        term->term.kind == SPFEVAL_TERM_PTR) {
        term->note = SHOW_NOTE_MESSAGE;
        return;
    }
    if (term->term.argument_length == 0) {
        text_add(out, record->owner, record->owner_len);
    } else {
        status =
            show_probe_target(tree->probe, record->owner, record->owner_len,
                              &term->term, record->text, out);
    }
    if (status != SPFEVAL_OK || out->failed) {
        tree->status = status != SPFEVAL_OK ? status : SPFEVAL_ERR_NOMEM;
        term->note = SHOW_NOTE_STOPPED;
    } else if (out->len == 0) {
        term->note = SHOW_NOTE_BAD_NAME;
    }
}

/*
 * The message decides what the term asks for, and so whether there is
 * something; what is behind these is not known at all.
 */
static bool
may_be_void(const struct show_term *term)
{
    return term->note == SHOW_NOTE_MESSAGE &&
           term->term.kind != SPFEVAL_TERM_INCLUDE &&
           term->term.kind != SPFEVAL_TERM_REDIRECT &&
           term->term.kind != SPFEVAL_TERM_EXP;
}

/* A bad target of these is a permerror; the others just do not match. */
static bool
needs_name(const struct show_term *term)
{
    return term->term.kind == SPFEVAL_TERM_INCLUDE ||
           term->term.kind == SPFEVAL_TERM_REDIRECT;
}

static void
charge(struct show_tree *tree, struct show_term *term)
{
    struct show_count own = {0};

    if (term->term.kind != SPFEVAL_TERM_EXP) { /* RFC 7208 section 4.6.4 */
        own.lookups = (term->term.macros & SPFEVAL_MACRO_P) != 0 ? 2 : 1;
        own.unsure_voids = may_be_void(term);
        term->is_counted = true;
    }
    show_count_add(tree, term, &own);
}

void
show_term_walk(struct show_tree *tree, struct show_record *record,
               struct show_term *term)
{
    struct show_count found = {0};
    struct text target = {0};

    switch (term->term.kind) {
    case SPFEVAL_TERM_ALL:
    case SPFEVAL_TERM_IP4:
    case SPFEVAL_TERM_IP6:
    case SPFEVAL_TERM_MODIFIER:
        return;
    case SPFEVAL_TERM_EXP:
        if (record->is_included) {
            term->note = SHOW_NOTE_UNUSED; /* RFC 7208 section 6.2 */
            return;
        }
        break;
    default:
        break;
    }
    find_target(tree, record, term, &target);
    charge(tree, term);
    if (term->note == SHOW_NOTE_NONE) {
        follow(tree, record, term, &target, &found);
        if (found.voids[0] + found.voids[1] > 0) {
            show_count_add(tree, term, &found);
        }
    } else if (term->note == SHOW_NOTE_BAD_NAME && needs_name(term)) {
        tree->has_error = true;
    }
    text_clear(&target);
}
