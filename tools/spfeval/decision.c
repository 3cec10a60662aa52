/* SPDX-License-Identifier: BSD-2-Clause */
#include "decision.h"

#include "escape.h"

/* The record as published says more than its owner alone. */
static int
is_deciding(const spfeval_outcome *outcome, const spfeval_path_entry *entry)
{
    return entry->has_term || entry->text != NULL ||
           spfeval_outcome_get_reason(outcome) ==
               SPFEVAL_REASON_MULTIPLE_RECORDS;
}

void
decision_find(const spfeval_outcome *outcome, struct decision *out)
{
    uint32_t i;

    *out = (struct decision){0};
    out->domain = spfeval_outcome_get_domain(outcome, &out->domain_len);

    for (i = spfeval_outcome_get_path_count(outcome); i > 0; i--) {
        spfeval_path_entry entry = {.struct_size = sizeof(entry)};

        if (spfeval_outcome_get_path(outcome, i - 1, &entry) != SPFEVAL_OK ||
            !is_deciding(outcome, &entry)) {
            continue;
        }
        out->domain = entry.owner;
        out->domain_len = entry.owner_len;
        out->path_count = i;
        if (entry.has_term) {
            out->term = entry.text + entry.term_offset;
            out->term_len = entry.term_length;
        }
        return;
    }
}

void
decision_add_path(struct text *out, const spfeval_outcome *outcome,
                  const struct decision *decision)
{
    uint32_t i;

    for (i = 0; i < decision->path_count; i++) {
        spfeval_path_entry entry = {.struct_size = sizeof(entry)};

        if (spfeval_outcome_get_path(outcome, i, &entry) != SPFEVAL_OK) {
            continue;
        }
        escape_add(out, entry.owner, entry.owner_len);
        if (i + 1 == decision->path_count) {
            break; /* its term comes first in the line */
        }
        if (entry.has_term) {
            text_add_string(out, " ");
            escape_add(out, entry.text + entry.term_offset, entry.term_length);
        }
        text_add_string(out, " > ");
    }
}

const char *
decision_term_text(const spfeval_record *record, uint32_t first,
                   uint32_t term_count, size_t *out_len)
{
    spfeval_term begin = {.struct_size = sizeof(begin)};
    spfeval_term end = {.struct_size = sizeof(end)};
    const char *text;

    text = spfeval_record_get_text(record, NULL);
    if (text == NULL || term_count == 0 ||
        spfeval_record_get_term(record, first, &begin) != SPFEVAL_OK ||
        spfeval_record_get_term(record, first + term_count - 1, &end) !=
            SPFEVAL_OK) {
        return NULL;
    }
    *out_len = end.offset + end.length - begin.offset;
    return text + begin.offset;
}
