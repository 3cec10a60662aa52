/* SPDX-License-Identifier: BSD-2-Clause */
#include "session.h"

#include <string.h>
#include <time.h>

#include "ask.h"
#include "message.h"
#include "settings.h"

static int
set_inputs(const struct question *question, spfeval_session *session)
{
    const char *mail_from = question->mail_from;
    const char *helo = question->helo;
    int code;

    code = ask_input(question, question->ip_name, question->ip,
                     spfeval_session_set_client_text(session, question->ip,
                                                     strlen(question->ip)));
    if (code == 0 && mail_from != NULL) {
        code = ask_input(question, question->mail_from_name, mail_from,
                         spfeval_session_set_mailfrom(session, mail_from,
                                                      strlen(mail_from)));
    }
    if (code == 0 && helo != NULL) {
        code =
            ask_input(question, question->helo_name, helo,
                      spfeval_session_set_helo(session, helo, strlen(helo)));
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
    return status == SPFEVAL_OK ? 0
                                : message_status(question->command, status);
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
