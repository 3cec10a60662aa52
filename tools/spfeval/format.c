/* SPDX-License-Identifier: BSD-2-Clause */
#include "format.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "asked_json.h"
#include "exit_code.h"
#include "json_text.h"
#include "message.h"
#include "outcome_text.h"
#include "text.h"

bool
format_read(const char *word, enum format *out)
{
    static const struct {
        const char *word;
        enum format format;
    } words[] = {
        {"text", FORMAT_TEXT},
        {"json", FORMAT_JSON},
        {"received-spf", FORMAT_RECEIVED_SPF},
        {"auth-results", FORMAT_AUTH_RESULTS},
        {"reply", FORMAT_REPLY},
    };
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(word, words[i].word) == 0) {
            *out = words[i].format;
            return true;
        }
    }
    return false;
}

const spfeval_outcome *
format_deciding(const struct findings *findings)
{
    return findings->mailfrom != NULL ? findings->mailfrom : findings->helo;
}

/* --- What was asked for which identity ------------------------------------- */

/*
 * HELO comes first, and a check asks for the record of its domain first and
 * once: where that was asked last, the questions of MAIL FROM begin. With a
 * null reverse-path all questions are for both.
 */
static size_t
find_second(const struct findings *findings)
{
    spfeval_event start = {.struct_size = sizeof(start)};
    const struct asked_question *found;

    start.query_type = SPFEVAL_RRTYPE_TXT;
    start.target =
        spfeval_outcome_get_domain(findings->mailfrom, &start.target_len);
    found = asked_find(findings->asked, &start);
    return found != NULL ? (size_t)(found - findings->asked->questions)
                         : findings->asked->count;
}

/* The questions for one of the outcomes; they stay the caller's. */
static struct asked
asked_for(const struct findings *findings, const spfeval_outcome *outcome)
{
    struct asked part = *findings->asked;
    size_t second;

    if (findings->helo == NULL || findings->mailfrom == NULL ||
        spfeval_outcome_get_null_sender(findings->mailfrom)) {
        return part;
    }
    second = find_second(findings);
    if (outcome == findings->helo) {
        part.count = second;
    } else if (part.count > 0) {
        part.questions += second;
        part.count -= second;
    }
    return part;
}

/* --- JSON ------------------------------------------------------------------ */

static json_t *
outcome_json(const struct findings *findings, const spfeval_outcome *outcome)
{
    struct asked asked;

    if (outcome == NULL) {
        return json_null();
    }
    if (findings->asked == NULL) {
        return asked_json_new(outcome, NULL);
    }
    asked = asked_for(findings, outcome);
    return asked_json_new(outcome, &asked);
}

static json_t *
session_json(const struct findings *findings)
{
    const spfeval_outcome *deciding = format_deciding(findings);
    struct json_builder object;

    builder_begin(&object);
    builder_put_number(&object, "schema", 1);
    builder_put(&object, "helo", outcome_json(findings, findings->helo));
    builder_put(&object, "mailfrom",
                outcome_json(findings, findings->mailfrom));
    builder_put_string(&object, "decides",
                       deciding == findings->helo ? "helo" : "mailfrom");
    return builder_end(&object);
}

static void
add_json(struct text *out, const struct findings *findings)
{
    json_t *json = findings->is_session
                       ? session_json(findings)
                       : outcome_json(findings, format_deciding(findings));

    json_text_add(out, json, JSON_INDENT(2));
    json_decref(json);
}

/* --- Header fields and replies --------------------------------------------- */

typedef int (*writer)(const spfeval_outcome *outcome, uint32_t flags,
                      char *buffer, size_t capacity, size_t *needed);

static void
add_written(struct text *out, writer write, const spfeval_outcome *outcome)
{
    size_t size = 0;
    char *buffer;

    if (outcome == NULL) {
        return;
    }
    (void)write(outcome, SPFEVAL_HEADER_LF, NULL, 0, &size);
    buffer = malloc(size);
    if (buffer == NULL ||
        write(outcome, SPFEVAL_HEADER_LF, buffer, size, NULL) != SPFEVAL_OK) {
        out->failed = true;
    } else {
        text_add(out, buffer, size - 1);
    }
    free(buffer);
}

static void
add_auth_results(struct text *out, const struct findings *findings,
                 const char *receiver)
{
    size_t receiver_len = strlen(receiver);
    size_t size = 0;
    char *buffer;

    (void)spfeval_auth_results_print(receiver, receiver_len,
                                     findings->mailfrom, findings->helo,
                                     SPFEVAL_HEADER_LF, NULL, 0, &size);
    buffer = malloc(size);
    if (buffer == NULL ||
        spfeval_auth_results_print(receiver, receiver_len, findings->mailfrom,
                                   findings->helo, SPFEVAL_HEADER_LF, buffer,
                                   size, NULL) != SPFEVAL_OK) {
        out->failed = true;
    } else {
        text_add(out, buffer, size - 1);
    }
    free(buffer);
}

/* --- Text ------------------------------------------------------------------ */

static void
add_text(struct text *out, const struct findings *findings,
         const spfeval_outcome *outcome, const char *identity)
{
    if (outcome == NULL) {
        return;
    }
    if (findings->is_session) {
        text_add_format(out, "identity: %s\n", identity);
    }
    outcome_text_add(out, outcome);
}

static void
add_trace(struct text *out, const struct findings *findings,
          const spfeval_outcome *outcome, const char *identity)
{
    struct asked asked;

    if (outcome == NULL) {
        return;
    }
    if (findings->is_session) {
        text_add_format(out, "trace: identity: %s\n", identity);
    }
    asked = asked_for(findings, outcome);
    trace_text_add(out, outcome, &asked);
}

/* --- All ------------------------------------------------------------------- */

static void
add(struct text *out, enum format format, const struct findings *findings,
    const char *receiver)
{
    switch (format) {
    case FORMAT_JSON:
        add_json(out, findings);
        return;
    case FORMAT_RECEIVED_SPF:
        add_written(out, spfeval_received_spf_print, findings->helo);
        add_written(out, spfeval_received_spf_print, findings->mailfrom);
        return;
    case FORMAT_AUTH_RESULTS:
        add_auth_results(out, findings, receiver);
        return;
    case FORMAT_REPLY:
        add_written(out, spfeval_reply_print, format_deciding(findings));
        return;
    default:
        add_text(out, findings, findings->helo, "helo");
        add_text(out, findings, findings->mailfrom, "mailfrom");
    }
}

/*
 * Print what could be written whole. Of standard output main() reports when it
 * is full; of standard error nobody can.
 */
static int
put(struct text *lines, FILE *stream)
{
    int code = 0;

    if (lines->failed) {
        code = message_no_memory();
    } else if (fwrite(text_get(lines), 1, lines->len, stream) != lines->len &&
               stream == stderr) {
        code = EXIT_CODE_OUTPUT;
    }
    text_clear(lines);
    return code;
}

int
format_print(enum format format, const struct findings *findings,
             const char *receiver)
{
    struct text lines = {0};
    int trace_code = 0;
    int code;

    if (findings->asked != NULL && findings->asked->failed) {
        return message_no_memory();
    }
    if (findings->asked != NULL && format != FORMAT_JSON) {
        add_trace(&lines, findings, findings->helo, "helo");
        add_trace(&lines, findings, findings->mailfrom, "mailfrom");
        trace_code = put(&lines, stderr);
    }
    add(&lines, format, findings, receiver);
    code = put(&lines, stdout);
    return code == 0 ? trace_code : code;
}
