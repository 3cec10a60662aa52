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

#include "address.h"
#include "exit_code.h"
#include "json_text.h"
#include "message.h"
#include "outcome_json.h"
#include "outcome_text.h"
#include "question.h"
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
print_json(const struct question *question, const spfeval_outcome *outcome,
           const char *address)
{
    json_t *json;

    json = outcome_json_full(outcome, address, question->with_trace);
    if (json == NULL) {
        return message_no_memory();
    }
    /* main() reports when it cannot be written. */
    (void)json_write(stdout, json, JSON_INDENT(2));
    json_decref(json);
    return 0;
}

static int
print_text(const struct question *question, const spfeval_outcome *outcome,
           const char *address)
{
    struct text lines = {0};
    int code = 0;

    if (question->with_trace) {
        trace_text_add(&lines, outcome);
        fputs(text_get(&lines), stderr);
        text_empty(&lines);
    }
    outcome_text_add(&lines, outcome, address);
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
run(const struct question *question, spfeval_check *check, spfeval_zone *zone)
{
    const spfeval_outcome *outcome;
    char address[ADDRESS_TEXT_SIZE];
    int status;
    int code;

    status = spfeval_check_run(check, spfeval_zone_get_resolver(zone));
    if (status != SPFEVAL_OK) {
        return report("check", status);
    }
    outcome = spfeval_check_get_outcome(check);
    address_print(question->ip, strlen(question->ip), address);
    code = question->as_json ? print_json(question, outcome, address)
                             : print_text(question, outcome, address);
    return code != 0 ? code : result_code(outcome);
}

int
command_check(int argc, char **argv)
{
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;
    spfeval_zone *zone = NULL;
    struct question question;
    int status;
    int code;

    code = question_read(&question, argc, argv);
    if (code >= 0) {
        return code;
    }
    code = settings_make(&question.settings, "check", &options);
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
        code = zone_file_load(question.settings.zone, question.settings.origin,
                              &zone);
    }
    if (code == 0) {
        code = run(&question, check, zone);
    }
    spfeval_zone_free(zone);
    spfeval_check_free(check);
    return code;
}
