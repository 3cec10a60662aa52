/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval explain: why mail was accepted or rejected, for people.
 */
#include "command.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spfeval/spfeval.h>

#include "ask.h"
#include "colour.h"
#include "exit_style.h"
#include "explain_question.h"
#include "message.h"
#include "why/page.h"

/* Write the text, with the headings of its parts in bold. */
static void
write_bold(const char *text, int language)
{
    int part = SPFEVAL_EXPLAIN_WHO;
    const char *heading;
    size_t len;

    for (; *text != '\0'; text += len) {
        len = strcspn(text, "\n");
        heading = spfeval_explain_part_name(part, language);
        if (len == strlen(heading) && memcmp(text, heading, len) == 0) {
            fputs(colour_begin(true, COLOUR_BOLD), stdout);
            fputs(heading, stdout);
            fputs(colour_end(true), stdout);
            part++;
        } else {
            (void)fwrite(text, 1, len, stdout);
        }
        if (text[len] == '\n') {
            (void)fputc('\n', stdout);
            len++;
        }
    }
}

/* A text that the library writes into a buffer: how long it is, or a copy. */
static int
print_into(const spfeval_outcome *outcome,
           const struct explain_question *explain, char *buffer,
           size_t capacity, size_t *needed)
{
    uint32_t flags = SPFEVAL_JSON_INDENT | SPFEVAL_JSON_TRACE;

    if (explain->format == EXPLAIN_TEXT) {
        return spfeval_explain_print(outcome, explain->language, buffer,
                                     capacity, needed);
    }
    flags |= explain->language == SPFEVAL_LANGUAGE_NL
                 ? SPFEVAL_JSON_EXPLAIN_NL
                 : SPFEVAL_JSON_EXPLAIN_EN;
    return spfeval_outcome_json_print(outcome, flags, buffer, capacity,
                                      needed);
}

static int
print_buffer(const spfeval_outcome *outcome,
             const struct explain_question *explain)
{
    size_t needed;
    char *buffer;
    int status = print_into(outcome, explain, NULL, 0, &needed);

    if (status != SPFEVAL_ERR_BUFFER) {
        return message_status("explain", status);
    }
    buffer = malloc(needed);
    if (buffer == NULL) {
        return message_no_memory();
    }
    status = print_into(outcome, explain, buffer, needed, NULL);
    if (status == SPFEVAL_OK) { /* main() reports a failing stream */
        if (explain->format == EXPLAIN_TEXT && colour_is_wanted(stdout)) {
            write_bold(buffer, explain->language);
        } else {
            (void)fputs(buffer, stdout);
        }
        if (explain->format == EXPLAIN_JSON) {
            (void)fputc('\n', stdout);
        }
    }
    free(buffer);
    return status == SPFEVAL_OK ? 0 : message_status("explain", status);
}

static int
print_page(const spfeval_outcome *outcome,
           const struct explain_question *explain)
{
    int status = why_page_write(stdout, outcome, explain->language, NULL);

    return status == SPFEVAL_OK ? 0 : message_status("explain", status);
}

int
command_explain(int argc, char **argv)
{
    struct explain_question explain;
    const spfeval_outcome *outcome;
    spfeval_check *check = NULL;
    int code;

    code = explain_question_read(&explain, argc, argv);
    if (code >= 0) {
        return code;
    }
    code = ask(&explain.question, NULL, &check);
    if (code != 0) {
        return code;
    }
    outcome = spfeval_check_get_outcome(check);
    code = explain.format == EXPLAIN_HTML ? print_page(outcome, &explain)
                                          : print_buffer(outcome, &explain);
    if (code == 0) {
        code = exit_style_code(EXIT_STYLE_SPFQUERY,
                               spfeval_outcome_get_result(outcome));
    }
    spfeval_check_free(check);
    return code;
}
