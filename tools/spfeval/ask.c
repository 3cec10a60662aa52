/* SPDX-License-Identifier: BSD-2-Clause */
#include "ask.h"

#include <stdint.h>
#include <string.h>
#include <time.h>

#include "exit_code.h"
#include "message.h"
#include "network.h"
#include "runner.h"
#include "settings.h"
#include "zone_file.h"

int
ask_report(const char *what, int status)
{
    if (status == SPFEVAL_ERR_NOMEM) {
        return message_no_memory();
    }
    message_print("%s: %s", what, spfeval_status_message(status));
    return EXIT_CODE_INTERNAL;
}

static int
set_identity(const struct question *question, const char *name,
             const char *value,
             int (*set)(spfeval_check *, const char *, size_t),
             spfeval_check *check)
{
    int status;

    if (value == NULL) {
        return 0;
    }
    status = set(check, value, strlen(value));
    if (status == SPFEVAL_ERR_ARGUMENT || status == SPFEVAL_ERR_LIMIT) {
        return message_usage(question->command, "%s: too long", name);
    }
    return status == SPFEVAL_OK ? 0 : ask_report(name, status);
}

static int
set_inputs(const struct question *question, spfeval_check *check)
{
    int status;
    int code;

    status = spfeval_check_set_client_text(check, question->ip,
                                           strlen(question->ip));
    if (status == SPFEVAL_ERR_SYNTAX) {
        return message_usage(question->command,
                             "%s: '%s' is not an IPv4 or IPv6 address",
                             question->ip_name, question->ip);
    }
    if (status != SPFEVAL_OK) {
        return ask_report(question->ip_name, status);
    }
    code =
        set_identity(question, question->mail_from_name, question->mail_from,
                     spfeval_check_set_mailfrom, check);
    if (code == 0) {
        code = set_identity(question, question->helo_name, question->helo,
                            spfeval_check_set_helo, check);
    }
    (void)spfeval_check_set_identity(check, question->scope);
    (void)spfeval_check_set_time(
        check, question->has_time ? question->time : (int64_t)time(NULL));
    return code;
}

static int
run_it(const struct question *question, struct run *run,
       struct network *network)
{
    struct runner runner;
    int status = runner_init(&runner, network);

    if (status == SPFEVAL_OK) {
        status = runner_run(&runner, run);
        runner_clear(&runner);
    }
    return status == SPFEVAL_OK ? 0 : ask_report(question->command, status);
}

int
ask_run(const struct question *question, struct run *run)
{
    const struct settings *settings = &question->settings;
    struct network *network = NULL;
    int code;

    code = settings->zone != NULL
               ? zone_file_load(settings->zone, settings->origin, &run->zone)
               : network_open(settings, question->command, 0, &network);
    if (code == 0) {
        code = run_it(question, run, network);
    }
    network_close(network);
    spfeval_zone_free(run->zone);
    run->zone = NULL;
    return code;
}

int
ask(const struct question *question, struct asked *asked, spfeval_check **out)
{
    const struct settings *settings = &question->settings;
    struct run run = {.asked = asked};
    spfeval_options *options = NULL;
    spfeval_check *check = NULL;
    int status;
    int code;

    code = settings_make(settings, question->command, settings->zone == NULL,
                         &options);
    if (code != 0) {
        return code;
    }
    status = spfeval_check_new(options, &check);
    spfeval_options_free(options);
    if (status != SPFEVAL_OK) {
        return ask_report(question->command, status);
    }
    code = set_inputs(question, check);
    if (code == 0) {
        run.check = check;
        code = ask_run(question, &run);
    }
    if (code == 0) {
        *out = check;
    } else {
        spfeval_check_free(check);
    }
    return code;
}
