/* SPDX-License-Identifier: BSD-2-Clause */
#include "header/cause.h"

#include <spfeval/record.h>
#include <spfeval/status.h>

#include "header/outcome_text.h"
#include "header/quote.h"

/* No message of ours comes near; two of them leave room for a name. */
enum { MESSAGE_MAX = 80 };

/*
 * RFC 7208 section 9.1 asks for "the mechanism that matched". Where an include
 * matched, that is the include: check_host() of the other domain only decides
 * whether it matches (section 5.2), and the result is that of its own
 * qualifier (section 4.6.2). "fail" because of "-include:x" must not be told
 * as the "+all" of x. A redirect in contrast gives the evaluation away
 * (section 6.1), so it is passed over.
 */
bool
spfe_cause_directive(const spfeval_outcome *outcome,
                     struct spfe_text *directive, uint32_t *kind)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    spfeval_term term = {.struct_size = sizeof(term)};
    uint32_t i;

    if (spfeval_outcome_get_reason(outcome) != SPFEVAL_REASON_MATCH) {
        return false;
    }
    for (i = 0; spfeval_outcome_get_path(outcome, i, &entry) == SPFEVAL_OK;
         i++) {
        if (entry.has_term == 0 ||
            spfeval_record_get_term(entry.record, entry.term, &term) !=
                SPFEVAL_OK) {
            return false;
        }
        if (term.kind != SPFEVAL_TERM_REDIRECT) {
            directive->ptr = entry.text + entry.term_offset;
            directive->len = entry.term_length;
            *kind = term.kind;
            return true;
        }
    }
    return false;
}

bool
spfe_cause_is_error(const spfeval_outcome *outcome)
{
    int result = spfeval_outcome_get_result(outcome);

    return result == SPFEVAL_RESULT_TEMPERROR ||
           result == SPFEVAL_RESULT_PERMERROR;
}

/*
 * The name that an error is about: what was asked or led to, otherwise the
 * domain whose record it is. {NULL, 0} when there is none.
 */
static struct spfe_text
troubled_name(const spfeval_outcome *outcome)
{
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    uint32_t count = spfeval_outcome_get_path_count(outcome);
    struct spfe_text name =
        spfe_outcome_text(outcome, spfeval_outcome_get_target);

    if (name.ptr == NULL && count > 0 &&
        spfeval_outcome_get_path(outcome, count - 1, &entry) == SPFEVAL_OK) {
        name.ptr = entry.owner;
        name.len = (uint32_t)entry.owner_len;
    }
    return name;
}

static void
add_message(struct spfe_buf *out, const char *message)
{
    spfe_quote_add(out, spfe_text_of(message), SPFE_QUOTE_STRING, 0,
                   MESSAGE_MAX);
}

void
spfe_cause_add_problem(struct spfe_buf *out, const spfeval_outcome *outcome,
                       uint32_t flags, size_t max)
{
    spfeval_syntax_error error = {.struct_size = sizeof(error)};
    struct spfe_text name = troubled_name(outcome);
    size_t end = out->length + max;

    spfe_buf_add_octet(out, '"');
    add_message(out,
                spfeval_reason_message(spfeval_outcome_get_reason(outcome)));
    if (spfeval_outcome_get_syntax_error(outcome, &error) == SPFEVAL_OK) {
        spfe_buf_add_text(out, ": ");
        add_message(out, spfeval_syntax_message((int)error.code));
    }
    if (name.ptr != NULL) {
        spfe_buf_add_text(out, " (");
        spfe_quote_add(out, name, SPFE_QUOTE_STRING, flags,
                       end - out->length - 2);
        spfe_buf_add_octet(out, ')');
    }
    spfe_buf_add_octet(out, '"');
}

void
spfe_cause_add_match(struct spfe_buf *out, const spfeval_outcome *outcome,
                     uint32_t flags, size_t max)
{
    struct spfe_text directive = {NULL, 0};
    size_t end = out->length + max;
    uint32_t kind = 0;
    bool is_last_resort;

    (void)spfe_cause_directive(outcome, &directive, &kind);
    is_last_resort = kind == SPFEVAL_TERM_ALL;
    spfe_buf_add_octet(out, '"');
    add_message(out,
                spfeval_reason_message(is_last_resort ? SPFEVAL_REASON_DEFAULT
                                                      : SPFEVAL_REASON_MATCH));
    spfe_buf_add_text(out, "; ");
    spfe_quote_add(out, directive, SPFE_QUOTE_STRING, flags,
                   end - out->length - 1);
    spfe_buf_add_octet(out, '"');
}
