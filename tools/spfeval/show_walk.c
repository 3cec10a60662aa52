/* SPDX-License-Identifier: BSD-2-Clause */
#include "show_walk.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool
show_is_spf(const spfeval_dns_record *record)
{
    return record->data_len >= 6 &&
           strncasecmp(record->data, "v=spf1", 6) == 0 &&
           (record->data_len == 6 || record->data[6] == ' ');
}

static enum show_state
select_record(struct show_record *record)
{
    const spfeval_answer *answer = record->question->answer;
    uint32_t count = spfeval_answer_get_count(answer);
    uint32_t found = 0;
    uint32_t i;

    for (i = 0; i < count; i++) {
        spfeval_dns_record text = {.struct_size = sizeof(text)};

        if (spfeval_answer_get_record(answer, i, &text) == SPFEVAL_OK &&
            show_is_spf(&text)) {
            record->text = text.data;
            record->text_len = text.data_len;
            found++;
        }
    }
    if (found > 1) {
        record->text = NULL;
        return SHOW_MULTIPLE;
    }
    return found == 1 ? SHOW_OK : SHOW_NO_RECORD;
}

/* The same record around it, or anywhere before. */
static enum show_state
find_before(const struct show_tree *tree, const struct show_record *record,
            const struct show_record **out)
{
    const struct show_record *other;

    for (other = record->parent; other != NULL; other = other->parent) {
        if (other->question == record->question) {
            return SHOW_LOOP;
        }
    }
    for (other = tree->all; other != NULL; other = other->next) {
        if (other != record && other->question == record->question &&
            other->state != SHOW_LOOP && other->state != SHOW_REPEATED) {
            *out = other;
            return SHOW_REPEATED;
        }
    }
    return SHOW_OK;
}

static enum show_state
parse(struct show_tree *tree, struct show_record *record)
{
    int status;

    record->error.struct_size = sizeof(record->error);
    status = spfeval_record_parse(NULL, record->text, record->text_len,
                                  &record->parsed, &record->error);
    if (status == SPFEVAL_ERR_SYNTAX) {
        return SHOW_SYNTAX;
    }
    if (status != SPFEVAL_OK) {
        tree->status = status;
        return SHOW_STOPPED;
    }
    return SHOW_OK;
}

static enum show_state
read_record(struct show_tree *tree, struct show_record *record)
{
    enum show_state state;

    switch (spfeval_answer_get_class(record->question->answer)) {
    case SPFEVAL_DNS_NXDOMAIN:
        return SHOW_NXDOMAIN;
    case SPFEVAL_DNS_FAILED:
        return SHOW_FAILED;
    default:
        state = select_record(record);
        return state == SHOW_OK ? parse(tree, record) : state;
    }
}

/* RFC 7208 section 6.1: redirect comes last, and not where there is "all". */
static void
walk_terms(struct show_tree *tree, struct show_record *record)
{
    struct show_term *redirect = NULL;
    bool has_all = false;
    uint32_t i;

    for (i = 0; i < record->term_count; i++) {
        struct show_term *term = &record->terms[i];

        term->term.struct_size = sizeof(term->term);
        (void)spfeval_record_get_term(record->parsed, i, &term->term);
        if (term->term.kind == SPFEVAL_TERM_REDIRECT) {
            redirect = term;
        } else if (has_all && term->term.kind < SPFEVAL_TERM_REDIRECT) {
            term->note = SHOW_NOTE_AFTER_ALL;
        } else {
            show_term_walk(tree, record, term);
        }
        has_all = has_all || term->term.kind == SPFEVAL_TERM_ALL;
    }
    if (redirect != NULL && has_all) {
        redirect->note = SHOW_NOTE_AFTER_ALL;
    } else if (redirect != NULL) {
        show_term_walk(tree, record, redirect);
    }
}

static void
open_record(struct show_tree *tree, struct show_record *record)
{
    struct show_count before = tree->count;
    uint32_t count = spfeval_record_get_term_count(record->parsed);

    if (count > SHOW_TERMS - tree->term_count) {
        tree->is_stopped = true;
        count = SHOW_TERMS - tree->term_count;
    }
    tree->term_count += count;
    record->terms = calloc(count + 1, sizeof(*record->terms));
    if (record->terms == NULL) {
        tree->status = SPFEVAL_ERR_NOMEM;
        return;
    }
    record->term_count = count;
    walk_terms(tree, record);
    record->cost.lookups = tree->count.lookups - before.lookups;
    record->cost.voids[0] = tree->count.voids[0] - before.voids[0];
    record->cost.voids[1] = tree->count.voids[1] - before.voids[1];
    record->cost.unsure_voids = tree->count.unsure_voids - before.unsure_voids;
}

static void
fill(struct show_tree *tree, struct show_record *record)
{
    const struct show_record *before = NULL;

    record->state = SHOW_STOPPED;
    if (record->depth < SHOW_DEPTH) {
        record->question = show_dns_ask(&tree->dns, SPFEVAL_RRTYPE_TXT,
                                        record->owner, record->owner_len);
    }
    if (record->question == NULL) {
        tree->is_stopped = true;
        return;
    }
    record->state = find_before(tree, record, &before);
    if (record->state == SHOW_OK) {
        record->state = read_record(tree, record);
    } else if (before != NULL) {
        record->cost = before->cost;
    }
    tree->has_failure = tree->has_failure || record->state == SHOW_FAILED;
    tree->has_error = tree->has_error || record->state == SHOW_LOOP ||
                      record->state == SHOW_SYNTAX ||
                      record->state == SHOW_MULTIPLE;
    if (record->state == SHOW_OK) {
        open_record(tree, record);
    }
}

struct show_record *
show_walk(struct show_tree *tree, const char *owner, size_t owner_len,
          struct show_record *parent, bool is_included)
{
    struct show_record *record = calloc(1, sizeof(*record));

    if (record == NULL ||
        (record->owner = strndup(owner, owner_len)) == NULL) {
        free(record);
        tree->status = SPFEVAL_ERR_NOMEM;
        return NULL;
    }
    record->owner_len = owner_len;
    record->parent = parent;
    record->depth = parent != NULL ? parent->depth + 1 : 0;
    record->is_included = is_included;
    record->next = tree->all;
    tree->all = record;
    fill(tree, record);
    return record;
}
