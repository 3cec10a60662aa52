/* SPDX-License-Identifier: BSD-2-Clause */
#include "outcome_text.h"

#include "decision.h"
#include "escape.h"

/* Room for the longest sentence of spfeval_comment_print(). */
enum { SENTENCE_SIZE = 256 };

/* The library promises printable ASCII, so it is shown exactly as sent. */
static void
add_explanation(struct text *out, const spfeval_outcome *outcome)
{
    const char *explanation;
    size_t len;

    explanation = spfeval_outcome_get_explanation(outcome, &len);
    if (explanation != NULL) {
        text_add(out, explanation, len);
    }
}

/* That too: an octet that is not printable is "?" already. */
static void
add_sentence(struct text *out, const spfeval_outcome *outcome)
{
    char sentence[SENTENCE_SIZE];

    (void)spfeval_comment_print(outcome, sentence, sizeof(sentence), NULL);
    text_add_string(out, sentence);
}

/* <message> at offset <n>: "<offending text>" */
static void
add_syntax_error(struct text *out, const spfeval_outcome *outcome,
                 const struct decision *decision)
{
    spfeval_syntax_error error = {.struct_size = sizeof(error)};
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};

    if (spfeval_outcome_get_syntax_error(outcome, &error) != SPFEVAL_OK) {
        return;
    }
    text_add_format(out, "%s at offset %u",
                    spfeval_syntax_message((int)error.code), error.offset);
    if (error.length == 0 || decision->path_count == 0 ||
        spfeval_outcome_get_path(outcome, decision->path_count - 1, &entry) !=
            SPFEVAL_OK ||
        entry.text == NULL) {
        return;
    }
    text_add_string(out, ": \"");
    escape_add(out, entry.text + error.offset, error.length);
    text_add_string(out, "\"");
}

static void
add_decision(struct text *out, const spfeval_outcome *outcome)
{
    int reason = spfeval_outcome_get_reason(outcome);
    struct decision decision;

    decision_find(outcome, &decision);
    if (decision.path_count == 0) {
        return;
    }
    if (reason == SPFEVAL_REASON_SYNTAX) {
        add_syntax_error(out, outcome, &decision);
    } else if (decision.term != NULL) {
        escape_add(out, decision.term, decision.term_len);
    } else if (reason == SPFEVAL_REASON_DEFAULT) {
        text_add_string(out, "default");
    } else {
        text_add_string(out, spfeval_reason_message(reason));
    }
    text_add_string(out, " (");
    decision_add_path(out, outcome, &decision);
    text_add_string(out, ")");
}

void
outcome_text_add(struct text *out, const spfeval_outcome *outcome)
{
    text_add_format(out, "%s\n",
                    spfeval_result_name(spfeval_outcome_get_result(outcome)));
    add_explanation(out, outcome);
    text_add_string(out, "\n");
    add_sentence(out, outcome);
    text_add_string(out, "\n");
    add_decision(out, outcome);
    text_add_string(out, "\n");
}
