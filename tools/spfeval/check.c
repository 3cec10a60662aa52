/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * spfeval check: one check, for people and scripts.
 */
#include "command.h"

#include <spfeval/spfeval.h>

#include "ask.h"
#include "asked.h"
#include "exit_style.h"
#include "format.h"
#include "question.h"
#include "session.h"

static int
print(const struct question *question, const struct findings *findings)
{
    int code =
        format_print(question->format, findings, question->settings.receiver);
    const spfeval_outcome *outcome = format_deciding(findings);

    return code != 0 ? code
                     : exit_style_code(question->exit_style,
                                       spfeval_outcome_get_result(outcome));
}

static int
check_one(const struct question *question, struct asked *asked)
{
    struct findings findings = {.asked = asked};
    spfeval_check *check = NULL;
    int code = ask(question, asked, &check);

    if (code == 0) {
        if (question->scope == SPFEVAL_IDENTITY_HELO) {
            findings.helo = spfeval_check_get_outcome(check);
        } else {
            findings.mailfrom = spfeval_check_get_outcome(check);
        }
        code = print(question, &findings);
    }
    spfeval_check_free(check);
    return code;
}

/* An identity that was not given is not told of. */
static int
check_both(const struct question *question, struct asked *asked)
{
    struct findings findings = {.is_session = true, .asked = asked};
    spfeval_session *session = NULL;
    int code = session_ask(question, asked, &session);

    if (code == 0) {
        findings.helo =
            spfeval_session_get_outcome(session, SPFEVAL_IDENTITY_HELO);
        if (question->mail_from != NULL) {
            findings.mailfrom = spfeval_session_get_outcome(
                session, SPFEVAL_IDENTITY_MAILFROM);
        }
        code = print(question, &findings);
    }
    spfeval_session_free(session);
    return code;
}

int
command_check(int argc, char **argv)
{
    struct question question;
    struct asked asked = {0};
    struct asked *with_asked;
    int code;

    code = question_read(&question, argc, argv);
    if (code >= 0) {
        return code;
    }
    with_asked = question.with_trace ? &asked : NULL;
    code = question.is_session ? check_both(&question, with_asked)
                               : check_one(&question, with_asked);
    asked_clear(&asked);
    return code;
}
