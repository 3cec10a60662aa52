/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What reads an outcome and writes it down, without memory. Of these calls
 * nothing else is checked.
 */
#include <string.h>

#include "oom/call_scene.h"
#include "support/tap.h"

enum { ROOM = 8192 };

static char text[ROOM];

static int
read_outcome(struct call_scene *scene)
{
    const spfeval_outcome *outcome = scene->outcome;
    spfeval_path_entry entry = {.struct_size = sizeof(entry)};
    spfeval_syntax_error error = {.struct_size = sizeof(error)};
    uint32_t ttl;

    (void)spfeval_outcome_get_result(outcome);
    (void)spfeval_outcome_get_reason(outcome);
    (void)spfeval_outcome_get_identity(outcome);
    (void)spfeval_outcome_get_null_sender(outcome);
    (void)spfeval_outcome_get_sender(outcome, NULL);
    (void)spfeval_outcome_get_domain(outcome, NULL);
    (void)spfeval_outcome_get_client(outcome, NULL);
    (void)spfeval_outcome_get_helo(outcome, NULL);
    (void)spfeval_outcome_get_receiver(outcome, NULL);
    (void)spfeval_outcome_get_path_count(outcome);
    (void)spfeval_outcome_get_path(outcome, 0, &entry);
    (void)spfeval_outcome_get_target(outcome, NULL);
    (void)spfeval_outcome_get_syntax_error(outcome, &error);
    (void)spfeval_outcome_get_counter(outcome, SPFEVAL_COUNTER_TERMS);
    (void)spfeval_outcome_get_ttl(outcome, &ttl);
    (void)spfeval_outcome_get_cacheable(outcome);
    (void)spfeval_outcome_get_explanation(outcome, NULL);
    (void)spfeval_outcome_get_explanation_source(outcome);
    (void)spfeval_outcome_get_explanation_domain(outcome, NULL);
    return SPFEVAL_OK;
}

static int
read_trace(struct call_scene *scene)
{
    const spfeval_outcome *outcome = scene->outcome;
    spfeval_event event = {.struct_size = sizeof(event)};
    spfeval_dns_record record = {.struct_size = sizeof(record)};
    uint32_t i;

    for (i = 0; i < spfeval_outcome_get_event_count(outcome); i++) {
        (void)spfeval_outcome_get_event(outcome, i, &event);
        (void)spfeval_outcome_get_event_record(outcome, i, 0, &record);
    }
    return SPFEVAL_OK;
}

static int
write_outcome(struct call_scene *scene)
{
    const spfeval_outcome *outcome = scene->outcome;
    spfeval_reply reply = {.struct_size = sizeof(reply)};
    spfeval_sentence sentence = {.struct_size = sizeof(sentence)};
    uint32_t i;

    (void)spfeval_received_spf_print(outcome, 0, text, ROOM, NULL);
    (void)spfeval_auth_results_print("mx.example", 10, outcome, NULL, 0, text,
                                     ROOM, NULL);
    (void)spfeval_auth_results_matches(text, strlen(text), "mx.example", 10);
    (void)spfeval_reply_get(outcome, &reply);
    (void)spfeval_reply_print(outcome, 0, text, ROOM, NULL);
    (void)spfeval_comment_print(outcome, text, ROOM, NULL);
    (void)spfeval_outcome_json_print(outcome, 0, text, ROOM, NULL);
    (void)spfeval_explain_print(outcome, SPFEVAL_LANGUAGE_EN, text, ROOM,
                                NULL);
    for (i = 0; i < spfeval_explain_get_count(outcome); i++) {
        (void)spfeval_explain_get_sentence(outcome, SPFEVAL_LANGUAGE_EN, i,
                                           &sentence, text, ROOM, NULL);
    }
    return SPFEVAL_OK;
}

/* clang-format off */
static const struct call_row rows[] = {
    {"spfeval_outcome_get_cacheable spfeval_outcome_get_client "
     "spfeval_outcome_get_counter spfeval_outcome_get_domain "
     "spfeval_outcome_get_explanation "
     "spfeval_outcome_get_explanation_domain "
     "spfeval_outcome_get_explanation_source spfeval_outcome_get_helo "
     "spfeval_outcome_get_identity spfeval_outcome_get_null_sender "
     "spfeval_outcome_get_path spfeval_outcome_get_path_count "
     "spfeval_outcome_get_reason spfeval_outcome_get_receiver "
     "spfeval_outcome_get_result spfeval_outcome_get_sender "
     "spfeval_outcome_get_syntax_error spfeval_outcome_get_target "
     "spfeval_outcome_get_ttl",
     read_outcome, CALL_QUIET, NULL},
    {"spfeval_outcome_get_event spfeval_outcome_get_event_count "
     "spfeval_outcome_get_event_record",
     read_trace, CALL_QUIET, NULL},
    {"spfeval_auth_results_matches spfeval_auth_results_print "
     "spfeval_comment_print spfeval_explain_get_count "
     "spfeval_explain_get_sentence spfeval_explain_print "
     "spfeval_outcome_json_print spfeval_received_spf_print "
     "spfeval_reply_get spfeval_reply_print",
     write_outcome, CALL_QUIET, NULL},
};
/* clang-format on */

const struct call_table call_outcome_rows = {rows, TAP_COUNT(rows)};
