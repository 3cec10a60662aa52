/* SPDX-License-Identifier: BSD-2-Clause */
#include "session.h"

#include <string.h>
#include <time.h>

#include "ask.h"
#include "message.h"
#include "settings.h"

static int
set_identity(const struct question *question, const char *option,
             const char *value,
             int (*set)(spfeval_session *, const char *, size_t),
             spfeval_session *session)
{
    int status;

    if (value == NULL) {
        return 0;
    }
    status = set(session, value, strlen(value));
    if (status == SPFEVAL_ERR_ARGUMENT || status == SPFEVAL_ERR_LIMIT) {
        return message_usage(question->command, "%s: too long", option);
    }
    return status == SPFEVAL_OK ? 0 : ask_report(option, status);
}

static int
set_inputs(const struct question *question, spfeval_session *session)
{
    int status;
    int code;

    status = spfeval_session_set_client_text(session, question->ip,
                                             strlen(question->ip));
    if (status == SPFEVAL_ERR_SYNTAX) {
        return message_usage(question->command,
                             "--ip: '%s' is not an IPv4 or IPv6 address",
                             question->ip);
    }
    if (status != SPFEVAL_OK) {
        return ask_report("--ip", status);
    }
    code = set_identity(question, "--mail-from", question->mail_from,
                        spfeval_session_set_mailfrom, session);
    if (code == 0) {
        code = set_identity(question, "--helo", question->helo,
                            spfeval_session_set_helo, session);
    }
    (void)spfeval_session_set_time(
        session, question->has_time ? question->time : (int64_t)time(NULL));
    return code;
}

static int
make(const struct question *question, spfeval_session **out)
{
    spfeval_options *options = NULL;
    int code = settings_make(&question->settings, question->command,
                             question->settings.zone == NULL, &options);
    int status;

    if (code != 0) {
        return code;
    }
    status = spfeval_options_set_u32(options, SPFEVAL_OPTION_CHECK_HELO,
                                     question->helo != NULL ? 1 : 0);
    if (status == SPFEVAL_OK) {
        status = spfeval_session_new(options, out);
    }
    spfeval_options_free(options);
    return status == SPFEVAL_OK ? 0 : ask_report(question->command, status);
}

int
session_ask(const struct question *question, struct asked *asked,
            spfeval_session **out)
{
    struct run run = {.asked = asked};
    spfeval_session *session = NULL;
    int code = make(question, &session);

    if (code == 0) {
        code = set_inputs(question, session);
    }
    if (code == 0) {
        run.session = session;
        code = ask_run(question, &run);
    }
    if (code == 0) {
        *out = session;
    } else {
        spfeval_session_free(session);
    }
    return code;
}
