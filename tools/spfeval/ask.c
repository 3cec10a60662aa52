/* SPDX-License-Identifier: BSD-2-Clause */
#include "ask.h"

#include <stdint.h>
#include <string.h>
#include <time.h>

#include "message.h"
#include "network.h"
#include "runner.h"
#include "settings.h"
#include "zone_file.h"

int
ask_input(const struct question *question, const char *name, const char *value,
          int status)
{
    switch (status) {
    case SPFEVAL_OK:
        return 0;
    case SPFEVAL_ERR_SYNTAX:
        return message_usage(question->command,
                             "%s: '%s' is not an IPv4 or IPv6 address", name,
                             value);
    case SPFEVAL_ERR_ARGUMENT:
    case SPFEVAL_ERR_LIMIT:
        return message_usage(question->command, "%s: too long", name);
    default:
        return message_status(name, status);
    }
}

static int
set_inputs(const struct question *question, spfeval_check *check)
{
    const char *mail_from = question->mail_from;
    const char *helo = question->helo;
    int code;

    code = ask_input(question, question->ip_name, question->ip,
                     spfeval_check_set_client_text(check, question->ip,
                                                   strlen(question->ip)));
    if (code == 0 && mail_from != NULL) {
        code = ask_input(
            question, question->mail_from_name, mail_from,
            spfeval_check_set_mailfrom(check, mail_from, strlen(mail_from)));
    }
    if (code == 0 && helo != NULL) {
        code = ask_input(question, question->helo_name, helo,
                         spfeval_check_set_helo(check, helo, strlen(helo)));
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
    return status == SPFEVAL_OK ? 0
                                : message_status(question->command, status);
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
        return message_status(question->command, status);
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
