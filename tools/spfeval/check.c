/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval check: one check, for people and scripts.
 */
#include "command.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <jansson.h>
#include <spfeval/spfeval.h>

#include "asked.h"
#include "asked_json.h"
#include "exit_code.h"
#include "json_text.h"
#include "message.h"
#include "network.h"
#include "outcome_text.h"
#include "question.h"
#include "runner.h"
#include "settings.h"
#include "text.h"
#include "zone_file.h"

/* Report a failed call of the library. */
static int
report(const char *what, int status)
{
    if (status == SPFEVAL_ERR_NOMEM) {
        return message_no_memory();
    }
    message_print("%s: %s", what, spfeval_status_message(status));
    return EXIT_CODE_INTERNAL;
}

static int
set_identity(const char *option, const char *value,
             int (*set)(spfeval_check *, const char *, size_t),
             spfeval_check *check)
{
    int status;

    if (value == NULL) {
        return 0;
    }
    status = set(check, value, strlen(value));
    if (status == SPFEVAL_ERR_ARGUMENT || status == SPFEVAL_ERR_LIMIT) {
        return message_usage("check", "%s: too long", option);
    }
    return status == SPFEVAL_OK ? 0 : report(option, status);
}

static int
set_inputs(const struct question *question, spfeval_check *check)
{
    int status;
    int code;

    status = spfeval_check_set_client_text(check, question->ip,
                                           strlen(question->ip));
    if (status == SPFEVAL_ERR_SYNTAX) {
        return message_usage("check",
                             "--ip: '%s' is not an IPv4 or IPv6 address",
                             question->ip);
    }
    if (status != SPFEVAL_OK) {
        return report("--ip", status);
    }
    code = set_identity("--mail-from", question->mail_from,
                        spfeval_check_set_mailfrom, check);
    if (code == 0) {
        code = set_identity("--helo", question->helo, spfeval_check_set_helo,
                            check);
    }
    (void)spfeval_check_set_identity(check, question->scope);
    (void)spfeval_check_set_time(
        check, question->has_time ? question->time : (int64_t)time(NULL));
    return code;
}

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
result_code(const spfeval_outcome *outcome)
{
    switch (spfeval_outcome_get_result(outcome)) {
    case SPFEVAL_RESULT_PASS:
        return EXIT_CODE_PASS;
    case SPFEVAL_RESULT_FAIL:
        return EXIT_CODE_FAIL;
    case SPFEVAL_RESULT_SOFTFAIL:
        return EXIT_CODE_SOFTFAIL;
    case SPFEVAL_RESULT_NEUTRAL:
        return EXIT_CODE_NEUTRAL;
    case SPFEVAL_RESULT_PERMERROR:
        return EXIT_CODE_PERMERROR;
    case SPFEVAL_RESULT_TEMPERROR:
        return EXIT_CODE_TEMPERROR;
    case SPFEVAL_RESULT_NONE:
        return EXIT_CODE_NONE;
    default:
        return EXIT_CODE_INTERNAL;
    }
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
    return code != 0 ? code : result_code(outcome);
}

/* Run the check to its end. Returns a status of the library. */
static int
finish(struct runner *runner, struct run *run)
{
    int status = SPFEVAL_OK;
    bool is_ready;

    runner_start(runner, run);
    while (runner_next(runner) == NULL) {
        status = runner_turn(runner, -1, -1, &is_ready);
        if (status != SPFEVAL_OK) {
            return status;
        }
    }
    return run->status;
}

static int
run_check(const struct question *question, spfeval_check *check,
          spfeval_zone *zone, struct network *network)
{
    struct asked asked = {0};
    struct runner runner;
    struct run run = {.check = check,
                      .zone = zone,
                      .asked = question->with_trace ? &asked : NULL};
    int status;
    int code;

    status = runner_init(&runner, network);
    if (status == SPFEVAL_OK) {
        status = finish(&runner, &run);
        runner_clear(&runner);
    }
    code = status == SPFEVAL_OK ? print(question, check, run.asked)
                                : report("check", status);
    asked_clear(&asked);
    return code;
}

/* Open what the answers come from, and run the check. */
static int
answer(const struct question *question, spfeval_check *check)
{
    const struct settings *settings = &question->settings;
    struct network *network = NULL;
    spfeval_zone *zone = NULL;
    int code;

    code = settings->zone != NULL
               ? zone_file_load(settings->zone, settings->origin, &zone)
               : network_open(settings, "check", 0, &network);
    if (code == 0) {
        code = run_check(question, check, zone, network);
    }
    network_close(network);
    spfeval_zone_free(zone);
    return code;
}

int
command_check(int argc, char **argv)
{
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;
    struct question question;
    int status;
    int code;

    code = question_read(&question, argc, argv);
    if (code >= 0) {
        return code;
    }
    code = settings_make(&question.settings, "check",
                         question.settings.zone == NULL, &options);
    if (code != 0) {
        return code;
    }
    status = spfeval_check_new(options, &check);
    spfeval_options_free(options);
    if (status != SPFEVAL_OK) {
        return report("check", status);
    }
    code = set_inputs(&question, check);
    if (code == 0) {
        code = answer(&question, check);
    }
    spfeval_check_free(check);
    return code;
}
