/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval check: one check, for people and scripts.
 */
#include "command.h"

#include <stdio.h>

#include <jansson.h>
#include <spfeval/spfeval.h>

#include "ask.h"
#include "asked.h"
#include "asked_json.h"
#include "json_text.h"
#include "message.h"
#include "outcome_text.h"
#include "question.h"
#include "text.h"

static int
print_json(const spfeval_outcome *outcome, const struct asked *asked)
{
    json_t *json = asked_json_new(outcome, asked);
    struct text text = {0};
    int code = 0;

    json_text_add(&text, json, JSON_INDENT(2));
    json_decref(json);
    if (text.failed) {
        code = message_no_memory();
    } else { /* main() reports when it cannot be written */
        (void)fwrite(text.data, 1, text.len, stdout);
    }
    text_clear(&text);
    return code;
}

static int
print_text(const spfeval_outcome *outcome, const struct asked *asked)
{
    struct text lines = {0};
    int code = 0;

    if (asked != NULL) {
        trace_text_add(&lines, outcome, asked);
        fputs(text_get(&lines), stderr);
        text_empty(&lines);
    }
    outcome_text_add(&lines, outcome);
    if (lines.failed) {
        code = message_no_memory();
    } else {
        fputs(text_get(&lines), stdout);
    }
    text_clear(&lines);
    return code;
}

static int
print(const struct question *question, spfeval_check *check,
      const struct asked *asked)
{
    const spfeval_outcome *outcome = spfeval_check_get_outcome(check);
    int code;

    if (asked != NULL && asked->failed) {
        return message_no_memory();
    }
    code = question->as_json ? print_json(outcome, asked)
                             : print_text(outcome, asked);
    return code != 0 ? code : ask_result_code(outcome);
}

int
command_check(int argc, char **argv)
{
    struct asked asked = {0};
    spfeval_check *check = NULL;
    struct question question;
    struct asked *with_asked;
    int code;

    code = question_read(&question, argc, argv);
    if (code >= 0) {
        return code;
    }
    with_asked = question.with_trace ? &asked : NULL;
    code = ask(&question, with_asked, &check);
    if (code == 0) {
        code = print(&question, check, with_asked);
    }
    asked_clear(&asked);
    spfeval_check_free(check);
    return code;
}
